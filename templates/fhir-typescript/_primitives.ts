/** What primitives are called: by what JSON has, by an alias, or by a brand that other texts do not have. */
import type { OutputFile } from "./_file.ts";
import type { Options, Primitive, TypeUse } from "./_types.ts";

/** Whose values JSON and TypeScript name well enough. */
const plainCodes: ReadonlySet<string> = new Set(["string", "boolean", "xhtml"]);

/** Any value of what JSON has is one of theirs, or nearly: a brand would only be in the way. */
const unbranded: ReadonlySet<string> = new Set([...plainCodes, "markdown", "decimal", "integer"]);

export function aliasOf(typeName: string): string {
  return `Fhir${typeName}`;
}

/** The type of a value where it is used. */
export function primitiveType(file: OutputFile, { code, json = "string", typeName, unit }: TypeUse): string {
  const { primitives } = file.options;
  if (primitives === "plain" || plainCodes.has(code) || unit === undefined) return jsonType(file.options, code, json);
  return file.importFromPackage(unit, "primitives.ts", aliasOf(typeName));
}

export function jsonType({ decimal }: Options, code: string, json: string): string {
  return code === "decimal" ? decimal : json;
}

/** What its alias stands for. */
export function aliasedType(file: OutputFile, { type, json, base }: Primitive): string {
  const plain = jsonType(file.options, type, json);
  if (file.options.primitives !== "brand" || unbranded.has(type)) return plain;
  const isBranded = base?.kind === "primitive" && !unbranded.has(base.code);
  return `Brand<${isBranded ? aliasOf(base.typeName) : plain}, ${file.it.ts.string(type)}>`;
}
