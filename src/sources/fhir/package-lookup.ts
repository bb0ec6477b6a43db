/** From what is asked for to the package that it is: one of the project's own, or one that the lock file has. */
import type { FhirLock, LockedPackage } from "./fhir-lock.ts";
import type { PackageRef } from "./implied-core.ts";
import type { Dependency } from "./package-dependency.ts";
import { bestVersion, parseWanted } from "./package-dependency.ts";

export class PackageLookup {
  readonly #locals: ReadonlySet<string>;
  readonly #lock: FhirLock | undefined;
  readonly #locked: ReadonlyMap<string, LockedPackage>;
  /** Name in lower case to versions, those of the project first. */
  readonly #versions = new Map<string, string[]>();

  /** `locals` are ids of packages of the project; they stand for those of the same name and version in the lock. */
  constructor(locals: readonly string[], lock: FhirLock | undefined) {
    this.#locals = new Set(locals);
    this.#lock = lock;
    this.#locked = new Map((lock?.packages ?? []).map((one) => [`${one.name}@${one.version}`, one]));
    for (const id of [...this.#locals, ...this.#locked.keys()]) this.#add(id);
  }

  locked(id: string): LockedPackage | undefined {
    return this.#locked.get(id);
  }

  has(id: string): boolean {
    return this.#locals.has(id) || this.#locked.has(id);
  }

  /** The id of a package that the config names: what `pull` found for just these words. */
  root(asked: string): string | undefined {
    const roots = this.#lock?.roots ?? {};
    const id = Object.hasOwn(roots, asked) ? roots[asked] : undefined;
    return id !== undefined && this.has(id) ? id : undefined;
  }

  /** The id of what a package of the project depends on: one of the project when it fits, else what `pull` found. */
  find({ name, range }: Dependency): string | undefined {
    const locals = this.#fitting(name, range, (id) => this.#locals.has(id));
    return locals ?? this.root(`${name}@${range}`) ?? this.#fitting(name, range, () => true);
  }

  /** A core package: that of the project in any version, then the one itself, then any. */
  core({ name, version }: PackageRef): string | undefined {
    const local = this.#fitting(name, "latest", (id) => this.#locals.has(id));
    return local ?? this.find({ name, range: version }) ?? this.#fitting(name, "latest", () => true);
  }

  #fitting(name: string, range: string, test: (id: string) => boolean): string | undefined {
    const ids = (this.#versions.get(name.toLowerCase()) ?? []).filter(test);
    const best = bestVersion(
      range,
      ids.map((id) => parseWanted(id).range),
    );
    return ids.find((id) => parseWanted(id).range === best);
  }

  #add(id: string): void {
    const name = parseWanted(id).name.toLowerCase();
    this.#versions.set(name, [...(this.#versions.get(name) ?? []), id]);
  }
}
