/** The real databases of the tests, as schemas: Chinook on SQLite, Pagila on PostgreSQL, Sakila on MariaDB. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { dialect as mysql } from "#sources/database/dialects/mysql.ts";
import { dialect as postgres } from "#sources/database/dialects/postgres.ts";
import { readSqliteFile } from "#sources/database/dialects/sqlite-file.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import * as maria from "../../support/mariadb.ts";
import * as postgresServer from "../../support/postgres.ts";
import { databases } from "./support.ts";

export const chinookPath = join(databases, "chinook.sqlite");

export function chinook(): DatabaseSchema {
  return readSqliteFile(chinookPath, realFileSystem, "chinook.sqlite");
}

/** The schema that scripts make on the server, and what `use` finds in it; the database is dropped afterwards. */
export async function onPostgres<T>(
  scripts: readonly string[],
  use: (schema: DatabaseSchema, sql: Bun.SQL) => Promise<T>,
): Promise<T> {
  const database = await postgresServer.createPostgresDatabase("database_typescript", ...scripts);
  try {
    return await use(
      await postgres.introspect(postgresServer.connectionOf(database.sql), { schemas: [] }),
      database.sql,
    );
  } finally {
    await database.drop();
  }
}

/** The same on MariaDB. */
export async function onMaria<T>(
  scripts: readonly string[],
  use: (schema: DatabaseSchema, sql: Bun.SQL) => Promise<T>,
): Promise<T> {
  const database = await maria.createMariaDatabase("database_typescript", ...scripts);
  try {
    return await use(await mysql.introspect(maria.connectionOf(database.sql), { schemas: [] }), database.sql);
  } finally {
    await database.drop();
  }
}

export function script(name: string): string {
  return readFileSync(join(databases, name), "utf8");
}
