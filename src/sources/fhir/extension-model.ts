/** What is special about extensions: their value or their parts, and where they may be used. */
import type { JsonObject } from "#model/json.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import { present } from "./type-json.ts";
import type { ElementData, ExtensionPart, FieldData, ProfileData } from "./unit-data.ts";

export type ExtensionData = Pick<ProfileData, "context" | "value" | "parts">;

/** `elements` are those of the snapshot. An extension has either parts or a value. */
export function extensionData(definition: JsonObject, elements: readonly ElementData[]): ExtensionData {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const parts = elements.filter(isPart).map((element) => partOf(element, byId));
  return present<ExtensionData>({
    context: contextOf(definition),
    parts: parts.length === 0 ? undefined : parts,
    value: parts.length === 0 ? valueBelow("Extension", byId) : undefined,
  });
}

/** A nested extension that is not ruled out. Re-slices (`a/b`) only tell its values apart. */
function isPart({ path, sliceName, isProhibited }: ElementData): boolean {
  return path === "Extension.extension" && sliceName !== undefined && !sliceName.includes("/") && !isProhibited;
}

function partOf(element: ElementData, byId: ReadonlyMap<string, ElementData>): ExtensionPart {
  const { id, sliceName = "", min, max, short, variants } = element;
  const url = byId.get(`${id}.url`)?.fixed?.value ?? variants[0]?.type.profiles?.[0]?.replace(/\|.*$/, "");
  return present<ExtensionPart>({
    url: typeof url === "string" ? url : sliceName,
    sliceName,
    min,
    max,
    value: valueBelow(id, byId),
    short,
  });
}

/** Absent where the value is ruled out. Old snapshots have `valueCode` where one type is left. */
function valueBelow(id: string, byId: ReadonlyMap<string, ElementData>): FieldData | undefined {
  const value = byId.get(`${id}.value[x]`) ?? renamedValue(id, byId);
  return value === undefined || value.isProhibited ? undefined : value;
}

function renamedValue(id: string, byId: ReadonlyMap<string, ElementData>): ElementData | undefined {
  for (const element of byId.values()) {
    if (element.basePath === "Extension.value[x]" && element.id.startsWith(`${id}.value`)) return element;
  }
  return undefined;
}

function contextOf(definition: JsonObject): ExtensionData["context"] {
  return objectsAt(definition, "context").map((context) => ({
    type: textAt(context, "type") ?? "element",
    expression: textAt(context, "expression") ?? "",
  }));
}
