/** The relations that the diagram of a schema draws, by table: made once a run, since every schema asks for its own. */
import type { UnitViews } from "specmill";
import type { It, RelationKind } from "./_database.ts";

export interface IndexedRelation {
  readonly id: string;
  /** Id of the table that the line is drawn for. */
  readonly of: string;
}

type RelationIndex = ReadonlyMap<string, readonly IndexedRelation[]>;

/** Each foreign key is one relation here, and each table that a polymorphic pair may refer to. */
const drawn: ReadonlySet<RelationKind> = new Set<RelationKind>(["belongs-to", "morph-one", "morph-many"]);

/** By the list it was made from: a run has one, and asking for it is what records that the page depends on it. */
const indexes = new WeakMap<UnitViews, RelationIndex>();

export function relationsByTable(it: It): RelationIndex {
  const all = it.units("relation");
  let index = indexes.get(all);
  if (index === undefined) {
    index = indexOf(all);
    indexes.set(all, index);
  }
  return index;
}

function indexOf(all: UnitViews): RelationIndex {
  const index = new Map<string, IndexedRelation[]>();
  for (const { id, facts } of all) {
    const { of, relationKind } = facts as { readonly of: string; readonly relationKind: RelationKind };
    if (!drawn.has(relationKind)) continue;
    const found = index.get(of);
    if (found === undefined) index.set(of, [{ id, of }]);
    else found.push({ id, of });
  }
  return index;
}
