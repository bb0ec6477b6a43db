/**
 * From what is asked for to all that it takes: every package with what it depends on, each once, many at a time. What comes out does not
 * depend on which answer came first. Several versions of one package may stand side by side; circles end.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText, error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FhirLock } from "../fhir-lock.ts";
import type { PackageManifest } from "../package.ts";
import type { Dependency } from "../package-dependency.ts";
import { bestVersion, dependencyOf, parseWanted } from "../package-dependency.ts";
import { addDependency, needsOf } from "./needs.ts";
import type { Located, PackageSupply, Supplied } from "./package-supply.ts";

/** The config, where a package would stand that asks for another. */
const CONFIG = "config";

/** Ten times what the largest guides need; a registry that makes up dependencies must not go on for ever. */
const MOST_PACKAGES = 1000;

/** A package on its way into the lock file. */
interface Growing {
  readonly located: Located;
  supplied: Supplied | undefined;
  readonly dependencies: Map<string, string>;
  readonly requestedBy: Set<string>;
}

/** Something that was asked for, and by whom. */
interface Request {
  readonly by: Set<string>;
  /** Its id; `undefined` when it was not found. */
  readonly found: Promise<string | undefined>;
}

export class Resolution {
  readonly #supply: PackageSupply;
  readonly #locals: readonly PackageManifest[];
  readonly #requests = new Map<string, Request>();
  readonly #packages = new Map<string, Growing>();
  readonly #roots = new Map<string, string>();
  readonly #problems: { readonly problem: Diagnostic; readonly by: () => readonly string[] }[] = [];
  #tasks: Promise<void>[] = [];

  constructor(supply: PackageSupply, locals: readonly PackageManifest[]) {
    this.#supply = supply;
    this.#locals = locals;
  }

  /** Everything that the config names but for paths, and everything that its local packages need. Throws SpecmillError with all that cannot be had. */
  async resolve(asked: readonly string[]): Promise<FhirLock> {
    for (const one of asked) this.#start(this.#addRoot(one, dependencyIn(one), CONFIG));
    for (const local of this.#locals) this.#start(this.#addLocal(local));
    await this.#finish();
    this.#throwProblems();
    const packages = [...this.#packages.values()].map(lockedOf);
    return { packages, roots: Object.fromEntries(this.#roots) };
  }

  async #addRoot(asked: string, wanted: Dependency, by: string): Promise<void> {
    const id = await this.#find(wanted, by);
    if (id !== undefined) this.#roots.set(asked, id);
  }

  async #addLocal(local: PackageManifest): Promise<void> {
    const by = `${local.name}@${local.version}`;
    const wanted = needsOf(local.name, { manifest: local }).map(({ wanted }) => wanted);
    // Those of other packages of the project need no lock.
    const outside = wanted.filter((one) => this.#local(one) === undefined);
    await Promise.all(outside.map((one) => this.#addRoot(`${one.name}@${one.range}`, one, by)));
  }

  /** The id of what fits, which is then on its way. Does not wait for what that needs in turn: circles would wait for themselves. */
  #find(wanted: Dependency, by: string): Promise<string | undefined> {
    const local = this.#local(wanted);
    if (local !== undefined) return Promise.resolve(local);
    const key = `${wanted.name.toLowerCase()}@${wanted.range}`;
    const known = this.#requests.get(key);
    if (known !== undefined) {
      known.by.add(by);
      return known.found.then((id) => this.#note(id, by));
    }
    const users = new Set([by]);
    const found = this.#locate(wanted, users);
    this.#requests.set(key, { by: users, found });
    return found.then((id) => this.#note(id, by));
  }

  #note(id: string | undefined, by: string): string | undefined {
    if (id !== undefined) this.#packages.get(id)?.requestedBy.add(by);
    return id;
  }

  async #locate(wanted: Dependency, by: ReadonlySet<string>): Promise<string | undefined> {
    try {
      const located = await this.#supply.locate(wanted);
      const id = `${located.name}@${located.version}`;
      if (!this.#packages.has(id)) this.#add(id, located);
      return id;
    } catch (problem) {
      this.#keep(problem, () => [...by]);
      return undefined;
    }
  }

  #add(id: string, located: Located): void {
    if (this.#packages.size >= MOST_PACKAGES) throw tooMany();
    this.#packages.set(id, { located, supplied: undefined, dependencies: new Map(), requestedBy: new Set() });
    this.#start(this.#complete(id));
  }

  async #complete(id: string): Promise<void> {
    const growing = this.#packages.get(id) as Growing;
    try {
      growing.supplied = await this.#supply.supply(growing.located);
    } catch (problem) {
      return this.#keep(problem, () => [...growing.requestedBy]);
    }
    const needs = needsOf(growing.located.name, growing.supplied);
    const ids = await Promise.all(needs.map(({ wanted }) => this.#find(wanted, id)));
    for (const [index, { alias }] of needs.entries()) {
      const found = ids[index];
      if (found !== undefined) addDependency(growing.dependencies, alias, found);
    }
  }

  /** A package of the project, for a core in any version, as `load` takes them. */
  #local({ name, range }: Dependency): string | undefined {
    const same = this.#locals.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    const best = bestVersion(
      /^hl7\.fhir\.r\d+b?\.core$/.test(name) ? "latest" : range,
      same.map(({ version }) => version),
    );
    const local = same.find(({ version }) => version === best);
    return local === undefined ? undefined : `${local.name}@${local.version}`;
  }

  #start(task: Promise<void>): void {
    this.#tasks.push(task);
    // Whoever waits for all of them hears of it; until then it is nobody's.
    task.catch(() => {});
  }

  /** All of them, also after a fault: nothing may go on working in a folder that is about to be removed. */
  async #finish(): Promise<void> {
    let fault: PromiseRejectedResult | undefined;
    while (this.#tasks.length > 0) {
      const tasks = this.#tasks;
      this.#tasks = [];
      const settled = await Promise.allSettled(tasks);
      fault ??= settled.find((one) => one.status === "rejected");
    }
    if (fault !== undefined) throw fault.reason;
  }

  #keep(problem: unknown, by: () => readonly string[]): void {
    if (!(problem instanceof SpecmillError)) throw problem;
    for (const one of problem.diagnostics) this.#problems.push({ problem: one, by });
  }

  #throwProblems(): void {
    if (this.#problems.length === 0) return;
    throw new SpecmillError(this.#problems.map(({ problem, by }) => withUsers(problem, by())));
  }
}

function dependencyIn(asked: string): Dependency {
  const { name, range } = parseWanted(asked);
  return dependencyOf(name, range, []);
}

function lockedOf({ located, supplied, dependencies, requestedBy }: Growing): FhirLock["packages"][number] {
  const { name, version } = located;
  const { url, registry, shasum, integrity } = supplied as Supplied;
  const origin = registry === undefined ? { url } : { url, registry };
  const resolved = Object.fromEntries(dependencies);
  return { name, version, ...origin, shasum, integrity, dependencies: resolved, requestedBy: [...requestedBy] };
}

function withUsers(problem: Diagnostic, by: readonly string[]): Diagnostic {
  const users = by.filter((one) => one !== CONFIG).sort(compareText);
  if (users.length === 0) return problem;
  const message = `needed by ${users.map((one) => `\`${one}\``).join(", ")}`;
  return { ...problem, notes: [{ message }, ...problem.notes] };
}

function tooMany(): SpecmillError {
  const notes = ["a registry that makes them up, or a mistake in one of the packages"];
  return new SpecmillError([
    error("fhir/package", `more than ${MOST_PACKAGES} packages depend on one another`, { notes }),
  ]);
}
