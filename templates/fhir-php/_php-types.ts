/** The types of properties: those that PHP checks, and those that a reader and a static analyser see. */
import type { Kind, Property } from "./_properties.ts";

const scalars: { readonly [kind in Kind]?: string } = {
  STRING: "string",
  BOOLEAN: "bool",
  INTEGER: "int",
  ANY: "mixed",
};

/** `?string`, `AdministrativeGender|string|null`, `array`. */
export function nativeType(property: Property): string {
  if (property.isList) return "array";
  const type = itemType(property);
  if (type === "mixed") return type;
  return type.includes("|") ? `${type}|null` : `?${type}`;
}

export function defaultValue({ isList }: Property): string {
  return isList ? "[]" : "null";
}

/** `list<HumanName>`, `string|null`. Lists of primitives have a null where there is nothing but an extension, and the other way round. */
export function docType(property: Property): string {
  const type = itemType(property);
  if (type === "mixed") return property.isList ? "list<mixed>" : type;
  const hasHoles = property.isSibling || property.variant.hasSibling;
  if (property.isList) return hasHoles ? `list<${type}|null>` : `list<${type}>`;
  return `${type}|null`;
}

/** Codes that the value set does not have stay texts. */
function itemType({ kind, className = "" }: Property): string {
  return scalars[kind] ?? (kind === "CODE" ? `${className}|string` : className);
}
