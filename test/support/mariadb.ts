/**
 * A real MariaDB for tests: fresh databases on the server of SPECMILL_TEST_MARIADB (default: this machine, root without a password).
 * Where no server answers, tests on it are skipped with a sentence, and fail where CI is set.
 */
import { test } from "bun:test";
import type { Connection } from "#sources/database/dialects/dialect.ts";

const server = process.env.SPECMILL_TEST_MARIADB ?? "mysql://root@127.0.0.1:3306";

export interface MariaDatabase {
  readonly name: string;
  readonly url: string;
  readonly sql: Bun.SQL;
  /** Drops the database and closes its connection. */
  drop(): Promise<void>;
}

let answer: Promise<boolean> | undefined;

/** Whether a server answers; asked once. */
export function isMariaThere(): Promise<boolean> {
  answer ??= askServer();
  return answer;
}

async function askServer(): Promise<boolean> {
  const sql = new Bun.SQL(server, { max: 1, connectionTimeout: 2 });
  try {
    await sql.unsafe("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await sql.close();
  }
}

/** `test`, or where there is no server one that skips and says how to run it. In a pipeline a missing server is a failure. */
export async function mariaTest(): Promise<typeof test> {
  if (process.env.CI !== undefined || (await isMariaThere())) return test;
  console.warn(
    "skipped: no MariaDB answers; start one, or set SPECMILL_TEST_MARIADB to the URL of a user who may create databases",
  );
  return test.skip as typeof test;
}

/**
 * Makes a database with a name of its own that begins with `name`, and runs scripts in it. A script may hold DELIMITER lines. What it says
 * of its database (DROP, CREATE, USE, qualified names) is read as said of this one.
 */
export async function createMariaDatabase(name: string, ...scripts: readonly string[]): Promise<MariaDatabase> {
  const database = `${name}_${crypto.randomUUID().slice(0, 8)}`;
  const admin = new Bun.SQL(server, { max: 1 });
  await admin.unsafe(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
  await admin.close();
  const url = Object.assign(new URL(server), { pathname: `/${encodeURIComponent(database)}` }).href;
  const sql = new Bun.SQL(url, { max: 1 });
  const drop = async () => {
    await sql.unsafe(`DROP DATABASE \`${database}\``);
    await sql.close();
  };
  try {
    for (const script of scripts) await run(sql, script);
  } catch (problem) {
    await drop();
    throw problem;
  }
  return { name: database, url, sql, drop };
}

/** As the dialects see a connection. */
export function connectionOf(sql: Bun.SQL): Connection {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => (await sql.unsafe(text, [...values])) as Row[],
  };
}

async function run(sql: Bun.SQL, script: string): Promise<void> {
  const own = /^USE\s+`?(\w+)`?;/im.exec(script)?.[1];
  for (const statement of splitStatements(script)) {
    if (/^(?:(?:DROP|CREATE)\s+(?:SCHEMA|DATABASE)|USE)\b/i.test(statement)) continue;
    // Not as a prepared statement: a script may hold what those cannot.
    await sql.unsafe(own === undefined ? statement : statement.replaceAll(`${own}.`, "")).simple();
  }
}

/** A comment, a quoted text or name, a DELIMITER line, or any other character. */
const part =
  /--(?=\s)[^\n]*|#[^\n]*|\/\*.*?\*\/|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|^DELIMITER\s+(\S+)[^\n]*$|./gims;

/** Splits a script as the `mariadb` client does, so that tests need the server alone. Comments and DELIMITER lines are in no statement. */
export function splitStatements(script: string): readonly string[] {
  const statements: string[] = [];
  let statement = "";
  let delimiter = ";";
  let skipTo = 0;
  const end = () => {
    if (statement.trim() !== "") statements.push(statement.trim());
    statement = "";
  };
  for (const { 0: text, 1: newDelimiter, index } of script.matchAll(part)) {
    if (index < skipTo) continue;
    if (newDelimiter !== undefined) {
      end();
      delimiter = newDelimiter;
    } else if (script.startsWith(delimiter, index)) {
      end();
      skipTo = index + delimiter.length;
    } else if (!/^(?:--\s|#|\/\*(?!!))/.test(text)) {
      statement += text;
    }
  }
  end();
  return statements;
}
