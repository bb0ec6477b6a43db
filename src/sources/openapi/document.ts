/**
 * A document as both readers give it: as text that is parsed piece by piece (slices.ts) or as a value (values.ts).
 * What is made of it (units.ts) does not know which.
 */
import type { Json } from "#model/json.ts";
import type { Digest, Origin } from "#model/unit.ts";

/** A node of a document. */
export interface Node {
  /** Of the node as it is written: equal digests, equal values. */
  readonly digest: Digest;
  /** Members of a mapping by key, elements of a list by index, in order; `undefined` for a scalar. */
  readonly members: ReadonlyMap<string, Node> | undefined;
  readonly isMapping: boolean;
  /** What the `$ref`s in it say, of those that are still to be checked; some may turn out to be part of an example. */
  references(): readonly string[];
  /** Whether there may be such a key in it, at any depth; no need to look when it says no. */
  mentions(key: string): boolean;
  /** A copy of the caller's own, which it may change. */
  value(): Json;
  /** Gives a copy back that was not changed, or only normalised: the next `value()` need not parse again. */
  handBack?(value: Json): void;
}

export interface Document {
  /** The entry document. */
  readonly file: string;
  /** As the document says: `2.0`, `3.0.3`. */
  readonly version: string;
  /** OpenAPI 3 in shape; all `$ref`s in it are local. */
  readonly root: Node;
  /** The parts were checked when they were read: nothing is to be said about them again. */
  readonly isChecked: boolean;
  /** Where a node lies in the files. */
  originOf(pointer: string): Origin;
}

/** A node, what it is, and where it is. */
export interface Part {
  readonly shape: string;
  readonly node: Node;
  readonly origin: Origin;
}

/** The node that keys lead to. */
export function nodeAt(root: Node, keys: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of keys) node = node?.members?.get(key);
  return node;
}
