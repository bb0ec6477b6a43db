/** What templates see of columns, types and tables. */
import { describe, expect, test } from "bun:test";
import { describeComposite, describeDomain, describeEnums } from "#sources/database/describe.ts";
import { indexTypes } from "#sources/database/described-types.ts";
import type { Column, DatabaseSchema, Domain, UserType } from "#sources/database/schema.ts";
import { columnData, tableData } from "./support/described.ts";
import { columnOf, schemaOf, tablesOf, uniqueIndex } from "./support/schema-builder.ts";

const user = (kind: UserType["kind"], name: string, schema = "public"): { readonly userType: UserType } => ({
  userType: { kind, schema, name },
});

const domain = (name: string, type: string, more: Partial<Domain> = {}): Domain => ({
  name,
  type,
  nullable: true,
  checks: [],
  ...more,
});

const typed: DatabaseSchema = schemaOf({
  enums: [{ name: "mood", values: ["sad", "ok"] }],
  domains: [
    domain("mood_domain", "mood", user("enum", "mood")),
    domain("mood_of_mood", "mood_domain", user("domain", "mood_domain")),
    domain("year", "integer", { checks: [{ expression: "VALUE >= 1901" }, { expression: "VALUE <= 2155" }] }),
    domain("recent", "year", { ...user("domain", "year"), checks: [{ expression: "VALUE >= 2000" }], nullable: false }),
    domain("given", "recent", { ...user("domain", "recent"), default: "2020" }),
    domain("tags", "text[]", { array: 1, checks: [{ expression: "VALUE <> '{}'::text[]" }] }),
    domain("loop", "loop", user("domain", "loop")),
    domain("lost", "gone", user("domain", "gone")),
  ],
  composites: [
    { name: "address", attributes: [columnOf("street: text"), columnOf("mood?: mood", user("enum", "mood"))] },
  ],
  tables: {
    t: {
      columns: [
        columnOf("mood: mood", user("enum", "mood")),
        columnOf("moods: mood[]", { ...user("enum", "mood"), array: 1 }),
        columnOf("far: other.mood", user("enum", "mood", "other")),
        columnOf("deep?: mood_of_mood", user("domain", "mood_of_mood")),
        columnOf("year?: year", user("domain", "year")),
        columnOf("recent?: recent", user("domain", "recent")),
        columnOf("given?: given", user("domain", "given")),
        columnOf("recents?: recent[]", { ...user("domain", "recent"), array: 1 }),
        columnOf("tags: tags", user("domain", "tags")),
        columnOf("tag_lists: tags[]", { ...user("domain", "tags"), array: 1 }),
        columnOf("texts: text[]", { array: 1 }),
        columnOf("loop: loop", user("domain", "loop")),
        columnOf("lost: gone", user("domain", "gone")),
        columnOf("home: address", user("composite", "address")),
        columnOf("nowhere: nowhere", user("composite", "nowhere")),
        columnOf("mail: ext.citext", user("other", "citext", "ext")),
        columnOf("span: span", user("range", "span")),
      ],
      checks: ["year > 1950 AND year < 3000", "texts IN ('{a}', '{b}')", "recents IN (1)"],
    },
  },
});

const of = (name: string) => columnData(typed, "t", name);

describe("a type of one's own", () => {
  test("an enum has its values and its unit", () => {
    expect(of("mood")).toMatchObject({ kind: "enum", values: ["sad", "ok"], enum: "enum:mood", typeName: "mood" });
  });

  test("an array is of its elements", () => {
    expect(of("moods")).toMatchObject({ kind: "enum", values: ["sad", "ok"], enum: "enum:mood", array: 1 });
  });

  test("an enum of a schema that is not read is an enum without values or unit", () => {
    expect(of("far").kind).toBe("enum");
    expect(of("far").values).toBeUndefined();
    expect(of("far").enum).toBeUndefined();
  });

  test("a domain over a domain over an enum is that enum", () => {
    expect(of("deep")).toMatchObject({
      kind: "enum",
      values: ["sad", "ok"],
      enum: "enum:mood",
      domain: "domain:mood_of_mood",
    });
  });

  test("a domain is what it is made of", () => {
    expect(of("given")).toMatchObject({ kind: "integer", bytes: 4, type: "given", domain: "domain:given" });
  });

  test("a domain over an array is an array, and an array of it is one of two dimensions", () => {
    expect(of("tags")).toMatchObject({ kind: "string", array: 1, domain: "domain:tags" });
    expect(of("tag_lists")).toMatchObject({ kind: "string", array: 2 });
  });

  test("a domain that is made of itself, or of nothing, is no reason to fail", () => {
    expect(of("loop")).toMatchObject({ kind: "other", domain: "domain:loop" });
    expect(of("lost").kind).toBe("other");
    expect(of("lost").domain).toBeUndefined();
  });

  test("a composite type has its unit, when it is read", () => {
    expect(of("home")).toMatchObject({ kind: "composite", composite: "composite:address" });
    expect(of("nowhere").kind).toBe("other");
    expect(of("nowhere").composite).toBeUndefined();
  });

  test("a type of an extension is known by its name, wherever the extension is", () => {
    expect(of("mail")).toMatchObject({ kind: "string", typeName: "citext", type: "ext.citext" });
    expect(of("span").kind).toBe("other");
  });

  test("attributes of a composite type are described as columns are", () => {
    const [schema] = typed.schemas;
    const { attributes } = describeComposite(schema!, schema!.composites[0]!, indexTypes(typed));
    expect(attributes).toMatchObject([
      { name: "street", kind: "string", isOptional: false, isPrimary: false },
      { name: "mood", kind: "enum", enum: "enum:mood", isOptional: true },
    ]);
  });

  test("a domain says what its own type and all below it say", () => {
    const [schema] = typed.schemas;
    const data = (name: string) => {
      const found = schema!.domains.find((one) => one.name === name);
      return describeDomain(schema!, found!, indexTypes(typed));
    };
    expect(data("recent")).toMatchObject({
      schema: "public",
      kind: "integer",
      type: "year",
      limits: { min: 2000, max: 2155 },
    });
    expect(data("recent")).not.toHaveProperty("userType");
    expect(data("mood_of_mood")).toMatchObject({ kind: "enum", enum: "enum:mood", values: ["sad", "ok"] });
    expect(data("tags")).toMatchObject({ kind: "string", array: 1 });
    expect(data("tags").limits).toBeUndefined();
  });
});

describe("limits", () => {
  test("of a column and of its domain hold both: the tighter one is told", () => {
    expect(of("year").limits).toEqual({ exclusiveMin: 1950, max: 2155 });
  });

  test("of a domain and of the domain it is made of hold both", () => {
    expect(of("recent").limits).toEqual({ min: 2000, max: 2155 });
    expect(of("given").limits).toEqual({ min: 2000, max: 2155 });
  });

  test("of an array's elements are those of their domain, and not what is said of the whole array", () => {
    expect(of("recents").limits).toEqual({ min: 2000, max: 2155 });
    expect(of("tags").limits).toBeUndefined();
    expect(of("texts").limits).toBeUndefined();
  });

  test("that leave no value say nothing of values", () => {
    const schema = schemaOf({
      domains: [
        domain("size", "text", {
          checks: [{ expression: "VALUE IN ('s', 'm')" }, { expression: "char_length(VALUE) < 9" }],
        }),
      ],
      tables: {
        t: {
          columns: [columnOf("a: size", user("domain", "size")), columnOf("b: size", user("domain", "size"))],
          checks: ["a IN ('l')", "b IN ('m', 'l')"],
        },
      },
    });
    expect(columnData(schema, "t", "a").limits).toEqual({ maxLength: 8 });
    expect(columnData(schema, "t", "b").limits).toEqual({ maxLength: 8, values: ["m"] });
  });

  test("of a column called like a member of every object are its own", () => {
    const schema = tablesOf({ t: { columns: ["constructor", "__proto__"], checks: ["constructor > 1"] } });
    expect(columnData(schema, "t", "constructor").limits).toEqual({ exclusiveMin: 1 });
    expect(columnData(schema, "t", "__proto__").limits).toBeUndefined();
  });
});

describe("an insert may leave out a column", () => {
  const optional: readonly (readonly [string, Column, boolean, boolean])[] = [
    ["that must be given", columnOf("c"), false, false],
    ["that may be null", columnOf("c?"), true, false],
    ["that has a default", columnOf("c", { default: "0" }), true, false],
    ["that the database counts", columnOf("c", { autoIncrement: true }), true, false],
    ["that takes the next of a sequence", columnOf("c", { default: "nextval('s'::regclass)" }), true, false],
    ["that is an identity by default", columnOf("c", { identity: "by default" }), true, false],
    ["that is always an identity, and must", columnOf("c", { identity: "always" }), true, true],
    ["that is generated, and must", columnOf("c", { generated: { expression: "1", kind: "stored" } }), true, true],
  ];
  test.each(optional)("%s", (_what, column, isOptional, isReadOnly) => {
    expect(columnData(tablesOf({ t: { columns: [column] } }), "t", "c")).toMatchObject({ isOptional, isReadOnly });
  });

  test("but not when its domain forbids null, at any depth, unless a domain has a default", () => {
    expect(of("year")).toMatchObject({ nullable: true, isOptional: true });
    expect(of("recent")).toMatchObject({ nullable: false, isOptional: false });
    expect(of("given")).toMatchObject({ nullable: false, isOptional: true });
    expect(of("recents")).toMatchObject({ nullable: true, isOptional: true });
  });

  test("a sequence that is asked for by default counts", () => {
    const counting = (value: string) =>
      columnData(tablesOf({ t: { columns: [columnOf("c", { default: value })] } }), "t", "c").autoIncrement;
    expect(counting("nextval('public.t_c_seq'::regclass)")).toBe(true);
    expect(counting("(nextval('s'::regclass) * 2)")).toBeUndefined();
    expect(counting("'nextval('")).toBeUndefined();
  });
});

describe("keys", () => {
  const schema = tablesOf({
    other: {},
    t: {
      columns: ["a", "b", "c", "d", "e", "f"],
      primaryKey: "a b",
      uniques: ["c", "d e"],
      indexes: [uniqueIndex("i", "f"), uniqueIndex("j", "e", { where: "x" })],
      foreignKeys: ["b -> other(id)", "c -> gone(id)"],
    },
  });
  const where = (flag: "isPrimary" | "isUnique" | "isForeign") =>
    tableData(schema, "t")
      .columns.filter((column) => column[flag])
      .map(({ name }) => name);

  test("a column knows which it is in, and whether it is unique alone", () => {
    expect(where("isPrimary")).toEqual(["a", "b"]);
    expect(where("isUnique")).toEqual(["c", "f"]);
    expect(where("isForeign")).toEqual(["b", "c"]);
  });

  test("a foreign key has the unit that it leads to, when there is one", () => {
    expect(tableData(schema, "t").foreignKeys.map(({ table }) => table)).toEqual(["table:other", undefined]);
  });

  test("a table of one column as its key is unique by it", () => {
    expect(columnData(tablesOf({ t: { columns: ["id", "x"], primaryKey: "id" } }), "t", "id")).toMatchObject({
      isPrimary: true,
      isUnique: true,
    });
  });
});

describe("an enum of a column", () => {
  const schema = (tables: Parameters<typeof tablesOf>[0]) => schemaOf({ dialect: "mariadb", tables });
  const enumsIn = (database: DatabaseSchema) =>
    database.schemas.flatMap((one) => describeEnums(one, indexTypes(database)));

  test("is called after table and column", () => {
    const database = schema({ film: { columns: ["id", "rating?: enum('G','PG')", "extras: set('a','b')"] } });
    expect(enumsIn(database)).toEqual([
      { schema: "main", name: "film_rating", values: ["G", "PG"], column: { table: "film", name: "rating" } },
    ]);
    expect(columnData(database, "film", "rating")).toMatchObject({
      kind: "enum",
      enum: "enum:film_rating",
      values: ["G", "PG"],
    });
    expect(columnData(database, "film", "extras")).toMatchObject({ kind: "set", values: ["a", "b"] });
    expect(columnData(database, "film", "extras").enum).toBeUndefined();
  });

  test("keeps its name when one of a later table would take it", () => {
    const database = schema({
      order: { columns: ["line_status: enum('a')"] },
      order_line: { columns: ["status: enum('b')"] },
    });
    expect(enumsIn(database).map(({ name, values }) => [name, values])).toEqual([
      ["order_line_status", ["a"]],
      ["order_line_status_2", ["b"]],
    ]);
    expect(columnData(database, "order_line", "status").enum).toBe("enum:order_line_status_2");
  });

  test("is none where types have names of their own", () => {
    expect(enumsIn(tablesOf({ t: { columns: ["a: enum('a')"] } }))).toEqual([]);
  });
});
