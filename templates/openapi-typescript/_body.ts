/** Bodies: media types, request bodies, responses and their headers. */
import { commentOf } from "./_comment.ts";
import { componentAt, componentName } from "./_reference.ts";
import type { TypeText } from "./_text.ts";
import { after, atom, objectBlock, pad } from "./_text.ts";
import type { Content, Operation, Parameter, RequestBody, Response } from "./_types.ts";
import type { Place, Writer } from "./_writer.ts";
import { nameBelow } from "./_writer.ts";

/** A type of a single short member stands on one line. */
const lineWidth = 100;

/** The `requestBody` line of an operation, with its comment; a body that need not be sent is optional. */
export function requestBodyMember(writer: Writer, body: RequestBody | undefined, name: string, level: number): string {
  const margin = pad(level);
  if (body === undefined) return `${margin}requestBody?: never;\n`;
  const shared = body.$ref === undefined ? undefined : componentName("#/components/requestBodies/", body.$ref);
  const resolved = body.$ref === undefined ? body : componentAt<RequestBody>(writer.file.it, body.$ref);
  const key = `requestBody${resolved.required === true ? "" : "?"}`;
  if (shared !== undefined) return `${margin}${key}: ${writer.file.shared("requestBodies", shared)};\n`;
  const comment = commentOf(writer.file, { description: resolved.description }, level);
  return `${comment}${margin}${key}:${after(requestBodyType(writer, resolved, `${name}Body`, level))};\n`;
}

export function requestBodyType(writer: Writer, body: RequestBody, name: string, level: number): TypeText {
  const content = contentType(writer, body.content ?? {}, { level: level + 1, name, isRequest: true });
  return wrapped("content", content, level);
}

/** Responses by status. */
export function responsesType(writer: Writer, responses: Operation["responses"], name: string, level: number): string {
  const statuses = Object.entries(responses ?? {}).filter(([status]) => !status.startsWith("x-"));
  if (statuses.length === 0) return "never";
  const lines = statuses.map(([status, response]) => responseMember(writer, status, response, name, level + 1));
  return `{\n${lines.join("")}${pad(level)}}`;
}

function responseMember(writer: Writer, status: string, response: Response, name: string, level: number): string {
  const { file } = writer;
  const key = `${pad(level)}${file.it.ts.propertyKey(status)}`;
  const shared = response.$ref === undefined ? undefined : componentName("#/components/responses/", response.$ref);
  if (shared !== undefined) return `${key}: ${file.shared("responses", shared)};\n`;
  const resolved = response.$ref === undefined ? response : componentAt<Response>(file.it, response.$ref);
  const comment = commentOf(file, { description: resolved.description }, level);
  return `${comment}${key}: ${responseType(writer, resolved, name, level)};\n`;
}

/** `{ headers: …; content: … }`. */
export function responseType(writer: Writer, response: Response, name: string, level: number): string {
  const headers = headersType(writer, response.headers ?? {}, name, level + 1);
  const { content } = response;
  const place: Place = { level: level + 1, name: `${name}Response`, isRequest: false };
  const isEmpty = content === undefined || Object.keys(content).length === 0;
  const body = isEmpty ? "content?: never;" : `content:${after(contentType(writer, content, place))};`;
  return `{\n${pad(level + 1)}headers: ${headers};\n${pad(level + 1)}${body}\n${pad(level)}}`;
}

function headersType(writer: Writer, headers: NonNullable<Response["headers"]>, name: string, level: number): string {
  const { readonly: isReadonly } = writer.file.options;
  const open = `${isReadonly ? "readonly " : ""}[name: string]: unknown;`;
  const lines = Object.entries(headers).map(([header, value]) => headerMember(writer, header, value, name, level + 1));
  if (lines.length === 0) return `{ ${open.slice(0, -1)} }`;
  return `{\n${lines.join("")}${pad(level + 1)}${open}\n${pad(level)}}`;
}

function headerMember(writer: Writer, header: string, value: Parameter, name: string, level: number): string {
  const { file } = writer;
  const { $ref: reference } = value;
  const resolved = reference === undefined ? value : componentAt<Parameter>(file.it, reference);
  const isShared = reference !== undefined && componentName("#/components/headers/", reference) !== undefined;
  const comment = isShared ? "" : commentOf(file, resolved, level, resolved.schema);
  const type = headerType(writer, isShared ? value : resolved, nameBelow(file, name, header), level);
  const key = `${file.options.readonly ? "readonly " : ""}${file.it.ts.propertyKey(header)}`;
  return `${comment}${pad(level)}${key}${resolved.required === true ? "" : "?"}:${after(type)};\n`;
}

/** The type of the value of a header. */
export function headerType(writer: Writer, header: Parameter, name: string, level: number): TypeText {
  const shared = header.$ref === undefined ? undefined : componentName("#/components/headers/", header.$ref);
  if (shared !== undefined) return atom(writer.file.shared("headers", shared));
  if (header.content !== undefined) return atom("string");
  return writer.typeOf(header.schema, { level, name, isRequest: false });
}

/** A body by media type. */
function contentType(writer: Writer, content: Content, place: Place): TypeText {
  const { ts } = writer.file.it;
  const below: Place = { level: place.level + 1, name: place.name, isRequest: place.isRequest };
  const [first, ...others] = Object.entries(content);
  if (first === undefined) return atom("{ [mediaType: string]: unknown }");
  const [mediaType, { schema }] = first;
  const type = writer.typeOf(schema, below);
  if (others.length === 0) return wrapped(ts.string(mediaType), type, place.level);
  let members = `${pad(below.level)}${ts.string(mediaType)}:${after(type)};\n`;
  for (const [name, media] of others) {
    members += `${pad(below.level)}${ts.string(name)}:${after(writer.typeOf(media.schema, below))};\n`;
  }
  return objectBlock(members, place.level);
}

/** An object of one member, on one line if it fits; `type` must be rendered for `level + 1`. */
function wrapped(key: string, type: TypeText, level: number): TypeText {
  const line = `{ ${key}:${after(type)} }`;
  if (type.layout === "line" && line.length + 2 * level <= lineWidth) return atom(line);
  return objectBlock(`${pad(level + 1)}${key}:${after(type)};\n`, level);
}
