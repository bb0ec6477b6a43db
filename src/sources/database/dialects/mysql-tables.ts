/** From the rows of one database to its tables. Pure: the same rows, in whatever order, give the same tables. */
import type { Table } from "../schema.ts";
import { checksOf, jsonColumnsOf } from "./mysql-checks.ts";
import { columnOf } from "./mysql-columns.ts";
import type { KnownTables } from "./mysql-foreign-keys.ts";
import { foreignKeysOf } from "./mysql-foreign-keys.ts";
import { indexesOf } from "./mysql-indexes.ts";
import { partitioningOf } from "./mysql-partitions.ts";
import { byName, present } from "./mysql-present.ts";
import type { Naming } from "./mysql-sql.ts";
import { respell } from "./mysql-sql.ts";
import type { TableRows } from "./mysql-table-rows.ts";
import type { Row } from "./mysql-views.ts";

export interface TablesContext {
  readonly isMariaDB: boolean;
  readonly naming: Naming;
  /** Of every database that is read. */
  readonly knownTables: KnownTables;
}

/** Temporary tables and sequences are of other types. */
const tableTypes: ReadonlySet<string> = new Set(["BASE TABLE", "SYSTEM VERSIONED", "VIEW"]);

export function tablesOf(tables: readonly TableRows[], context: TablesContext): readonly Table[] {
  return tables
    .filter(({ table }) => tableTypes.has(table.type))
    .map((rows) => (rows.table.type === "VIEW" ? viewOf(rows, context) : tableOf(rows, context)))
    .sort(byName);
}

function tableOf(rows: TableRows, { isMariaDB, naming, knownTables }: TablesContext): Table {
  const { table } = rows;
  const { primaryKey, uniques, indexes } = indexesOf(rows.indexParts, naming);
  const jsonColumns = isMariaDB ? jsonColumnsOf(rows.checks, rows.columns) : new Set<string>();
  const context = { isMariaDB, naming, jsonColumns, collation: table.collation, isView: false };
  return present({
    name: table.table,
    kind: rows.partitions.length > 0 ? ("partitioned-table" as const) : ("table" as const),
    comment: table.comment || undefined,
    columns: rows.columns.map((column) => columnOf(column, context)),
    primaryKey,
    uniques,
    checks: checksOf(rows.checks, jsonColumns, naming),
    foreignKeys: foreignKeysOf(rows, naming.schemaOf, knownTables),
    indexes,
    ...partitioningOf(rows.partitions),
    options: optionsOf(table),
  });
}

/** The comment of a view is `VIEW`, or says why the server cannot read it. */
function viewOf({ table, columns, definitions }: TableRows, { isMariaDB, naming }: TablesContext): Table {
  const context = { isMariaDB, naming, jsonColumns: new Set<string>(), collation: undefined, isView: true };
  // Empty for a user who may not SHOW VIEW.
  const definition = definitions[0]?.definition || undefined;
  return present({
    name: table.table,
    kind: "view" as const,
    columns: columns.map((column) => columnOf(column, context)),
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    definition: definition === undefined ? undefined : respell(definition, naming),
  });
}

/** InnoDB is what a table is when nothing else is said. */
function optionsOf({ engine, type }: Row<"tables">): readonly string[] | undefined {
  const options = [
    ...(engine === undefined || engine === "InnoDB" ? [] : [`ENGINE=${engine}`]),
    ...(type === "SYSTEM VERSIONED" ? ["WITH SYSTEM VERSIONING"] : []),
  ];
  return options.length === 0 ? undefined : options;
}
