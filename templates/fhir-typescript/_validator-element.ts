/** The rules of properties as data: `birthDate: { type: DateRules }`. */
import type { OutputFile } from "./_file.ts";
import type { Member } from "./_members.ts";
import { limitOf, literalKey, targetTypes } from "./_members.ts";
import { jsonType } from "./_primitives.ts";
import type { BackboneView, TypeUse, TypeView } from "./_types.ts";
import { packageValidatorPath, rulesName, validatorPath, validatorSupportFile } from "./_validator-names.ts";
import { closedCodes } from "./_value-type.ts";

/** A line of an object literal. */
export function elementLine(file: OutputFile, { field, variant, hasSibling }: Member): string {
  const { ts } = file.it;
  const { property, type } = variant;
  const codes = type.kind === "primitive" ? closedCodes(file, type, field.binding) : undefined;
  const targets = targetTypes(type);
  const most = field.isArray ? limitOf(field) : undefined;
  const parts = [
    ...given("type", typeRules(file, type)),
    ...(field.isArray ? ["isList: true"] : []),
    ...(field.min > 0 ? [`min: ${field.min}`] : []),
    ...given("max", most?.toString()),
    ...(field.isChoice ? [`choice: ${ts.string(field.name)}`] : []),
    ...given("codes", codes),
    ...(targets.length > 0 ? [`targets: ${ts.literal(targets)}`] : []),
    ...(type.kind === "primitive" && !hasSibling ? ["isBare: true"] : []),
  ];
  return `    ${literalKey(file.it, property)}: ${parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`},\n`;
}

function given(key: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${key}: ${value}`];
}

/** `undefined` for a logical model, whose values may be anything. */
function typeRules(file: OutputFile, type: TypeUse): string | undefined {
  const { kind, unit } = type;
  if (kind === "primitive") return primitiveRules(file, type);
  if (kind === "logical") return undefined;
  return (unit && definedRules(file, type, unit)) ?? file.importValueFromTop(validatorSupportFile, "anyObject");
}

/** `undefined` where no package has the type. */
function definedRules(file: OutputFile, type: TypeUse, unit: string): string | undefined {
  const { kind } = type;
  if (kind === "backbone") return nestedRules(file, type, unit);
  const found = file.it.find(unit) as unknown as TypeView | undefined;
  if (kind !== "resource" || found?.isAbstract !== true) return complexRules(file, unit);
  return file.importValueFromTop(packageValidatorPath(file.it, unit, "resources.ts"), "FhirResourceRules");
}

function primitiveRules(file: OutputFile, { code, json = "string", typeName, unit }: TypeUse): string {
  const { ts } = file.it;
  const isDefined = unit !== undefined && file.it.find(unit) !== undefined;
  if (!isDefined) return `{ name: ${ts.string(code)}, json: ${ts.string(jsonType(file.options, code, json))} }`;
  return file.importValueFromTop(packageValidatorPath(file.it, unit, "primitives.ts"), rulesName(typeName));
}

/** `undefined` where no package has the type. */
export function complexRules(file: OutputFile, unit: string): string | undefined {
  const own = file.declared(unit);
  if (own !== undefined) return own;
  const found = file.it.find(unit) as unknown as TypeView | undefined;
  return found && file.importValueFromTop(validatorPath(file.it, found), rulesName(found.typeName));
}

/** A nested type is in the file of the type that it is part of. */
function nestedRules(file: OutputFile, { typeName }: TypeUse, unit: string): string | undefined {
  const own = file.declared(unit);
  if (own !== undefined) return own;
  const found = file.it.find(unit) as unknown as BackboneView | undefined;
  const owner = found && (file.it.find(found.owner) as unknown as TypeView | undefined);
  return owner && file.importValueFromTop(validatorPath(file.it, owner), rulesName(typeName));
}
