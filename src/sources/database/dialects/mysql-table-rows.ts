/** The rows of a catalogue, dealt out to the tables that they are of: each is looked at once, however many tables there are. */
import type { OwnedCheck } from "./mysql-checks.ts";
import { ownedChecks } from "./mysql-checks.ts";
import type { Catalogue, Row, ViewName } from "./mysql-views.ts";

type TableViews = Exclude<ViewName, "tables" | "checks" | "checkOwners">;

/** Rows of one table, in no order that could be relied on but that of `columns`, which stand as in the table. */
export type TableRows = { readonly [Name in TableViews]: readonly Row<Name>[] } & {
  readonly table: Row<"tables">;
  readonly checks: readonly OwnedCheck[];
};

export function tableRowsOf(catalogue: Catalogue): readonly TableRows[] {
  const checks = deal(ownedChecks(catalogue));
  const columns = deal(catalogue.columns);
  const indexParts = deal(catalogue.indexParts);
  const keyColumns = deal(catalogue.keyColumns);
  const references = deal(catalogue.references);
  const partitions = deal(catalogue.partitions);
  const definitions = deal(catalogue.definitions);
  return catalogue.tables.map((table) => ({
    table,
    checks: checks.get(table.table) ?? [],
    columns: (columns.get(table.table) ?? []).toSorted(byPosition),
    indexParts: indexParts.get(table.table) ?? [],
    keyColumns: keyColumns.get(table.table) ?? [],
    references: references.get(table.table) ?? [],
    partitions: partitions.get(table.table) ?? [],
    definitions: definitions.get(table.table) ?? [],
  }));
}

/** Order of rows that say where they stand. */
export function byPosition(one: { readonly position: string }, other: { readonly position: string }): number {
  return Number(one.position) - Number(other.position);
}

/** A loop and not `Map.groupBy`, which takes several times as long, and there are twelve thousand columns in a thousand tables. */
function deal<Item extends { readonly table: string }>(rows: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const piles = new Map<string, Item[]>();
  for (const row of rows) {
    const pile = piles.get(row.table);
    if (pile === undefined) piles.set(row.table, [row]);
    else pile.push(row);
  }
  return piles;
}
