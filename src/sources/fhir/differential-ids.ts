/** Which elements of a snapshot a differential speaks of, whatever way it writes them: by id, by path alone, or with a shorthand for a choice. */
import type { JsonObject } from "#model/json.ts";
import { elementTree } from "./differential-tree.ts";
import { isTypeNamed, typesNamed } from "./snapshot-choice.ts";
import { objectAt, objectsAt } from "./snapshot-fields.ts";
import type { ElementNode } from "./snapshot-tree.ts";
import { isSilent } from "./snapshot-tree.ts";

/** Ids of elements of `snapshot`, which is that of `definition`; what it does not have is not there. */
export function differentialIds(definition: JsonObject, snapshot: readonly JsonObject[]): ReadonlySet<string> {
  const said = elementTree(objectsAt(objectAt(definition, "differential") ?? {}, "element"));
  const has = elementTree(snapshot);
  const ids = new Set<string>();
  if (said !== undefined && has !== undefined) match(said, { node: has, id: has.name }, ids);
  return ids;
}

/** An element of the snapshot. */
interface Place {
  readonly node: ElementNode;
  readonly id: string;
}

function match(said: ElementNode, place: Place, ids: Set<string>): void {
  if (!isSilent(said)) ids.add(place.id);
  for (const child of said.children) {
    const group = childAt(place, child);
    if (group !== undefined) match(child, group, ids);
    for (const slice of child.slices) {
      const found = group === undefined ? undefined : sliceAt(group, slice.sliceName ?? "");
      if (found !== undefined) match(slice, found, ids);
    }
  }
}

/** The child of that name; the slice of a choice that a shorthand stands for, or the choice itself; the choice whose `[x]` was forgotten. */
function childAt({ node, id }: Place, { name }: ElementNode): Place | undefined {
  const exact = node.children.find((child) => child.name === name);
  if (exact !== undefined) return named({ node: exact, id: `${id}.${name}` });
  const choices = node.children.map((child) => ({ node: child, id: `${id}.${child.name}` }));
  for (const choice of choices) {
    const slice = choice.node.slices.find((one) => isTypeNamed(one, name));
    if (slice !== undefined) return sliceAt(choice, slice.sliceName ?? "");
  }
  return choices.find((choice) => choice.node.name === `${name}[x]` || typesNamed(choice.node, name).length > 0);
}

/** An element that has a name for want of slices is in the snapshot only under that name. */
function named(place: Place): Place {
  const [slice, ...others] = place.node.slices;
  const isOnlyName = slice !== undefined && others.length === 0 && isSilent(place.node);
  return isOnlyName ? { node: { ...slice, slices: [slice] }, id: `${place.id}:${slice.sliceName}` } : place;
}

function sliceAt({ node, id }: Place, sliceName: string): Place | undefined {
  const slice = node.slices.find((one) => one.sliceName === sliceName);
  const suffix = `:${sliceName}`;
  return slice === undefined ? undefined : { node: slice, id: id.endsWith(suffix) ? id : id + suffix };
}
