/** What the making of one snapshot looks up: snapshots of other definitions, as trees. Each is made once, and a circle is a problem. */
import type { JsonObject } from "#model/json.ts";
import type { Scope } from "./scope.ts";
import type { ElementNode } from "./snapshot-tree.ts";

/** Something is wrong with a definition; what could be made without it has been made. */
export interface SnapshotProblem {
  readonly kind: "base-missing" | "base-cycle" | "type-missing" | "unknown-element" | "stray-element";
  /** URL of the definition that it was met in: the one whose snapshot is made, or one that it is based on. */
  readonly definition: string;
  /** Id of the element, where it is about one. */
  readonly element?: string;
  /** One sentence, as a diagnostic has it. */
  readonly message: string;
}

export type ReportProblem = (problem: SnapshotProblem) => void;

/** A definition and its elements. */
export interface Template {
  readonly url: string;
  readonly definition: JsonObject;
  readonly tree: ElementNode;
}

/** What the merging of one differential goes by. */
export interface Making {
  /** URL of the definition with the differential. */
  readonly url: string;
  readonly scope: Scope;
  /** A type of its own may have elements that its base has not; a profile may not. */
  readonly isSpecialization: boolean;
  readonly report: ReportProblem;
  /** The snapshot of a StructureDefinition by URL or type code; `undefined` when there is none, or it leads back to here. */
  template(url: string): Template | undefined;
}
