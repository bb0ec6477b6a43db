/** An element of a profile: that of its type as the profile leaves it, with slices and what the differential says. */
import type { JsonObject } from "#model/json.ts";
import { heldValues } from "./field-values.ts";
import { fieldData } from "./fields.ts";
import { objectAt, objectsAt, textAt } from "./snapshot-fields.ts";
import type { Place } from "./type-context.ts";
import type { Element } from "./type-elements.ts";
import { basePathOf, idOf, maxOf } from "./type-elements.ts";
import { flagAt, present } from "./type-json.ts";
import type { ElementData, FieldData, SlicingData } from "./unit-data.ts";

export function profileElement(element: Element, isChanged: boolean, place: Place): ElementData {
  const field = fieldData(element, place);
  const { minValue, maxValue } = heldValues(element);
  return present<ElementData>({
    ...field,
    id: idOf(element),
    isChanged,
    mustSupport: flagAt(element, "mustSupport"),
    isProhibited: maxOf(element) === "0",
    sliceName: textAt(element, "sliceName"),
    slicing: slicingOf(element),
    basePath: basePathOf(element),
    contentReference: textAt(element, "contentReference") === undefined ? undefined : repeated(field),
    minValue,
    maxValue,
    requirements: textAt(element, "requirements"),
  });
}

/** A reference that leads nowhere has been reported, and left the element without a nested type. */
function repeated({ variants: [only] }: FieldData): ElementData["contentReference"] {
  return only?.type.kind === "backbone" ? only.type : undefined;
}

function slicingOf(element: Element): SlicingData | undefined {
  const slicing = objectAt(element, "slicing");
  if (slicing === undefined) return undefined;
  return present<SlicingData>({
    discriminators: objectsAt(slicing, "discriminator").map((discriminator) => ({
      type: textAt(discriminator, "type") ?? "value",
      path: textAt(discriminator, "path") ?? "$this",
    })),
    rules: rulesOf(slicing),
    isOrdered: flagAt(slicing, "ordered"),
    description: textAt(slicing, "description"),
  });
}

function rulesOf(slicing: JsonObject): SlicingData["rules"] {
  const rules = textAt(slicing, "rules");
  return rules === "closed" || rules === "openAtEnd" ? rules : "open";
}
