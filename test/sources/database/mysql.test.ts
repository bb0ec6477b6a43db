/** The MySQL dialect on a real MariaDB. What MySQL itself spells differently is in mysql-rows.test.ts. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "#sources/database/dialects/dialect.ts";
import { dialect } from "#sources/database/dialects/mysql.ts";
import type { Schema, Table } from "#sources/database/schema.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import { expectGolden } from "../../support/golden.ts";
import type { MariaDatabase } from "../../support/mariadb.ts";
import { connectionOf, createMariaDatabase, isMariaThere, mariaTest } from "../../support/mariadb.ts";

const test = await mariaTest();

const repository = join(import.meta.dir, "../../..");
const script = (path: string) => readFileSync(join(repository, "test", path), "utf8");
const everything = script("sources/database/fixtures/mysql-everything.sql");
const sakila = script("fixtures/databases/sakila-schema.sql");
const chinook = script("fixtures/databases/chinook-mysql.sql");

const golden = (name: string) => join(import.meta.dir, "golden", name);
const read = (sql: Bun.SQL, schemas: readonly string[] = []) => dialect.introspect(connectionOf(sql), { schemas });

/** Runs `work` with fresh databases, and drops them whatever happens. */
async function withDatabases(scripts: readonly string[], work: (...databases: MariaDatabase[]) => Promise<void>) {
  const databases: MariaDatabase[] = [];
  try {
    for (const one of scripts) databases.push(await createMariaDatabase("specmill_mysql", one));
    await work(...databases);
  } finally {
    for (const database of databases) await database.drop();
  }
}

async function readTables(text: string): Promise<readonly Table[]> {
  let tables: readonly Table[] = [];
  await withDatabases([text], async ({ sql }) => {
    tables = (await read(sql)).schemas[0]!.tables;
  });
  return tables;
}

describe("whole schemas", () => {
  test.each([
    ["Sakila", sakila, "mysql-sakila.json"],
    ["Chinook", chinook, "mysql-chinook.json"],
    ["one with everything", everything, "mysql-everything.json"],
  ])("%s is read as reviewed", async (_, text, file) => {
    await withDatabases([text], async ({ sql }) => {
      expectGolden(golden(file), snapshotText(await read(sql)));
    });
  });

  test.each([
    ["Sakila", sakila],
    ["one with everything", everything],
  ])("%s is the same from a database of another name", async (_, text) => {
    await withDatabases([text, text], async (first, second) => {
      const value = await read(first.sql);
      expect(await read(second.sql)).toEqual(value);
      expect(snapshotText(value)).not.toContain(first.name);
    });
  });

  test("rows make no difference", async () => {
    const [schema = "", rows = ""] = chinook.split(/(?=INSERT INTO `Genre`)/, 2);
    await withDatabases([schema, chinook], async (empty, full) => {
      const [{ tracks }] = await full.sql.unsafe("SELECT COUNT(*) AS tracks FROM Track");
      expect(Number(tracks)).toBeGreaterThan(0);
      expect(rows).not.toBe("");
      expect(await read(full.sql)).toEqual(await read(empty.sql));
    });
  });

  test("used counters and sequences make no difference", async () => {
    await withDatabases([everything], async ({ sql }) => {
      const before = await read(sql);
      await sql.unsafe("INSERT INTO numbers (id) VALUES (1000)").simple();
      await sql.unsafe("SELECT NEXT VALUE FOR tickets").simple();
      await sql.unsafe("ANALYZE TABLE numbers").simple();
      expect(await read(sql)).toEqual(before);
    });
  });

  test("the settings of the session make no difference", async () => {
    await withDatabases([everything], async ({ sql }) => {
      const plain = await read(sql);
      await sql.unsafe(
        "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES', time_zone = '+05:00', sql_quote_show_create = 0",
      );
      expect(await read(sql)).toEqual(plain);
    });
  });

  test("the number of queries does not grow with the schema", async () => {
    const small = "CREATE TABLE a (id INT PRIMARY KEY); CREATE SEQUENCE s;";
    await withDatabases([small, everything], async (one, many) => {
      expect(await countQueries(many.sql)).toBe(await countQueries(one.sql));
    });
  });
});

async function countQueries(sql: Bun.SQL): Promise<number> {
  const { query } = connectionOf(sql);
  let count = 0;
  const counting: Connection = {
    query: (text, values) => {
      count++;
      return query(text, values);
    },
  };
  await dialect.introspect(counting, { schemas: [] });
  return count;
}

describe("several databases", () => {
  let shop: MariaDatabase;
  let archive: MariaDatabase;

  beforeAll(async () => {
    if (!(await isMariaThere())) return;
    archive = await createMariaDatabase("specmill_archive", "CREATE TABLE years (id INT PRIMARY KEY)");
    shop = await createMariaDatabase(
      "specmill_shop",
      `CREATE TABLE orders (id INT PRIMARY KEY, year INT, CONSTRAINT in_year FOREIGN KEY (year) REFERENCES ${archive.name}.years (id));
       CREATE VIEW old AS SELECT o.id, y.id AS year FROM orders AS o JOIN ${archive.name}.years AS y ON y.id = o.year;`,
    );
    await archive.sql
      .unsafe(`CREATE VIEW back AS SELECT id FROM ${shop.name}.orders WHERE id IN (SELECT id FROM years)`)
      .simple();
  });

  afterAll(async () => {
    await shop?.drop();
    await archive?.drop();
  });

  const table = (schema: Schema | undefined, name: string) => schema?.tables.find((one) => one.name === name);

  test("the database of the URL is `main`, and a reference to another one names it", async () => {
    const { defaultSchema, schemas } = await read(shop.sql);
    expect(defaultSchema).toBe("main");
    expect(schemas.map((schema) => schema.name)).toEqual(["main"]);
    expect(table(schemas[0], "orders")?.foreignKeys[0]?.references).toEqual({
      schema: archive.name,
      table: "years",
      columns: ["id"],
    });
  });

  test("those that are asked for keep their names, and each view leaves out its own", async () => {
    const { schemas } = await read(shop.sql, ["main", archive.name]);
    expect(schemas.map((schema) => schema.name)).toEqual(["main", archive.name]);
    expect(table(schemas[1], "back")?.definition).toContain("from `main`.`orders` where `main`.`orders`.`id` in (");
    expect(table(schemas[1], "back")?.definition).toContain("from `years`");
    expect(table(schemas[0], "old")?.definition).toContain(
      `from (\`orders\` \`o\` join \`${archive.name}\`.\`years\` \`y\``,
    );
  });

  test("the one of the URL goes by its own name when that is asked for", async () => {
    const { defaultSchema, schemas } = await read(shop.sql, [shop.name]);
    expect([defaultSchema, schemas.map((schema) => schema.name)]).toEqual([shop.name, [shop.name]]);
  });

  test("one that is not asked for is not read, and `main` where another refers to it", async () => {
    const { defaultSchema, schemas } = await read(shop.sql, [archive.name]);
    expect([defaultSchema, schemas.map((schema) => schema.name)]).toEqual(["main", [archive.name]]);
    expect(table(schemas[0], "back")?.definition).toContain("from `main`.`orders`");
  });

  test("a name that the server does not have gives no schema", async () => {
    expect((await read(shop.sql, ["main", "specmill_nowhere"])).schemas.map((schema) => schema.name)).toEqual(["main"]);
  });

  test("a URL without a database needs `schemas`, whose first one is the default", async () => {
    const sql = new Bun.SQL(Object.assign(new URL(shop.url), { pathname: "/" }).href, { max: 1 });
    await expect(read(sql)).rejects.toMatchObject({ diagnostics: [{ code: "database/connection" }] });
    expect((await read(sql, [archive.name, shop.name])).defaultSchema).toBe(archive.name);
    await sql.close();
  });
});

describe("what a server shows in its own way", () => {
  test("a view whose definition the user may not see has its columns and no definition", async () => {
    await withDatabases(
      ["CREATE TABLE t (id INT PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;"],
      async ({ name, url, sql }) => {
        await sql.unsafe(`CREATE USER ${name}@'%' IDENTIFIED BY 'reader'`).simple();
        try {
          await sql.unsafe(`GRANT SELECT ON ${name}.* TO ${name}@'%'`).simple();
          const reader = new Bun.SQL(Object.assign(new URL(url), { username: name, password: "reader" }).href, {
            max: 1,
          });
          const view = (await read(reader)).schemas[0]?.tables.find((one) => one.name === "v");
          await reader.close();
          expect(view?.columns.map((column) => column.name)).toEqual(["id"]);
          expect(view?.definition).toBeUndefined();
        } finally {
          await sql.unsafe(`DROP USER ${name}@'%'`).simple();
        }
      },
    );
  });

  test("a view that no longer works is a view without columns", async () => {
    const tables = await readTables("CREATE TABLE t (id INT); CREATE VIEW v AS SELECT id FROM t; DROP TABLE t;");
    expect(tables).toMatchObject([{ name: "v", kind: "view", columns: [] }]);
    expect(tables[0]).not.toHaveProperty("comment");
  });

  test("temporary tables are no part of the schema", async () => {
    expect(await readTables("CREATE TEMPORARY TABLE t (id INT)")).toEqual([]);
  });

  test("tables stand in the order of code units", async () => {
    const tables = await readTables(
      "CREATE TABLE b (i INT); CREATE TABLE C (i INT); CREATE TABLE `ä` (i INT); CREATE TABLE a (i INT)",
    );
    expect(tables.map((table) => table.name)).toEqual(["C", "a", "b", "ä"]);
  });
});
