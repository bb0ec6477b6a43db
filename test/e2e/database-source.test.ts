/**
 * A database that is a file of the project, or a folder of SQL: what is read of it, what a change of it renders, and that it is only looked at.
 * Over a pack of the test's own, so that nothing here depends on what the built-in ones look up.
 */
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expectRun, filmTable, runSqlite, shopConfig, shopOver, summaryOf } from "../support/database-project.ts";
import { identities } from "../support/prepared.ts";
import type { Project } from "../support/rig.ts";
import { project } from "../support/rig.ts";

const review = "create table review (id integer primary key, film_id integer not null)";

describe("a SQLite file", () => {
  test.concurrent("whose rows change renders nothing", async () => {
    await using shop = await generatedShop();
    const before = identities(shop.root, "out");
    runSqlite(shop, "shop.db", "insert into film (title) values ('Alien'), ('Brazil')", "vacuum");
    expect(await rendered(shop)).toEqual([]);
    expect(identities(shop.root, "out")).toEqual(before);
    expectRun(await shop.run(["check"]), 0);
  });

  test.concurrent("whose schema changes renders what reads it, and nothing else", async () => {
    await using shop = await generatedShop();
    runSqlite(shop, "shop.db", "alter table film add column year integer");
    expectRun(await shop.run(["check"]), 1, "out/film.txt");
    expect(await rendered(shop)).toEqual(["changed out/film.txt"]);
    expect(shop.read("out/film.txt")).toBe("id INTEGER\ntitle varchar(100)\nyear INTEGER\n");
    runSqlite(shop, "shop.db", "drop table review", "create table person (id integer)");
    expect(await rendered(shop)).toEqual(["changed out/all.txt", "created out/person.txt", "deleted out/review.txt"]);
  });

  test.concurrent("with a write-ahead log is read as it was committed, and no file beside it is made or changed", async () => {
    await using shop = await generatedShop();
    const database = new Database(join(shop.root, "shop.db"));
    try {
      database.run("pragma journal_mode = wal");
      expect(await rendered(shop)).toEqual([]);
      const beside = () =>
        readdirSync(shop.root)
          .filter((name) => name.startsWith("shop.db"))
          .sort();
      database.run("alter table film add column year integer");
      expect(beside()).toEqual(["shop.db", "shop.db-shm", "shop.db-wal"]);
      const before = identities(shop.root);
      expectRun(await shop.run(["check"]), 1, "out/film.txt");
      expect(identities(shop.root)).toEqual(before);
      expect(await rendered(shop)).toEqual(["changed out/film.txt"]);
      // What is not committed does not count.
      database.run("begin");
      database.run("alter table film add column secret text");
      expect(await rendered(shop)).toEqual([]);
      database.run("rollback");
      database.close();
      expect(await rendered(shop)).toEqual([]);
      expect(beside()).toEqual(["shop.db"]);
    } finally {
      database.close();
    }
  });

  const broken: readonly (readonly [what: string, path: string, said: string])[] = [
    [
      "is missing",
      "none.db",
      "error[source/missing] none.db  there is no file `none.db`\n  note: `path` of the source says where it is\n",
    ],
    ["is a folder", "pack", "error[source/unreadable] pack  `pack` cannot be read: it is not a file\n"],
    [
      "is no database",
      "pack/pack.yaml",
      "error[database/file] pack/pack.yaml  `pack/pack.yaml` is no SQLite database, or an encrypted one\n",
    ],
    ["is empty", "empty.db", "warning[source/no-units] empty.db  `shop` has no tables: the schema has none\n"],
  ];
  for (const [what, path, said] of broken) {
    test.concurrent(`that ${what} is said so`, async () => {
      await using shop = await generatedShop();
      shop.write({ "empty.db": "", "specmill.yaml": shopConfig(`  shop: { kind: database, path: ${path} }`) });
      const before = shop.tree();
      expectRun(await shop.run(["check"]), 1, said);
      if (what === "is empty") return;
      expectRun(await shop.run(["generate"]), 1, said);
      expect(shop.tree()).toEqual(before);
    });
  }

  test.concurrent("that is cut off in the middle is an error and costs no output", async () => {
    await using shop = await generatedShop();
    const bytes = await Bun.file(join(shop.root, "shop.db")).bytes();
    // The schema lies on the first page, and no other is read.
    for (const length of [15, 99, 1000, 4000]) {
      shop.write({ "shop.db": bytes.subarray(0, length) });
      const before = shop.tree();
      expectRun(await shop.run(["generate"]), 1, "error[database/file] shop.db  `shop.db` ");
      expect(shop.tree()).toEqual(before);
    }
  });
});

describe("a folder of migrations", () => {
  const migrations = { "migrations/1_film.sql": `${filmTable};\n`, "migrations/2_review.sql": `${review};\n` };

  test.concurrent("changes the units when one is added, in the order of their numbers", async () => {
    await using shop = project(shopOver("schema: migrations", migrations));
    expect(await rendered(shop)).toEqual(["created out/all.txt", "created out/film.txt", "created out/review.txt"]);
    shop.write({ "migrations/10_year.sql": "alter table film add column year integer;\n" });
    expectRun(await shop.run(["check"]), 1, "out/film.txt");
    expect(await rendered(shop)).toEqual(["changed out/film.txt"]);
    shop.write({
      "migrations/10_year.down.sql": "alter table film drop column year;\n",
      "migrations/notes.md": "no SQL\n",
    });
    expect(await rendered(shop)).toEqual([]);
    shop.write({ "migrations/3_tag.sql": "create table tag (id integer);\n" });
    expect(await rendered(shop)).toEqual(["changed out/all.txt", "created out/tag.txt"]);
    shop.write({ "migrations/3_tag.sql": undefined });
    expect(await rendered(shop)).toEqual(["changed out/all.txt", "deleted out/tag.txt"]);
  });

  test.concurrent("that does not run is an error with its line, and costs no output", async () => {
    await using shop = project(shopOver("schema: migrations", migrations));
    await rendered(shop);
    shop.write({
      "migrations/3_more.sql": "create table tag (id integer);\nalter table flim add column year integer;\n",
    });
    const before = shop.tree();
    expectRun(await shop.run(["generate"]), 1, "error[database/sql] migrations/3_more.sql:2:");
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent("cannot reach a file", async () => {
    const statements = [
      "attach 'other.db' as other",
      "vacuum into 'other.db'",
      "create virtual table leak using csv(filename='specmill.yaml')",
      "create table leak as select readfile('specmill.yaml') as text",
      "create table leak (text); select writefile('other.db', 'x')",
      "select load_extension('other')",
    ];
    for (const statement of statements) {
      await using shop = project(shopOver("schema: migrations", { ...migrations, "migrations/3_bad.sql": statement }));
      const before = Object.keys(shop.tree());
      const run = await shop.run(["generate"]);
      if (run.code !== 0) expectRun(run, 1, "error[database/sql] migrations/3_bad.sql:1:1 ");
      expect(Object.keys(shop.tree()).filter((path) => !/^(?:out\/|specmill\.lock$)/.test(path))).toEqual(before);
      expect(JSON.stringify(shop.tree("out"))).not.toContain("sources:");
    }
  });

  test.concurrent("that finds no file is said so", async () => {
    await using shop = project(shopOver("schema: migratoins", migrations));
    const said = "error[source/missing] migratoins  `schema` of `shop` finds no SQL file: `migratoins`\n";
    expectRun(await shop.run(["generate"]), 1, said);
  });
});

describe("an option that does not fit is told with its place", () => {
  const cases: readonly (readonly [source: string, said: string])[] = [
    ["url: $A, path: shop.db", "specmill.yaml:2:9  `sources.shop`: has `url` and `path`: keep one of them\n"],
    [
      "timeout: 3",
      "specmill.yaml:2:9  `sources.shop`: say where the schema comes from: `url` for a server, `path` for a SQLite file, or `schema` for SQL files\n",
    ],
    ["url: $A, timeout: 0", "specmill.yaml:2:45  `sources.shop.timeout`: expected more than 0, found 0\n"],
    ["url: $A, timeout: -1", "specmill.yaml:2:45  `sources.shop.timeout`: expected more than 0, found -1\n"],
    ["url: $A, timeout: 10s", "specmill.yaml:2:45  `sources.shop.timeout`: expected a number, found text\n"],
    ["url: $A, timeout: 86400", "specmill.yaml:2:45  `sources.shop.timeout`: expected at most 3600, found 86400\n"],
    [
      "url: DATABASE_URL",
      "specmill.yaml:2:32  `sources.shop.url`: name where the URL is kept, as `$DATABASE_URL` or `file:path`: a config is committed, and a URL holds a password\n",
    ],
    ["url: $A, schema: [], path: x", "specmill.yaml:2:"],
    ["path: shop.db, inclde: [x]", "specmill.yaml:2:42  unknown key `inclde` in `sources.shop`\n"],
    [
      "path: shop.db, schemas: main",
      "specmill.yaml:2:51  `sources.shop.schemas`: expected a list of text, found text\n",
    ],
  ];
  for (const [source, said] of cases) {
    test.concurrent(`\`${source}\``, async () => {
      await using shop = project(shopOver(source));
      for (const command of ["generate", "pull"]) {
        const run = await shop.run([command]);
        expectRun(run, 2, said);
        expect(run.stderr).toMatch(/^error\[config\/[a-z-]+\] specmill\.yaml:2:/);
      }
    });
  }

  const names: readonly (readonly [source: string, said: string])[] = [
    [
      "include: [flim]",
      "error[database/schema] shop.db  `include` of `shop` names `flim`, and no table matches\n  note: did you mean `film`?\n",
    ],
    ["schemas: [mian]", "error[database/schema] shop.db  `shop` has no schema `mian`\n  note: did you mean `main`?\n"],
    ['exclude: ["*"]', "warning[source/no-units] shop.db  `shop` has no tables: `include` and `exclude` leave none\n"],
  ];
  for (const [source, said] of names) {
    test.concurrent(`\`${source}\``, async () => {
      await using shop = project(shopOver(`path: shop.db, ${source}`));
      runSqlite(shop, "shop.db", filmTable, review);
      expectRun(await shop.run(["generate"]), said.startsWith("error") ? 1 : 0, said);
    });
  }
});

async function generatedShop(): Promise<Project> {
  const shop = project(shopOver("path: shop.db"));
  runSqlite(shop, "shop.db", filmTable, review);
  expectRun(await shop.run(["generate"]), 0, "wrote 3 of 3 outputs");
  return shop;
}

/** What a run wrote; what it rendered and found to be the same counts too. */
async function rendered(shop: Project): Promise<string[]> {
  const run = await shop.run(["generate", "--json"]);
  expectRun(run, 0);
  const events = run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const written = events.filter(({ type }) => type === "output").map(({ status, path }) => `${status} ${path}`);
  const { rendered: count = 0 } = summaryOf(run).counts;
  expect(count).toBe(written.filter((line) => !line.startsWith("deleted")).length);
  return written.sort();
}
