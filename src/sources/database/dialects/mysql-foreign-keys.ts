/**
 * Foreign keys. RESTRICT and NO ACTION are the same in both servers, and MariaDB shows RESTRICT for a key that was declared without a
 * clause where MySQL shows NO ACTION: both are left out, so that the same declaration gives the same value.
 */
import type { ForeignKey, ReferenceAction } from "../schema.ts";
import { byName, present } from "./mysql-present.ts";
import { byPosition } from "./mysql-table-rows.ts";
import type { Row } from "./mysql-views.ts";

/** Columns of the tables that are read, by schema and table, as their tables spell them. */
export type KnownTables = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export interface ForeignKeyRows {
  /** Those of one table. */
  readonly keyColumns: readonly Row<"keyColumns">[];
  readonly references: readonly Row<"references">[];
}

const actions: Readonly<Record<string, ReferenceAction>> = {
  CASCADE: "cascade",
  "SET NULL": "set null",
  "SET DEFAULT": "set default",
};

export function foreignKeysOf(
  rows: ForeignKeyRows,
  schemaOf: (database: string) => string,
  known: KnownTables,
): readonly ForeignKey[] {
  const rules = new Map(rows.references.map((row) => [row.key, row]));
  return [...Map.groupBy(rows.keyColumns, (row) => row.key)]
    .map(([name, unsorted]) => {
      const columns = unsorted.toSorted(byPosition);
      const rule = rules.get(name);
      return present({
        name,
        columns: columns.map((row) => row.column),
        references: referenceOf(columns, schemaOf, known),
        onUpdate: actions[rule?.onUpdate ?? ""],
        onDelete: actions[rule?.onDelete ?? ""],
      });
    })
    .sort(byName);
}

function referenceOf(
  columns: readonly Row<"keyColumns">[],
  schemaOf: (database: string) => string,
  known: KnownTables,
): ForeignKey["references"] {
  const { toDatabase = "", toTable = "" } = columns[0] ?? {};
  const schema = schemaOf(toDatabase);
  const tables = known.get(schema);
  const table = tables === undefined || tables.has(toTable) ? toTable : asDeclared(toTable, [...tables.keys()]);
  const declared = tables?.get(table) ?? [];
  return { schema, table, columns: columns.map((row) => asDeclared(row.toColumn, declared)) };
}

/** A key may show the names that it refers to in the case of its own declaration, where case does not count. */
function asDeclared(name: string, declared: readonly string[]): string {
  if (declared.includes(name)) return name;
  return declared.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}
