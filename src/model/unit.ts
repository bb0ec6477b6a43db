/**
 * Units: what every source hands to every template.
 * A unit is cheap to hold: its facts and digest are known at once, its data is parsed when a template first reads it.
 */
import type { Json } from "./json.ts";

/** 128 bits of SHA-256 in 32 hex digits: the content of a file, a unit or a key. */
export type Digest = string;

/** Where a unit comes from. Line and column are found when a problem needs them (`UnitSet.place`). */
export interface Origin {
  /** Relative to the project root. */
  readonly file: string;
  /** RFC 6901 pointer to the node in that file; "" is the whole document. */
  readonly pointer: string;
}

/**
 * Small values that a source knows about a unit without parsing its data again: names, tags, paths.
 * Output paths, `when` and indexes use them, so that a change elsewhere in the unit leaves those alone.
 * In a template they are fields of the unit: `unit.tag`. Must be JSON, and the same on every machine.
 */
export type Facts = { readonly [name: string]: Json };

export interface Unit<Data = Json> {
  /** Unique in its source and stable while the thing it stands for keeps its name: `operation:repos/get`. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** File-name-safe (`[a-z0-9._-]`, not empty), unique among the units of its kind even where case does not count. */
  readonly slug: string;
  readonly facts: Facts;
  /** Changes when, and only when, data or facts change. */
  readonly digest: Digest;
  readonly origin: Origin;
  /** Parsed on first use, then kept for as long as memory allows. Never mutate it: other jobs read the same object. */
  readonly data: Data;
}

/** The units of one kind, in document order. Iterating makes units one by one: do not hold more of them than you need. */
export interface UnitList extends Iterable<Unit> {
  readonly length: number;
}

/** All units of one source. */
export interface UnitSet {
  /** Every kind that the source emits, also those with no unit in this document, in a fixed order. */
  readonly kinds: readonly string[];
  list(kind: string): UnitList;
  /**
   * The unit with this id. Sources may answer other spellings too: `openapi` takes a `$ref` as it stands in the document
   * (`#/components/schemas/Pet`), and gives a pointer into a unit its own unit of kind `fragment`. A miss is `undefined`.
   */
  get(idOrReference: string): Unit | undefined;
  /** Line, column and frame of a unit, or of a place inside it (`pointer` is relative to the unit). Slow: only for problems. */
  place(unit: Unit, pointer?: string): import("./diagnostic.ts").Place;
}
