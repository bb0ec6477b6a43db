/** Checks what no unit holds: the members of the document, the sections of `components`, the fields of path items. */
import type { Json } from "#model/json.ts";
import type { Document, Node } from "./document.ts";
import { methods } from "./kinds.ts";
import type { Problem } from "./problem.ts";
import { openapi3 } from "./shapes.ts";
import { checkStructure } from "./structure.ts";

/**
 * The problems of the document without its operations and components, which are checked when their records are made.
 * Asks for the value of everything else, so that no piece that is not JSON slips through.
 */
export function checkFrame(document: Document): Problem[] {
  const members = entriesOf(document.root).map(([key, node]): [string, Json] => [key, hollow(key, node)]);
  return checkStructure(Object.fromEntries(members), openapi3.document, openapi3, document.originOf(""));
}

function hollow(key: string, node: Node): Json {
  if (!node.isMapping) return node.value();
  if (key === "components") return emptied(node, isSection);
  if (!itemMembers.includes(key)) return node.value();
  const items: [string, Json][] = [];
  for (const [path, item] of node.members ?? []) if (!isPlain(item)) items.push([path, hollowItem(item)]);
  return Object.fromEntries(items);
}

/** Members of a document that hold path items. */
export const itemMembers: readonly string[] = ["paths", "webhooks", "x-webhooks"];

function isSection(key: string): boolean {
  return Object.hasOwn(openapi3.shapes.components?.fields ?? {}, key);
}

/** A path item with nothing but operations, as most are: nothing to check here. */
export function isPlain(item: Node): boolean {
  if (!item.isMapping) return false;
  for (const [key, node] of item.members ?? []) if (!methods.has(key) || !node.isMapping) return false;
  return true;
}

function hollowItem(item: Node): Json {
  return item.isMapping ? emptied(item, (field) => methods.has(field)) : item.value();
}

/** The mapping with some of its members emptied, where they are mappings. */
function emptied(node: Node, isEmptied: (key: string) => boolean): Json {
  const entries = entriesOf(node).map(([key, one]): [string, Json] => [
    key,
    one.isMapping && isEmptied(key) ? {} : one.value(),
  ]);
  return Object.fromEntries(entries);
}

function entriesOf(node: Node): [string, Node][] {
  return [...(node.members ?? [])];
}
