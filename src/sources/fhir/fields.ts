/** One element of a type or profile, resolved: its properties in JSON, how many of them, and what they have to keep. */
import { bindingOf } from "./bindings.ts";
import { constraintsOf, heldValues } from "./field-values.ts";
import { fieldShape } from "./field-variants.ts";
import { numberAt, textAt, textsAt } from "./snapshot-fields.ts";
import type { Place } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { baseMaxOf, maxOf, pathOf } from "./type-elements.ts";
import { flagAt, present } from "./type-json.ts";
import type { FieldData } from "./unit-data.ts";

export function fieldData(element: Element, place: Place): FieldData {
  const path = pathOf(element);
  const min = numberAt(element, "min") ?? 0;
  const { fixed, pattern } = heldValues(element);
  const representation = textsAt(element, "representation");
  return present<FieldData>({
    ...fieldShape(element, place),
    path,
    min,
    max: maxOf(element),
    isArray: isList(element),
    isRequired: min > 0,
    binding: bindingOf(element, place.context),
    short: textAt(element, "short"),
    definition: textAt(element, "definition"),
    comment: textAt(element, "comment"),
    isModifier: flagAt(element, "isModifier"),
    isSummary: flagAt(element, "isSummary"),
    constraints: constraintsOf(element, place.url),
    fixed,
    pattern,
    maxLength: numberAt(element, "maxLength"),
    representation: representation.length === 0 ? undefined : representation,
  });
}

/** The type alone decides: a profile that allows one value of many leaves JSON a list. How often a whole resource occurs is no list. */
function isList(element: Element): boolean {
  return pathOf(element).includes(".") && !["0", "1"].includes(baseMaxOf(element));
}
