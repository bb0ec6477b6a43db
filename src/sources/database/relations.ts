/**
 * Relations between tables, both ways, derived from foreign keys: pure, in a fixed order, and blind to the order in which a database
 * lists its keys. A key to a table that was not selected gives none.
 */
import { compareText } from "#model/diagnostic.ts";
import { isUnique, pivotKeys, uniqueSets } from "./keys.ts";
import type { MorphPair } from "./morphs.ts";
import { belongsToName, morphBackName, RelationNames, throughName, wayBackName } from "./relation-names.ts";
import type { ForeignKey, Table } from "./schema.ts";
import type { PlacedTable, TableIndex } from "./table-names.ts";
import { tableKey } from "./table-names.ts";
import type { Relation } from "./unit-data.ts";

/** A relation that has no name yet. */
interface Draft {
  readonly owner: PlacedTable;
  readonly proposals: Iterable<string>;
  /** Which names are given first, and in which order relations stand: the keys of a table before what others say of it. */
  readonly order: string;
  readonly relation: Omit<Relation, "name" | "inverse">;
  /** The draft of the way back, once both are made. */
  back?: Draft;
}

/** The relations of every table that has any, by the id of its unit. */
export function deriveRelations(
  tables: TableIndex,
  morphs: readonly MorphPair[] = [],
): ReadonlyMap<string, readonly Relation[]> {
  const drafts: Draft[] = [];
  for (const placed of tables.values()) {
    for (const key of placed.table.foreignKeys) drafts.push(...keyDrafts(placed, key, tables));
    drafts.push(...pivotDrafts(placed, tables));
  }
  for (const pair of morphs) drafts.push(...morphDrafts(pair));
  return named(drafts);
}

function keyDrafts(from: PlacedTable, key: ForeignKey, tables: TableIndex): Draft[] {
  const to = tables.get(tableKey(key.references.schema, key.references.table));
  if (to === undefined) return [];
  const constraint = key.name === undefined ? {} : { constraint: key.name };
  const isSelf = to === from;
  const isOne = isUnique(key.columns, uniqueSets(from.table));
  const there: Draft = {
    owner: from,
    proposals: belongsToName(key),
    order: orderOf("0", to.reference.id, key),
    relation: {
      kind: "belongs-to",
      table: to.reference,
      columns: key.columns,
      references: key.references.columns,
      nullable: isNullable(from.table, key.columns),
      isSelf,
      ...constraint,
    },
  };
  const back: Draft = {
    owner: to,
    proposals: wayBackName(key, from.table.name, isOne),
    order: orderOf(isOne ? "1" : "2", from.reference.id, key),
    relation: {
      kind: isOne ? "has-one" : "has-many",
      table: from.reference,
      columns: key.references.columns,
      references: key.columns,
      nullable: isOne,
      isSelf,
      ...constraint,
    },
  };
  return linked(there, back);
}

/** Both ways through a table that joins two others. */
function pivotDrafts(pivot: PlacedTable, tables: TableIndex): Draft[] {
  const keys = pivotKeys(pivot.table);
  if (keys === undefined) return [];
  const [first, second] = keys;
  const there = throughDraft(pivot, first, second, tables);
  const back = throughDraft(pivot, second, first, tables);
  return there === undefined || back === undefined ? [] : linked(there, back);
}

function throughDraft(pivot: PlacedTable, near: ForeignKey, far: ForeignKey, tables: TableIndex): Draft | undefined {
  const owner = tables.get(tableKey(near.references.schema, near.references.table));
  const to = tables.get(tableKey(far.references.schema, far.references.table));
  if (owner === undefined || to === undefined) return undefined;
  const keys = new Set([...near.columns, ...far.columns, ...(pivot.table.primaryKey?.columns ?? [])]);
  const extra = pivot.table.columns.map(({ name }) => name).filter((name) => !keys.has(name));
  return {
    owner,
    proposals: throughName(far, pivot.table.name),
    order: orderOf("3", pivot.reference.id, far),
    relation: {
      kind: "many-to-many",
      table: to.reference,
      columns: near.references.columns,
      references: near.columns,
      nullable: false,
      isSelf: owner === to,
      through: { table: pivot.reference, columns: far.columns, references: far.references.columns, extra },
    },
  };
}

function morphDrafts({ owner, name, typeColumn, idColumn, targets }: MorphPair): Draft[] {
  const columns = [typeColumn, idColumn];
  const morph = { name, typeColumn, idColumn };
  const isOne = isUnique(columns, uniqueSets(owner.table));
  const there: Draft = {
    owner,
    proposals: [name, `${name}Record`],
    order: orderOf("4", "", { columns }),
    relation: {
      kind: "morph-to",
      columns,
      references: [],
      nullable: isNullable(owner.table, columns),
      isSelf: false,
      morph: { ...morph, targets: targets.map(({ value, table }) => ({ value, table: table.reference })) },
    },
  };
  const back = targets.flatMap(({ value, table }): Draft[] => {
    const references = table.table.primaryKey?.columns ?? [];
    if (references.length !== 1) return [];
    return [
      {
        owner: table,
        proposals: morphBackName(name, owner.table.name, isOne),
        order: orderOf("5", owner.reference.id, { columns }),
        relation: {
          kind: isOne ? "morph-one" : "morph-many",
          table: owner.reference,
          columns: references,
          references: [idColumn],
          nullable: isOne,
          isSelf: owner === table,
          morph: { ...morph, value },
        },
        back: there,
      },
    ];
  });
  return [there, ...back];
}

function linked(there: Draft, back: Draft): Draft[] {
  there.back = back;
  back.back = there;
  return [there, back];
}

type KeyOrder = Pick<ForeignKey, "columns" | "name"> & Partial<Pick<ForeignKey, "references">>;

/** Two keys may have the same columns, and even lead to the same ones. */
function orderOf(rank: string, other: string, { columns, references, name = "" }: KeyOrder): string {
  return [rank, other, ...columns, "", ...(references?.columns ?? []), "", name].join("\0");
}

function isNullable({ columns }: Table, names: readonly string[]): boolean {
  return columns.some(({ name, nullable }) => nullable && names.includes(name));
}

function named(drafts: readonly Draft[]): Map<string, readonly Relation[]> {
  const groups = Map.groupBy(drafts, ({ owner }) => owner);
  const names = new Map<Draft, string>();
  for (const [{ table }, group] of groups) {
    group.sort((a, b) => compareText(a.order, b.order));
    const free = new RelationNames(table.columns.map(({ name }) => name));
    for (const draft of group) names.set(draft, free.take(draft.proposals));
  }
  const relations = new Map<string, readonly Relation[]>();
  for (const [{ reference }, group] of groups) {
    relations.set(
      reference.id,
      group.map((draft) => finished(draft, names)),
    );
  }
  return relations;
}

function finished(draft: Draft, names: ReadonlyMap<Draft, string>): Relation {
  const inverse = draft.back === undefined ? undefined : names.get(draft.back);
  const name = names.get(draft) ?? "";
  return { name, ...draft.relation, ...(inverse === undefined ? {} : { inverse }) };
}
