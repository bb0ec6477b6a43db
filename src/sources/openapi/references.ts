/** `$ref`s: which there are in a value, and whether those of a sliced document lead somewhere. */
import { pointerOf, pointerSegments } from "#document/pointer.ts";
import type { Json } from "#model/json.ts";
import { suggest } from "#model/suggest.ts";
import type { Document, Part } from "./document.ts";
import { nodeAt } from "./document.ts";
import { isPlain, itemMembers } from "./frame.ts";
import { localPointer, step } from "./pointer.ts";
import type { Problem, Spot } from "./problem.ts";
import type { Dialect, Shape } from "./shapes.ts";
import { openapi3 } from "./shapes.ts";
import { SliceError } from "./slices.ts";
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

/** Collects what the `$ref`s of a document say, and finds those that lead nowhere. */
export interface ReferenceCheck {
  /** `part` holds a `$ref` that says `text`, or something that looks like one. Throws SliceError when it leads out of the document. */
  refer(text: string, part: Part): void;
  /** Each reference that leads nowhere; only parts that have a suspicious text are parsed. */
  problems(): Problem[];
}

export function checkReferences(document: Document): ReferenceCheck {
  const known = componentReferences(document);
  const doubtful = new Map<string, Part[]>();
  const refer = (text: string, part: Part) => {
    if (known.has(text)) return;
    if (!text.startsWith("#")) throw new SliceError("a `$ref` that leads out of the document");
    const parts = doubtful.get(text);
    if (parts === undefined) doubtful.set(text, [part]);
    else parts.push(part);
  };
  for (const part of itemsBesideOperations(document)) for (const text of part.node.references()) refer(text, part);
  return { refer, problems: () => missingReferences(doubtful, document) };
}

function missingReferences(doubtful: ReadonlyMap<string, readonly Part[]>, document: Document): Problem[] {
  const missing = new Map([...doubtful].filter(([text]) => !leadsSomewhere(text, document)));
  const parts = new Set([...missing.values()].flat());
  const problems: Problem[] = [];
  for (const { node, shape, origin } of parts) {
    eachReference(node.value(), shape, openapi3, ({ text, path }) => {
      if (!missing.has(text)) return;
      const at: Spot = { file: origin.file, pointer: origin.pointer + pointerOf(path), side: "value" };
      problems.push(missingProblem(text, at, document));
    });
  }
  return problems;
}

/** Path items that have more than operations: no record holds what else they refer to. */
function itemsBesideOperations({ root, originOf }: Document): Part[] {
  return itemMembers.flatMap((member) =>
    [...(root.members?.get(member)?.members ?? [])].flatMap(([name, node]) =>
      isPlain(node) ? [] : [{ node, shape: "pathItem", origin: originOf(pointerOf([member, name])) }],
    ),
  );
}

/** The usual spelling of a `$ref` to each component: nearly all are found here. */
function componentReferences({ root }: Document): Set<string> {
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
