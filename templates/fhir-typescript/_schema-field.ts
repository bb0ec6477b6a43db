/** The zod schemas of properties: `code: CodeableConceptSchema`, `_birthDate: optional(ElementSchema)`. */
import type { OutputFile } from "./_file.ts";
import { packageOf } from "./_layout.ts";
import type { Member } from "./_members.ts";
import { limitOf, literalKey, targetTypes } from "./_members.ts";
import { jsonType } from "./_primitives.ts";
import { packageSchemaPath, schemaName, schemaPath, schemaSupportFile } from "./_schema-names.ts";
import type { BackboneView, Field, TypeUse, TypeView, Variant } from "./_types.ts";
import { closedCodes } from "./_value-type.ts";

/** The lines of a property and of its sibling. */
export function fieldLines(file: OutputFile, { field, variant, hasSibling }: Member): string {
  const { property } = variant;
  const isOptional = !field.isRequired || field.isChoice;
  const value = valueSchema(file, variant, field);
  const whole = field.isArray ? listSchema(file, value, field, hasSibling ? "gapped" : "list") : value;
  const schema = isOptional ? call(file, "optional", whole) : hasSibling ? call(file, "orSibling", whole) : whole;
  const line = `    ${literalKey(file.it, property)}: ${schema},\n`;
  return hasSibling ? line + siblingLine(file, variant, field) : line;
}

function siblingLine(file: OutputFile, { property, type }: Variant, { isArray }: Field): string {
  const { unit } = type;
  const element = unit === undefined ? undefined : complexSchema(file, `complexType:${packageOf(unit)}/Element`);
  const own = element ?? supportValue(file, "anyObject");
  const schema = isArray ? call(file, "siblings", own) : own;
  return `    ${literalKey(file.it, `_${property}`)}: ${call(file, "optional", schema)},\n`;
}

function listSchema(file: OutputFile, schema: string, field: Field, name: "gapped" | "list"): string {
  const most = limitOf(field);
  const limits = most === undefined ? (field.min > 1 ? [field.min] : []) : [Math.max(1, field.min), most];
  return call(file, name, schema, ...limits.map(String));
}

function valueSchema(file: OutputFile, { type }: Variant, { binding }: Pick<Field, "binding">): string {
  if (type.kind === "primitive") {
    const codes = closedCodes(file, type, binding);
    return codes === undefined ? primitiveSchema(file, type) : call(file, "oneOf", codes);
  }
  if (type.kind === "logical") return "z.unknown()";
  const schema = (type.unit && definedSchema(file, type, type.unit)) ?? supportValue(file, "anyObject");
  const targets = targetTypes(type);
  return targets.length === 0 ? schema : call(file, "leadingTo", schema, ...targets.map(file.it.ts.string));
}

/** `undefined` where no package has the type. */
function definedSchema(file: OutputFile, type: TypeUse, unit: string): string | undefined {
  if (type.kind === "backbone") return nestedSchema(file, type, unit);
  return type.kind === "resource" ? resourceSchema(file, unit) : complexSchema(file, unit);
}

function primitiveSchema(file: OutputFile, { code, json = "string", typeName, unit }: TypeUse): string {
  if (unit === undefined || file.it.find(unit) === undefined) return `z.${jsonType(file.options, code, json)}()`;
  return file.importValueFromTop(packageSchemaPath(file.it, unit, "primitives.ts"), schemaName(typeName));
}

/** `undefined` where no package has the type. */
function complexSchema(file: OutputFile, unit: string): string | undefined {
  const own = file.declared(unit);
  if (own !== undefined) return own;
  const found = file.it.find(unit) as unknown as TypeView | undefined;
  return found && file.importValueFromTop(schemaPath(file.it, found), schemaName(found.typeName));
}

function resourceSchema(file: OutputFile, unit: string): string | undefined {
  const found = file.it.find(unit) as unknown as TypeView | undefined;
  if (found?.isAbstract !== true) return complexSchema(file, unit);
  return file.importValueFromTop(packageSchemaPath(file.it, unit, "resources.ts"), "FhirResourceSchema");
}

/** A nested type is in the file of the type that it is part of. */
function nestedSchema(file: OutputFile, { typeName }: TypeUse, unit: string): string | undefined {
  const own = file.declared(unit);
  if (own !== undefined) return own;
  const found = file.it.find(unit) as unknown as BackboneView | undefined;
  const owner = found && (file.it.find(found.owner) as unknown as TypeView | undefined);
  return owner && file.importValueFromTop(schemaPath(file.it, owner), schemaName(typeName));
}

function call(file: OutputFile, name: string, ...args: readonly string[]): string {
  return `${supportValue(file, name)}(${args.join(", ")})`;
}

export function supportValue(file: OutputFile, name: string): string {
  return file.importValueFromTop(schemaSupportFile, name);
}
