/** A type or a nested type as an interface: its own elements as JSON has them; what it inherits is with its base. */
import { commentOf } from "./_comment.ts";
import type { OutputFile } from "./_file.ts";
import type { Field, Group, Variant } from "./_types.ts";
import { siblingType, valueType } from "./_value-type.ts";

export interface Declaration {
  readonly group: Group;
  /** Local name. */
  readonly name: string;
  /** `<T extends string = any>`, or nothing. */
  readonly parameters: string;
  /** Lines of members that no element stands for. */
  readonly first: string;
  readonly comment: string;
}

export function interfaceText(file: OutputFile, { group, name, parameters, first, comment }: Declaration): string {
  const base = baseName(file, group);
  const written = new Set<string>();
  let members = first;
  for (const field of group.fields) members += fieldMembers(file, { field, group, written });
  const head = `export interface ${name}${parameters}${base === undefined ? "" : ` extends ${base}`}`;
  return `${comment}${head} {${members === "" ? "" : `\n${members}`}}\n`;
}

function baseName(file: OutputFile, { base }: Group): string | undefined {
  return base?.unit === undefined ? undefined : file.typeOf(base.unit, base.typeName);
}

interface Member {
  readonly field: Field;
  readonly group: Group;
  /** Properties that the interface has already: of two that are called alike, as in a broken definition, the first counts. */
  readonly written: Set<string>;
}

/** A choice is one property for each of its types. */
function fieldMembers(file: OutputFile, member: Member): string {
  const comment = commentOf(file, member.field, "  ", notesOf(member.field));
  let lines = "";
  for (const variant of member.field.variants) {
    if (member.written.has(variant.property)) continue;
    lines += comment + variantMembers(file, variant, member);
  }
  return lines;
}

function variantMembers(file: OutputFile, variant: Variant, { field, group, written }: Member): string {
  const { ts } = file.it;
  const { property } = variant;
  const type = special(file, variant, group) ?? valueType(file, variant, field);
  const isOptional = !field.isRequired || field.isChoice;
  written.add(property);
  const line = `  ${ts.propertyKey(property)}${isOptional ? "?" : ""}: ${listOf(type, field)};\n`;
  if (!variant.hasSibling || written.has(`_${property}`)) return line;
  written.add(`_${property}`);
  const sibling = siblingType(file, variant.type);
  const siblings = field.isArray ? `(${sibling} | null)[]` : sibling;
  return `${line}  ${ts.propertyKey(`_${property}`)}?: ${siblings};\n`;
}

function listOf(type: string, { isArray }: Field): string {
  if (!isArray) return type;
  return type.includes(" | ") && !type.endsWith(">") ? `(${type})[]` : `${type}[]`;
}

/** Members whose type has the parameter of the interface they are in. */
function special(file: OutputFile, variant: Variant, { path }: Group): string | undefined {
  const { property, type } = variant;
  if (path === "Reference" && property === "type") return "T";
  if (path === "CodeableReference" && property === "reference" && type.code === "Reference") {
    return `${valueType(file, { ...variant, type: { ...type, targets: [] } }, {})}<T>`;
  }
  if (path === "Bundle" && type.code === "Bundle.entry") return `${valueType(file, variant, {})}<T>`;
  return path === "Bundle.entry" && property === "resource" ? "T" : undefined;
}

function notesOf({ isChoice, isRequired, variants, name, binding }: Field): string[] {
  const notes: string[] = [];
  if (isChoice && (variants.length > 1 || isRequired)) {
    const all = variants.length > 1 ? `one of ${variants.length} properties \`${name}…\`` : `\`${name}…\``;
    notes.push(`${isRequired ? "Exactly" : "At most"} ${all} is there.`);
  }
  if (binding !== undefined && binding.strength !== "example") {
    notes.push(`Codes (${binding.strength}): ${binding.valueSet.replace(/\s+/g, " ")}`);
  }
  return notes;
}
