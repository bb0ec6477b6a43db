/** What is read of a SQLite database: two whole schemas as golden texts, and one by one what a golden text does not explain. */
import { Database } from "bun:sqlite";
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dialect, introspectSqlite } from "#sources/database/dialects/sqlite.ts";
import { snapshotShape } from "#sources/database/snapshot-shape.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import { expectGolden } from "../../support/golden.ts";
import { schemaOf, tableOf, tablesOf } from "./sqlite-support.ts";

const fixture = (name: string) => readFileSync(join(import.meta.dir, "fixtures", name), "utf8");
const golden = (name: string) => join(import.meta.dir, "golden", name);
const chinook = join(import.meta.dir, "../../fixtures/databases/chinook.sqlite");

const database = new Database(chinook, { readonly: true });
afterAll(() => database.close());
const rowsOf = (text: string) => database.prepare(text).all() as object[];

describe("a whole schema", () => {
  test("Chinook is read with its keys, foreign keys and indexes", () => {
    expectGolden(golden("sqlite-chinook.json"), snapshotText(introspectSqlite(rowsOf)));
  });

  test.each(["sqlite-shop", "sqlite-hostile-names"])("%s is read whole", (name) => {
    const schema = schemaOf(fixture(`${name}.sql`));
    expectGolden(golden(`${name}.json`), snapshotText(schema));
    expect(() => snapshotShape.parse(JSON.parse(snapshotText(schema)))).not.toThrow();
  });

  test("a connection gives what a file gives, in six queries", async () => {
    const asked: string[] = [];
    const query = async <Row>(text: string) => {
      asked.push(text);
      return rowsOf(text) as Row[];
    };
    expect(await dialect.introspect({ query }, { schemas: [] })).toEqual(introspectSqlite(rowsOf));
    expect(asked.length).toBe(6);
  });

  test("a schema that is not there has no tables", async () => {
    const query = async () => [];
    expect((await dialect.introspect({ query }, { schemas: ["other"] })).schemas).toEqual([]);
    expect((await dialect.introspect({ query }, { schemas: ["main"] })).schemas.length).toBe(1);
  });

  test("rows make no difference", () => {
    const database = new Database(":memory:");
    const read = () => introspectSqlite((text) => database.prepare(text).all() as object[]);
    database.run("create table t (id integer primary key autoincrement, x text); create index i on t (x)");
    const before = read();
    database.run("insert into t (x) values ('a'), ('b'); analyze");
    expect(read()).toEqual(before);
  });

  test("the order in which things were made makes no difference", () => {
    const a = "create table a (x int, y int); ";
    const b = "create table b (x int); ";
    const i = "create index i on a (x); ";
    const j = "create index j on a (y); ";
    expect(schemaOf(a + b + i + j)).toEqual(schemaOf(b + a + j + i));
  });
});

describe("columns", () => {
  test.each([
    ["create table t (id integer primary key)", true],
    ["create table t (id INTEGER, primary key (id desc))", true],
    ["create table t (id integer primary key desc)", false],
    ["create table t (id int primary key)", false],
    ["create table t (id integer primary key) without rowid", false],
    ["create table t (id integer, b int, primary key (id, b))", false],
  ])("%s: the database counts: %p", (sql, counts) => {
    expect(tableOf(sql).columns[0]?.autoIncrement ?? false).toBe(counts);
  });

  test("a key is never nullable, though SQLite would let NULL in", () => {
    const { columns } = tableOf("create table t (a text primary key, b text, c text not null)");
    expect(columns.map((column) => column.nullable)).toEqual([false, true, false]);
  });

  test("a type keeps its spelling, but for space and comments in it", () => {
    const { columns } = tableOf("create table t (a varchar  ( 10 /* bytes */ ), b Unsigned Big Int, c)");
    expect(columns.map((column) => column.type)).toEqual(["varchar ( 10 )", "Unsigned Big Int", ""]);
  });

  test("a default is SQL, and a bare NULL is none", () => {
    const { columns } = tableOf(
      "create table t (a default 'x''y', b default (1 + -- two\n2), c default null, d default x'00')",
    );
    expect(columns.map((column) => column.default)).toEqual(["'x''y'", "1 + 2", undefined, "x'00'"]);
  });

  test("the columns of a view have the types that SQLite knows", () => {
    const sql = "create table t (a nvarchar(9) not null); create view v as select a, a || 'x' as b from t";
    expect(tableOf(sql, "v").columns).toEqual([
      { name: "a", type: "nvarchar(9)", nullable: true },
      { name: "b", type: "", nullable: true },
    ]);
  });
});

describe("foreign keys", () => {
  const referenced = (sql: string, name = "t") => tableOf(sql, name).foreignKeys.map((key) => key.references);

  test("names of the other table are spelled as it spells them", () => {
    expect(
      referenced("create table Parent (Id integer primary key); create table t (p references PARENT (iD))"),
    ).toEqual([{ schema: "main", table: "Parent", columns: ["Id"] }]);
  });

  test("without columns it is the primary key of the other table, in the order of that key", () => {
    const sql = "create table p (a, b, primary key (b, a)); create table t (x, y, foreign key (x, y) references p)";
    expect(referenced(sql)).toEqual([{ schema: "main", table: "p", columns: ["b", "a"] }]);
  });

  test("without columns, and without a key to mean, it is columns of the same names", () => {
    expect(referenced("create table t (x references missing)")).toEqual([
      { schema: "main", table: "missing", columns: ["x"] },
    ]);
    const sql = "create table p (a, b, primary key (a, b)); create table t (x references p)";
    expect(referenced(sql)).toEqual([{ schema: "main", table: "p", columns: ["x"] }]);
  });

  test("those without a name come first, as declared, and then those with one", () => {
    const sql = "create table t (a references x constraint z references x constraint c references y, b references x)";
    expect(tableOf(sql).foreignKeys.map((key) => [key.name, key.columns[0], key.references.table])).toEqual([
      [undefined, "a", "x"],
      [undefined, "b", "x"],
      ["c", "a", "y"],
      ["z", "a", "x"],
    ]);
  });
});

describe("tables that are not what they seem", () => {
  test("a view over a table that is gone stays, with its query and without columns", () => {
    const sql =
      "create table gone (x); create view t as select x from gone; create view u as select * from t; drop table gone";
    expect(tablesOf(sql)).toEqual([
      {
        name: "t",
        kind: "view",
        columns: [],
        uniques: [],
        checks: [],
        foreignKeys: [],
        indexes: [],
        definition: "select x from gone",
      },
      {
        name: "u",
        kind: "view",
        columns: [],
        uniques: [],
        checks: [],
        foreignKeys: [],
        indexes: [],
        definition: "select * from t",
      },
    ]);
  });

  test("a broken view takes no columns from other views, through a connection as well", async () => {
    const sql = "create table a (x int); create view v1 as select x from a; create view v2 as select x from v1;";
    const sound = tablesOf(sql);
    const broken = tablesOf(`${sql} create view "it's" as select * from gone; create virtual table f using fts5(y)`);
    expect(broken.slice(0, 1)).toEqual(sound.slice(0, 1));
    expect(broken.map((table) => [table.name, table.columns.map((column) => column.name).join()])).toEqual([
      ["a", "x"],
      ["f", "y"],
      ["it's", ""],
      ["v1", "x"],
      ["v2", "x"],
    ]);
    const database = new Database(":memory:");
    database.run(`${sql} create view "it's" as select * from gone`);
    const query = async <Row>(text: string) => database.prepare(text).all() as Row[];
    const { schemas } = await dialect.introspect({ query }, { schemas: [] });
    expect(schemas[0]?.tables.map((table) => [table.name, table.columns.length])).toEqual([
      ["a", 1],
      ["it's", 0],
      ["v1", 1],
      ["v2", 1],
    ]);
  });

  test("views that mean each other are read", () => {
    const tables = tablesOf("create view a as select * from b; create view b as select * from a");
    expect(tables.map((table) => [table.name, table.columns.length])).toEqual([
      ["a", 0],
      ["b", 0],
    ]);
  });

  test("the tables behind a virtual table are left out, and so is what it has for its own use", () => {
    const tables = tablesOf("create virtual table t using fts5(title, body); create table t_note (x)");
    expect(tables.map((table) => table.name)).toEqual(["t", "t_note"]);
    expect(tables[0]).toMatchObject({ kind: "virtual-table", options: ["USING fts5"] });
    expect(tables[0]?.columns.map((column) => column.name)).toEqual(["title", "body"]);
  });
});
