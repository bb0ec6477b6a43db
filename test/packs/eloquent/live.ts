/** Real databases that models are run against: a fresh one each, its schema, a way to ask it, and how PHP connects to it. */
import { Database } from "bun:sqlite";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { dialect as mysql } from "#sources/database/dialects/mysql.ts";
import { dialect as postgres } from "#sources/database/dialects/postgres.ts";
import { readSqliteFile } from "#sources/database/dialects/sqlite-file.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { createMariaDatabase, connectionOf as mariaConnection } from "../../support/mariadb.ts";
import { createPostgresDatabase, connectionOf as postgresConnection } from "../../support/postgres.ts";

export type Rows = readonly { readonly [column: string]: unknown }[];

export interface LiveDatabase extends AsyncDisposable {
  readonly schema: DatabaseSchema;
  /** As Illuminate's Capsule takes it. */
  readonly connection: { readonly [key: string]: string | number };
  query(sql: string): Promise<Rows>;
}

const fixtures = join(import.meta.dir, "../../fixtures/databases");

export function fixture(name: string): string {
  return readFileSync(join(fixtures, name), "utf8");
}

/** A copy of a file of the fixtures, or a new file that scripts are run in. */
export async function sqliteDatabase(
  from: { readonly file: string } | { readonly script: string },
): Promise<LiveDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "specmill-sqlite-"));
  const path = join(folder, "shop.sqlite");
  if ("file" in from) copyFileSync(join(fixtures, from.file), path);
  const database = new Database(path, { create: true });
  if ("script" in from) database.run(from.script);
  return {
    schema: readSqliteFile(path, realFileSystem, "shop.sqlite"),
    connection: { driver: "sqlite", database: path, prefix: "", foreign_key_constraints: 1 },
    query: async (sql) => database.query(sql).all() as Rows,
    async [Symbol.asyncDispose]() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function postgresDatabase(...scripts: readonly string[]): Promise<LiveDatabase> {
  const { name, url, sql, drop } = await createPostgresDatabase("specmill_eloquent", ...scripts);
  return {
    schema: await postgres.introspect(postgresConnection(sql), { schemas: [] }),
    connection: { driver: "pgsql", ...partsOf(url, name), charset: "utf8", search_path: "public" },
    query: async (text) => (await sql.unsafe(text).simple()) as Rows,
    [Symbol.asyncDispose]: drop,
  };
}

export async function mariaDatabase(...scripts: readonly string[]): Promise<LiveDatabase> {
  const { name, url, sql, drop } = await createMariaDatabase("specmill_eloquent", ...scripts);
  const charset = { charset: "utf8mb4", collation: "utf8mb4_general_ci" };
  return {
    schema: await mysql.introspect(mariaConnection(sql), { schemas: [] }),
    connection: { driver: "mysql", ...partsOf(url, name), ...charset },
    query: async (text) => (await sql.unsafe(text)) as Rows,
    [Symbol.asyncDispose]: drop,
  };
}

function partsOf(url: string, database: string) {
  const { hostname, port, username, password } = new URL(url);
  const host = { host: hostname, ...(port === "" ? {} : { port: Number(port) }) };
  return {
    ...host,
    database,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    prefix: "",
  };
}
