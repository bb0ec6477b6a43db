/** `value[x]`: slices by type, and the shorthand `valueQuantity` for one of them: http://hl7.org/fhir/profiling.html#slicing */
import type { JsonObject } from "#model/json.ts";
import { numberAt, objectsAt, textAt } from "./snapshot-fields.ts";
import type { ElementNode } from "./snapshot-tree.ts";

const CHOICE = "[x]";

export const slicingByType: JsonObject = {
  discriminator: [{ type: "type", path: "$this" }],
  ordered: false,
  rules: "open",
};

/**
 * What a differential says, with each shorthand as the slice of the choice that it stands for. One that has to be there closes a choice
 * that was not sliced before: no other type is left, and the choice has to be there too. (Snapshots of R4 are closed by any shorthand;
 * since R5 they are not, and a generator that is in use makes R4 as it makes R5.)
 */
export function withoutShorthands(said: readonly ElementNode[], base: readonly ElementNode[]): readonly ElementNode[] {
  const known = new Set(base.map(({ name }) => name));
  if (said.every(({ name }) => known.has(name))) return said;
  const choices = base.filter(({ name }) => name.endsWith(CHOICE));
  const groups = new Map<string, ElementNode>();
  for (const node of said) {
    const choice = known.has(node.name) ? undefined : choices.find((one) => typesNamed(one, node.name).length > 0);
    const group = choice === undefined ? withSuffix(node, known) : shorthandGroup(choice, node);
    const before = groups.get(group.name);
    groups.set(group.name, before === undefined ? group : joined(before, group));
  }
  return [...groups.values()];
}

/** `value` for `value[x]` is no more than a slip. */
function withSuffix(node: ElementNode, known: ReadonlySet<string>): ElementNode {
  const name = node.name + CHOICE;
  if (known.has(node.name) || !known.has(name)) return node;
  return { ...node, name, slices: node.slices.map((slice) => ({ ...slice, name })) };
}

/** The types of a choice that a name such as `valueQuantity` speaks of. */
export function typesNamed({ name, element }: ElementNode, property: string): readonly JsonObject[] {
  if (!name.endsWith(CHOICE)) return [];
  const stem = name.slice(0, -CHOICE.length);
  if (!property.startsWith(stem)) return [];
  return objectsAt(element, "type").filter((type) => stem + capitalized(textAt(type, "code") ?? "") === property);
}

/** Whether a slice of a choice is the one that a property such as `valueQuantity` is. */
export function isTypeNamed(slice: ElementNode, property: string): boolean {
  return objectsAt(slice.element, "type").length === 1 && typesNamed(slice, property).length === 1;
}

/** Whether a slice of a choice picks one type, by its name or by what it says. */
export function isTypeSlice(choice: ElementNode, slice: ElementNode): boolean {
  if (!choice.name.endsWith(CHOICE)) return false;
  return typesNamed(choice, slice.sliceName ?? "").length > 0 || objectsAt(slice.element, "type").length === 1;
}

function shorthandGroup(choice: ElementNode, node: ElementNode): ElementNode {
  const type = typesNamed(choice, node.name);
  const own = { ...node, name: choice.name, sliceName: sliceNameIn(choice, node), slices: [] };
  const min = choice.slices.length === 0 ? (numberAt(node.element, "min") ?? 0) : 0;
  return {
    name: choice.name,
    element: min === 0 ? {} : { slicing: { ...slicingByType, rules: "closed" }, type, min },
    children: [],
    slices: [own, ...node.slices.map((slice) => ({ ...slice, name: choice.name }))],
  };
}

/** The slice that a base has for the type, whatever its name is. */
function sliceNameIn(choice: ElementNode, node: ElementNode): string {
  const [code] = typesNamed(choice, node.name).map((type) => textAt(type, "code"));
  const slice = choice.slices.find(({ element }) => {
    const types = objectsAt(element, "type");
    return types.length === 1 && textAt(types[0] ?? {}, "code") === code;
  });
  return slice?.sliceName ?? node.name;
}

/** Two that speak of the same choice. What the differential says of the choice itself stands. */
function joined(left: ElementNode, right: ElementNode): ElementNode {
  return {
    ...left,
    element: { ...right.element, ...left.element },
    children: [...left.children, ...right.children],
    slices: [...left.slices, ...right.slices],
  };
}

function capitalized(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1);
}
