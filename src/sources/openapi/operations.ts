/**
 * The units of operations and webhooks. An operation inherits parameters and servers from its path item, and security from the
 * document; its digest covers what it inherits, and nothing that it does not.
 */
import type { Json } from "#model/json.ts";
import type { Digest, Facts, Origin } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import { slugs } from "../slug.ts";
import type { Component } from "./components.ts";
import type { Node } from "./document.ts";
import { normalise } from "./normalise.ts";
import type { FoundOperation } from "./path-items.ts";
import { operationsBelow } from "./path-items.ts";
import { localPointer } from "./pointer.ts";
import type { OperationRecord, RecordContext } from "./records.ts";
import { operationRecord, referencesAmong } from "./records.ts";
import type { UnitParts } from "./unit-set.ts";
import { componentId } from "./unit-set.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

export interface OperationContext extends RecordContext {
  /** The parameters of `components`, by unit id. */
  readonly parameters: ReadonlyMap<string, Component>;
}

/** The operations below `paths`, in document order. Two with one operationId are reported; the second goes by its path. */
export function operationUnits(found: readonly FoundOperation[], context: OperationContext): UnitParts[] {
  const ids = new Map<string, Origin>();
  const slugOf = slugs();
  return found.map((operation) => {
    const record = operationRecord(operation.node, operation.origin, context);
    const byPath = `${operation.method.toUpperCase()} ${operation.path}`;
    const name = record.operationId ?? byPath;
    const first = ids.get(name);
    if (first !== undefined) reportDuplicate(name, first, operation.origin, context);
    const id = first === undefined ? name : uniqueName(byPath, ids);
    ids.set(id, operation.origin);
    const facts = factsOf(operation, record);
    return {
      ...base(operation, record, facts, context),
      id: `operation:${id}`,
      kind: "operation",
      name,
      slug: slugOf(name),
    };
  });
}

/** Webhooks go by their names: their operationIds may repeat those of operations. */
export function webhookUnits(context: OperationContext): UnitParts[] {
  const { document } = context;
  const slugOf = slugs();
  // Documents of 3.0 have no `webhooks`, and many write `x-webhooks` instead.
  const member = document.root.members?.has("webhooks") ? "webhooks" : "x-webhooks";
  return operationsBelow(member, document).map((webhook) => {
    const record = operationRecord(webhook.node, webhook.origin, context);
    const name = `${webhook.path} ${webhook.method.toUpperCase()}`;
    const facts = { ...factsOf({ ...webhook, path: "" }, record), webhook: webhook.path };
    const slug = slugOf(webhook.method === "post" ? webhook.path : name);
    return { ...base(webhook, record, facts, context), id: `webhook:${name}`, kind: "webhook", name, slug };
  });
}

function factsOf(operation: Pick<FoundOperation, "method" | "path">, record: OperationRecord): Facts {
  return {
    method: operation.method,
    path: operation.path,
    operationId: record.operationId,
    tag: record.tags[0] ?? "default",
    tags: record.tags,
    summary: record.summary,
    deprecated: record.deprecated,
  };
}

function base(found: FoundOperation, record: OperationRecord, facts: Facts, context: OperationContext) {
  const inherited = inheritedBy(found, record, context);
  return {
    facts,
    digest: digestOf(found, record, inherited, context),
    origin: found.origin,
    read: () => dataOf(found.node, inherited, context),
  };
}

interface Inherited {
  readonly parameters: Node | undefined;
  readonly servers: Node | undefined;
  readonly security: Node | undefined;
}

function inheritedBy(found: FoundOperation, record: OperationRecord, context: RecordContext): Inherited {
  const security = context.document.root.members?.get("security");
  return {
    parameters: found.parameters,
    servers: record.own.includes("servers") ? undefined : found.servers,
    security: record.own.includes("security") || security?.isMapping !== false ? undefined : security,
  };
}

/** Names of referenced parameters count only where they decide which inherited ones are replaced. */
function digestOf(
  found: FoundOperation,
  record: OperationRecord,
  inherited: Inherited,
  context: OperationContext,
): Digest {
  const parts = [found.node.digest, found.method, found.path];
  for (const [key, node] of Object.entries(inherited)) if (node !== undefined) parts.push(key, (node as Node).digest);
  if (inherited.parameters !== undefined) {
    const references = [...referencesAmong(inherited.parameters.value()), ...record.parameters];
    parts.push(...references.map((reference) => identityOf({ $ref: reference }, context)));
  }
  return hashParts(parts);
}

function dataOf(node: Node, inherited: Inherited, context: OperationContext): Json {
  const data = normalise(node.value(), "operation") as Mutable;
  if (inherited.parameters !== undefined) data.parameters = mergeParameters(inherited.parameters, data, context);
  if (inherited.servers !== undefined) data.servers = inherited.servers.value();
  if (inherited.security !== undefined) data.security = inherited.security.value();
  return data;
}

/** Inherited parameters come first; one of the operation with the same name and place replaces it. */
function mergeParameters(inherited: Node, operation: Mutable, context: OperationContext): Json[] {
  const own: readonly Json[] = Array.isArray(operation.parameters) ? operation.parameters : [];
  const taken = new Set(own.map((parameter) => identityOf(parameter, context)));
  const value = inherited.value();
  const kept = (Array.isArray(value) ? value : []).filter((one: Json) => !taken.has(identityOf(one, context)));
  return [...kept.map((one: Json) => normalise(one, "parameter")), ...own];
}

/** Place and name of a parameter, behind however many `$ref`s. */
function identityOf(parameter: Json, context: OperationContext): string {
  if (!isMapping(parameter)) return "";
  if (typeof parameter.$ref !== "string") return JSON.stringify([parameter.in ?? "", parameter.name ?? ""]);
  let component = componentBehind(parameter.$ref, context);
  for (let hops = 0; component?.alias !== undefined && hops < 100; hops++)
    component = componentBehind(component.alias, context);
  return component === undefined ? parameter.$ref : JSON.stringify([component.facts.in, component.facts.parameterName]);
}

function componentBehind(reference: string, context: OperationContext): Component | undefined {
  const pointer = localPointer(reference);
  const id = pointer === undefined ? undefined : componentId(pointer);
  return id === undefined ? undefined : context.parameters.get(id);
}

function uniqueName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} ${count}`;
  return unique;
}

/** Two paths may share one path item; that is one operation in two places, and nothing to mend. */
function reportDuplicate(name: string, first: Origin, second: Origin, context: RecordContext): void {
  if (first.file === second.file && first.pointer === second.pointer) return;
  const spot = (origin: Origin) => ({
    file: origin.file,
    pointer: `${origin.pointer}/operationId`,
    side: "value" as const,
  });
  context.report({
    code: "openapi/duplicate-operation",
    severity: "error",
    message: `two operations have the operationId \`${name}\``,
    at: spot(second),
    notes: [{ message: "the first is here", at: spot(first) }],
  });
}
