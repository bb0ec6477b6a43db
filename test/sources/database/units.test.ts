/** The units of a database: what they are called, what changes them, and that no name makes two of them one. */
import { describe, expect, test } from "bun:test";
import type { Unit } from "#model/unit.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { schemaOf as schemaAsRead, snapshotShape } from "#sources/database/snapshot-shape.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import { random } from "../../support/random.ts";
import { allUnits, unitsOf } from "./support/described.ts";
import { randomSchema } from "./support/random-schema.ts";
import type { TableWords } from "./support/schema-builder.ts";
import { columnOf, schemaOf, tablesOf } from "./support/schema-builder.ts";

const ids = (schema: DatabaseSchema) => allUnits(unitsOf(schema)).map(({ id }) => id);

const shop = (more: Readonly<Record<string, TableWords>> = {}) =>
  tablesOf({
    customer: { columns: ["id", "name: text"], primaryKey: "id" },
    order: { columns: ["id", "customer_id"], primaryKey: "id", foreignKeys: ["customer_id -> customer(id)"] },
    stock: { columns: ["id"], primaryKey: "id" },
    ...more,
  });

/** Ids of units whose digest differs, or that only one side has. */
function changes(before: DatabaseSchema, after: DatabaseSchema): string[] {
  const digests = (schema: DatabaseSchema) => new Map(allUnits(unitsOf(schema)).map(({ id, digest }) => [id, digest]));
  const [old, now] = [digests(before), digests(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id)).toSorted();
}

describe("units", () => {
  const schema = schemaOf({
    enums: [{ name: "mood", values: ["ok"] }],
    domains: [{ name: "year", type: "integer", nullable: true, checks: [] }],
    composites: [{ name: "address", attributes: [columnOf("street: text")] }],
    tables: {
      film: { columns: ["id", "parent_id?"], primaryKey: "id", foreignKeys: ["parent_id -> film(id)"] },
      films: { kind: "view", definition: "select 1" },
    },
    schemas: { archive: { tables: { film: {} }, enums: [{ name: "mood", values: ["sad"] }] } },
  });

  test("have ids that say the kind, and the schema where it is not the default one", () => {
    expect(ids(schema)).toEqual([
      "database:shop",
      "schema:archive",
      "schema:public",
      "table:archive.film",
      "table:film",
      "view:films",
      "enum:archive.mood",
      "enum:mood",
      "domain:year",
      "composite:address",
      "relation:film.parent",
      "relation:film.parentFilms",
    ]);
  });

  test("are found by their id, and by no other", () => {
    const units = unitsOf(schema);
    for (const unit of allUnits(units)) expect(units.get(unit.id)).toBe(unit);
    expect(["table:films", "film", "__proto__", "table:"].map((id) => units.get(id))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(units.list("sequence")).toEqual([]);
  });

  test("name their members", () => {
    expect(unitsOf(schema).get("schema:public")?.data).toMatchObject({
      isDefault: true,
      tables: ["table:film"],
      views: ["view:films"],
      enums: ["enum:mood"],
      domains: ["domain:year"],
      composites: ["composite:address"],
    });
    expect(unitsOf(schema).get("database:shop")?.data).toMatchObject({ schemas: ["schema:archive", "schema:public"] });
  });

  test("have facts to select them by", () => {
    const units = unitsOf(schema);
    expect(units.get("table:archive.film")?.facts).toEqual({
      schema: "archive",
      table: "film",
      tableKind: "table",
      isPivot: false,
      isDefaultSchema: false,
    });
    expect(units.get("relation:film.parent")?.facts).toEqual({
      relation: "parent",
      relationKind: "belongs-to",
      of: "table:film",
      table: "table:film",
    });
    expect(units.get("relation:film.parent")?.data).toMatchObject({
      of: { id: "table:film", schema: "public", name: "film" },
    });
  });

  test("are placed where their schema and member are", () => {
    const units = unitsOf(schema);
    const fileOf = (id: string) => {
      const unit = units.get(id);
      return unit && units.place(unit).file;
    };
    expect(fileOf("database:shop")).toBe("");
    expect(fileOf("table:archive.film")).toBe("archive/film");
    expect(fileOf("relation:film.parent")).toBe("public/film");
  });

  test("of an enum that belongs to a column are placed at its table", () => {
    const mysql = schemaOf({ dialect: "mysql", tables: { film: { columns: ["rating: enum('G')"] } } });
    const units = unitsOf(mysql);
    const unit = units.get("enum:film_rating");
    expect(unit && units.place(unit).file).toBe("main/film");
  });

  test("hold JSON, and nothing else", () => {
    for (let seed = 0; seed < 50; seed++)
      for (const { data, facts } of allUnits(unitsOf(randomSchema(random(seed)))))
        expect(JSON.parse(JSON.stringify({ data, facts }))).toEqual({ data, facts });
  });
});

describe("what changes a unit", () => {
  const orders = (columns: readonly string[]) =>
    shop({ order: { columns, primaryKey: "id", foreignKeys: ["customer_id -> customer(id)"] } });

  test("nothing, when nothing changes", () => {
    for (let seed = 0; seed < 30; seed++)
      expect(changes(randomSchema(random(seed)), randomSchema(random(seed)))).toEqual([]);
  });

  test("a column of a table changes that table alone", () => {
    expect(changes(shop(), orders(["id", "customer_id", "note: text"]))).toEqual(["table:order"]);
  });

  test("a column of a key that may be null now changes the relation too, and not the other table", () => {
    expect(changes(shop(), orders(["id", "customer_id?"]))).toEqual(["relation:order.customer", "table:order"]);
  });

  test("a new table changes the tables it is related to, and the list of its schema", () => {
    const after = shop({ parcel: { columns: ["id", "order_id"], foreignKeys: ["order_id -> order(id)"] } });
    expect(changes(shop(), after)).toEqual([
      "relation:order.parcels",
      "relation:parcel.order",
      "schema:public",
      "table:order",
      "table:parcel",
    ]);
  });

  test("a comment on a table changes its facts", () => {
    const after = shop({ stock: { columns: ["id"], primaryKey: "id", comment: "what is left" } });
    expect(changes(shop(), after)).toEqual(["table:stock"]);
    expect(unitsOf(after).get("table:stock")?.facts).toMatchObject({ comment: "what is left" });
  });

  test("a value of an enum changes the enum and the columns of it", () => {
    const moods = (values: readonly string[]) =>
      schemaOf({
        enums: [{ name: "mood", values }],
        tables: {
          t: { columns: [columnOf("m: mood", { userType: { kind: "enum", schema: "public", name: "mood" } })] },
          other: {},
        },
      });
    expect(changes(moods(["a"]), moods(["a", "b"]))).toEqual(["enum:mood", "table:t"]);
  });

  test("the order in which keys of the JSON of a snapshot stand changes none", () => {
    const text = snapshotText(shop());
    const turned = JSON.parse(text, (_key, value) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    );
    const read = (value: unknown) => schemaAsRead(snapshotShape.parse(value));
    expect(changes(read(JSON.parse(text)), read(turned))).toEqual([]);
  });
});

describe("hostile names", () => {
  const names = [
    "a.b",
    "a",
    '"a.b"',
    '"a',
    'a"',
    "a:b",
    "table:a",
    "A",
    "nul\u0000",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    " ",
    "..",
    "a/b",
    "é",
    "e\u0301",
  ];
  const schemaNames = ["public", "a", "a.b", 'a."b', '"', '"a', "x", "nul", "nul\u0000a", "__proto__"];
  const columns = ["id", "__proto__", "constructor"];
  const hostile = schemaOf({
    schemas: Object.fromEntries(
      schemaNames.map((schema) => [
        schema,
        {
          tables: Object.fromEntries(
            [...names, "b", 'b c"', 'b"'].map((table) => [table, { columns, primaryKey: "id" }]),
          ),
        },
      ]),
    ),
    tables: Object.fromEntries(names.map((table) => [table, { columns, primaryKey: "id" }])),
  });

  test("never make two units one", () => {
    const count = hostile.schemas.reduce((sum, { tables }) => sum + tables.length, 0);
    const units = unitsOf(hostile);
    expect(units.list("table").length).toBe(count);
    const found = allUnits(units);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  test("have slugs that are unique where case does not count, for each kind", () => {
    for (const schema of [hostile, ...Array.from({ length: 100 }, (_, seed) => randomSchema(random(seed)))]) {
      for (const group of Map.groupBy(allUnits(unitsOf(schema)), ({ kind }: Unit) => kind).values()) {
        const slugs = group.map(({ slug }) => slug.toLowerCase());
        expect(new Set(slugs).size).toBe(slugs.length);
        for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9_][a-z0-9._-]*$/);
      }
    }
  });

  test("are found under the whole of their id", () => {
    const named = ({ schemas }: DatabaseSchema) =>
      schemas.flatMap(({ name, tables }) => tables.map((table) => [name, table.name]));
    const tables = [...unitsOf(hostile).list("table")];
    const found = tables.map((unit) => unit.data as { schema: string; name: string });
    expect(found.map(({ schema, name }) => [schema, name])).toEqual(named(hostile));
  });

  test("leave the objects of everybody else alone", () => {
    unitsOf(hostile);
    expect(({} as { id?: unknown }).id).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("of columns stand in the data like any other", () => {
    const [unit] = unitsOf(tablesOf({ t: { columns } })).list("table");
    expect(unit?.data).toMatchObject({ columns: columns.map((name) => ({ name })) });
  });
});

describe("a thousand tables", () => {
  const wide = (count: number) =>
    tablesOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, at): [string, TableWords] => [
          `table_${at}`,
          {
            columns: ["id", "parent_id", "other_id?", ...Array.from({ length: 9 }, (_, n) => `column_${n}: text`)],
            primaryKey: "id",
            foreignKeys: [`parent_id -> table_${at >> 1}(id)`, `other_id -> table_${(at * 7) % count}(id)`],
          },
        ]),
      ),
    );

  test("have their units soon, and four times as many in about four times as long", () => {
    const time = (schema: DatabaseSchema) => {
      const start = performance.now();
      const units = unitsOf(schema);
      expect(units.list("relation").length).toBe(4 * units.list("table").length);
      return performance.now() - start;
    };
    const [small, large] = [wide(500), wide(2000)];
    time(small);
    const once = Math.min(time(small), time(small), time(small));
    expect(Math.min(time(large), time(large))).toBeLessThan(once * 12 + 50);
  });

  test("that all refer to one table are named in no quadratic time", () => {
    const star = tablesOf({
      hub: { primaryKey: "id" },
      ...Object.fromEntries(
        Array.from({ length: 3000 }, (_, at): [string, TableWords] => [
          `spoke${"_".repeat(at % 3)}${at}`,
          { columns: ["id", "hub_id"], foreignKeys: ["hub_id -> hub(id)"] },
        ]),
      ),
      ...Object.fromEntries(
        Array.from({ length: 1500 }, (_, at): [string, TableWords] => [
          `$${"$".repeat(at)}`,
          { columns: ["hub_id"], foreignKeys: ["hub_id -> hub(id)"] },
        ]),
      ),
    });
    const start = performance.now();
    const units = unitsOf(star);
    expect(units.list("relation").length).toBe(9000);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
