/** A differential over the snapshot of its base, element by element: http://hl7.org/fhir/profiling.html#snapshot */
import type { JsonObject } from "#model/json.ts";
import { withoutShorthands } from "./snapshot-choice.ts";
import { constraintsOfType } from "./snapshot-constraints.ts";
import { mergeElement } from "./snapshot-element.ts";
import { expanded, profileOf } from "./snapshot-expand.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import { inOrder, namedElement, newSlice, withSlicing } from "./snapshot-slices.ts";
import type { Making, Template } from "./snapshot-sources.ts";
import type { ElementNode } from "./snapshot-tree.ts";

/** What the root of an extension says of the places where the extension is used. */
const FROM_EXTENSION = [
  "short",
  "definition",
  "comment",
  "requirements",
  "alias",
  "constraint",
  "condition",
  "isModifier",
  "isModifierReason",
];

/** The element of a base with all that the differential says of it, its children and its slices. */
export function mergeNode(base: ElementNode, said: ElementNode, making: Making): ElementNode {
  const named = namedElement(base, said);
  if (named !== undefined) return { ...mergeNode(base, { ...named, slices: [] }, making), ...nameOf(named) };
  const merged = { ...base, element: mergeElement(profiled(base.element, said, making), said.element, making.url) };
  const open = said.children.length === 0 ? merged : expanded(merged, making);
  const children = mergeChildren(open, said.children, making);
  return withSlicing({ ...open, children, slices: mergeSlices({ ...base, children }, said.slices, making) });
}

function nameOf({ sliceName }: ElementNode): { readonly sliceName?: string } {
  return sliceName === undefined ? {} : { sliceName };
}

/** An element that only a specialization has. */
export function newNode(said: ElementNode, making: Making): ElementNode {
  const constraint = constraintsOfType(said.element, making.scope);
  const inherited = constraint.length === 0 ? {} : { constraint };
  const element = mergeElement(inherited, said.element, making.url);
  const node = { ...said, element, children: [], slices: [] };
  return mergeNode(node, { ...said, element: {} }, making);
}

function mergeChildren(node: ElementNode, said: readonly ElementNode[], making: Making): readonly ElementNode[] {
  if (said.length === 0) return node.children;
  const children = withoutShorthands(said, node.children);
  const saidOf = new Map(children.map((child) => [child.name, child]));
  const merged = node.children.map((child) => {
    const over = saidOf.get(child.name);
    saidOf.delete(child.name);
    return over === undefined ? child : mergeNode(child, over, making);
  });
  const others = [...saidOf.values()];
  if (making.isSpecialization) return [...merged, ...others.map((child) => newNode(child, making))];
  for (const child of others) reportUnknown(node, child, making);
  return merged;
}

function mergeSlices(base: ElementNode, said: readonly ElementNode[], making: Making): readonly ElementNode[] {
  if (said.length === 0) return base.slices;
  const slices = new Map(base.slices.map((slice) => [slice.sliceName ?? "", slice]));
  for (const slice of said) {
    const name = slice.sliceName ?? "";
    slices.set(name, mergeNode(slices.get(name) ?? newSlice(base, slices, name), slice, making));
  }
  return inOrder(slices.values());
}

/** The base with what the extension says of itself that the differential puts there. Other profiles are only named. */
function profiled(base: JsonObject, said: ElementNode, making: Making): JsonObject {
  const profile = profileOf(said.element, making);
  if (profile === undefined || textAt(profile.definition, "type") !== "Extension") return base;
  return mergeElement(base, usesOf(profile), profile.url);
}

function usesOf({ tree }: Template): JsonObject {
  const max = textAt(tree.element, "max");
  const keys = max === undefined || max === "*" ? FROM_EXTENSION : [...FROM_EXTENSION, "max"];
  return Object.fromEntries(Object.entries(tree.element).filter(([key]) => keys.includes(key)));
}

function reportUnknown(parent: ElementNode, child: ElementNode, { url, report }: Making): void {
  const element = firstId(child);
  const types = objectsAt(parent.element, "type").flatMap((type) => textAt(type, "code") ?? []);
  const isOpaque = parent.children.length === 0 && types.length > 0;
  const reason = isOpaque
    ? `whose type ${types.map((type) => `\`${type}\``).join(" or ")} no package defines`
    : "which its base does not have";
  const problem = isOpaque ? "type-missing" : "unknown-element";
  const message = `the differential speaks of \`${element ?? child.name}\`, ${isOpaque ? `below an element ${reason}` : reason}`;
  report({ kind: problem, definition: url, ...(element === undefined ? {} : { element }), message });
}

/** Of the node, or of the first below it that the differential has. */
function firstId(node: ElementNode): string | undefined {
  const own = textAt(node.element, "id") ?? textAt(node.element, "path");
  if (own !== undefined) return own;
  for (const below of [...node.children, ...node.slices]) {
    const id = firstId(below);
    if (id !== undefined) return id;
  }
  return undefined;
}
