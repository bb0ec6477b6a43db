/**
 * All elements of a StructureDefinition. Most packages carry them (the snapshot); others only say what differs from the base (the
 * differential), and the snapshot is made here, over that of the base, which is made the same way. Nothing is remembered from one call
 * to the next: whoever asks looks up for himself what the answer depends on.
 */
import type { JsonObject } from "#model/json.ts";
import { elementTree } from "./differential-tree.ts";
import type { Scope } from "./scope.ts";
import { objectAt, objectsAt, textAt } from "./snapshot-fields.ts";
import { mergeNode } from "./snapshot-merge.ts";
import { withNamedElements } from "./snapshot-slices.ts";
import type { Making, ReportProblem, Template } from "./snapshot-sources.ts";
import type { ElementNode } from "./snapshot-tree.ts";
import { elementsOf } from "./snapshot-tree.ts";

export type { ReportProblem, SnapshotProblem } from "./snapshot-sources.ts";

const CORE = "http://hl7.org/fhir/StructureDefinition/";

/** What logical models of all releases are based on. It has no children, and only R5 defines it. */
const BASE_OF_ALL = `${CORE}Base`;

const baseOfAll: ElementNode = {
  name: "Base",
  element: { min: 0, max: "*", base: { path: "Base", min: 0, max: "*" } },
  children: [],
  slices: [],
};

/** Real chains of bases have at most ten; each takes its part of the stack. */
const MOST_BASES = 30;

/**
 * ElementDefinitions in their order, each with `id`, `path`, `min`, `max` and `base`: those of the snapshot that it has, or those that follow
 * from its differential. With problems the elements are the best that can be had: a profile without its base is one of its type.
 */
export function snapshotOf(definition: JsonObject, scope: Scope, report: ReportProblem): readonly JsonObject[] {
  return carriedSnapshot(definition) ?? elementsOf(new SnapshotMaker(scope, report).make(definition));
}

function carriedSnapshot(definition: JsonObject): readonly JsonObject[] | undefined {
  const elements = objectsAt(objectAt(definition, "snapshot") ?? {}, "element");
  return elements.length === 0 ? undefined : elements;
}

/** Makes one snapshot and those that it needs, each once. */
class SnapshotMaker {
  readonly #scope: Scope;
  readonly #report: ReportProblem;
  readonly #templates = new Map<string, Template | undefined>();
  /** URLs of the definitions that are being made, each for the one before it: a definition never waits for itself. */
  readonly #chain = new Set<string>();

  constructor(scope: Scope, report: ReportProblem) {
    this.#scope = scope;
    this.#report = report;
  }

  make(definition: JsonObject): ElementNode {
    const url = textAt(definition, "url") ?? "";
    this.#chain.add(url);
    const making = this.#making(definition, url);
    const said = this.#differential(definition, url) ?? silent(nameOf(definition));
    const base = this.#base(definition, making);
    const root = making.isSpecialization ? renamed(base, said.name, definition) : (base ?? silent(said.name));
    const made = mergeNode(root, said, making);
    this.#chain.delete(url);
    return made;
  }

  #making(definition: JsonObject, url: string): Making {
    const isSpecialization = textAt(definition, "derivation") !== "constraint";
    const keepsSlicing = !isSpecialization || textAt(definition, "kind") === "complex-type";
    const template = (wanted: string) => {
      const found = this.#template(wanted);
      return found === undefined || keepsSlicing ? found : { ...found, tree: withoutSlicing(found.tree) };
    };
    return { url, scope: this.#scope, isSpecialization, report: this.#report, template };
  }

  #differential(definition: JsonObject, url: string): ElementNode | undefined {
    const elements = objectsAt(objectAt(definition, "differential") ?? {}, "element");
    return elementTree(elements, (element) => {
      const id = textAt(element, "id") ?? textAt(element, "path");
      const name = id === undefined ? "an element without a path" : `\`${id}\``;
      const message = `the differential has ${name}, which does not lie below its first element`;
      this.#report({ kind: "stray-element", definition: url, ...(id === undefined ? {} : { element: id }), message });
    });
  }

  /** The snapshot of the base; of a profile without one that of its type, which is the best there is. */
  #base(definition: JsonObject, making: Making): ElementNode | undefined {
    const wanted = textAt(definition, "baseDefinition");
    if (wanted === undefined) return undefined;
    const found = making.template(wanted);
    if (found !== undefined) return found.tree;
    const exists = this.#scope.find("StructureDefinition", wanted) !== undefined;
    if (!exists && wanted.split("|")[0] === BASE_OF_ALL) return baseOfAll;
    this.#reportBase(wanted, exists, making);
    const type = textAt(definition, "type");
    return making.isSpecialization || type === undefined ? undefined : making.template(type)?.tree;
  }

  #reportBase(base: string, exists: boolean, { url, report }: Making): void {
    const message = exists
      ? `the base \`${base}\` leads back to the definition itself, or through more than ${MOST_BASES} others`
      : `the base \`${base}\` is in none of the packages that it may be looked up in`;
    report({ kind: exists ? "base-cycle" : "base-missing", definition: url, message });
  }

  /** `undefined` also for a definition that is being made: what asks for it goes on without. */
  #template(wanted: string): Template | undefined {
    if (this.#templates.has(wanted)) return this.#templates.get(wanted);
    const definition = this.#scope.find("StructureDefinition", wanted)?.json();
    const url = definition === undefined ? "" : (textAt(definition, "url") ?? wanted);
    if (definition === undefined || this.#chain.has(url) || this.#chain.size > MOST_BASES) return undefined;
    const template = this.#templateOf(definition, url);
    this.#templates.set(wanted, template);
    return template;
  }

  #templateOf(definition: JsonObject, url: string): Template | undefined {
    const elements = carriedSnapshot(definition) ?? elementsOf(this.make(definition));
    const tree = elementTree(elements.map((element) => withOrigin(element, definition, url)));
    return tree === undefined ? undefined : { url, definition, tree: withNamedElements(tree) };
  }
}

/** A repetition (`#Questionnaire.item`) that still leads to its definition when it is copied into another. */
function withOrigin(element: JsonObject, definition: JsonObject, url: string): JsonObject {
  const reference = textAt(element, "contentReference");
  if (reference === undefined || !reference.startsWith("#")) return element;
  const type = textAt(definition, "type") ?? "";
  const isCore = type !== "" && !type.includes(":");
  return { ...element, contentReference: `${isCore ? CORE + reference.slice(1).split(".")[0] : url}${reference}` };
}

/** Specializations of resources and primitives leave it unsaid that extensions are told apart by URL. */
function withoutSlicing(tree: ElementNode): ElementNode {
  const children = tree.children.map((child) => {
    const { slicing: _slicing, ...element } = child.element;
    return { ...child, element };
  });
  return { ...tree, children };
}

/** The base as the beginning of a type of its own. Logical models go on saying what they are based on. */
function renamed(base: ElementNode | undefined, name: string, definition: JsonObject): ElementNode {
  if (base === undefined) return silent(name);
  const { base: origin, ...element } = base.element;
  const isLogical = textAt(definition, "kind") === "logical";
  return { ...base, name, element: isLogical && origin !== undefined ? { ...element, base: origin } : element };
}

function silent(name: string): ElementNode {
  return { name, element: {}, children: [], slices: [] };
}

/** What paths begin with: `Patient`, and of a logical model the end of its URL. */
function nameOf(definition: JsonObject): string {
  return (textAt(definition, "type") ?? textAt(definition, "name") ?? "").split("/").at(-1) ?? "";
}
