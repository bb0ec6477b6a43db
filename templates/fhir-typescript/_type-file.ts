/** The file of a type: its interface, then those of its nested types. */
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import type { Declaration } from "./_group.ts";
import { interfaceText } from "./_group.ts";
import { packageOf } from "./_layout.ts";
import type { Group, PackContext, Type, TypeView } from "./_types.ts";
import { anyResource } from "./_value-type.ts";

export function typeFile(it: PackContext<TypeView>, path: string): string {
  const { data, id, kind, typeName } = it.unit;
  const file = new OutputFile(it, path);
  const prefix = `backboneType:${packageOf(id)}/`;
  const names = data.groups.map((group, index) =>
    file.declare(index === 0 ? id : prefix + group.path, index === 0 ? typeName : group.typeName),
  );
  if (data.groups.some(({ path: at }) => parameterUsers.has(at))) file.claim("T");
  const isResource = kind === "resource";
  const declarations = data.groups.map((group, index): Declaration => {
    const isHead = index === 0;
    return {
      group,
      name: names[index] ?? group.typeName,
      parameters: parametersOf(file, group, id),
      first: isHead && isResource ? resourceTypeMember(file, data) : "",
      comment: isHead ? headComment(file, data, group) : commentOf(file, group),
    };
  });
  return file.text(declarations.map((declaration) => interfaceText(file, declaration)));
}

/** What tells resources apart. */
function resourceTypeMember(file: OutputFile, { isAbstract, type }: Type): string {
  return `  resourceType: ${isAbstract ? "string" : file.it.ts.string(type)};\n`;
}

function headComment(file: OutputFile, { url, description }: Type, group: Group): string {
  const { short, definition = description } = group;
  return commentOf(file, { short, definition }, "", [url.replace(/\s+/g, " ")]);
}

/** What of an interface with a parameter has it. Whoever uses such a type gives it one, so that it is there in any case. */
const parameterUsers: ReadonlyMap<string, string> = new Map([
  ["Reference", "type"],
  ["CodeableReference", "reference"],
  ["Bundle", "entry"],
  ["Bundle.entry", "resource"],
]);

/** `any` lets a reference whose target nobody has said be used wherever one is asked for. */
function parametersOf(file: OutputFile, { path, fields }: Group, id: string): string {
  const user = parameterUsers.get(path);
  if (user === undefined) return "";
  const name = fields.some((field) => field.name === user) ? "T" : "_T";
  if (!path.startsWith("Bundle")) return `<${name} extends string = any>`;
  const resource = anyResource(file, id);
  return `<${name} extends ${resource} = ${resource}>`;
}
