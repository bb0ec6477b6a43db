/**
 * A real PostgreSQL for tests: fresh databases on the server of SPECMILL_TEST_POSTGRES (default: this machine, user postgres).
 * Where no server answers, tests on it are skipped with a sentence, and fail where CI is set.
 */
import { test } from "bun:test";
import type { Connection } from "#sources/database/dialects/dialect.ts";

export const postgresUrl = process.env.SPECMILL_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres";

export interface PostgresDatabase {
  readonly name: string;
  readonly url: string;
  /** One connection. */
  readonly sql: Bun.SQL;
  /** Drops the database and closes its connection. */
  drop(): Promise<void>;
}

/** Whether a server answers; asked once. */
export function isPostgresThere(): Promise<boolean> {
  there ??= new Bun.SQL(postgresUrl, { max: 1, connectionTimeout: 2 })`select 1`.then(
    () => true,
    () => false,
  );
  return there;
}
let there: Promise<boolean> | undefined;

/** Whether tests on it run: what they set up needs the same answer. In a pipeline a missing server is a failure. */
export async function runsOnPostgres(): Promise<boolean> {
  return process.env.CI !== undefined || (await isPostgresThere());
}

/** `test`, or where there is no server one that skips and says how to run it. */
export async function postgresTest(): Promise<typeof test> {
  if (await runsOnPostgres()) return test;
  console.warn(
    "skipped: no PostgreSQL answers; start one, or set SPECMILL_TEST_POSTGRES to the URL of a user who may create databases",
  );
  return test.skip as typeof test;
}

/**
 * Makes a database with a name of its own that begins with `name`, and runs scripts in it. Nothing in it comes from the server's
 * configuration: the template is the bare one, and texts sort by code point.
 */
export async function createPostgresDatabase(name: string, ...scripts: readonly string[]): Promise<PostgresDatabase> {
  const database = `${name}_${crypto.randomUUID().slice(0, 8)}`;
  await asAdmin(`create database "${database}" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
  const url = Object.assign(new URL(postgresUrl), { pathname: `/${encodeURIComponent(database)}` }).href;
  const sql = new Bun.SQL(url, { max: 1, prepare: false });
  const drop = async () => {
    await sql.close();
    await asAdmin(`drop database "${database}"`);
  };
  try {
    for (const script of scripts) await sql.unsafe(withoutClientCommands(script)).simple();
    // A dump leaves settings of its session behind.
    await sql.unsafe("reset all");
  } catch (problem) {
    await drop();
    throw problem;
  }
  return { name: database, url, sql, drop };
}

/** As the dialects see a connection. */
export function connectionOf(sql: Bun.SQL): Connection {
  return {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await (values === undefined ? sql.unsafe(text) : sql.unsafe(text, [...values]))) as Row[],
  };
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new Bun.SQL(postgresUrl, { max: 1 });
  await admin.unsafe(statement);
  await admin.close();
}

/** Without what a script says to psql, of its database, and of users that this server need not have. */
function withoutClientCommands(script: string): string {
  return script.replace(/^(?:\\|(?:drop|create) database\b|alter .* owner to ).*$/gim, "");
}
