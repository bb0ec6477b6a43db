/** Slices that a differential adds: what they start from, where they go, and the slicing that need not be spelled out. */
import type { JsonObject } from "#model/json.ts";
import { isTypeSlice, slicingByType, typesNamed } from "./snapshot-choice.ts";
import { objectAt } from "./snapshot-fields.ts";
import type { ElementNode } from "./snapshot-tree.ts";
import { isSilent } from "./snapshot-tree.ts";

/** Extensions are told apart by their URL, whether a profile says so or not. */
const slicingByUrl: JsonObject = {
  discriminator: [{ type: "value", path: "url" }],
  ordered: false,
  rules: "open",
};

/**
 * A slice starts as its element was in the base, re-slices `a/b` as the slice `a`, and has to be there only if it says so: what a
 * differential says of the element next to its slices holds for all of them without being repeated in each.
 */
export function newSlice(
  base: ElementNode,
  siblings: ReadonlyMap<string, ElementNode>,
  sliceName: string,
): ElementNode {
  const parent = siblings.get(sliceName.slice(0, Math.max(0, sliceName.lastIndexOf("/")))) ?? base;
  const { slicing: _slicing, ...element } = parent.element;
  const type = typesNamed(base, sliceName);
  return {
    name: base.name,
    sliceName,
    element: { ...element, min: 0, ...(type.length === 0 ? {} : { type }) },
    children: parent.children,
    slices: [],
  };
}

/** The slices in order: re-slices follow what they are slices of, others come last. */
export function inOrder(slices: Iterable<ElementNode>): readonly ElementNode[] {
  const ordered: ElementNode[] = [];
  for (const slice of slices) {
    const parent = parentName(slice.sliceName ?? "");
    const last = parent === "" ? -1 : ordered.findLastIndex((other) => isWithin(other, parent));
    if (last < 0) ordered.push(slice);
    else ordered.splice(last + 1, 0, slice);
  }
  return ordered;
}

/** `a` of `a/b`; empty of `a`. */
function parentName(sliceName: string): string {
  return sliceName.slice(0, Math.max(0, sliceName.lastIndexOf("/")));
}

function isWithin({ sliceName = "" }: ElementNode, parent: string): boolean {
  return sliceName === parent || sliceName.startsWith(`${parent}/`);
}

/** The element with a slicing, where it has slices and nobody said by what they are told apart. */
export function withSlicing(node: ElementNode): ElementNode {
  const [slice] = node.slices;
  if (slice === undefined || objectAt(node.element, "slicing") !== undefined) return node;
  const slicing = isExtension(node) ? slicingByUrl : isTypeSlice(node, slice) ? slicingByType : undefined;
  return slicing === undefined ? node : { ...node, element: { ...node.element, slicing } };
}

/**
 * A single slice of what nobody slices is the element itself with a name: so core profiles write `Composition.date:IssueDate`. The same
 * when the base has named it so.
 */
export function namedElement(base: ElementNode, said: ElementNode): ElementNode | undefined {
  const [slice, ...others] = said.slices;
  if (slice === undefined || others.length > 0 || !isSilent(said) || said.children.length > 0) return undefined;
  if (base.sliceName !== undefined && base.sliceName === slice.sliceName) return slice;
  const isSliced = base.slices.length > 0 || objectAt(base.element, "slicing") !== undefined;
  return isSliced || isExtension(base) || isTypeSlice(base, slice) ? undefined : slice;
}

/** A snapshot in which an element is only there by name, read back: {@link namedElement}. */
export function withNamedElements(node: ElementNode): ElementNode {
  const children = node.children.map((child) => {
    const [slice, ...others] = child.slices;
    return slice !== undefined && others.length === 0 && isSilent(child) ? slice : child;
  });
  return { ...node, children: children.map(withNamedElements), slices: node.slices.map(withNamedElements) };
}

function isExtension({ name }: ElementNode): boolean {
  return name === "extension" || name === "modifierExtension";
}
