/** The page of a profile: what it changes, what that comes to, and the values, rules and bindings in it. */
import { bindings } from "./_bindings.ts";
import { constraints } from "./_constraints.ts";
import type { Element, It, Profile } from "./_fhir.ts";
import { isExtension, slicedIds } from "./_slices.ts";
import { section } from "./_text.ts";
import type { Leaf } from "./_tree.ts";
import { definitions, tree } from "./_tree.ts";
import { wholeValue } from "./_values.ts";

/** The elements that the differential speaks of, with those above them. */
export function changes(it: It, profile: Profile): string {
  const kept = new Map<string, boolean>();
  for (const { id, isChanged } of profile.elements) {
    if (!isChanged) continue;
    kept.set(id, true);
    for (let above = parentOf(id); above !== "" && !kept.has(above); above = parentOf(above)) kept.set(above, false);
  }
  const leaves = leavesOf(profile, ({ id }) => kept.has(id));
  return section(
    "Changes",
    tree(
      it,
      leaves.map((leaf) => (leaf.field?.isChanged === true ? leaf : above(leaf))),
    ),
  );
}

function above({ name, level }: Leaf): Leaf {
  return { name, level };
}

export function allElements(it: It, profile: Profile): string {
  return it.options.snapshot
    ? section(
        "All elements",
        tree(
          it,
          leavesOf(profile, () => true),
        ),
      )
    : "";
}

/** The root says nothing that the lines under the heading do not say. */
function leavesOf(profile: Profile, keep: (element: Element) => boolean): Leaf[] {
  const sliced = slicedIds(profile);
  const nested = profile.root.kind === "resource" ? "BackboneElement" : "Element";
  const found = profile.elements.filter((element) => element.id.includes(".") && keep(element));
  return found.map((field) => ({
    name: tailOf(field.id),
    level: levelOf(field.id),
    field,
    nested,
    isSliced: sliced.has(field.id),
  }));
}

/** Dots only stand between elements: the specification allows none in the name of a slice (eld-16). */
export function tailOf(id: string): string {
  return id.slice(parentOf(id).length + 1);
}

export function parentOf(id: string): string {
  const dot = id.lastIndexOf(".");
  return dot === -1 ? "" : id.slice(0, dot);
}

function levelOf(id: string): number {
  return id.split(".").length - 2;
}

/** Without the type in front: what is the same in every line. */
export function shortId(id: string): string {
  return id.slice(id.indexOf(".") + 1);
}

export function profileValues(it: It, { elements }: Profile): string {
  const rows = elements.flatMap(({ id, fixed, pattern }) => {
    const value = fixed ?? pattern;
    if (value === undefined) return [];
    const rule = fixed === undefined ? "has at least" : "is";
    return [[it.md.code(shortId(id)), rule, it.md.code(value.type), wholeValue(it, value)]];
  });
  return section("Values", it.md.table(["Element", "Rule", "Type", "Value"], rows));
}

/** Those of all elements where all are shown, else of those that the profile changes. */
export function profileBindings(it: It, { elements }: Profile): string {
  const shown = elements.filter(({ isChanged, isProhibited }) => !isProhibited && (isChanged || it.options.snapshot));
  const bound = shown.flatMap(({ id, binding }) => (binding === undefined ? [] : [{ at: shortId(id), binding }]));
  return bindings(it, bound);
}

export function profileConstraints(it: It, { elements, type }: Profile): string {
  const all = elements.map(({ id, constraints: own }) => ({ at: shortId(id), constraints: own }));
  return constraints(it, type, all);
}

/** Of what it does not change, the type tells. */
export function profileDefinitions(it: It, { elements }: Profile): string {
  const changed = elements.filter((element) => element.isChanged && !isOpenExtension(element));
  return section(
    "Definitions",
    definitions(
      it,
      changed.map((field) => ({ name: shortId(field.id), field })),
    ),
  );
}

/** The place for extensions itself, of which a differential speaks only to slice it. */
function isOpenExtension(element: Element): boolean {
  return isExtension(element) && element.sliceName === undefined;
}
