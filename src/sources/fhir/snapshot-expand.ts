/**
 * The children of an element that a snapshot leaves to its type, for a differential that goes into it: those of a profile that the type
 * names, of the type, or of the element that a contentReference leads to.
 */
import type { JsonObject } from "#model/json.ts";
import { objectsAt, textAt, textsAt } from "./snapshot-fields.ts";
import type { Making, Template } from "./snapshot-sources.ts";
import type { ElementNode } from "./snapshot-tree.ts";

/** The node with children, if there are any to be had. */
export function expanded(node: ElementNode, making: Making): ElementNode {
  if (node.children.length > 0) return node;
  const reference = textAt(node.element, "contentReference");
  if (reference !== undefined) return expandedReference(node, reference, making);
  const template = templateOf(node.element, making);
  return template === undefined ? node : { ...node, children: template.tree.children };
}

/** A repetition has the children of what it repeats, and its type: from here on it may differ. */
function expandedReference(node: ElementNode, reference: string, making: Making): ElementNode {
  const [url = "", path = ""] = splitReference(reference, making);
  const tree = making.template(url)?.tree;
  const target = tree === undefined ? undefined : nodeAt(tree, path.split(".").slice(1));
  if (target === undefined) return node;
  const { contentReference: _reference, ...element } = node.element;
  const type = objectsAt(target.element, "type");
  return { ...node, element: { ...element, type }, children: target.children };
}

/** `#Questionnaire.item` without a URL is of the type that the path begins with. */
function splitReference(reference: string, { url }: Making): readonly string[] {
  const [definition = "", path = ""] = reference.split("#");
  return [definition === "" ? (path.split(".")[0] ?? url) : definition, path];
}

function nodeAt(tree: ElementNode, names: readonly string[]): ElementNode | undefined {
  return names.reduce(
    (node: ElementNode | undefined, name) => node?.children.find((child) => child.name === name),
    tree,
  );
}

/** What the value of an element is made like. Where there is a choice of types, what all of them have. */
function templateOf(element: JsonObject, making: Making): Template | undefined {
  const types = objectsAt(element, "type");
  const codes = new Set(types.map((type) => textAt(type, "code")));
  if (codes.size > 1) return making.template("Element");
  const profiles = types.flatMap((type) => textsAt(type, "profile"));
  const [profile] = profiles;
  const byProfile = profiles.length === 1 && profile !== undefined ? making.template(profile) : undefined;
  const [code] = codes;
  return byProfile ?? (code === undefined ? undefined : making.template(code));
}

/** The extension or other profile that a differential asks the value to fit, when there is just one. */
export function profileOf(element: JsonObject, making: Making): Template | undefined {
  const [type, ...others] = objectsAt(element, "type");
  if (type === undefined || others.length > 0) return undefined;
  const [profile, ...more] = textsAt(type, "profile");
  return profile === undefined || more.length > 0 ? undefined : making.template(profile);
}
