/** Constraints of tables and domains: keys, checks and foreign keys, each kind sorted by name. */
import { compareText } from "#model/diagnostic.ts";
import type { Check, Deferrable, ForeignKey, Key, ReferenceAction, Table } from "../schema.ts";
import type { Relation } from "./postgres-places.ts";
import { groupBy, sortedByName } from "./postgres-places.ts";
import type { Catalog, CheckRow, DeferrableRow, ForeignKeyRow, KeyRow, Oid } from "./postgres-rows.ts";

type Constraints = Pick<Table, "primaryKey" | "uniques" | "checks" | "foreignKeys">;

export function constraintsByTable(catalog: Catalog, relationOf: (id: Oid) => Relation): (table: Oid) => Constraints {
  const keys = groupBy(catalog.keys, (row) => row.relation);
  const checks = checksByOwner(catalog);
  const foreignKeys = groupBy(catalog.foreignKeys, (row) => row.relation);
  return (table) => {
    const { columnName } = relationOf(table);
    const primary = keys(table).find(({ isPrimary }) => isPrimary);
    const uniques = keys(table).filter(({ isPrimary }) => !isPrimary);
    return {
      ...(primary !== undefined && { primaryKey: keyOf(primary, columnName) }),
      uniques: sortedByName(uniques.map((row) => keyOf(row, columnName))),
      checks: checks(table),
      foreignKeys: inOrder(foreignKeys(table).map((row) => foreignKeyOf(row, columnName, relationOf(row.target)))),
    };
  };
}

/** Checks of a table or a domain. */
export function checksByOwner({ checks }: Catalog): (owner: Oid) => Check[] {
  const rows = groupBy(checks, (row) => row.owner);
  const checkOf = ({ name, expression }: CheckRow): Check => ({ name, expression });
  return (owner) => sortedByName(rows(owner).map(checkOf));
}

function keyOf(row: KeyRow, columnName: Relation["columnName"]): Key {
  return {
    name: row.name,
    columns: row.columns.map(columnName),
    ...deferrableOf(row),
    ...(row.nullsNotDistinct && { nullsNotDistinct: true }),
  };
}

function foreignKeyOf(row: ForeignKeyRow, columnName: Relation["columnName"], target: Relation): ForeignKey {
  const onUpdate = actions.get(row.onUpdate);
  const onDelete = actions.get(row.onDelete);
  const match = matches.get(row.match);
  return {
    ...(row.name !== null && { name: row.name }),
    columns: row.columns.map(columnName),
    references: { schema: target.schema, table: target.name, columns: row.targetColumns.map(target.columnName) },
    ...(onUpdate !== undefined && { onUpdate }),
    ...(onDelete !== undefined && { onDelete }),
    ...deferrableOf(row),
    ...(match !== undefined && { match }),
  };
}

/** Those without a name first, by their columns. */
function inOrder(keys: readonly ForeignKey[]): ForeignKey[] {
  return sortedByName(keys.toSorted((a, b) => compareText(a.columns.join("\0"), b.columns.join("\0"))));
}

function deferrableOf({ deferrable, deferred }: DeferrableRow): { readonly deferrable?: Deferrable } {
  if (!deferrable) return {};
  return { deferrable: deferred ? "initially deferred" : "initially immediate" };
}

/** `confupdtype` and `confdeltype`; `a` is NO ACTION. */
const actions: ReadonlyMap<string, ReferenceAction> = new Map([
  ["r", "restrict"],
  ["c", "cascade"],
  ["n", "set null"],
  ["d", "set default"],
]);

/** `confmatchtype`; `s` is MATCH SIMPLE, the usual one. */
const matches: ReadonlyMap<string, NonNullable<ForeignKey["match"]>> = new Map([
  ["f", "full"],
  ["p", "partial"],
]);
