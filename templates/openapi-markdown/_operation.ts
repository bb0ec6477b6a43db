/** One operation or webhook, section by section; `_operation.eta` puts them in order. */
import { callOf, titleOf } from "./_anchor.ts";
import type { Callback, It, Operation, RequestBody } from "./_openapi.ts";
import { dataOf, entriesOf, entriesWithoutExtensions, factsOf, resolve, stack } from "./_openapi.ts";
import { requirementText, serverText, urlText } from "./_security.ts";
import { typeOf } from "./_type.ts";

/** The content of an operation; the page depends on it from here on. */
export function operationOf(unit: It["unit"]): Operation {
  return dataOf<Operation>(unit);
}

/** `**GET /pets/{id}**` as code, with the id that client libraries know it by. */
export function callLine(it: It, unit: It["unit"]): string {
  const facts = factsOf(unit);
  const id = facts.operationId === null ? "" : `, operation ${it.md.code(facts.operationId)}`;
  return it.md.code(callOf(facts)) + id;
}

export function deprecation(unit: It["unit"]): string {
  return factsOf(unit).deprecated ? "> **Deprecated.** It may go away: use something else in new code." : "";
}

/** The description, unless it only says the heading again. */
export function description(it: It, unit: It["unit"], operation: Operation): string {
  const text = operation.description ?? "";
  const repeats = it.text.withoutStop(it.text.oneLine(text)) === titleOf(factsOf(unit));
  return stack([repeats ? "" : it.md.block(text), documentation(it, operation)]);
}

function documentation(it: It, { externalDocs: docs }: Operation): string {
  if (docs?.url === undefined) return "";
  const about = docs.description === undefined ? "" : it.text.withoutStop(it.text.oneLine(docs.description));
  return `More: ${about === "" ? urlText(it, docs.url) : it.md.link(about, docs.url)}.`;
}

/** Security and servers, one line each. */
export function access(it: It, operation: Operation, root: string): string {
  const security = requirementText(it, operation.security, root);
  const servers = (operation.servers ?? []).map((server) => serverText(it, server));
  return stack([
    security !== "" && `Security: ${security}.`,
    servers.length > 0 && `Server: ${it.text.list(servers, "or")}.`,
  ]);
}

/** Requests that the other side makes later: when, where to, and with which body. */
export function callbacks(it: It, operation: Operation, level: number): string {
  const rows = entriesWithoutExtensions(operation.callbacks).flatMap(([name, callback]) => {
    const { $ref: _, ...expressions } = resolve(it, callback as Callback & { $ref?: string });
    return entriesWithoutExtensions(expressions).flatMap(([expression, item]) =>
      callbackRows(it, name, expression, item),
    );
  });
  if (rows.length === 0) return "";
  return stack([it.md.heading(level, "Callbacks"), it.md.table(["Callback", "Request", "Body", "Description"], rows)]);
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

function callbackRows(it: It, name: string, expression: string, item: unknown): string[][] {
  const operations = resolve(it, (item ?? {}) as { $ref?: string; [method: string]: unknown });
  return methods
    .filter((method) => operations[method] !== undefined)
    .map((method) => {
      const called = operations[method] as Operation & { summary?: string };
      return [
        it.md.code(name),
        it.md.code(`${method.toUpperCase()} ${expression}`),
        bodyTypes(it, called.requestBody),
        called.summary === undefined ? it.md.inline(called.description ?? "") : it.md.escape(called.summary),
      ];
    });
}

function bodyTypes(it: It, body: RequestBody | undefined): string {
  if (body === undefined) return "";
  const types = entriesOf(resolve(it, body).content).map(([, media]) => typeOf(it, media.schema));
  return [...new Set(types)].join(" or ");
}
