/** Parameters: grouped by place for operations, as plain types for the file of shared ones. */
import { commentOf } from "./_comment.ts";
import { componentAt, componentName } from "./_reference.ts";
import type { TypeText } from "./_text.ts";
import { after, atom, pad } from "./_text.ts";
import type { Parameter } from "./_types.ts";
import type { Writer } from "./_writer.ts";
import { nameBelow } from "./_writer.ts";

/** The places of parameters, in the order in which they are written. */
const places = ["query", "header", "path", "cookie"] as const;

/** A parameter with what a reference to it leaves open. */
interface Resolved {
  readonly name: string;
  readonly place: string;
  readonly isRequired: boolean;
  readonly parameter: Parameter;
}

/** The four places with their parameters; `never` for those without. */
export function parametersType(writer: Writer, parameters: readonly Parameter[], name: string, level: number): string {
  const resolved = distinct(parameters.flatMap((parameter) => resolve(writer, parameter) ?? []));
  const groups = places.map((place) => ({ place, members: resolved.filter((one) => one.place === place) }));
  if (groups.every(({ members }) => members.length === 0)) {
    return `{ ${places.map((place) => `${place}?: never`).join("; ")} }`;
  }
  const lines = groups.map(({ place, members }) => {
    if (members.length === 0) return `${pad(level + 1)}${place}?: never;\n`;
    const isRequired = members.some((member) => member.isRequired);
    const texts = members.map((member) => parameterMember(writer, member, name, level + 2));
    return `${pad(level + 1)}${place}${isRequired ? "" : "?"}: {\n${texts.join("")}${pad(level + 1)}};\n`;
  });
  return `{\n${lines.join("")}${pad(level)}}`;
}

/** Of two parameters with the same name and place the later one counts. */
function distinct(parameters: readonly Resolved[]): Resolved[] {
  return [...new Map(parameters.map((parameter) => [`${parameter.place} ${parameter.name}`, parameter])).values()];
}

/** Name and place of a referenced parameter are facts of its unit: its type may change without the operation. */
function resolve(writer: Writer, parameter: Parameter): Resolved | undefined {
  if (parameter.$ref === undefined) return resolvedBy(parameter, parameter);
  const unit = writer.file.it.find(parameter.$ref);
  const name = unit?.facts.parameterName;
  if (typeof name !== "string" || name === "")
    return resolvedBy(componentAt<Parameter>(writer.file.it, parameter.$ref), parameter);
  return resolvedBy({ name, in: unit?.facts.in, required: unit?.facts.required } as Parameter, parameter);
}

function resolvedBy({ name, in: place, required }: Parameter, parameter: Parameter): Resolved | undefined {
  if (typeof name !== "string" || typeof place !== "string") return undefined;
  return { name, place, isRequired: place === "path" || required === true, parameter };
}

function parameterMember(
  writer: Writer,
  { name, isRequired, parameter }: Resolved,
  owner: string,
  level: number,
): string {
  const { file } = writer;
  const comment = commentOf(file, parameter, level, parameter.schema);
  const type = parameterType(writer, parameter, nameBelow(file, owner, name), level);
  const modifier = file.options.readonly ? "readonly " : "";
  return `${comment}${pad(level)}${modifier}${file.it.ts.propertyKey(name)}${isRequired ? "" : "?"}:${after(type)};\n`;
}

/** The type of a parameter or header as it stands in a component or in place. */
export function parameterType(writer: Writer, parameter: Parameter, name: string, level: number): TypeText {
  const { $ref: reference } = parameter;
  if (reference === undefined) return valueType(writer, parameter, name, level);
  const shared = componentName("#/components/parameters/", reference);
  if (shared !== undefined) return atom(writer.file.shared("parameters", shared));
  return valueType(writer, componentAt<Parameter>(writer.file.it, reference), name, level);
}

/** What is sent as a document of some media type is text here: the caller makes it. */
function valueType(writer: Writer, parameter: Parameter, name: string, level: number): TypeText {
  if (parameter.content !== undefined) return atom("string");
  return writer.typeOf(parameter.schema, { level, name, isRequest: true });
}
