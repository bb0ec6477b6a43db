/** Which elements of a snapshot the differential speaks of, however it spells them. */
import type { JsonObject } from "#model/json.ts";
import { capital } from "#model/names.ts";
import { objectAt, objectsAt, textAt } from "./snapshot-fields.ts";
import type { Element } from "./type-elements.ts";
import { idOf, parentOf, pathOf } from "./type-elements.ts";
import { lastPart } from "./type-names.ts";

/** Ids of the elements of the snapshot that the differential of the definition speaks of. */
export function changedElements(definition: JsonObject, snapshot: readonly Element[]): ReadonlySet<string> {
  const differential = objectsAt(objectAt(definition, "differential") ?? {}, "element");
  const said = new Set(differential.map((element) => textAt(element, "id") ?? sliceId(element)));
  const changed = new Set<string>();
  const spellings = new Map<string, readonly string[]>();
  for (const element of snapshot) {
    const id = idOf(element);
    const parents = spellings.get(parentOf(id)) ?? [parentOf(id)];
    const all = parents.flatMap((parent) =>
      tailsOf(element).map((tail) => (parent === "" ? tail : `${parent}.${tail}`)),
    );
    spellings.set(id, all);
    if (all.some((spelling) => said.has(spelling))) changed.add(id);
  }
  return changed;
}

/** An element without an id is known by its path and, as a slice, by the name of the slice. */
function sliceId(element: Element): string {
  const sliceName = textAt(element, "sliceName");
  return sliceName === undefined ? pathOf(element) : `${pathOf(element)}:${sliceName}`;
}

/** The last part of an id. A differential may say `valueQuantity` for `value[x]:valueQuantity`, and for a `value[x]` of which only that is left. */
function tailsOf(element: Element): readonly string[] {
  const id = idOf(element);
  const above = parentOf(id);
  const tail = above === "" ? id : id.slice(above.length + 1);
  const name = tail.replace(/\[x\].*$/, "");
  if (name === tail) return [tail];
  const [, slice] = tail.split(":");
  if (slice !== undefined) return [tail, slice];
  const [only, ...others] = objectsAt(element, "type").map((type) => textAt(type, "code") ?? "");
  return only === undefined || others.length > 0 ? [tail, name] : [tail, name, name + capital(lastPart(only))];
}
