/** A problem before its place is known: finding lines costs a scan, and most problems are found while walking values. */
import type { Code } from "#model/codes.ts";
import type { Severity } from "#model/diagnostic.ts";
import type { Origin } from "#model/unit.ts";

export interface Problem {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Spot;
  readonly notes?: readonly (string | { readonly message: string; readonly at: Spot })[];
}

/** A node, or the key that names it. */
export interface Spot extends Origin {
  readonly side: "key" | "value";
}
