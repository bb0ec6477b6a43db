/** `$ref`s: which there are in a value, and whether those of a sliced document lead somewhere. */
import { pointerOf, pointerSegments } from "#document/pointer.ts";
import type { Json } from "#model/json.ts";
import { suggest } from "#model/suggest.ts";
import type { Document } from "./document.ts";
import { nodeAt } from "./document.ts";
import { isPlain, itemMembers } from "./frame.ts";
import { localPointer, step } from "./pointer.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Dialect, Shape } from "./shapes.ts";
import { openapi3 } from "./shapes.ts";
import type { SliceNode } from "./slices.ts";
import { eachReferenceText } from "./slices.ts";
import type { Mutable, Path } from "./walk.ts";
import { isMapping, walk } from "./walk.ts";

/** A reference as it stands in a value: `holder[key]` is its text. */
export interface Reference {
  readonly holder: Mutable;
  readonly key: string;
  readonly text: string;
  /** The shape of what it stands for. */
  readonly shapeName: string;
  readonly shape: Shape;
  readonly path: Path;
}

/**
 * Calls `visit` for each reference in `value`, a node of the shape `name`: each `$ref` where one may stand, and each value of a
 * discriminator's mapping that is not a name. A `$ref` in an example, and a property of that name, are no references.
 */
export function eachReference(
  value: Json,
  name: string,
  dialect: Dialect,
  visit: (reference: Reference) => void,
): void {
  walk(value, name, dialect, (node, shapeName, shape, path) => {
    if (shape.kind !== undefined && typeof node.$ref === "string" && Object.hasOwn(node, "$ref")) {
      visit({ holder: node, key: "$ref", text: node.$ref, shapeName, shape, path: [...path, "$ref"] });
    }
    const schema = dialect.shapes.schema;
    if (shapeName !== "discriminator" || schema === undefined || !isMapping(node.mapping)) return;
    for (const [key, text] of Object.entries(node.mapping)) {
      if (typeof text !== "string" || !/[#/]|\.(json|ya?ml)$/i.test(text)) continue;
      const at = [...path, "mapping", key];
      visit({ holder: node.mapping, key, text, shapeName: "schema", shape: schema, path: at });
    }
  });
}

/** The references that lead nowhere, each of them; only parts that have a suspicious text are parsed. */
export function missingReferences(document: Document, root: SliceNode, texts: Iterable<string>): Problem[] {
  const known = componentReferences(root);
  const missing = new Set<string>();
  for (const text of texts) if (!known.has(text) && !leadsSomewhere(text, document)) missing.add(text);
  if (missing.size === 0) return [];
  const suspects: number[] = [];
  eachReferenceText(root.bytes, root.member, (text, start) => missing.has(text) && suspects.push(start));
  return partsOf(root).flatMap(({ node, pointer, shape }) => {
    if (!suspects.some((at) => at >= node.member.start && at < node.member.end)) return [];
    const problems: Problem[] = [];
    eachReference(node.value(), shape, openapi3, ({ text, path }) => {
      if (!missing.has(text)) return;
      const origin = document.originOf(pointer + pointerOf(path));
      problems.push(missingProblem(text, { ...origin, side: "value" }, document));
    });
    return problems;
  });
}

/** What the `$ref`s of path items say, where those have more than operations: no record holds them. */
export function itemReferences(root: SliceNode): string[] {
  const items = itemMembers.flatMap((member) => [...(root.members?.get(member)?.members?.values() ?? [])]);
  return items.flatMap((item) => (isPlain(item) ? [] : item.references()));
}

/** The usual spelling of a `$ref` to each component: nearly all are found here. */
function componentReferences(root: SliceNode): Set<string> {
  const known = new Set<string>();
  for (const [section, node] of root.members?.get("components")?.members ?? []) {
    if (node.isMapping) for (const name of node.members?.keys() ?? []) known.add(`#/components/${section}/${name}`);
  }
  return known;
}

function leadsSomewhere(text: string, document: Document): boolean {
  const pointer = localPointer(text);
  return pointer !== undefined && nodeAt(document.root, pointerSegments(pointer)) !== undefined;
}

function missingProblem(text: string, at: Spot, document: Document): Problem {
  const message = `\`${text}\` leads nowhere`;
  return { code: "openapi/reference-missing", severity: "error", message, at, notes: notesFor(text, document) };
}

function notesFor(text: string, document: Document): string[] {
  const pointer = localPointer(text);
  if (pointer === undefined) return ["a `$ref` is a JSON pointer (`#/components/…`); anchors are not supported"];
  const keys = pointerSegments(pointer);
  const [top, section = "", name = ""] = keys;
  if (top !== "components" || keys.length !== 3) return [];
  const known = nodeAt(document.root, ["components", section])?.members?.keys() ?? [];
  const near = suggest(name, known);
  if (near !== undefined) return [`did you mean \`#/components/${section}${step(near)}\`?`];
  const elsewhere = [...(document.root.members?.get("components")?.members ?? [])].find(([, node]) =>
    node.members?.has(name),
  );
  return elsewhere === undefined ? [] : [`there is \`#/components/${elsewhere[0]}${step(name)}\``];
}

interface Part {
  readonly node: SliceNode;
  readonly pointer: string;
  readonly shape: string;
}

/** The pieces of a document that hold references, each small enough to parse. */
function partsOf(root: SliceNode): Part[] {
  const below = (keys: readonly string[], shape: string): Part[] => {
    const node = nodeAt(root, keys) as SliceNode | undefined;
    const members = node?.isMapping ? [...(node.members ?? [])] : [];
    return members.map(([name, one]) => ({ node: one, pointer: pointerOf([...keys, name]), shape }));
  };
  const components = [...(root.members?.get("components")?.members?.keys() ?? [])];
  const componentShapes = openapi3.shapes.components?.fields ?? {};
  return [
    ...itemMembers.flatMap((member) => below([member], "pathItem")),
    ...components.flatMap((section) => {
      const field = Object.hasOwn(componentShapes, section) ? componentShapes[section] : undefined;
      return field === undefined ? [] : below(["components", section], field.slice(0, -2));
    }),
  ];
}
