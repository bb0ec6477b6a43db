/**
 * The elements of a differential, or of a snapshot, as a tree. Where an element belongs is told by its id when that agrees with its path,
 * else by the path: below the elements that the one before it lay in, as far as their paths agree. Parents that were left out are put in and say nothing.
 */
import type { JsonObject } from "#model/json.ts";
import { textAt } from "./snapshot-fields.ts";
import type { ElementNode } from "./snapshot-tree.ts";

/** Deeper than any definition, and shallow enough to walk by recursion. */
const MOST_LEVELS = 60;

/** Elements without a path, with the wrong first name, or nested without reason are handed to `onStray` and left out. */
export function elementTree(
  elements: readonly JsonObject[],
  onStray: (element: JsonObject) => void = () => {},
): ElementNode | undefined {
  const builder = new TreeBuilder();
  for (const element of elements) if (!builder.add(element)) onStray(element);
  return builder.root;
}

/** A node that still grows. */
interface Growing extends ElementNode {
  element: JsonObject;
  readonly children: Growing[];
  readonly slices: Growing[];
  /** Its children and their slices by the last part of their id. */
  readonly below: Map<string, Growing>;
}

/** A part of a path: `coding`, or `coding:BMICode`. */
interface Step {
  readonly name: string;
  readonly sliceName?: string | undefined;
}

class TreeBuilder {
  root: Growing | undefined;
  /** From the root to the element that came last: what follows is about it. */
  #trail: Growing[] = [];

  add(element: JsonObject): boolean {
    const names = textAt(element, "path")?.split(".") ?? [];
    const [first] = names;
    if (first === undefined || names.length > MOST_LEVELS) return false;
    this.root ??= growing({ name: first });
    if (this.root.name !== first) return false;
    const steps = stepsById(element, names) ?? stepsByPath(element, names, this.#trail);
    this.#trail = trailOf(this.root, steps.slice(1));
    const node = this.#trail.at(-1) ?? this.root;
    node.element = node.element === silence ? element : { ...node.element, ...element };
    return true;
  }
}

/** The id taken apart, where it names the same elements and the same slice as path and sliceName do. */
function stepsById(element: JsonObject, names: readonly string[]): readonly Step[] | undefined {
  const steps = textAt(element, "id")?.split(".").map(stepOf) ?? [];
  const agrees =
    steps.length === names.length &&
    steps.every(({ name }, index) => name === names[index]) &&
    steps.at(-1)?.sliceName === textAt(element, "sliceName");
  return agrees ? steps : undefined;
}

function stepOf(text: string): Step {
  const colon = text.indexOf(":");
  return colon < 0 ? { name: text } : { name: text.slice(0, colon), sliceName: text.slice(colon + 1) };
}

/** The path, through the slices that the element before it lay in. */
function stepsByPath(element: JsonObject, names: readonly string[], trail: readonly Growing[]): readonly Step[] {
  const differs = names.findIndex((name, index) => trail[index]?.name !== name);
  const shared = Math.min(differs < 0 ? names.length : differs, names.length - 1);
  return [
    ...trail.slice(0, shared),
    ...names.slice(shared, -1).map((name) => ({ name })),
    { name: names.at(-1) ?? "", sliceName: textAt(element, "sliceName") },
  ];
}

function trailOf(root: Growing, steps: readonly Step[]): Growing[] {
  const trail = [root];
  for (const step of steps) trail.push(stepInto(trail.at(-1) ?? root, step));
  return trail;
}

/** The child of that name, or its slice; made where there is none. */
function stepInto(parent: Growing, { name, sliceName }: Step): Growing {
  const group = parent.below.get(name) ?? put(parent, parent.children, { name });
  if (sliceName === undefined) return group;
  return parent.below.get(`${name}:${sliceName}`) ?? put(parent, group.slices, { name, sliceName });
}

function put(parent: Growing, list: Growing[], step: Step): Growing {
  const node = growing(step);
  list.push(node);
  parent.below.set(step.sliceName === undefined ? step.name : `${step.name}:${step.sliceName}`, node);
  return node;
}

/** What nothing has been said of yet. */
const silence: JsonObject = {};

function growing({ name, sliceName }: Step): Growing {
  const slice = sliceName === undefined ? {} : { sliceName };
  return { name, ...slice, element: silence, children: [], slices: [], below: new Map() };
}
