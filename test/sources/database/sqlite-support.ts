/** What the tests of SQLite read: a schema from statements, and single tables of it. */
import { runSqlScripts } from "#sources/database/dialects/sqlite-scripts.ts";
import type { DatabaseSchema, Table } from "#sources/database/schema.ts";

export function schemaOf(sql: string): DatabaseSchema {
  return runSqlScripts([{ file: "schema.sql", text: sql }]);
}

export function tablesOf(sql: string): readonly Table[] {
  return schemaOf(sql).schemas[0]!.tables;
}

export function tableOf(sql: string, name = "t"): Table {
  const found = tablesOf(sql).find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}
