/** Small schemas made by hand. */
import type { Column, DatabaseSchema, ForeignKey, Schema, Table } from "#sources/database/schema.ts";

export function schemaOf(name: string, tables: readonly Table[], rest: Partial<Schema> = {}): Schema {
  return { name, enums: [], domains: [], composites: [], sequences: [], tables, ...rest };
}

export function databaseOf(...schemas: readonly Schema[]): DatabaseSchema {
  return { dialect: "postgres", defaultSchema: "public", schemas };
}

/** Tables of the default schema. */
export function tables(...all: readonly Table[]): DatabaseSchema {
  return databaseOf(schemaOf("public", all));
}

export function column(name: string, type = "integer", rest: Partial<Column> = {}): Column {
  return { name, type, nullable: false, ...rest };
}

/** A table with a counted key `id` and more columns. */
export function table(name: string, columns: readonly Column[] = [], rest: Partial<Table> = {}): Table {
  const id = column("id", "integer", { autoIncrement: true });
  return {
    name,
    kind: "table",
    columns: [id, ...columns],
    primaryKey: { columns: ["id"] },
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    ...rest,
  };
}

export function foreignKey(
  columns: readonly string[],
  table: string,
  references: readonly string[] = ["id"],
): ForeignKey {
  return { columns, references: { schema: "public", table, columns: references } };
}
