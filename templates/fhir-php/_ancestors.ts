/** The types that a type inherits from, as far as they have classes. */
import type { Group, PackContext, TypeUse, TypeView } from "./_types.ts";

export interface Ancestor {
  readonly unit: string;
  readonly isResource: boolean;
  readonly group: Group;
}

/** Nearest first. A chain that bites its tail gives none: PHP would not load it. */
export function ancestorsOf(base: TypeUse | undefined, it: PackContext<unknown>): readonly Ancestor[] {
  const ancestors: Ancestor[] = [];
  const seen = new Set<string>();
  let at = base?.unit;
  while (at !== undefined) {
    const view = it.link(at) === undefined ? undefined : (it.find(at) as unknown as TypeView | undefined);
    const group = view?.data.groups[0];
    if (view === undefined || group === undefined) break;
    if (seen.has(view.id)) return [];
    seen.add(view.id);
    ancestors.push({ unit: view.id, isResource: view.kind === "resource", group });
    at = group.base?.unit ?? view.data.base?.unit;
  }
  return seen.has((it.unit as TypeView).id) ? [] : ancestors;
}
