/** The models of sample databases, run by Eloquent against the real thing: every row is read, and every relation counted beside SQL. */
import { expect, test } from "bun:test";
import type { TableData } from "#sources/database/unit-data.ts";
import { mariaTest } from "../../support/mariadb.ts";
import { postgresTest } from "../../support/postgres.ts";
import type { LiveDatabase } from "./live.ts";
import { fixture, mariaDatabase, postgresDatabase, sqliteDatabase } from "./live.ts";
import { askPhp, phpTest } from "./php-runtime.ts";
import { countOf } from "./relation-counts.ts";
import { fill, tableName } from "./rows.ts";
import { folderOf, namespace, render, syntaxProblems, tablesOf, unitsOf } from "./support.ts";

const withPhp = phpTest();
const skip = test.skip as typeof test;
const onPostgres = withPhp === skip ? skip : await postgresTest();
const onMaria = withPhp === skip ? skip : await mariaTest();

interface Walked {
  readonly class: string;
  readonly rows: number;
  readonly relations: { readonly [name: string]: Counts };
}

interface Counts {
  readonly all: number;
  readonly eagerly: number;
  readonly lazily: number;
}

const slow = 60_000;

withPhp("Chinook on SQLite", () => check(sqliteDatabase({ file: "chinook.sqlite" }), 11, 24), slow);
onPostgres("Chinook on PostgreSQL", () => check(postgresDatabase(fixture("chinook-postgres.sql")), 11, 24), slow);
onPostgres("Pagila on PostgreSQL", () => check(postgresDatabase(fixture("pagila-schema.sql")), 15, 40), slow);
onMaria("Chinook on MariaDB", () => check(mariaDatabase(fixture("chinook-mysql.sql")), 11, 24), slow);
onMaria("Sakila on MariaDB", () => check(mariaDatabase(fixture("sakila-schema.sql")), 16, 48), slow);

/** Every table has a model that reads all its rows, and every relation leads where a join leads, one row at a time and eagerly. */
async function check(opening: Promise<LiveDatabase>, models: number, relations: number): Promise<void> {
  await using database = await opening;
  const units = await unitsOf(database.schema);
  const tables = tablesOf(units);
  if ((await rowsOf(tables, database)) === 0) await fill(database, tables);
  using folder = folderOf((await render(units, { factories: true })).files);
  expect(syntaxProblems(folder.path)).toBe("");
  const request = { folder: folder.path, namespace, connection: database.connection };
  const walked = await askPhp<{ readonly [table: string]: Walked }>("walk.php", request);
  expect(found(tables, walked)).toEqual(await expected(tables, database));
  expect(tables.length).toBe(models);
  expect(tables.flatMap((table) => table.relations).length).toBe(relations);
  expect(Object.keys(walked).length).toBe(units.list("table").length + units.list("view").length);
}

async function rowsOf(tables: readonly TableData[], database: LiveDatabase): Promise<number> {
  let sum = 0;
  for (const table of tables) sum += await rowCount(table, database);
  return sum;
}

async function rowCount(table: TableData, database: LiveDatabase): Promise<number> {
  const rows = await database.query(`select count(*) as n from ${tableName(table, database.schema.dialect)}`);
  return Number(rows[0]?.n);
}

type Summary = {
  readonly [table: string]: { readonly rows: number; readonly relations: { readonly [name: string]: number } };
};

/** What Eloquent found; a relation that gives other rows eagerly than one at a time stands out. */
function found(tables: readonly TableData[], walked: { readonly [table: string]: Walked }): Summary {
  const rows = tables.map(({ name }) => {
    const { rows = -1, relations = {} } = walked[name] ?? {};
    const counts = Object.entries(relations).map(([relation, { all, eagerly, lazily }]) => [
      relation,
      eagerly === lazily ? all : -1,
    ]);
    return [name, { rows, relations: Object.fromEntries(counts) }];
  });
  return Object.fromEntries(rows);
}

async function expected(tables: readonly TableData[], database: LiveDatabase): Promise<Summary> {
  const summary: { [table: string]: Summary[string] } = {};
  for (const table of tables) {
    const relations: { [name: string]: number } = {};
    for (const relation of table.relations) relations[relation.name] = await countOf(relation, table, database);
    summary[table.name] = { rows: await rowCount(table, database), relations };
  }
  return summary;
}
