/** The units of one document, and the look-ups that templates make. */
import QuickLRU from "quick-lru";
import { pointerSegments } from "#document/pointer.ts";
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest, Facts, Origin, Unit, UnitList, UnitSet } from "#model/unit.ts";
import { digestWithSlug, slugOf } from "../slug.ts";
import type { Document } from "./document.ts";
import { nodeAt } from "./document.ts";
import type { ComponentKind } from "./kinds.ts";
import { componentKinds, sections, unitKinds } from "./kinds.ts";
import { normalise } from "./normalise.ts";
import { localPointer } from "./pointer.ts";
import { openapi3 } from "./shapes.ts";
import { shapeAt } from "./walk.ts";

/**
 * How many units keep their parsed data. Large documents have units of 4 KB on average: 20 MB here, against parsing the schemas that
 * operations share again and again (400 cost the documentation of 1,200 operations 0.3 s more, bench/README.md).
 */
const keptUnits = 4096;

/** What makes a unit, before it has data. */
export interface UnitParts {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly slug: string;
  readonly facts: Facts;
  readonly digest: Digest;
  readonly origin: Origin;
  /** Makes the data anew on every call. */
  readonly read: () => Json;
}

/** The part of a QuickLRU that is used here; it is no Map to the type checker. */
type Cache = Pick<QuickLRU<string, Json>, "get" | "set">;

export type PlaceOf = (origin: Origin) => Place;

export class OpenApiUnits implements UnitSet {
  readonly kinds = unitKinds;
  readonly #document: Document;
  readonly #placeOf: PlaceOf;
  readonly #cache = new QuickLRU<string, Json>({ maxSize: keptUnits });
  readonly #byKind: ReadonlyMap<string, readonly Unit[]>;
  readonly #byId = new Map<string, Unit>();
  readonly #byReference = new Map<string, Unit>();

  constructor(document: Document, parts: ReadonlyMap<string, readonly UnitParts[]>, placeOf: PlaceOf) {
    this.#document = document;
    this.#placeOf = placeOf;
    this.#byKind = new Map(
      [...parts].map(([kind, list]) => [kind, list.map((one) => new OpenApiUnit(one, this.#cache))]),
    );
    for (const units of this.#byKind.values()) for (const unit of units) this.#byId.set(unit.id, unit);
  }

  list(kind: string): UnitList {
    return this.#byKind.get(kind) ?? [];
  }

  get(idOrReference: string): Unit | undefined {
    const unit = this.#byId.get(idOrReference) ?? this.#byReference.get(idOrReference);
    if (unit !== undefined) return unit;
    const found = this.#resolve(idOrReference);
    // A document refers to its components ten times each on average.
    if (found !== undefined) this.#byReference.set(idOrReference, found);
    return found;
  }

  #resolve(idOrReference: string): Unit | undefined {
    const pointer = localPointer(idOrReference);
    if (pointer === undefined) return undefined;
    const component = componentId(pointer);
    return component === undefined ? this.#fragment(pointer) : this.#byId.get(component);
  }

  place(unit: Unit, pointer = ""): Place {
    return this.#placeOf({ file: unit.origin.file, pointer: unit.origin.pointer + pointer });
  }

  #fragment(pointer: string): Unit | undefined {
    const keys = pointerSegments(pointer);
    const node = nodeAt(this.#document.root, keys);
    if (node === undefined) return undefined;
    const name = keys.at(-1) ?? "";
    const shape = shapeAt(keys, openapi3.document, openapi3);
    const read = () => (shape === undefined ? node.value() : normalise(node.value(), shape));
    const origin = this.#document.originOf(pointer);
    const parts = { kind: "fragment", name, slug: slugOf(name), facts: {}, digest: node.digest, origin, read };
    return new OpenApiUnit({ id: `#${pointer}`, ...parts }, this.#cache);
  }
}

class OpenApiUnit implements Unit {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly slug: string;
  readonly facts: Facts;
  readonly digest: Digest;
  readonly origin: Origin;
  readonly #read: () => Json;
  readonly #cache: Cache;

  constructor(parts: UnitParts, cache: Cache) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.name = parts.name;
    this.slug = parts.slug;
    this.facts = parts.facts;
    this.digest = digestWithSlug(parts.digest, parts.slug);
    this.origin = parts.origin;
    this.#read = parts.read;
    this.#cache = cache;
  }

  get data(): Json {
    const known = this.#cache.get(this.id);
    if (known !== undefined) return known;
    const data = this.#read();
    this.#cache.set(this.id, data);
    return data;
  }
}

const kindOfSection: ReadonlyMap<string, ComponentKind> = new Map(componentKinds.map((kind) => [sections[kind], kind]));

/** `schema:Pet` for `/components/schemas/Pet`; `undefined` for every other pointer. */
export function componentId(pointer: string): string | undefined {
  const [top, section = "", name, ...rest] = pointerSegments(pointer);
  const kind = kindOfSection.get(section);
  return top === "components" && kind !== undefined && name !== undefined && rest.length === 0
    ? `${kind}:${name}`
    : undefined;
}
