/** Path items with the `$ref` of each followed: the operations of a document, and what they inherit. */
import { pointerSegments } from "#document/pointer.ts";
import type { Origin } from "#model/unit.ts";
import type { Document, Node } from "./document.ts";
import { nodeAt } from "./document.ts";
import { methods } from "./kinds.ts";
import { localPointer, step } from "./pointer.ts";

/** An operation as it stands in its path item. */
export interface FoundOperation {
  /** `/pets/{id}`, or the name of the webhook. */
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  readonly origin: Origin;
  /** Lists of the path item; absent when it has none. */
  readonly parameters: Node | undefined;
  readonly servers: Node | undefined;
}

/** The operations below one of the members of the document (`paths`, `webhooks`), in document order. */
export function operationsBelow(member: string, document: Document): FoundOperation[] {
  const items = document.root.members?.get(member);
  if (items?.isMapping !== true) return [];
  return [...(items.members ?? [])].flatMap(([path, item]) =>
    path.startsWith("x-") ? [] : operationsOf(path, step(member) + step(path), item, document),
  );
}

function operationsOf(path: string, pointer: string, item: Node, document: Document): FoundOperation[] {
  const fields = fieldsOf(item, pointer, document, 0);
  const parameters = nonEmpty(fields.get("parameters")?.node);
  const servers = nonEmpty(fields.get("servers")?.node);
  const found: FoundOperation[] = [];
  for (const [method, { node, pointer }] of fields) {
    if (!methods.has(method) || !node.isMapping) continue;
    found.push({ path, method, node, origin: document.originOf(pointer), parameters, servers });
  }
  return found;
}

interface Located {
  readonly node: Node;
  readonly pointer: string;
}

/** A chain of `$ref`s longer than this is a cycle, which is reported where references are checked. */
const maxHops = 100;

/** The fields of a path item; those beside a `$ref` win over those that it leads to. */
function fieldsOf(item: Node, pointer: string, document: Document, hops: number): Map<string, Located> {
  if (!item.isMapping || hops > maxHops) return new Map();
  const own = new Map<string, Located>();
  for (const [key, node] of item.members ?? []) own.set(key, { node, pointer: pointer + step(key) });
  const reference = item.members?.get("$ref")?.value();
  const target = typeof reference === "string" ? localPointer(reference) : undefined;
  const node = target === undefined ? undefined : nodeAt(document.root, pointerSegments(target));
  if (target === undefined || node === undefined) return own;
  return new Map([...fieldsOf(node, target, document, hops + 1), ...own]);
}

function nonEmpty(list: Node | undefined): Node | undefined {
  return list?.isMapping === false && (list.members?.size ?? 0) > 0 ? list : undefined;
}
