/** Values that an element is held to, and the rules it has to keep. */
import type { Json, JsonObject } from "#model/json.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import type { Element } from "./type-elements.ts";
import { present } from "./type-json.ts";
import type { ConstraintData, ValueData } from "./unit-data.ts";

/** By what they do to the element. */
export interface HeldValues {
  fixed?: ValueData;
  pattern?: ValueData;
  minValue?: ValueData;
  maxValue?: ValueData;
}

const prefixes = ["fixed", "pattern", "minValue", "maxValue"] as const satisfies readonly (keyof HeldValues)[];

/** `fixedUri` is a value of type `uri`, `patternCodeableConcept` one of `CodeableConcept`. In one pass: hardly any element has one. */
export function heldValues(element: Element): HeldValues {
  const held: HeldValues = {};
  for (const key of Object.keys(element)) {
    const prefix = prefixes.find((one) => key.startsWith(one));
    const name = prefix === undefined ? "" : key.slice(prefix.length);
    if (prefix !== undefined && /^[A-Z]/.test(name)) held[prefix] ??= valueData(name, element[key] as Json);
  }
  return held;
}

/** Only values of complex types are objects, and only names of primitive types begin with a small letter. */
function valueData(name: string, value: Json): ValueData {
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
    source: source === url || source?.startsWith(`${url}|`) === true ? undefined : source,
  });
}
