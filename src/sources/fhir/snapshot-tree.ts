/**
 * Elements as a tree, in which a snapshot and a differential differ only in what they leave out. Nodes know their last name alone:
 * paths and ids are made when the tree becomes a list again, so that a part that moves below another element needs no rewriting.
 */
import type { JsonObject } from "#model/json.ts";
import { numberAt, textAt } from "./snapshot-fields.ts";

export interface ElementNode {
  /** `value[x]`; of the topmost element its type. */
  readonly name: string;
  readonly sliceName?: string;
  /** The ElementDefinition; its path, id and sliceName do not count. Empty where nothing is said of the element, only of others by way of it. */
  readonly element: JsonObject;
  readonly children: readonly ElementNode[];
  /** Slices of the element, re-slices (`a/b`) among them. */
  readonly slices: readonly ElementNode[];
}

/** Says nothing of its element. */
export function isSilent({ element }: ElementNode): boolean {
  return Object.keys(element).length === 0;
}

/** The ElementDefinitions of a tree: an element, its children, its slices with theirs. Each has id, path and base. */
export function elementsOf(root: ElementNode): readonly JsonObject[] {
  const elements: JsonObject[] = [];
  collect(root, { path: "", id: "" }, elements);
  return elements;
}

interface Position {
  readonly path: string;
  readonly id: string;
}

function collect(node: ElementNode, above: Position, into: JsonObject[]): void {
  const path = joined(above.path, node.name);
  const id = joined(above.id, node.sliceName === undefined ? node.name : `${node.name}:${node.sliceName}`);
  if (!isSilent(node)) into.push(completed(node, { path, id }));
  for (const child of node.children) collect(child, { path, id }, into);
  for (const slice of node.slices) collect(slice, above, into);
}

function joined(above: string, name: string): string {
  return above === "" ? name : `${above}.${name}`;
}

/** Mappings to other standards are left out: nobody reads them, and they are a third of a snapshot. */
function completed({ element, sliceName }: ElementNode, { path, id }: Position): JsonObject {
  const { id: _id, path: _path, sliceName: _sliceName, mapping: _mapping, base, ...rest } = element;
  const min = numberAt(element, "min") ?? 0;
  const max = textAt(element, "max") ?? "1";
  return {
    id,
    path,
    ...(sliceName === undefined ? {} : { sliceName }),
    ...rest,
    min,
    max,
    base: base ?? { path, min, max },
  };
}
