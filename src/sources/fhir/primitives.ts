/** Data of primitive types: what their values are in JSON, and which texts they allow. */
import type { JsonObject } from "#model/json.ts";
import type { Found } from "./scope.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import type { TypeContext } from "./type-context.ts";
import { definitionData } from "./type-definition.ts";
import { elementsOf, pathOf, tailOf } from "./type-elements.ts";
import { extensionText, present } from "./type-json.ts";
import { jsonKindOf } from "./type-json-kind.ts";
import { typeUse } from "./type-use.ts";
import type { PrimitiveData } from "./unit-data.ts";

const regexUrl = "http://hl7.org/fhir/StructureDefinition/regex";

export function primitiveData(found: Found, context: TypeContext): PrimitiveData {
  const json = found.json();
  const type = textAt(json, "type") ?? found.entry.id;
  const base = textAt(json, "baseDefinition");
  return present<PrimitiveData>({
    ...definitionData(found, context),
    type,
    base: base === undefined ? undefined : typeUse(base, context),
    json: jsonKindOf(type),
    regex: regexOf(json, context),
  });
}

/** The extension is on the type of `value` since R4, and was on the element before. */
function regexOf(definition: JsonObject, context: TypeContext): string | undefined {
  const value = elementsOf(definition, context).find((element) => tailOf(pathOf(element)) === "value");
  const holders = value === undefined ? [] : [...objectsAt(value, "type"), value];
  const regex = holders.map((holder) => extensionText(holder, regexUrl)).find((text) => text !== undefined);
  return regex === undefined ? undefined : unanchored(regex);
}

/** Some definitions anchor and some do not, and all of them mean the whole value. */
function unanchored(regex: string): string {
  return regex.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
}
