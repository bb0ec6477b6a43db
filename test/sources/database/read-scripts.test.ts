/** Which SQL files make a schema, in which order, and what is said when there are none. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { readScripts } from "#sources/database/read-scripts.ts";
import type { FakeSourceContext } from "../../support/fake-source-context.ts";
import { sourceContext } from "../../support/fake-source-context.ts";

const limits = { documentBytes: 1_000_000, depth: 500, renderMs: 1000 };

type Files = Record<string, string | Uint8Array>;

function read(files: Files, schema: string | string[], made: FakeSourceContext = sourceContext(files)) {
  return readScripts(schema, { name: "shop", options: { schema }, limits }, made.context);
}

/** Tables and their columns, `film(id, title)`. */
function tables(files: Files, schema: string | string[]): string[] {
  const { schemas } = read(files, schema).schema;
  return schemas.flatMap((one) =>
    one.tables.map(({ name, columns }) => `${name}(${columns.map((column) => column.name).join(", ")})`),
  );
}

/** The files that were read, in order: each makes a table of its own. */
function order(names: readonly string[], schema: string | string[] = "db"): readonly string[] {
  const files = Object.fromEntries(names.map((name, at) => [name, `create table t${at} (x);`]));
  const made = sourceContext(files);
  read(files, schema, made);
  return made.reads.read;
}

function problem(files: Files, schema: string | string[]) {
  try {
    read(files, schema);
  } catch (thrown) {
    if (!(thrown instanceof SpecmillError)) throw thrown;
    return thrown.diagnostics.map(({ code, message, place, notes }) => [
      code,
      message,
      place?.file,
      ...notes.map((note) => note.message),
    ]);
  }
  return [];
}

describe("the files", () => {
  test("are one, whatever its name ends in", () => {
    expect(tables({ "schema.sql": "create table film (id, title);" }, "schema.sql")).toEqual(["film(id, title)"]);
    expect(tables({ "schema.ddl": "create table film (id);" }, "schema.ddl")).toEqual(["film(id)"]);
  });

  test("of a folder are run in the order of their numbers", () => {
    const names = ["db/10_b.sql", "db/2_a.sql", "db/1_z.sql", "db/2_a10.sql", "db/2_a9.sql"];
    expect(order(names)).toEqual(["db/1_z.sql", "db/2_a.sql", "db/2_a9.sql", "db/2_a10.sql", "db/10_b.sql"]);
    expect(order(names, "db/")).toEqual(order(names));
    expect(order(names, "db/*.sql")).toEqual(order(names));
  });

  test("are in order with zeros before their numbers, and with times for numbers", () => {
    expect(order(["db/010.sql", "db/9.sql", "db/011.sql"])).toEqual(["db/9.sql", "db/010.sql", "db/011.sql"]);
    expect(order(["db/20240110120000_b.sql", "db/20231231235959_a.sql"])).toEqual([
      "db/20231231235959_a.sql",
      "db/20240110120000_b.sql",
    ]);
  });

  test("may lie in folders of their own, as Prisma and Diesel keep them", () => {
    const names = ["db/10_b/up.sql", "db/10_b/down.sql", "db/9_a/up.sql", "db/9_a/down.sql", "db/README.md"];
    expect(order(names)).toEqual(["db/9_a/up.sql", "db/10_b/up.sql"]);
  });

  test("that are there to undo are left out", () => {
    const names = [
      "db/1.up.sql",
      "db/1.down.sql",
      "db/2_down.sql",
      "db/3-DOWN.sql",
      "db/breakdown.sql",
      "db/V1__a.sql",
      "db/U1__a.sql",
    ];
    expect(order(names)).toEqual(["db/1.up.sql", "db/V1__a.sql", "db/breakdown.sql"]);
    expect(order(names, "db/*.sql")).toEqual(order(names));
    expect(order(names, "db/2_down.sql")).toEqual(["db/2_down.sql"]);
  });

  test("of a list are run as listed, each once", () => {
    const names = ["db/b.sql", "db/a.sql", "first.sql"];
    expect(order(names, ["first.sql", "db"])).toEqual(["first.sql", "db/a.sql", "db/b.sql"]);
    expect(order(names, ["db/b.sql", "db", "db/*.sql"])).toEqual(["db/b.sql", "db/a.sql"]);
  });

  test("may have a name that looks like a pattern", () => {
    expect(order(["a[1].sql"], "a[1].sql")).toEqual(["a[1].sql"]);
  });

  test("may be empty, or hold nothing but a mark and comments", () => {
    expect(
      tables({ "db/1.sql": "", "db/2.sql": "\ufeff-- nothing yet\n", "db/3.sql": "create table film (id)" }, "db"),
    ).toEqual(["film(id)"]);
  });

  test("build on one another", () => {
    const files = { "db/1.sql": "create table film (id);", "db/2.sql": "alter table film add column title text;" };
    expect(tables(files, "db")).toEqual(["film(id, title)"]);
    const { origins } = read(files, "db");
    expect([origins.file, origins.place(["main", "film"])]).toEqual(["db/1.sql", { file: "db/1.sql" }]);
  });
});

describe("a file with both ways in it", () => {
  test.each([
    ["dbmate", "-- migrate:up\ncreate table film (id);\n\n-- migrate:down\ndrop table film;\n"],
    ["goose", "-- +goose Up\ncreate table film (id);\n-- +goose Down\ndrop table film;\n"],
    ["sql-migrate", "-- +migrate Up\r\ncreate table film (id);\r\n-- +migrate Down\r\ndrop table film;\r\n"],
    ["down before up", "-- migrate:down transaction:false\ndrop table film;\n-- migrate:up\ncreate table film (id);\n"],
  ])("is run up: %s", (_tool, text) => {
    expect(tables({ "db/1.sql": text }, "db")).toEqual(["film(id)"]);
  });

  test("keeps the numbers of its lines", () => {
    const text = "-- migrate:down\ndrop table film;\n-- migrate:up\ncreate table film (id);\ncreate table film (id);\n";
    expect(() => read({ "db/1.sql": text }, "db")).toThrow(SpecmillError);
    try {
      read({ "db/1.sql": text }, "db");
    } catch (thrown) {
      expect((thrown as SpecmillError).diagnostics[0]?.place).toMatchObject({ file: "db/1.sql", line: 5 });
    }
  });

  test("has no mark where the words only stand in a comment", () => {
    const text = "-- see the down side of migrate:down\ncreate table film (id); -- migrate:down\n";
    expect(tables({ "db/1.sql": text }, "db")).toEqual(["film(id)"]);
  });
});

describe("no file", () => {
  const note = "name a file, a folder that holds `*.sql` files, or a pattern that matches some";
  test.each<[string, string | string[], string]>([
    ["a file that is not there", "schema.sql", "schema.sql"],
    ["a folder without any", "docs", "docs"],
    ["a folder with nothing but ways back", "undo", "undo"],
    ["a pattern that matches none", "db/*.psql", "db/*.psql"],
    ["one of a list", ["db", "more"], "more"],
  ])("is told: %s", (_what, schema, path) => {
    const files = { "db/1.sql": "create table film (id);", "docs/README.md": "", "undo/1.down.sql": "" };
    expect(problem(files, schema)).toEqual([
      ["source/missing", `\`schema\` of \`shop\` finds no SQL file: \`${path}\``, path, note],
    ]);
  });

  test("a file that is no text is told", () => {
    expect(problem({ "db/1.sql": new Uint8Array([0x63, 0xff, 0xfe]) }, "db")[0]?.slice(0, 1)).toEqual([
      "document/encoding",
    ]);
  });
});
