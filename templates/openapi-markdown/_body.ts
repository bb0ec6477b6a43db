/** What goes over the wire: parameters, request bodies, responses. */
import { exampleBlock, examplesOf, givenExamples } from "./_example.ts";
import { fieldTable, hasFields } from "./_fields.ts";
import { operationLink } from "./_index.ts";
import type { Content, It, Link, MediaType, Operation, Parameter, Response } from "./_openapi.ts";
import { entriesOf, entriesWithoutExtensions, resolve, stack } from "./_openapi.ts";
import type { Direction } from "./_sample.ts";
import { constraintsOf, typeOf } from "./_type.ts";

/** The table of parameters, those of the path first. */
export function parameters(it: It, operation: Operation, level: number): string {
  const found = (operation.parameters ?? []).map((parameter) => resolve(it, parameter));
  const rank = (parameter: Parameter): number => (parameter.in === "path" ? 0 : 1);
  const rows = found
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => [it.md.code(one.name ?? ""), one.in ?? "", ...aboutValue(it, one)]);
  if (rows.length === 0) return "";
  const head = ["Name", "In", "Type", "Required", "Constraints", "Description"];
  return stack([it.md.heading(level, "Parameters"), it.md.table(head, rows)]);
}

/** The columns that parameters and headers share. */
function aboutValue(it: It, parameter: Parameter): string[] {
  const [mediaType, media] = entriesOf(parameter.content)[0] ?? [];
  const schema = parameter.schema ?? media?.schema;
  const about = it.md.inline(parameter.description ?? "");
  return [
    mediaType === undefined ? typeOf(it, schema) : `${typeOf(it, schema)} as ${it.md.code(mediaType)}`,
    parameter.required === true ? "yes" : "",
    constraintsOf(it, schema),
    parameter.deprecated === true ? `Deprecated. ${about}`.trim() : about,
  ];
}

/** Description, media types with their schema or fields, and an example unless the sample call `isShown` and has it. */
export function requestBody(it: It, operation: Operation, level: number, isShown: boolean): string {
  if (operation.requestBody === undefined) return "";
  const body = resolve(it, operation.requestBody);
  const content = entriesOf(body.content);
  if (content.length === 0 && body.description === undefined) return "";
  return stack([
    it.md.heading(level, "Request body"),
    it.md.block(body.description ?? ""),
    contentLine(it, body.content ?? {}, body.required === true ? "Required" : "Optional"),
    ...inlineFields(it, content, () => "Fields"),
    ...bodyExamples(it, content, "request", "Example", isShown ? "none" : "all"),
  ]);
}

/** `Required, `application/json`: [Pet](…)`; media types with the same schema are named together. */
function contentLine(it: It, content: Content, before: string): string {
  const bodies = groupedTypes(it, content);
  if (bodies.length === 0) return "";
  const [only] = bodies;
  if (bodies.length === 1 && only !== undefined) return `${before}: ${bodyText(only)}.`;
  return `${before}, one of:\n\n${bodies.map((body) => `- ${body.mediaTypes}: ${body.type}`).join("\n")}`;
}

interface Body {
  readonly mediaTypes: string;
  readonly type: string;
}

/** `[Pet](…) as `application/json``; a body without a schema is just its media type. */
function bodyText({ type, mediaTypes }: Body): string {
  return type === "any" ? mediaTypes : `${type} as ${mediaTypes}`;
}

function groupedTypes(it: It, content: Content): Body[] {
  const groups = new Map<string, string[]>();
  for (const [mediaType, media] of entriesOf(content)) {
    const type = bodyType(it, media);
    groups.set(type, [...(groups.get(type) ?? []), it.md.code(mediaType)]);
  }
  return [...groups].map(([type, names]) => ({ mediaTypes: it.text.list(names, "or"), type }));
}

function bodyType(it: It, media: MediaType): string {
  const constraints =
    typeof media.schema === "object" && media.schema.enum !== undefined ? constraintsOf(it, media.schema) : "";
  return constraints === "" ? typeOf(it, media.schema) : `${typeOf(it, media.schema)} (${constraints})`;
}

/** Tables for schemas that stand in the body itself; the same schema under several media types is listed once. */
function inlineFields(it: It, content: readonly [string, MediaType][], label: (mediaType: string) => string): string[] {
  const seen = new Set<string>();
  return content.flatMap(([mediaType, media]) => {
    const { schema } = media;
    if (typeof schema !== "object" || !hasFields(it, schema)) return [];
    const table = fieldTable(it, schema);
    if (table === "" || seen.has(table)) return [];
    seen.add(table);
    return [`${label(mediaType)}:\n\n${table}`];
  });
}

/** `given` are those in the document; with `all`, one is made up where there is none. */
type Wanted = "all" | "given" | "none";

function bodyExamples(
  it: It,
  content: readonly [string, MediaType][],
  direction: Direction,
  label: string,
  wanted: Wanted,
): string[] {
  if (!it.options.examples || wanted === "none") return [];
  const hasOwn = ([, one]: readonly [string, MediaType]): boolean =>
    one.example !== undefined || one.examples !== undefined;
  const [mediaType, media] = content.find(hasOwn) ?? content[0] ?? [];
  if (mediaType === undefined || media === undefined) return [];
  const found = wanted === "all" ? examplesOf(it, mediaType, media, direction) : givenExamples(it, media);
  return found.map((example) => exampleBlock(it, label, mediaType, example));
}

/** The table of all responses, then what each brings besides: headers, inline fields, an example of the first success. */
export function responses(it: It, operation: Operation, level: number): string {
  const found = entriesWithoutExtensions(operation.responses).map(
    ([status, response]) => [status, resolve(it, response)] as const,
  );
  if (found.length === 0) return "";
  const rows = found.map(([status, response]) => [
    it.md.code(status),
    it.md.inline(response.description ?? ""),
    groupedTypes(it, response.content ?? {})
      .map(bodyText)
      .join("; "),
  ]);
  const success = (found.find(([status]) => status.startsWith("2")) ?? found[0])?.[0];
  // A shared response looks the same everywhere: its example would be on every page.
  const isOwn = (status: string): boolean => operation.responses?.[status]?.$ref === undefined;
  const examples = (status: string): Wanted => (status === success ? "all" : isOwn(status) ? "given" : "none");
  return stack([
    it.md.heading(level, "Responses"),
    it.md.table(["Status", "Description", "Body"], rows),
    ...found.map(([status, response]) => details(it, status, response, examples(status))),
  ]);
}

function details(it: It, status: string, response: Response, wanted: Wanted): string {
  const code = it.md.code(status);
  const content = entriesOf(response.content);
  const headers = entriesOf(response.headers).map(([name, header]) => [
    it.md.code(name),
    ...aboutValue(it, resolve(it, header)),
  ]);
  const head = ["Header", "Type", "Required", "Constraints", "Description"];
  return stack([
    headers.length > 0 && `Headers of ${code}:\n\n${it.md.table(head, headers)}`,
    ...inlineFields(it, content, () => `Fields of ${code}`),
    links(it, code, response),
    ...bodyExamples(it, content, "response", `Example of ${code}`, wanted),
  ]);
}

function links(it: It, code: string, response: Response): string {
  const rows = entriesOf(response.links).map(([name, value]) => {
    const link = resolve(it, value);
    return [it.md.code(name), linkTarget(it, link), it.md.inline(link.description ?? "")];
  });
  return rows.length === 0
    ? ""
    : `What can follow ${code}:\n\n${it.md.table(["Link", "Operation", "Description"], rows)}`;
}

function linkTarget(it: It, { operationId, operationRef }: Link): string {
  if (operationId === undefined) return operationRef === undefined ? "" : it.md.code(operationRef);
  const operation = it.find(`operation:${operationId}`);
  return it.md.codeLink(operationId, operation === undefined ? undefined : operationLink(it, operation));
}
