/** What the keys of a table say about sets of columns. */
import { describe, expect, test } from "bun:test";
import { isSameSet, isUnique, pivotKeys, uniqueSets } from "#sources/database/keys.ts";
import type { TableWords } from "./support/schema-builder.ts";
import { tableOf, uniqueIndex } from "./support/schema-builder.ts";

const columns = ["a", "b", "c"];
const keys = ["a -> x(id)", "b -> y(id)"];
const pivotOf = (words: TableWords) =>
  pivotKeys(tableOf("t", { columns, foreignKeys: keys, ...words }))?.map((key) => key.columns.join(" "));

describe("sets of columns of which no two rows share their values", () => {
  test("are the primary key, unique constraints, and unique indexes over whole columns of all rows", () => {
    const table = tableOf("t", {
      columns,
      primaryKey: "a b",
      uniques: ["c"],
      indexes: [
        uniqueIndex("i", "b c"),
        uniqueIndex("part", "b", { where: "c > 0" }),
        uniqueIndex("beginning", "b", { parts: [{ column: "b", length: 3 }] }),
        uniqueIndex("expression", "b", { parts: [{ column: "b" }, { expression: "lower(c)" }] }),
        { name: "plain", parts: [{ column: "b" }] },
      ],
    });
    expect(uniqueSets(table)).toEqual([["a", "b"], ["c"], ["b", "c"]]);
  });

  test("are none where there is no key", () => {
    expect(uniqueSets(tableOf("t", {}))).toEqual([]);
    expect(isUnique(["a"], [])).toBe(false);
  });

  test("make every set unique that holds them", () => {
    expect(isUnique(["a", "b"], [["b"]])).toBe(true);
    expect(isUnique(["b"], [["a", "b"]])).toBe(false);
    expect(isSameSet(["a", "b"], ["b", "a"])).toBe(true);
    expect(isSameSet(["a", "b"], ["a"])).toBe(false);
  });
});

describe("the keys of a pivot", () => {
  test("come in the order of their columns", () => {
    expect(pivotOf({ primaryKey: "b a" })).toEqual(["a", "b"]);
    expect(pivotOf({ primaryKey: "b a", foreignKeys: keys.toReversed() })).toEqual(["a", "b"]);
  });

  test("are those of the primary key, before those of another", () => {
    const three = ["a -> x(id)", "b -> y(id)", "c -> z(id)"];
    for (const foreignKeys of [three, three.toReversed()])
      expect(pivotOf({ primaryKey: "b c", uniques: ["a b"], foreignKeys })).toEqual(["b", "c"]);
    expect(pivotOf({ uniques: ["b c", "a b"], foreignKeys: three })).toEqual(["a", "b"]);
  });

  test("may share columns, when neither holds the other", () => {
    expect(pivotOf({ primaryKey: "a b c", foreignKeys: ["a b -> x(t id)", "a c -> y(t id)"] })).toEqual(["a b", "a c"]);
    expect(pivotOf({ primaryKey: "a b", foreignKeys: ["a b -> x(t id)", "a -> y(id)"] })).toBeUndefined();
  });

  test("are not two keys over the same column", () => {
    expect(pivotOf({ columns: ["a"], foreignKeys: ["a -> x(id)", "a -> y(id)"] })).toBeUndefined();
    expect(pivotOf({ columns: ["a"], primaryKey: "a", foreignKeys: ["a -> x(id)", "a -> y(id)"] })).toBeUndefined();
  });

  test("are none in a table that is about one of them", () => {
    expect(pivotOf({ columns: ["a", "b"], primaryKey: "a" })).toBeUndefined();
    expect(pivotOf({ columns: ["a", "b"], indexes: [uniqueIndex("i", "b")] })).toBeUndefined();
  });

  test.each(["created_at", "createdAt", "updated_on", "modified", "last_update", "LastUpdated"])(
    "may stand beside %s without any key",
    (name) => expect(pivotOf({ columns: ["a", "b", name] })).toEqual(["a", "b"]),
  );

  test.each(["position", "created_by", "update_count"])(
    "mean more beside %s, so that a key must say what they are",
    (name) => {
      expect(pivotOf({ columns: ["a", "b", name] })).toBeUndefined();
      expect(pivotOf({ columns: ["a", "b", name], uniques: ["a b"] })).toEqual(["a", "b"]);
    },
  );
});
