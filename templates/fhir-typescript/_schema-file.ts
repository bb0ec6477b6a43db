/** The zod schemas of a type and of its nested types: for each its properties, and the schema that is made of them. */
import { OutputFile } from "./_file.ts";
import { packageOf } from "./_layout.ts";
import type { Member } from "./_members.ts";
import { lookalikes, membersOf, wholeGroup } from "./_members.ts";
import { fieldLines, supportValue } from "./_schema-field.ts";
import { fieldsName, schemaName, schemaPath, zodImport } from "./_schema-names.ts";
import type { Field, Group, PackContext, TypeView } from "./_types.ts";

/** Longer lists of rules stand on several lines. */
const lineWidth = 120;

export function schemaFile(it: PackContext<TypeView>): string {
  const { data, id, kind, typeName } = it.unit;
  const file = new OutputFile(it, schemaPath(it, it.unit));
  file.claim("z");
  const prefix = `backboneType:${packageOf(id)}/`;
  const names = data.groups.map((group, index) => (index === 0 ? typeName : group.typeName));
  const schemas = data.groups.map((group, index) =>
    file.declare(index === 0 ? id : prefix + group.path, schemaName(names[index] ?? group.typeName)),
  );
  const functions = names.map((name) => file.claim(fieldsName(name)));
  const declarations = data.groups.map((group, index) => {
    const isResource = kind === "resource" && index === 0;
    const resourceType = data.isAbstract ? "z.string()" : `z.literal(${it.ts.string(data.type)})`;
    const fields = fieldsFunction(file, functions[index] ?? "", group, isResource ? resourceType : undefined);
    if (isResource && data.isAbstract) return fields;
    const type = file.import(it.link(id) ?? "", names[index] ?? group.typeName);
    const head = `export const ${schemas[index]}: z.ZodType<${type}> = `;
    return `${fields}\n${head}${madeOf(file, head, [functions[index] ?? "", ...rulesOf(file, group)])};\n`;
  });
  const about = `/** The properties of ${typeName}, also for schemas of your own. */\n`;
  return file.text(it.options.comments === "none" ? declarations : [about + declarations.join("\n")], zodImport);
}

/** A function, as modules lead in circles: what it names is there when it is called. */
function fieldsFunction(file: OutputFile, name: string, group: Group, resourceType: string | undefined): string {
  const base = baseFields(file, group);
  let lines = base === undefined ? "" : `    ...${base}(),\n`;
  if (resourceType !== undefined) lines += `    resourceType: ${resourceType},\n`;
  for (const member of membersOf(group)) lines += fieldLines(file, member);
  return `export function ${name}() {\n  return {${lines === "" ? "" : `\n${lines}  `}};\n}\n`;
}

function baseFields(file: OutputFile, { base }: Group): string | undefined {
  const found = base?.unit === undefined ? undefined : (file.it.find(base.unit) as unknown as TypeView | undefined);
  return found && file.importValueFromTop(schemaPath(file.it, found), fieldsName(found.typeName));
}

function madeOf(file: OutputFile, head: string, args: readonly string[]): string {
  const object = supportValue(file, "fhirObject");
  const line = `${object}(${args.join(", ")})`;
  return head.length + line.length <= lineWidth ? line : `${object}(\n${args.map((one) => `  ${one},\n`).join("")})`;
}

/** What holds between properties, also between those that the type inherits. */
function rulesOf(file: OutputFile, group: Group): string[] {
  const { string } = file.it.ts;
  const whole = wholeGroup(file.it, group);
  const members = membersOf(whole);
  const call = (name: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${supportValue(file, name)}(${names.map(string).join(", ")})`];
  const choices = whole.fields.filter((field) => field.isChoice && (field.isRequired || field.variants.length > 1));
  return [
    ...call(
      "present",
      namesOf(members, ({ field }) => field.isRequired && !field.isChoice),
    ),
    ...call(
      "aligned",
      namesOf(members, ({ field }) => field.isArray),
    ),
    ...choices.flatMap((field) => call(ruleOf(field), [field.name, ...lookalikes(field, members)])),
  ];
}

function ruleOf({ isRequired }: Field): string {
  return isRequired ? "exactlyOne" : "atMostOne";
}

/** Of primitives that a sibling can stand for. */
function namesOf(members: readonly Member[], isPart: (member: Member) => boolean): string[] {
  return members.filter((member) => member.hasSibling && isPart(member)).map(({ variant }) => variant.property);
}
