/** SQL scripts: they make a schema, say where they fail, and can neither reach anything nor run for ever. */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { runSqlScripts } from "#sources/database/dialects/sqlite-scripts.ts";
import { tableOf, tablesOf } from "./sqlite-support.ts";

const folder = mkdtempSync(join(tmpdir(), "specmill-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function failureOf(...texts: string[]): Diagnostic {
  try {
    runSqlScripts(texts.map((text, index) => ({ file: `${index + 1}.sql`, text })));
  } catch (problem) {
    if (problem instanceof SpecmillError) return problem.diagnostics[0]!;
    throw problem;
  }
  throw new Error("nothing failed");
}

const names = (sql: string) => tablesOf(sql).map((table) => table.name);

describe("scripts", () => {
  test("run one after the other, over what those before have made", () => {
    const scripts = ["create table a (x);", "alter table a add column y;", "create table b (z); drop table a;"];
    const all = scripts.map((text, index) => ({ file: `${index}.sql`, text }));
    const tables = (count: number) => runSqlScripts(all.slice(0, count)).schemas[0]?.tables;
    expect(tables(2)?.[0]?.columns.map((column) => column.name)).toEqual(["x", "y"]);
    expect(tables(3)?.map((table) => table.name)).toEqual(["b"]);
    expect(tables(0)).toEqual([]);
  });

  test("a transaction that is left open ends with its script, and one that is rolled back leaves nothing", () => {
    const scripts = [
      "begin; create table a (x);",
      "begin; create table b (x); rollback;",
      "begin; create table c (x); end",
    ];
    const { schemas } = runSqlScripts(scripts.map((text, index) => ({ file: `${index}.sql`, text })));
    expect(schemas[0]?.tables.map((table) => table.name)).toEqual(["a", "c"]);
  });

  test("a byte order mark, comments and empty statements are no matter", () => {
    expect(names("\ufeff-- a\n;;/* ; */create table a (x);;\n-- b")).toEqual(["a"]);
  });

  test("the way to change a table that SQLite recommends leads to the new table", () => {
    const sql = `PRAGMA foreign_keys=OFF; create table a (id integer primary key); create table b (a references a);
      create table __new_a (id integer primary key, name text); insert into __new_a select id, 'x' from a; drop table a;
      alter table __new_a rename to a; PRAGMA foreign_keys=ON;`;
    expect(tableOf(sql, "a").columns.length).toBe(2);
    expect(tableOf(sql, "b").foreignKeys[0]?.references.table).toBe("a");
  });

  test("a dump with a virtual table gives that table, and not the ones behind it", () => {
    const dump = `PRAGMA writable_schema=ON;
      INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','docs','docs',0,'CREATE VIRTUAL TABLE docs USING fts5(title, tokenize=''porter'')');
      CREATE TABLE IF NOT EXISTS 'docs_data'(id INTEGER PRIMARY KEY, block BLOB);
      CREATE TABLE sqlite_sequence(name,seq); INSERT INTO sqlite_sequence VALUES('a', 1);`;
    expect(names(dump)).toEqual(["docs"]);
  });

  test("a virtual table of a module that is not built in is left out, with a warning", () => {
    const warnings: Diagnostic[] = [];
    const script = {
      file: "a.sql",
      text: "create table a (x);\ncreate virtual table v using vec0(x);\ncreate table b (x);",
    };
    const { schemas } = runSqlScripts([script], (problem) => warnings.push(problem));
    expect(schemas[0]?.tables.map((table) => table.name)).toEqual(["a", "b"]);
    expect(warnings.map(({ severity, message, place }) => [severity, message, place?.line])).toEqual([
      ["warning", "a virtual table is left out: no such module: vec0", 2],
    ]);
  });
});

describe("CREATE TABLE AS", () => {
  test("makes the columns that SQLite would make", () => {
    const sql = `create table a (i int, v varchar(9), b blob, d double, n decimal(9,2), x);
      create table if not exists "t" as with c as (select * from a) select i, v, b, d, n, x, i + 1 as "next ""one""", 'a' from c -- end`;
    expect(tableOf(sql).columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      "i: INT",
      "v: TEXT",
      "b: ",
      "d: REAL",
      "n: NUM",
      "x: ",
      'next "one": ',
      "'a': ",
    ]);
  });

  test("says what is wrong with the query", () => {
    expect(failureOf("create table t as select y from missing").message).toContain("missing");
  });
});

describe("a statement that fails", () => {
  test("is shown with SQLite's words and the place of the mistake", () => {
    const { code, message, place } = failureOf(
      "create table a (x);",
      "create table b (\n  größe int,\n  y int,, z\n);",
    );
    expect([code, message, place?.file, place?.line, place?.column]).toEqual([
      "database/sql",
      'near ",": syntax error',
      "2.sql",
      3,
      9,
    ]);
    expect(place?.frame?.lines).toContain("  y int,, z");
  });

  test("is shown where it begins when SQLite does not say more", () => {
    const { message, place } = failureOf("-- first\n\n  drop table missing;");
    expect([message, place?.line, place?.column]).toEqual(["no such table: missing", 3, 3]);
  });

  test.each([
    ["create tabel t (x)", 'near "tabel": syntax error'],
    ["selec 1", 'near "selec": syntax error'],
    [".tables", 'near ".": syntax error'],
    ["create table t (x", "incomplete input"],
    ["create table t", "incomplete input"],
    ["commit", "cannot commit - no transaction is active"],
  ])("%p: %s", (sql, message) => {
    expect(failureOf(sql).message).toBe(message);
  });
});

describe("hostile scripts", () => {
  const file = join(folder, "planted");

  test.each([
    `ATTACH '${file}' AS other; CREATE TABLE other.t (x);`,
    `/* a */ attach database '${file}' as other`,
    "DETACH main",
  ])("%p is refused", (sql) => {
    expect(failureOf(sql).message).toMatch(/^`(ATTACH|DETACH)` is not allowed/);
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    `VACUUM INTO '${file}'`,
    `SELECT writefile('${file}', 'x')`,
    "SELECT load_extension('/tmp/x')",
    `PRAGMA temp_store_directory = '${folder}'`,
    `PRAGMA journal_mode = WAL; PRAGMA main.wal_checkpoint`,
    `EXPLAIN ATTACH '${file}' AS other`,
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
    "INSERT INTO a WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
    "REPLACE INTO a SELECT zeroblob(900000000)",
    "UPDATE a SET x = 1; DELETE FROM a; VALUES (1); ANALYZE; REINDEX",
  ])("%p does nothing", (sql) => {
    expect(names(`create table a (x); ${sql};`)).toEqual(["a"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    "create table t as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c",
    "create temp table t as select hex(zeroblob(900000000))",
    'create table main."t" as values (randomblob(900000000))',
    "create view t as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c",
  ])("the query of %p is not run", (sql) => {
    expect(names(`${sql}; create table other (x)`)).toContain("other");
  });

  test.each([
    "create index i on f_config (hex(zeroblob(900000000)))",
    'create unique index if not exists main.i on "F_CONFIG" (hex(zeroblob(900000000)))',
    "alter table main.[f_data] add column x check (length(hex(zeroblob(900000000))))",
    "alter table f_data rename to mine",
    "create trigger x after insert on f_data begin select 1; end",
  ])("the tables behind a virtual table cannot be used to compute: %p", (sql) => {
    expect(failureOf(`create virtual table f using fts5(a); ${sql}`).message).toMatch(
      /^`f_\w+` belongs to a virtual table/i,
    );
  });

  test("nothing hides behind a statement that SQLite ends sooner", () => {
    expect(() => runSqlScripts([{ file: "a.sql", text: `create table a (x)\u0000; attach '${file}' as b` }])).toThrow(
      SpecmillError,
    );
    expect(existsSync(file)).toBe(false);
  });

  test("scripts that change a schema again and again are stopped, and long ones are not", () => {
    const run = (text: string) => runSqlScripts([{ file: "a.sql", text }], undefined, 100_000);
    const table = "create table a (x text not null default 'something', y text);";
    expect(() => run(table + "alter table a rename to b; alter table b rename to a;".repeat(20))).not.toThrow();
    expect(() => run(table + "alter table a rename to b; alter table b rename to a;".repeat(2000))).toThrow(
      "the scripts change the schema too often to be run",
    );
    expect(() =>
      run(`${table}insert into a values ('${"x".repeat(1_000_000)}');${"select 1;".repeat(50_000)}`),
    ).not.toThrow();
  });
});
