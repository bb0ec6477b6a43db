/** bun:sqlite in the dress of better-sqlite3, as far as Kysely's SqliteDialect wears it, and with its values: blobs are Buffers. */

import type { SQLQueryBindings } from "bun:sqlite";
import { Database } from "bun:sqlite";
import type { SqliteDatabase } from "kysely";

export function betterSqlite(database: Database): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare<Row, SQLQueryBindings[]>(sql);
      const bindings = (parameters: readonly unknown[]) => parameters as SQLQueryBindings[];
      return {
        reader: statement.columnNames.length > 0,
        all: (parameters) => statement.all(...bindings(parameters)).map(withBuffers),
        run: (parameters) => statement.run(...bindings(parameters)),
        iterate: (parameters) => statement.iterate(...bindings(parameters)),
      };
    },
  };
}

/** A copy in memory, to write to. */
export function copyOf(path: string): Database {
  return Database.deserialize(new Database(path, { readonly: true }).serialize());
}

type Row = { readonly [column: string]: unknown };

function withBuffers(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value) : value,
  ]);
  return Object.fromEntries(entries) as Row;
}
