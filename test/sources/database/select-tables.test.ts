/** Which tables the options choose, and what is said of names that choose none. */
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import { reportMissing } from "#sources/database/missing.ts";
import type { Options } from "#sources/database/options.ts";
import type { Selection } from "#sources/database/select-tables.ts";
import { selectTables } from "#sources/database/select-tables.ts";
import { unitsOf } from "./support/described.ts";
import { schemaOf, tablesOf } from "./support/schema-builder.ts";

const schema = schemaOf({
  tables: {
    order: {},
    order_line: { foreignKeys: ["id -> order(id)"] },
    Customer: {},
    customer_backup: {},
    "a.b": {},
    "a+b(c)": {},
    "50%": {},
    orders_view: { kind: "view", definition: "select 1" },
  },
  schemas: { archive: { tables: { order: {}, order_line: {} } } },
});

function chosen(selection: Selection): string[] {
  return selectTables(schema, selection).schemas.flatMap(({ name, tables }) =>
    tables.map((table) => (name === "public" ? table.name : `${name}.${table.name}`)),
  );
}

const everything = chosen({});

describe("patterns", () => {
  test("none take everything", () => {
    expect(everything.length).toBe(10);
    expect(chosen({ include: ["*"] })).toEqual(everything);
    expect(chosen({ include: ["**"] })).toEqual(everything);
  });

  test.each<[string, string[]]>([
    ["order", ["order"]],
    ["ORDER", ["order"]],
    ["customer", ["Customer"]],
    ["public.order", ["order"]],
    ["Public.Order*", ["order", "order_line", "orders_view"]],
    ["archive.order", ["archive.order"]],
    ["archive.*", ["archive.order", "archive.order_line"]],
    ["*.order", ["archive.order", "order"]],
    ["*order", ["archive.order", "order"]],
    ["order*", ["order", "order_line", "orders_view"]],
    ["*_*", ["archive.order_line", "customer_backup", "order_line", "orders_view"]],
    ["o*d*r", ["order"]],
    ["order*order", []],
    ["*rder*rder*", []],
    ["a.b", ["a.b"]],
    ["a+b(c)", ["a+b(c)"]],
    ["a+*)", ["a+b(c)"]],
    ["50%", ["50%"]],
    ["o.der", []],
    ["orde?", []],
    ["[order]", []],
    ["^order$", []],
    ["", []],
    ["rder", []],
  ])("%j takes %j", (pattern, tables) => {
    expect(chosen({ include: [pattern] })).toEqual(tables);
  });

  test("exclude wins over include", () => {
    expect(chosen({ include: ["order*", "customer*"], exclude: ["*_line", "*_BACKUP"] })).toEqual([
      "Customer",
      "order",
      "orders_view",
    ]);
    expect(chosen({ include: ["order"], exclude: ["order"] })).toEqual([]);
    expect(chosen({ exclude: ["archive.*", "public.order*"] })).toEqual([
      "50%",
      "Customer",
      "a+b(c)",
      "a.b",
      "customer_backup",
    ]);
  });

  test("schemas are taken whole or not at all", () => {
    expect(chosen({ schemas: ["archive"] })).toEqual(["archive.order", "archive.order_line"]);
    expect(selectTables(schema, { schemas: ["archive"] }).schemas.map(({ name }) => name)).toEqual(["archive"]);
  });

  test("a foreign key to a table that is left out stays a fact of its table", () => {
    const selected = selectTables(schema, { include: ["order_line"] });
    const [unit] = unitsOf(selected).list("table");
    expect(unit?.data).toMatchObject({
      foreignKeys: [{ columns: ["id"], references: { table: "order" } }],
      relations: [],
      columns: [{ isForeign: true }],
    });
    expect(JSON.stringify(unit?.data)).not.toContain('table:order"');
  });

  test("many stars take no longer than few", () => {
    const long = tablesOf({ [`${"a".repeat(20_000)}c`]: {} });
    const start = performance.now();
    expect(selectTables(long, { include: [`${"*a".repeat(2000)}*b`] }).schemas[0]?.tables).toEqual([]);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe("a name that takes nothing is told", () => {
  function problems(options: Partial<Options>): Diagnostic[] {
    const found: Diagnostic[] = [];
    const input = { name: "shop", options: options as Options, limits: { documentBytes: 1, depth: 1, renderMs: 1 } };
    reportMissing(schema, selectTables(schema, options), input, (problem) => found.push(problem));
    return found;
  }
  const told = (options: Partial<Options>) =>
    problems(options).map(({ code, message, notes }) => [code, message, ...notes.map((note) => note.message)]);

  test("for a schema, with the one that is near", () => {
    expect(told({ schemas: ["archiv", "public"] })).toEqual([
      ["database/schema", "`shop` has no schema `archiv`", "did you mean `archive`?"],
    ]);
  });

  test("for a pattern of include, with the table that is near", () => {
    expect(told({ include: ["ordr", "customer*"] })).toEqual([
      ["database/schema", "`include` of `shop` names `ordr`, and no table matches", "did you mean `order`?"],
    ]);
  });

  test("but not for one that only exclude leaves nothing of", () => {
    expect(told({ include: ["order"], exclude: ["order"] })).toEqual([
      ["source/no-units", "`shop` has no tables: `include` and `exclude` leave none"],
    ]);
  });

  test("nothing is told when all is well", () => {
    expect(told({ schemas: ["public"], include: ["order*"], exclude: ["nothing_like_it"] })).toEqual([]);
  });
});
