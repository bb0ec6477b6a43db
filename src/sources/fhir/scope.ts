/**
 * Where a definition looks up others: the packages that its own package depends on. Two releases of FHIR in one project have the same URLs,
 * so there is no look-up without a scope. What was looked up is recorded: the digest of a unit follows from it.
 */
import type { JsonObject } from "#model/json.ts";
import type { DefinitionType, IndexEntry } from "./package.ts";

/** A definition that a URL led to. */
export interface Found {
  /** Id of its unit. */
  readonly unit: string;
  /** Id of its package. */
  readonly package: string;
  readonly entry: IndexEntry;
  /** The definition, parsed; kept for as long as memory allows. Never changed by anyone. */
  json(): JsonObject;
}

export interface Scope {
  /**
   * By canonical URL; `|version` picks one where a scope has several, and is no condition: the only one there is will do. A name without
   * a scheme is a core type: `Patient` is `http://hl7.org/fhir/StructureDefinition/Patient`.
   */
  find(type: DefinitionType, url: string): Found | undefined;
}
