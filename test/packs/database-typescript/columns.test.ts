import { describe, expect, test } from "bun:test";
import type { Column, DatabaseSchema } from "#sources/database/schema.ts";
import { column, columns, database, everyKind, schema, table, types } from "./every-kind.ts";
import type { Options } from "./support.ts";
import { renderSchema, renderSql } from "./support.ts";

/** Column -> type, of the table in `tables/<slug>.ts`. */
async function typesOf(
  source: DatabaseSchema,
  slug: string,
  options: Options = {},
): Promise<{ readonly [name: string]: string }> {
  return membersOf((await renderSchema(source, options)).files.get(`tables/${slug}.ts`));
}

function membersOf(text = ""): { readonly [name: string]: string } {
  return Object.fromEntries([...text.matchAll(/^ {2}(\S+): (.*);$/gm)].map(([, name, type]) => [name, type]));
}

/** The same column in MySQL and SQLite. */
async function typeIn(dialect: "mysql" | "mariadb", type: string, options: Options = {}): Promise<string | undefined> {
  const one = { ...database(schema("public", [table("t", [column("c", type)])])), dialect };
  return (await typesOf(one, "t", options)).c;
}

const date = "ColumnType<Date, Date | string, Date | string>";
const decimal = "ColumnType<string, number | string, number | string>";
const bigint = "ColumnType<string, bigint | number | string, bigint | number | string>";
const json = "ColumnType<JsonValue, JsonInput, JsonInput>";

describe("what pg hands over", async () => {
  const of = await typesOf(everyKind, "people");
  test.each([
    ["name", "string"],
    ["code", "string | null"],
    ["amount", decimal],
    ["born", date],
    ["gone_at", `${date} | null`],
    ["opens", "string"],
    ["lasts", "ColumnType<PostgresInterval, PostgresInterval | string, PostgresInterval | string>"],
    ["photo", "Buffer | null"],
    ["mask", "string"],
    ["data", json],
    ["more", `${json} | null`],
    ["place", "ColumnType<{ x: number; y: number }, string, string>"],
    ["span", "string"],
    ["words", "string"],
    ["home", "string | null"],
    ["tags", "string[]"],
    ["grid", "number[][]"],
    ["bigs", "ColumnType<string[], (bigint | number | string)[], (bigint | number | string)[]>"],
    ["amounts", "number[]"],
    ["moods", "ColumnType<string, Mood[] | string, Mood[] | string>"],
    ["codes", "ColumnType<string, string[] | string, string[] | string>"],
  ])("%s is %s", (name, type) => expect(of[name]).toBe(type));

  test("the database's own values may be left out or cannot be given", () => {
    expect(of.id).toBe("GeneratedAlways<number>");
    expect(of.total).toBe("GeneratedAlways<string | null>");
    expect(of.serial).toBe(
      bigint.replace("string, bigint | number | string,", "string, bigint | number | string | undefined,"),
    );
    expect(of.flag).toBe("Generated<boolean>");
    expect(of.created_at).toBe("ColumnType<Date, Date | string | undefined, Date | string>");
    expect(of.mood).toBe("Generated<Mood>");
  });
});

describe("where other drivers differ", () => {
  test("postgres.js parses all arrays, and no points and intervals", async () => {
    const of = await typesOf(everyKind, "people", { driver: "postgres.js" });
    expect([of.moods, of.codes, of.place, of.lasts]).toEqual(["Mood[]", "string[]", "string", "string"]);
    expect(of.amounts).toBe("ColumnType<string[], (number | string)[], (number | string)[]>");
  });

  test("Bun gives typed arrays for prepared statements", async () => {
    const of = await typesOf(everyKind, "people", { driver: "bun" });
    expect(of.counts).toBe("ColumnType<number[] | Int32Array, number[], number[]>");
    expect([of.grid, of.moods]).toEqual(["number[][]", "ColumnType<string, Mood[] | string, Mood[] | string>"]);
  });

  test.each([
    ["mysql2", "tinyint(1)", "ColumnType<number, boolean | number, boolean | number>"],
    ["mysql2", "tinyint", "number"],
    ["mysql2", "bigint unsigned", "ColumnType<number, bigint | number, bigint | number>"],
    ["bun", "bigint", "ColumnType<number | string, bigint | number | string, bigint | number | string>"],
    ["mysql2", "decimal(10,2)", decimal],
    ["mysql2", "datetime", date],
    ["mysql2", "time", "string"],
    ["mysql2", "year", "number"],
    ["mysql2", "bit(1)", "ColumnType<Buffer, Buffer | number, Buffer | number>"],
    ["bun", "bit(1)", "ColumnType<boolean, boolean | number, boolean | number>"],
    ["mysql2", "blob", "Buffer"],
    ["mysql2", "json", json],
    ["mysql2", "set('a','b')", "string"],
    ["mysql2", "point", "ColumnType<unknown, Buffer, Buffer>"],
    ["bun", "point", "Buffer"],
  ])("%s makes of a MySQL %s a %s", async (driver, type, expected) => {
    expect(await typeIn("mysql", type, { driver })).toBe(expected);
    expect(await typeIn("mariadb", type, { driver })).toBe(expected);
  });

  test("the enum of a MySQL column is a type of its own", async () => {
    expect(await typeIn("mariadb", "enum('a','b')")).toBe("TC");
  });

  test.each([
    ["better-sqlite3", "BLOB", "Buffer"],
    ["bun", "BLOB", "Uint8Array"],
    ["better-sqlite3", "INTEGER", "number"],
    ["better-sqlite3", "BIGINT", "ColumnType<number, bigint | number, bigint | number>"],
    ["better-sqlite3", "BOOLEAN", "number"],
    ["better-sqlite3", "DATETIME", "string"],
    ["better-sqlite3", "NUMERIC(10,2)", "number"],
    ["better-sqlite3", "JSON", "string"],
    ["better-sqlite3", "ANY", "number | string | Buffer"],
    ["better-sqlite3", "constructor", "number | string | Buffer"],
  ])("%s makes of a SQLite %s a %s", async (driver, type, expected) => {
    const files = await renderSql(`CREATE TABLE t (c ${type} NOT NULL)`, { driver });
    expect(membersOf(files.get("tables/t.ts")).c).toBe(expected);
  });

  test("a driver that does not read the database is a problem", async () => {
    expect(renderSql("CREATE TABLE t (c)", { driver: "pg" })).rejects.toThrow(
      "the driver `pg` does not read this database; choose `better-sqlite3` or `bun`",
    );
  });
});

describe("types of the schema", () => {
  const text = async (path: string, options: Options = {}) => (await renderSchema(everyKind, options)).files.get(path);

  test("an enum is a union, or its values, or an enum", async () => {
    expect(await text("enums/mood.ts")).toEndWith('export type Mood = "happy" | "so-so" | "sad";\n');
    expect(await text("enums/mood.ts", { enums: "const" })).toEndWith(
      'export const MoodValues = ["happy", "so-so", "sad"] as const;\n\nexport type Mood = (typeof MoodValues)[number];\n',
    );
    expect(await text("enums/mood.ts", { enums: "enum" })).toEndWith(
      'export enum Mood {\n  Happy = "happy",\n  SoSo = "so-so",\n  Sad = "sad",\n}\n',
    );
  });

  test("members of an enum whose names meet are told apart", async () => {
    const odd = schema("public", [], { enums: [{ name: "e", values: ["a-b", "a b", "1", "+", ""] }] });
    const { files } = await renderSchema(database(odd), { enums: "enum" });
    expect(files.get("enums/e.ts")).toContain('  AB = "a-b",\n  AB_2 = "a b",\n  _1 = "1",\n  _ = "+",\n  __2 = "",\n');
  });

  test("a long enum stands on several lines", async () => {
    const values = Array.from({ length: 12 }, (_, index) => `value number ${index}`);
    const { files } = await renderSchema(database(schema("public", [], { enums: [{ name: "e", values }] })));
    expect(files.get("enums/e.ts")).toContain('export type E =\n  | "value number 0"\n  | "value number 1"\n');
  });

  test("a domain is an alias, a brand, or nothing", async () => {
    expect(await text("domains/email.ts")).toEndWith("/** An address. */\nexport type Email = string;\n");
    expect(await text("domains/email.ts", { domains: "brand" })).toContain('string & { readonly __domain: "email" }');
    expect(await text("domains/email.ts", { domains: "inline" })).toBeUndefined();
    const of = {
      inline: await typesOf(everyKind, "people", { domains: "inline" }),
      alias: await typesOf(everyKind, "people"),
    };
    expect([of.alias.email, of.alias.rating, of.alias.at]).toEqual([
      "Email",
      "Rating | null",
      "ColumnType<Moment, Date | string, Date | string>",
    ]);
    expect([of.inline.email, of.inline.rating, of.inline.at]).toEqual(["string", "number | null", date]);
    expect((await typesOf(everyKind, "people", { domains: "brand" })).at).toBe("Moment");
  });

  test("a composite is its text, unless the driver parses it", async () => {
    expect(await text("composites/address.ts")).toBeUndefined();
    expect(await text("composites/address.ts", { composites: "object" })).toEndWith(
      "export interface Address {\n  street: string | null;\n  mood: Mood;\n}\n",
    );
    expect((await typesOf(everyKind, "people", { composites: "object" })).home).toBe("Address | null");
  });

  test("a view is written to by nobody", async () => {
    expect(await text("views/person_list.ts")).toContain("  id: ColumnType<number | null, never, never>;\n");
  });
});

describe("checks that leave few values", () => {
  const ofSql = async (line: string) => membersOf((await renderSql(`CREATE TABLE t (${line})`)).get("tables/t.ts")).c;

  test("make literals of texts and numbers", async () => {
    expect(await ofSql("c TEXT CHECK (c IN ('a', 'b'))")).toBe('"a" | "b" | null');
    expect(await ofSql("c INTEGER NOT NULL CHECK (c IN (1, -2))")).toBe("1 | -2");
  });

  test("do not where `A` passes for `a`, or another type may be stored", async () => {
    expect(await ofSql("c TEXT COLLATE NOCASE CHECK (c IN ('a', 'b'))")).toBe("string | null");
    const checked = table("t", [column("c", "varchar(9)")], { checks: [{ expression: "`c` in ('a','b')" }] });
    const mysql = { ...database(schema("public", [checked])), dialect: "mysql" as const };
    expect((await typesOf(mysql, "t")).c).toBe("string");
    const padded = table("t", [column("c", "character(3)")], {
      checks: [{ expression: "c = ANY (ARRAY['a'::bpchar])" }],
    });
    expect((await typesOf(database(schema("public", [padded])), "t")).c).toBe("string");
  });
});

describe("the option `types`", () => {
  const list: readonly Column[] = [
    column("a", "numeric(10,2)"),
    column("b", "numeric"),
    column("c", "jsonb", { default: "'{}'" }),
  ];
  const source = database(schema("archive", [table("t", list)]), schema("public", [table("t", list)]));

  test("replaces the type of a type or of a column, the nearest first", async () => {
    const options = {
      types: ["numeric = number", "numeric(10,2)=Cents", "archive.t.b=bigint", 'jsonb=import("../j").J'],
    };
    expect(await typesOf(source, "t", options)).toEqual({ a: "Cents", b: "number", c: 'Generated<import("../j").J>' });
    expect((await typesOf(source, "archive.t", options)).b).toBe("bigint");
  });

  test("replaces the items of arrays, and of a domain what it is made of", async () => {
    const options = { types: ["text=Text", "mood=MyMood"], zod: true };
    const of = await typesOf(everyKind, "people", options);
    expect([of.tags, of.email, of.mood]).toEqual(["Text[]", "Email", "Generated<MyMood>"]);
    const { files } = await renderSchema(everyKind, options);
    expect(files.get("domains/email.ts")).toContain("export type Email = Text;");
    expect(files.get("schemas/people.ts")).toContain("  email: z.custom<Text>(");
    expect(files.get("schemas/people.ts")).toContain("  tags: z.custom<Text[]>(");
  });

  test("refuses what has no type", () => {
    expect(renderSchema(source, { types: ["numeric"] })).rejects.toThrow("not `numeric`");
  });
});

test("the option `readonly` makes rows read-only", async () => {
  const { files } = await renderSchema(everyKind, { readonly: true });
  expect(files.get("tables/people.ts")).toContain("export type Person = Readonly<Selectable<PeopleTable>>;");
});

test("every column of the fixture has a type, and none is unknown", async () => {
  const of = await typesOf(everyKind, "people");
  expect(Object.keys(of)).toEqual(columns.map(({ name }) => name));
  expect(Object.values(of).filter((type) => /\bunknown\b|\bany\b/.test(type))).toEqual([]);
  expect(types.enums).not.toBeEmpty();
});
