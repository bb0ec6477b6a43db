/** A document as units: components, then operations and webhooks, then the tags they are under, then the document itself. */
import type { Json } from "#model/json.ts";
import type { Origin } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import type { Component } from "./components.ts";
import { componentsOf } from "./components.ts";
import type { Document, Node } from "./document.ts";
import { checkFrame } from "./frame.ts";
import { componentKinds } from "./kinds.ts";
import type { OperationContext } from "./operations.ts";
import { operationUnits, webhookUnits } from "./operations.ts";
import { operationsBelow } from "./path-items.ts";
import { localPointer } from "./pointer.ts";
import type { Problem } from "./problem.ts";
import type { RecordContext } from "./records.ts";
import type { Selections, Unmatched } from "./select.ts";
import { reachableFrom, selectOperations, unmatched } from "./select.ts";
import { tagUnits } from "./tags.ts";
import type { UnitParts } from "./unit-set.ts";
import { componentId } from "./unit-set.ts";
import { isMapping } from "./walk.ts";

/** The units of every kind, in document order. */
export type Units = ReadonlyMap<string, readonly UnitParts[]>;

export interface UnitsContext extends RecordContext {
  readonly selections: Selections;
}

export function makeUnits(context: UnitsContext): Units {
  const { document, selections } = context;
  if (!document.isChecked) for (const problem of checkFrame(document)) context.report(problem);
  const components = new Map(componentKinds.map((kind) => [kind as string, componentsOf(kind, context)]));
  for (const list of components.values()) reportCycles(list, context);
  const parameters = new Map((components.get("parameter") ?? []).map((one) => [one.id, one]));
  const operationContext: OperationContext = { ...context, parameters };
  const operations = operationUnits(operationsBelow("paths", document), operationContext);
  const webhooks = webhookUnits(operationContext);
  const chosen = { operations, webhooks, components };
  return unitsOf(isSelective(selections) ? narrowed(chosen, context) : chosen, document);
}

interface Chosen {
  readonly operations: readonly UnitParts[];
  readonly webhooks: readonly UnitParts[];
  readonly components: Units;
}

function unitsOf({ operations, webhooks, components }: Chosen, document: Document): Units {
  return new Map<string, readonly UnitParts[]>([
    ["document", [documentUnit(document)]],
    ["tag", tagUnits(operations, document)],
    ["operation", operations],
    ["webhook", webhooks],
    ...components,
  ]);
}

function isSelective({ include, exclude }: Selections): boolean {
  return include !== undefined || exclude !== undefined;
}

/** Slugs stay as they are in the whole document, so that a wider selection renames nothing. */
function narrowed(all: Chosen, { selections, memo, report, document }: UnitsContext): Chosen {
  for (const one of unmatched([...all.operations, ...all.webhooks], selections))
    report(unmatchedProblem(one, document));
  const operations = selectOperations(all.operations, selections);
  const webhooks = selectOperations(all.webhooks, selections);
  const byId = new Map([...all.components.values()].flat().map((one) => [one.id, one]));
  const reached = reachableFrom([...operations, ...webhooks], byId, memo);
  const components = [...all.components].map(
    ([kind, list]) => [kind, list.filter(({ id }) => reached.has(id))] as const,
  );
  return { operations, webhooks, components: new Map(components) };
}

function unmatchedProblem({ option, value, notes }: Unmatched, { file }: Document): Problem {
  const message = `\`${option}\` names \`${value}\`, which fits no operation`;
  return { code: "source/no-units", severity: "warning", message, at: { file, pointer: "", side: "value" }, notes };
}

/** Members of the document that have units of their own. */
const ownUnits: ReadonlySet<string> = new Set(["paths", "webhooks", "x-webhooks", "components"]);

function rest(document: Document): [string, Node][] {
  return [...(document.root.members ?? [])].filter(([key]) => !ownUnits.has(key));
}

function documentUnit(document: Document): UnitParts {
  const members = rest(document);
  const info = document.root.members?.get("info")?.value() ?? null;
  const text = (value: Json | undefined) => (typeof value === "string" || typeof value === "number" ? `${value}` : "");
  const title = isMapping(info) ? text(info.title) : "";
  return {
    id: "document",
    kind: "document",
    name: title,
    slug: "document",
    facts: { title, version: isMapping(info) ? text(info.version) : "", openapi: document.version },
    digest: hashParts(members.flatMap(([key, node]) => [key, node.digest])),
    origin: document.originOf(""),
    read: () => Object.fromEntries(members.map(([key, node]) => [key, node.value()])),
  };
}

/** Components whose `$ref`s lead back to themselves: a name for a name for a name that never is one of a thing. */
function reportCycles(components: readonly Component[], context: RecordContext): void {
  const aliases = new Map(components.flatMap(({ id, alias }) => (alias === undefined ? [] : [[id, targetOf(alias)]])));
  const settled = new Set<string>();
  for (const { id, origin } of components) {
    const chain: string[] = [];
    let here: string | undefined = id;
    while (here !== undefined && !settled.has(here) && !chain.includes(here)) {
      chain.push(here);
      here = aliases.get(here);
    }
    if (here !== undefined && !settled.has(here))
      context.report(cycleProblem(chain.slice(chain.indexOf(here)), origin));
    for (const one of chain) settled.add(one);
  }
}

function targetOf(reference: string): string | undefined {
  const pointer = localPointer(reference);
  return pointer === undefined ? undefined : componentId(pointer);
}

function cycleProblem(chain: readonly string[], origin: Origin): Problem {
  const names = [...chain, ...chain.slice(0, 1)].map((id) => `\`${id.slice(id.indexOf(":") + 1)}\``);
  return {
    code: "openapi/reference-cycle",
    severity: "error",
    message: `these \`$ref\`s lead in a circle: ${names.join(" -> ")}`,
    at: { ...origin, side: "key" },
  };
}
