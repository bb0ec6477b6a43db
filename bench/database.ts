/**
 * A schema of 1,000 tables: pulled from real servers, and rendered by all three packs. Beside it the generators people use, which connect,
 * write types alone, and write them all on every run. Servers: the same as for the tests (CONTRIBUTING.md); one that is not there is skipped.
 */

import { Database } from "bun:sqlite";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "./measure.ts";
import type { Peer } from "./peers.ts";
import { findPeer, work } from "./peers.ts";
import { makeProject } from "./projects.ts";
import type { Scenario } from "./scenario.ts";
import { binary, clean, expectFile, generate, settled } from "./scenario.ts";
import type { Sql } from "./wide-schema.ts";
import { wideSchema } from "./wide-schema.ts";

const TABLES = 1000;
const NAME = "specmill_bench_1000";

const servers = {
  postgres: process.env.SPECMILL_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres",
  mariadb: process.env.SPECMILL_TEST_MARIADB ?? "mysql://root@127.0.0.1:3306",
} as const;

export async function databaseScenarios(): Promise<Scenario[]> {
  const postgres = await createServerDatabase("postgres");
  const mariadb = await createServerDatabase("mariadb");
  const sqlite = createSqliteFiles();
  return [
    ...(postgres === undefined ? [] : pullScenarios("postgres", "PostgreSQL", postgres)),
    ...(mariadb === undefined ? [] : pullScenarios("mariadb", "MariaDB", mariadb)),
    ...renderScenarios(sqlite, postgres),
  ];
}

function pullScenarios(name: "postgres" | "mariadb", title: string, url: string): Scenario[] {
  const project = makeProject(`database-pull-${name}`, {
    "specmill.yaml": config("{ kind: database, url: $DATABASE_URL }"),
  });
  const pull: Candidate = {
    name: "specmill pull",
    command: ["env", `DATABASE_URL=${url}`, binary, "pull"],
    cwd: project,
    before: () => rmSync(join(project, "db"), { recursive: true, force: true }),
    after: () => expectFile(join(project, "db/schema.json")),
  };
  const { peers, skipped } = peersFor(name, url);
  return [
    {
      name: `database-pull-${name}`,
      title: `${title}, 1,000 tables: pull`,
      runs: 10,
      candidates: [pull, ...peers],
      budgets: [],
      skipped,
    },
  ];
}

function renderScenarios(files: SqliteFiles, postgres: string | undefined): Scenario[] {
  const project = (moment: string) => {
    const folder = makeProject(`database-${moment}`, {
      "specmill.yaml": config("{ kind: database, path: shop.sqlite }"),
    });
    copyFileSync(files.first, join(folder, "shop.sqlite"));
    return folder;
  };
  const { peers, skipped } = postgres === undefined ? { peers: [], skipped: [] } : peersFor("postgres", postgres);
  const make = (moment: string, title: string, runs: number, candidates: Candidate[]): Scenario => ({
    name: `database-${moment}`,
    title: `1,000 tables of a SQLite file, all three packs: ${title}`,
    runs,
    candidates,
    budgets: [],
    skipped,
  });
  return [
    make("cold", "cold", 10, [cold(project("cold")), ...peers]),
    make("unchanged", "nothing changed", 30, [generate(settled(project("unchanged")))]),
    make("edited", "one column changed", 15, [edited(settled(project("edited")), files)]),
  ];
}

function cold(project: string): Candidate {
  return { ...generate(project), before: () => clean(project) };
}

function edited(project: string, { first, second }: SqliteFiles): Candidate {
  let edition = 0;
  return {
    ...generate(project),
    before: () => copyFileSync(edition++ % 2 === 0 ? second : first, join(project, "shop.sqlite")),
  };
}

function config(source: string): string {
  return `sources:
  shop: ${source}
targets:
  models: { source: shop, pack: eloquent, output: out/models }
  types: { source: shop, pack: database-typescript, output: out/types }
  docs: { source: shop, pack: database-markdown, output: out/docs }
`;
}

interface SqliteFiles {
  readonly first: string;
  /** The same with another type of one column. */
  readonly second: string;
}

function createSqliteFiles(): SqliteFiles {
  const folder = join(work, "databases");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const make = (edition: number) => {
    const path = join(folder, `wide-${edition}.sqlite`);
    const database = new Database(path);
    database.run(`BEGIN;${wideSchema("sqlite", TABLES, edition)}COMMIT;`);
    database.close();
    return path;
  };
  return { first: make(0), second: make(1) };
}

/** The database with its tables, made when it is not there yet; `undefined` without a server. */
async function createServerDatabase(dialect: Exclude<Sql, "sqlite">): Promise<string | undefined> {
  const admin = new Bun.SQL(servers[dialect], { max: 1, connectionTimeout: 3 });
  try {
    await admin.unsafe(`DROP DATABASE IF EXISTS ${NAME}`);
    await admin.unsafe(`CREATE DATABASE ${NAME}`);
  } catch {
    console.error(`   no ${dialect} server: its scenarios are left out`);
    return undefined;
  } finally {
    await admin.close();
  }
  const url = new URL(servers[dialect]);
  url.pathname = `/${NAME}`;
  const sql = new Bun.SQL(url.href, { max: 1 });
  for (const statement of wideSchema(dialect, TABLES).split(";\n")) {
    if (statement.trim() !== "") await sql.unsafe(statement);
  }
  await sql.close();
  return url.href;
}

/** kanel takes 40 s for this schema, which is why it is not run round after round: `KANEL=1` lets it take part. */
function peersFor(dialect: "postgres" | "mariadb", url: string): { peers: Candidate[]; skipped: string[] } {
  const isSlow = dialect === "mariadb" || process.env.KANEL === undefined;
  const wanted: readonly Peer[] = isSlow ? ["kysely-codegen"] : ["kysely-codegen", "kanel"];
  const peers: Candidate[] = [];
  const skipped: string[] = [];
  for (const name of wanted) {
    const script = findPeer(name);
    if (script === undefined) skipped.push(`${name} is not installed: run \`bun bench/peers.ts\``);
    else peers.push(peerCandidate(name, script, dialect, url));
  }
  return { peers, skipped };
}

function kanelConfig(connection: string, outputPath: string): string {
  const path = join(work, "kanel.config.cjs");
  writeFileSync(path, `module.exports = ${JSON.stringify({ connection, outputPath })};\n`);
  return path;
}

function peerCandidate(name: Peer, script: string, dialect: string, url: string): Candidate {
  const output = join(work, `peer-${name}-${dialect}`);
  const dialectName = dialect === "mariadb" ? "mysql" : dialect;
  const command =
    name === "kanel"
      ? ["node", script, "--config", kanelConfig(url, output)]
      : ["node", script, "--dialect", dialectName, "--url", url, "--out-file", `${output}.ts`];
  const made = name === "kanel" ? join(output, "public") : `${output}.ts`;
  return {
    name: `${name} (types only)`,
    command,
    cwd: join(work, "peers"),
    before: () => rmSync(name === "kanel" ? output : made, { recursive: true, force: true }),
    after: () => expectFile(made),
  };
}
