/** Values that an element is held to, and the rules it has to keep. */
import type { JsonObject } from "#model/json.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import type { Element } from "./type-elements.ts";
import { present } from "./type-json.ts";
import type { ConstraintData, ValueData } from "./unit-data.ts";

/** `fixedUri` is a value of type `uri`, `patternCodeableConcept` one of `CodeableConcept`. */
export function heldValue(
  element: Element,
  prefix: "fixed" | "pattern" | "minValue" | "maxValue",
): ValueData | undefined {
  const isValue = (key: string) => key.startsWith(prefix) && /^[A-Z]/.test(key.slice(prefix.length));
  const key = Object.keys(element).find(isValue);
  const value = key === undefined ? undefined : element[key];
  if (key === undefined || value === undefined) return undefined;
  const name = key.slice(prefix.length);
  // Only values of complex types are objects, and only names of primitive types begin with a small letter.
  return { type: typeof value === "object" ? name : name.charAt(0).toLowerCase() + name.slice(1), value };
}

/** The rules of an element of the definition with this URL. */
export function constraintsOf(element: Element, url: string): readonly ConstraintData[] {
  return objectsAt(element, "constraint").map((constraint) => constraintOf(constraint, url));
}

function constraintOf(constraint: JsonObject, url: string): ConstraintData {
  const source = textAt(constraint, "source");
  return present<ConstraintData>({
    key: textAt(constraint, "key") ?? "",
    severity: textAt(constraint, "severity") === "warning" ? "warning" : "error",
    human: textAt(constraint, "human") ?? "",
    expression: textAt(constraint, "expression"),
    source: source === undefined || source.replace(/\|.*$/, "") === url ? undefined : source,
  });
}
