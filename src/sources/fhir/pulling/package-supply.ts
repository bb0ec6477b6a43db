/**
 * Where packages come from: the cache when it has what the lock file says, else the registries. Released versions do not change, so that one
 * that is locked and there costs no request; what is `latest` or in a range is asked for by every pull.
 */
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { PullContext, SourceInput } from "../../source.ts";
import type { FhirLock, LockedPackage } from "../fhir-lock.ts";
import type { Options } from "../options.ts";
import type { PackageManifest } from "../package.ts";
import type { Dependency } from "../package-dependency.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { cachedManifest, cachedState } from "./cached-package.ts";
import type { Origin } from "./pull-problems.ts";
import { noArchive, noBuild, notOffered, unknownVersion } from "./pull-problems.ts";
import type { Offer, Registries, Search } from "./registries.ts";
import { refuseUnsafe, verifyArchive } from "./verify-archive.ts";
import type { WantedVersion } from "./wanted-version.ts";
import { parseWantedVersion } from "./wanted-version.ts";

/** One version of a package, and what is known of where it comes from. */
export interface Located {
  readonly name: string;
  readonly version: string;
  readonly locked?: LockedPackage;
  /** Neither this nor `locked`: it is only in the cache. */
  readonly offer?: Offer;
}

/** What the lock file will say of it. `manifest` is missing where only checking must not download it. */
export interface Supplied extends Pick<LockedPackage, "url" | "registry" | "shasum" | "integrity"> {
  readonly manifest?: Pick<PackageManifest, "dependencies" | "fhirVersions">;
  /** As they were resolved before, or as the registry tells them; only without a manifest. */
  readonly dependencies?: { readonly [name: string]: string };
}

export interface SupplyWorld {
  readonly registries: Registries;
  readonly store: ArchiveStore;
  readonly lock: FhirLock | undefined;
  readonly lockFile: string;
  /** The cache as messages name it. */
  readonly shownCache: string;
}

export class PackageSupply {
  readonly #input: SourceInput<Options>;
  readonly #context: PullContext;
  readonly #world: SupplyWorld;
  readonly #locked: ReadonlyMap<string, LockedPackage>;
  readonly #warned = new Set<string>();

  constructor(input: SourceInput<Options>, context: PullContext, world: SupplyWorld) {
    this.#input = input;
    this.#context = context;
    this.#world = world;
    this.#locked = new Map((world.lock?.packages ?? []).map((one) => [keyOf(one.name, one.version), one]));
  }

  /** Which version it is. Throws SpecmillError when there is none. */
  async locate({ name, range }: Dependency): Promise<Located> {
    const wanted = parseWantedVersion(range);
    if (wanted === undefined) throw unknownVersion(name, range);
    if (wanted.kind === "build") return this.#build(name, wanted.word);
    const known = wanted.kind === "exact" ? this.#locked.get(keyOf(name, wanted.version)) : undefined;
    if (known !== undefined && this.#isTrusted(known))
      return { name: known.name, version: known.version, locked: known };
    const search = await this.#search(name, wanted);
    if (search.offer === undefined) return this.#onlyCached(name, range, wanted, search);
    const { name: found, release } = search.offer;
    const locked = this.#locked.get(keyOf(found, release.version));
    const located = { name: found, version: release.version, offer: search.offer };
    return locked === undefined || locked.integrity === "" ? located : { ...located, locked };
  }

  /** Sees to it that it is in the cache. Throws SpecmillError when it cannot be had, or is not what it should be. */
  supply(located: Located): Promise<Supplied> | Supplied {
    const { locked, offer } = located;
    if (locked === undefined && offer === undefined) return this.#fromCacheAlone(located);
    if (locked !== undefined && (offer === undefined || this.#isTrusted(locked)))
      return this.#asLocked(located, locked);
    return this.#offered(located, offer as Offer);
  }

  async #search(name: string, wanted: WantedVersion): Promise<Search> {
    const search = await this.#world.registries.find(name, wanted);
    if (search.offer !== undefined && search.isUnsure) this.#warn(name, search.offer, search.tried);
    return search;
  }

  /** The next registry may have another `latest`: who is served by it should know. Once for each. */
  #warn(name: string, { registry }: Offer, tried: readonly string[]): void {
    if (this.#warned.has(registry)) return;
    this.#warned.add(registry);
    const message = `\`${name}\`, and maybe others, is taken from \`${registry}\`, because one before it did not answer`;
    this.#context.report(warning("fhir/registry", message, { notes: tried }));
  }

  #build(name: string, word: string): Located {
    if (this.#cachedManifest(name, word) !== undefined) return { name, version: word };
    throw noBuild(name, word, this.#world.shownCache);
  }

  /** What somebody has built and put there themselves, under a version that no registry has (yet). */
  #onlyCached(name: string, range: string, wanted: WantedVersion, search: Search): Located {
    if (wanted.kind !== "exact" || search.isUnsure || this.#cachedManifest(name, wanted.version) === undefined) {
      throw notOffered(name, range, search);
    }
    const message = `no registry has \`${name}@${range}\`: it is taken from the package cache \`${this.#world.shownCache}\``;
    const notes = ["nothing tells whether others have the same one: it has no hash in the lock file"];
    this.#context.report(warning("fhir/not-found", message, { notes }));
    return { name, version: wanted.version };
  }

  #cachedManifest(name: string, version: string): PackageManifest | undefined {
    return cachedManifest(this.#world.store.homeOf(name, version), this.#input.limits, this.#context.fs);
  }

  #fromCacheAlone({ name, version }: Located): Supplied {
    const manifest = this.#cachedManifest(name, version);
    const nothing = { url: "", shasum: "", integrity: "" };
    return manifest === undefined ? nothing : { ...nothing, manifest };
  }

  /** It has a hash, from a registry that the config still names. */
  #isTrusted({ registry, integrity }: LockedPackage): boolean {
    return integrity !== "" && registry !== undefined && this.#world.registries.urls.includes(registry);
  }

  async #asLocked(located: Located, locked: LockedPackage): Promise<Supplied> {
    const { name, version, url, shasum, integrity, registry = "" } = locked;
    const origin = { url, registry, shasum, integrity };
    const state = cachedState(this.#world.store.homeOf(name, version), integrity, this.#context.fs);
    if (state.kind === "sound") return { ...origin, manifest: state.manifest };
    if (this.#context.check) {
      if (state.kind === "changed") this.#reportChanged(locked, state.file);
      return { ...origin, dependencies: locked.dependencies };
    }
    // A lock file comes with the project: it may send nobody to a server that the registry itself does not name.
    const isNear = URL.parse(url)?.origin === URL.parse(registry)?.origin;
    const again = isNear ? await this.#download(located, origin).catch(elsewhere) : undefined;
    if (again !== undefined && "url" in again) return again;
    // It is not where it was: the same registry may have moved it, or another one may have the same bytes.
    const search = await this.#search(name, { kind: "exact", version });
    if (search.offer !== undefined) return this.#offered({ ...located, locked }, search.offer);
    throw again ?? notOffered(name, version, search);
  }

  async #offered(located: Located, { registry, release }: Offer): Promise<Supplied> {
    const { name, version, locked } = located;
    const { url, shasum = "", dependencies } = release;
    if (locked !== undefined && locked.shasum === shasum) {
      const state = cachedState(this.#world.store.homeOf(name, version), locked.integrity, this.#context.fs);
      if (state.kind === "sound") {
        return { url, registry, shasum, integrity: locked.integrity, manifest: state.manifest };
      }
    }
    if (this.#context.check) {
      const manifest = this.#cachedManifest(name, version);
      const known = manifest === undefined ? { dependencies: dependencies ?? {} } : { manifest };
      return { url, registry, shasum, integrity: locked?.shasum === shasum ? locked.integrity : "", ...known };
    }
    const found = await this.#download(located, { url, registry }, release).catch(elsewhere);
    if (found !== undefined && "url" in found) return found;
    const problem = found ?? noArchive(`${name}@${version}`, url, "there is nothing");
    const next = await this.#world.registries.find(name, { kind: "exact", version }, registry);
    if (next.offer === undefined) throw problem;
    this.#warn(name, next.offer, [problem.message]);
    return this.#offered(located, next.offer);
  }

  /** `undefined` when there is nothing at that URL. */
  async #download(
    { name, version, locked }: Located,
    { url, registry }: Origin,
    told?: Offer["release"],
  ): Promise<Supplied | undefined> {
    const { lockFile, store } = this.#world;
    const expected = { id: `${name}@${version}`, origin: { url, registry }, told, locked, lockFile };
    refuseUnsafe(expected);
    const stored = await store.store({ name, version, url, verify: (hashes) => verifyArchive(expected, hashes) });
    if (stored === undefined) return undefined;
    const { shasum, integrity } = stored.hashes;
    return { url, registry, shasum, integrity, manifest: stored.manifest };
  }

  #reportChanged({ name, version }: LockedPackage, file: string): void {
    const message = `\`${file}\` of \`${name}@${version}\` in the package cache is not what was unpacked`;
    const notes = [`run \`specmill pull ${this.#input.name}\` to get it again`];
    const place = { file: `${this.#world.shownCache}/${name}#${version}/package/${file}` };
    this.#context.report(error("fhir/integrity", message, { place, notes }));
  }
}

/** Only what another place may do better. Wrong bytes are wrong, whoever else may have the right ones. */
function elsewhere(problem: unknown): SpecmillError {
  const isElsewhere =
    problem instanceof SpecmillError && problem.diagnostics.every(({ code }) => code === "fhir/registry");
  if (isElsewhere) return problem;
  throw problem;
}

function keyOf(name: string, version: string): string {
  return `${name.toLowerCase()}@${version}`;
}
