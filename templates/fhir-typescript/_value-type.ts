/** The TypeScript type of one property: primitives, codes, references, nested types and resources. */
import type { OutputFile } from "./_file.ts";
import { packageOf } from "./_layout.ts";
import { valuesName } from "./_names.ts";
import { primitiveType } from "./_primitives.ts";
import type { BackboneView, Binding, Field, TypeUse, TypeView, ValueSetView, Variant } from "./_types.ts";

/** Types that are written with a parameter: what the reference leads to. */
const generics: ReadonlySet<string> = new Set(["Reference", "CodeableReference"]);

/** Of a value, be it one of many or not. */
export function valueType(file: OutputFile, { type }: Variant, field: Pick<Field, "binding">): string {
  switch (type.kind) {
    case "primitive":
      return codeType(file, type, field.binding) ?? primitiveType(file, type);
    case "backbone":
      return backboneType(file, type);
    case "resource":
      return resourceType(file, type);
    default:
      return complexType(file, type);
  }
}

/** What elements with ids and extensions are; they are of the package that the primitive is of. */
export function siblingType(file: OutputFile, { unit }: TypeUse): string {
  const element = unit === undefined ? undefined : `complexType:${packageOf(unit)}/Element`;
  return (element && file.typeOf(element, "Element")) ?? "object";
}

/** Any resource, where `unit` is one of the package that has the abstract ones. */
export function anyResource(file: OutputFile, unit: string): string {
  return file.importFromPackage(unit, "resources.ts", "FhirResource");
}

const coded: ReadonlySet<string> = new Set(["code", "string", "uri"]);

function codeType(file: OutputFile, { code }: TypeUse, binding: Binding | undefined): string | undefined {
  if (binding?.unit === undefined || !coded.has(code)) return undefined;
  const isClosed = binding.strength === "required";
  if (!isClosed && (!file.options.suggestCodes || binding.strength === "example")) return undefined;
  const codes = codesType(file, binding.unit);
  return codes === undefined || isClosed ? codes : `${codes} | (string & {})`;
}

/** The codes of a value set, from its own file where it has one; `undefined` where the packages do not tell them all. */
export function codesType(file: OutputFile, unit: string): string | undefined {
  const found = file.it.find(unit) as unknown as ValueSetView | undefined;
  if (found?.isEnumerable !== true) return undefined;
  const link = file.it.link(unit);
  if (link !== undefined) return file.import(link, found.typeName);
  const codes = new Set(found.data.concepts.map(({ code }) => code));
  return [...codes].map(file.it.ts.string).join(" | ");
}

/**
 * The codes that a required binding leaves, as an expression: the list beside the type of the value set, or a literal. `undefined` where other
 * texts are allowed, too.
 */
export function closedCodes(file: OutputFile, { code }: TypeUse, binding: Binding | undefined): string | undefined {
  if (binding?.strength !== "required" || binding.unit === undefined || !coded.has(code)) return undefined;
  const found = file.it.find(binding.unit) as unknown as ValueSetView | undefined;
  if (found?.isEnumerable !== true) return undefined;
  const link = file.it.link(binding.unit);
  if (link !== undefined) return file.importValue(link, valuesName(found.typeName));
  return file.it.ts.literal([...new Set(found.data.concepts.map((concept) => concept.code))]);
}

/** A nested type is in the file of the type that it is part of. */
function backboneType(file: OutputFile, { unit, typeName }: TypeUse): string {
  if (unit === undefined) return "object";
  const own = file.declared(unit);
  if (own !== undefined) return own;
  const found = file.it.find(unit) as unknown as BackboneView | undefined;
  return (found && file.typeOf(unit, typeName, found.owner)) ?? "object";
}

function resourceType(file: OutputFile, { unit, typeName }: TypeUse): string {
  if (unit === undefined) return "object";
  const found = file.it.find(unit) as unknown as TypeView | undefined;
  if (found?.isAbstract === true) return anyResource(file, unit);
  return file.typeOf(unit, typeName) ?? "object";
}

function complexType(file: OutputFile, type: TypeUse): string {
  const name = type.unit === undefined ? undefined : file.typeOf(type.unit, type.typeName);
  if (name === undefined) return type.kind === "logical" ? "unknown" : "object";
  return generics.has(type.code) ? name + targetsOf(file, type) : name;
}

/** `<"Patient" | "Group">`; nothing where anything may be referred to. */
export function targetsOf(file: OutputFile, { targets = [] }: TypeUse): string {
  const types = new Set(targets.map(({ type }) => type));
  if (types.size === 0 || types.has("Resource") || types.has("DomainResource")) return "";
  return `<${[...types].map(file.it.ts.string).join(" | ")}>`;
}
