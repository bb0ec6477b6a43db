/**
 * The packages that a source reads, without a connection: those of the project, those that `pull` has put into the cache as the lock file
 * says, and all that they depend on.
 */
import { join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { FhirLock } from "./fhir-lock.ts";
import { DEFAULT_LOCK, decodeLock } from "./fhir-lock.ts";
import { impliedCore } from "./implied-core.ts";
import type { Options } from "./options.ts";
import type { FhirPackage, PackageManifest } from "./package.ts";
import type { PackageContent } from "./package-content.ts";
import { dependencyOf } from "./package-dependency.ts";
import type { CacheFolder } from "./package-in-cache.ts";
import { openFromCache } from "./package-in-cache.ts";
import type { Locals } from "./package-locals.ts";
import { idOf, openLocals } from "./package-locals.ts";
import { PackageLookup } from "./package-lookup.ts";
import { MissingPackages } from "./package-missing.ts";
import { scopeOf } from "./package-scope.ts";

/**
 * Those that the config names first, in its order, then what they need, nearest first. Throws SpecmillError when one is missing, with all
 * that are. `cache` is where `pull` keeps packages.
 */
export async function openPackages(
  input: SourceInput<Options>,
  context: SourceContext,
  cache: CacheFolder,
): Promise<readonly FhirPackage[]> {
  const locals = await openLocals(input, context);
  const opening = new Opening(input, context, cache, locals);
  for (const asked of input.options.packages) opening.addRoot(asked);
  return opening.finish();
}

/** A package on the way to a `FhirPackage`. */
interface Opened {
  readonly content: PackageContent;
  /** Ids. */
  readonly dependencies: readonly string[];
}

/** Follows dependencies from the roots; what is missing is noted, and said at the end. */
class Opening {
  readonly #input: SourceInput<Options>;
  readonly #context: SourceContext;
  readonly #cache: CacheFolder;
  readonly #locals: Locals;
  readonly #localIds: ReadonlyMap<string, PackageContent>;
  readonly #lockFile: string;
  readonly #missing: MissingPackages;
  readonly #roots = new Set<string>();
  readonly #opened = new Map<string, Opened>();
  #lookup: PackageLookup;
  #lock: FhirLock | undefined;
  #hasAskedForLock = false;

  constructor(input: SourceInput<Options>, context: SourceContext, cache: CacheFolder, locals: Locals) {
    this.#input = input;
    this.#context = context;
    this.#cache = cache;
    this.#locals = locals;
    this.#localIds = new Map([...locals.values()].map((content) => [idOf(content.manifest), content]));
    this.#lockFile = join(input.options.lock ?? DEFAULT_LOCK);
    this.#missing = new MissingPackages(input.name, this.#lockFile);
    this.#lookup = new PackageLookup([...this.#localIds.keys()], undefined);
  }

  addRoot(asked: string): void {
    const local = this.#locals.get(asked);
    const id = local === undefined ? this.#locked((lookup) => lookup.root(asked)) : idOf(local.manifest);
    if (id === undefined) this.#missing.unlocked(asked);
    else this.#roots.add(id);
  }

  finish(): readonly FhirPackage[] {
    const wanted = new Set(this.#roots);
    for (const id of wanted) for (const dependency of this.#open(id)) wanted.add(dependency);
    this.#missing.check(this.#lock !== undefined, this.#cache.shown);
    return [...this.#opened].map(([id, { content }]) => {
      const scope = scopeOf(id, (one) => this.#opened.get(one)?.dependencies ?? []);
      return { id, isRoot: this.#roots.has(id), scope, ...content };
    });
  }

  /** The ids of what it depends on; none when it cannot be opened. */
  #open(id: string): readonly string[] {
    const local = this.#localIds.get(id);
    const content = local ?? this.#openLocked(id);
    if (content === undefined) return [];
    const found = local === undefined ? this.#lockedDependencies(id) : this.#localDependencies(id, content.manifest);
    const core = this.#core(id, content.manifest, found);
    const dependencies = core === undefined ? found : [...found, core];
    this.#opened.set(id, { content, dependencies });
    return dependencies;
  }

  #openLocked(id: string): PackageContent | undefined {
    const locked = this.#lookup.locked(id);
    if (locked === undefined) return undefined;
    const content = openFromCache(locked, this.#cache, this.#input.name, this.#context);
    if (content === undefined) this.#missing.uncached(id);
    return content;
  }

  /** As `pull` has resolved them. */
  #lockedDependencies(id: string): readonly string[] {
    const { dependencies = {} } = this.#lookup.locked(id) ?? {};
    return Object.entries(dependencies).flatMap(([key, version]) => {
      // A second version of one package stands under an alias.
      const { name, range } = dependencyOf(key, version, []);
      return this.#known(`${name}@${range}`, id);
    });
  }

  #localDependencies(id: string, { dependencies, fhirVersions }: PackageManifest): readonly string[] {
    return Object.entries(dependencies).flatMap(([key, value]) => {
      const wanted = dependencyOf(key, value, fhirVersions);
      const found = this.#locked((lookup) => lookup.find(wanted));
      return this.#known(found ?? `${wanted.name}@${wanted.range}`, id);
    });
  }

  /** Nothing, once it has been noted as missing. */
  #known(id: string, user: string): readonly string[] {
    if (this.#lookup.has(id)) return [id];
    this.#missing.unlocked(id, user);
    return [];
  }

  #core(id: string, { name, fhirVersions }: PackageManifest, dependencies: readonly string[]): string | undefined {
    const names = dependencies.map((one) => one.slice(0, one.lastIndexOf("@")));
    const core = impliedCore(name, fhirVersions, names);
    if (core === undefined) return undefined;
    const found = this.#locked((lookup) => lookup.core(core));
    return this.#known(found ?? `${core.name}@${core.version}`, id)[0];
  }

  /** Asks the packages of the project alone first: who needs no lock file need not have one, and is not asked to pull when it changes. */
  #locked(ask: (lookup: PackageLookup) => string | undefined): string | undefined {
    const found = ask(this.#lookup);
    if (found !== undefined || this.#hasAskedForLock) return found;
    this.#hasAskedForLock = true;
    const { inputs } = this.#context;
    const bytes = inputs.read(this.#lockFile);
    this.#lock =
      bytes === undefined ? undefined : decodeLock(this.#lockFile, bytes, this.#input.limits, this.#input.name);
    this.#lookup = new PackageLookup([...this.#localIds.keys()], this.#lock);
    return ask(this.#lookup);
  }
}
