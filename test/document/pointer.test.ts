import { expect, test } from "bun:test";
import { pointerOf, pointerSegments, valueAt } from "#document/pointer.ts";

test("segments survive the way to a pointer and back", () => {
  const segments = ["paths", "/pets/{id}", "a~1b", "", "0"];
  expect(pointerOf(segments)).toBe("/paths/~1pets~1{id}/a~01b//0");
  expect(pointerSegments(pointerOf(segments))).toEqual(segments);
  expect(pointerSegments("")).toEqual([]);
});

test("a value is found through mappings and lists, and never on a prototype", () => {
  const value = { a: [{ b: 1 }], n: null };
  expect(valueAt(value, ["a", "0", "b"])).toBe(1);
  expect(valueAt(value, ["n"])).toBeNull();
  expect(valueAt(value, [])).toBe(value);
  for (const path of [
    ["a", "1"],
    ["a", "00"],
    ["a", "length"],
    ["a", "-1"],
    ["constructor"],
    ["toString"],
    ["n", "x"],
    ["__proto__"],
  ]) {
    expect(valueAt(value, path)).toBeUndefined();
  }
});
