/** How tables and types are called in unit ids and by relations. */
import type { DatabaseSchema, Schema, Table, TableKind } from "./schema.ts";
import type { TableReference } from "./unit-data.ts";

/** A table with the schema it is in. */
export interface PlacedTable {
  readonly schema: Schema;
  readonly table: Table;
  readonly reference: TableReference;
}

/** All tables of a database by schema and name. */
export type TableIndex = ReadonlyMap<string, PlacedTable>;

export function indexTables(database: DatabaseSchema): TableIndex {
  const tables = new Map<string, PlacedTable>();
  for (const schema of database.schemas) {
    for (const table of schema.tables) {
      const id = `${unitKindOf(table.kind)}:${unitName(schema.name, table.name, database.defaultSchema)}`;
      const reference = { id, schema: schema.name, name: table.name };
      tables.set(tableKey(schema.name, table.name), { schema, table, reference });
    }
  }
  return tables;
}

/** Of no other schema and table, whatever characters names hold. */
export function tableKey(schema: string, table: string): string {
  return `${schema.length}:${schema}:${table}`;
}

export function unitKindOf(kind: TableKind): "table" | "view" {
  return kind === "view" || kind === "materialized-view" ? "view" : "table";
}

/** Bare in the default schema; a part that holds a dot or a quote is quoted, so that no two names meet. */
export function unitName(schema: string, name: string, defaultSchema: string): string {
  return schema === defaultSchema ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

function quoted(part: string): string {
  return /[."]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part;
}

/** The table that a person means: as it is called in messages, with its schema, or by a bare name that only other schemas have. */
export function findTable(tables: TableIndex, named: string): PlacedTable | undefined {
  const all = [...tables.values()];
  const isCalled = ({ id }: TableReference) => id === `table:${named}` || id === `view:${named}`;
  return (
    all.find(({ reference }) => isCalled(reference)) ??
    all.find(({ reference: { schema, name } }) => named === `${schema}.${name}`) ??
    all.find(({ reference }) => named === reference.name)
  );
}
