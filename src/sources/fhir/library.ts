/**
 * All definitions of all packages of a source: finds them by URL within a scope, parses them when they are read, and knows what they are
 * called. Of a thousand parsed definitions only the last used are held.
 */
import QuickLRU from "quick-lru";
import type { JsonObject } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { hashContent, hashParts } from "#platform/hash.ts";
import { coreOf } from "./implied-core.ts";
import { unitKindOf } from "./kinds.ts";
import type { DefinitionType, FhirPackage, IndexEntry } from "./package.ts";
import { definitionTypes } from "./package.ts";
import type { Found, Scope } from "./scope.ts";
import type { TypeNames } from "./type-names.ts";
import { typeNames } from "./type-names.ts";
import type { Release } from "./unit-data.ts";

/** A definition leads to some others, most of them the same data types. Parsed, one is some 300 KB; 20 held save a reading in fifty. */
const HELD = 8;

/** What a scope was asked to read. */
export type OnRead = (found: Found) => void;

interface Spot {
  readonly source: FhirPackage;
  readonly entry: IndexEntry;
  /** Id of its unit. */
  readonly unit: string;
}

/** By type, then by URL. */
type LookUps = { readonly [type in DefinitionType]: Map<string, Spot | "nowhere"> };

export class Library {
  readonly packages: readonly FhirPackage[];
  readonly #byId: ReadonlyMap<string, FhirPackage>;
  readonly #shelves = new Map<string, Shelf>();
  /** By the scope that they were made in. */
  readonly #lookUps = new Map<string, LookUps>();
  readonly #scopes = new Map<string, Digest>();
  readonly #parsed = new QuickLRU<IndexEntry, JsonObject>({ maxSize: HELD });

  constructor(packages: readonly FhirPackage[]) {
    this.packages = packages;
    this.#byId = new Map(packages.map((one) => [one.id, one]));
    const versions = Map.groupBy(packages, ({ manifest }) => manifest.name);
    for (const one of packages) {
      // Two versions of a package side by side are legal: then the name alone does not tell.
      const isAlone = versions.get(one.manifest.name)?.length === 1;
      this.#shelves.set(one.id, new Shelf(one, isAlone ? one.manifest.name : one.id));
    }
  }

  /** Of a definition as it is now; `undefined` when there is none. */
  digestOf(packageId: string, file: string): Digest | undefined {
    return this.#shelves.get(packageId)?.digestOf(file);
  }

  /** What unit ids of the package begin with, after their kind. */
  prefixOf(packageId: string): string {
    return this.#shelves.get(packageId)?.prefix ?? packageId;
  }

  names(packageId: string): TypeNames {
    return this.#shelves.get(packageId)?.names ?? noNames;
  }

  /** Looks up from inside a package; `onRead` is told of every definition whose content is asked for. */
  scope(packageId: string, onRead: OnRead): Scope {
    let known = this.#lookUps.get(packageId);
    if (known === undefined) {
      known = Object.fromEntries(definitionTypes.map((type) => [type, new Map()])) as unknown as LookUps;
      this.#lookUps.set(packageId, known);
    }
    const lookUps = known;
    return {
      find: (type, url) => {
        const ofType = lookUps[type];
        let spot = ofType.get(url);
        if (spot === undefined) {
          spot = this.#lookUp(packageId, type, url);
          ofType.set(url, spot);
        }
        return spot === "nowhere" ? undefined : this.#found(spot, onRead);
      },
    };
  }

  #lookUp(packageId: string, type: DefinitionType, url: string): Spot | "nowhere" {
    const at = url.lastIndexOf("|");
    const plain = canonical(at === -1 ? url : url.slice(0, at));
    const shelves = this.#scopeOf(packageId).flatMap((id) => this.#shelves.get(id) ?? []);
    const all = shelves.flatMap(({ source, find }) => find(type, plain).map((entry) => ({ source, entry })));
    const version = at === -1 ? undefined : url.slice(at + 1);
    const best = all.find(({ entry }) => entry.version === version) ?? all[0];
    return best === undefined ? "nowhere" : this.#spot(best.source, best.entry);
  }

  #spot(source: FhirPackage, entry: IndexEntry): Spot {
    return { source, entry, unit: `${unitKindOf(entry)}:${this.prefixOf(source.id)}/${entry.id}` };
  }

  found(source: FhirPackage, entry: IndexEntry, onRead: OnRead): Found {
    return this.#found(this.#spot(source, entry), onRead);
  }

  #found({ source, entry, unit }: Spot, onRead: OnRead): Found {
    const found: Found = {
      unit,
      package: source.id,
      entry,
      json: () => {
        onRead(found);
        return this.#json(source, entry);
      },
    };
    return found;
  }

  /** Everything but their content that look-ups from inside a package depend on: which definitions there are, and what they are called. */
  scopeDigest(packageId: string): Digest {
    let digest = this.#scopes.get(packageId);
    if (digest === undefined) {
      digest = hashParts(this.#scopeOf(packageId).map((id) => this.#shelves.get(id)?.digest ?? id));
      this.#scopes.set(packageId, digest);
    }
    return digest;
  }

  #scopeOf(packageId: string): readonly string[] {
    return this.#byId.get(packageId)?.scope ?? [packageId];
  }

  #json(source: FhirPackage, entry: IndexEntry): JsonObject {
    let parsed = this.#parsed.get(entry);
    if (parsed === undefined) {
      // Files of HL7 tools often begin with a byte order mark, which the decoder drops.
      parsed = JSON.parse(decoder.decode(source.read(entry))) as JsonObject;
      this.#parsed.set(entry, parsed);
    }
    return parsed;
  }
}

const decoder = new TextDecoder();

const noNames = typeNames([]);

/** What a look-up gives without reading: neither titles nor what a reader of packages notes for itself. */
const identity = [
  "file",
  "resourceType",
  "id",
  "url",
  "version",
  "name",
  "kind",
  "type",
  "derivation",
  "abstract",
  "baseDefinition",
  "hasSnapshot",
  "content",
] as const satisfies readonly (keyof IndexEntry)[];

/** The definitions of one package. */
class Shelf {
  readonly source: FhirPackage;
  readonly prefix: string;
  readonly names: TypeNames;
  #byUrl: ReadonlyMap<string, readonly IndexEntry[]> | undefined;
  #byFile: ReadonlyMap<string, Digest> | undefined;
  #digest: Digest | undefined;

  constructor(source: FhirPackage, prefix: string) {
    this.source = source;
    this.prefix = prefix;
    this.names = typeNames(source.entries);
  }

  readonly find = (type: DefinitionType, url: string): readonly IndexEntry[] => {
    this.#byUrl ??= Map.groupBy(this.source.entries, (entry) => `${entry.resourceType} ${entry.url}`);
    return this.#byUrl.get(`${type} ${url}`) ?? [];
  };

  digestOf(file: string): Digest | undefined {
    this.#byFile ??= new Map(this.source.entries.map((entry) => [entry.file, entry.digest]));
    return this.#byFile.get(file);
  }

  /** Of all that an index says but the content itself and titles. */
  get digest(): Digest {
    // Texts in lists have one spelling: `hashJson`, which sorts keys, takes three times as long for them.
    this.#digest ??= hashContent(
      JSON.stringify([
        this.source.id,
        this.source.entries.map((entry) => identity.map((field) => entry[field] ?? null)),
      ]),
    );
    return this.#digest;
  }
}

/** Core types go by their bare names. */
function canonical(url: string): string {
  return url.includes(":") ? url : `http://hl7.org/fhir/StructureDefinition/${url}`;
}

const releases = new WeakMap<FhirPackage, Release>();

/** `R4B`: the release that a package is for, by the first of its versions of FHIR. */
export function releaseOf(source: FhirPackage): Release {
  const release = releases.get(source) ?? findRelease(source);
  releases.set(source, release);
  return release;
}

function findRelease({ manifest }: FhirPackage): Release {
  const [version = ""] = manifest.fhirVersions;
  const core = coreOf(version)?.name;
  return /^hl7\.fhir\.(r\w+)\.core$/.exec(core ?? "")?.[1]?.toUpperCase() ?? version;
}
