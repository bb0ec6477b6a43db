/** What the values of primitive types are in JSON: https://hl7.org/fhir/json.html#primitive */
import type { JsonKind } from "./unit-data.ts";

/**
 * All others are texts: also `integer64`, whose digits a number of JSON would lose. The types that definitions give to `value` do not tell:
 * `integer64` is an Integer there, and `positiveInt` a String.
 */
const kinds: ReadonlyMap<string, JsonKind> = new Map([
  ["boolean", "boolean"],
  ["integer", "number"],
  ["positiveInt", "number"],
  ["unsignedInt", "number"],
  ["decimal", "number"],
]);

export function jsonKindOf(code: string): JsonKind {
  return kinds.get(code) ?? "string";
}
