/** Whole sample databases as PostgreSQL holds them. Definitions of views are left out: their words are those of the server's version. */
import { afterAll, beforeAll, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dialect } from "#sources/database/dialects/postgres.ts";
import type { DatabaseSchema, Table } from "#sources/database/schema.ts";
import { expectGolden } from "../../support/golden.ts";
import type { PostgresDatabase } from "../../support/postgres.ts";
import { connectionOf, createPostgresDatabase, postgresTest, runsOnPostgres } from "../../support/postgres.ts";

const test = await postgresTest();
const folder = join(import.meta.dir, "..", "..", "fixtures", "databases");
const databases: PostgresDatabase[] = [];
let pagila: DatabaseSchema;
let chinook: DatabaseSchema;

beforeAll(async () => {
  if (!(await runsOnPostgres())) return;
  pagila = await read("pagila-schema.sql");
  chinook = await read("chinook-postgres.sql");
});

afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function read(file: string): Promise<DatabaseSchema> {
  const database = await createPostgresDatabase("specmill_sample", readFileSync(join(folder, file), "utf8"));
  databases.push(database);
  return dialect.introspect(connectionOf(database.sql), { schemas: [] });
}

function table({ schemas }: DatabaseSchema, name: string): Table {
  const found = schemas.flatMap(({ tables }) => tables).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}

function goldenText({ schemas, ...database }: DatabaseSchema): string {
  const withoutDefinition = ({ definition: _, ...rest }: Table) => rest;
  const told = schemas.map(({ tables, ...rest }) => ({ ...rest, tables: tables.map(withoutDefinition) }));
  return `${JSON.stringify({ ...database, schemas: told }, null, 1)}\n`;
}

test("Pagila comes whole", () => {
  expectGolden(join(import.meta.dir, "golden", "pagila.json"), goldenText(pagila));
});

test("Chinook comes whole", () => {
  expectGolden(join(import.meta.dir, "golden", "postgres-chinook.json"), goldenText(chinook));
});

test("the views of Pagila have their queries, without an end mark", () => {
  const { definition } = table(pagila, "rental_by_category");
  expect(definition).toStartWith("SELECT c.name AS category,");
  expect(definition).toContain("FROM public.payment p");
  expect(definition).not.toContain(";");
});

test("the partitions of Pagila's payments are parts of them", () => {
  expect(table(pagila, "payment").partitions).toHaveLength(7);
  expect(() => table(pagila, "payment_p2022_01")).toThrow();
});

test("a table of Chinook has the keys that its script gives it", () => {
  expect(table(chinook, "playlist_track")).toMatchObject({
    primaryKey: { name: "playlist_track_pkey", columns: ["playlist_id", "track_id"] },
    foreignKeys: [
      { columns: ["playlist_id"], references: { schema: "public", table: "playlist", columns: ["playlist_id"] } },
      { columns: ["track_id"], references: { schema: "public", table: "track", columns: ["track_id"] } },
    ],
    indexes: [{ name: "playlist_track_playlist_id_idx" }, { name: "playlist_track_track_id_idx" }],
  });
});
