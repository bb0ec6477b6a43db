import { describe, expect, test } from "bun:test";
import { enumValues } from "#sources/database/enum-values.ts";

describe("the values of a type", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["enum('a','b')", ["a", "b"]],
    ["set('a','b')", ["a", "b"]],
    ["ENUM( 'a' , 'b' )", ["a", "b"]],
    ["enum('a','b''c','','j,k','(x)','d\"e')", ["a", "b'c", "", "j,k", "(x)", 'd"e']],
    ["enum('f\\\\g','h\\ni','cr\\rx','z\\0y','\\\\''','back\\\\')", ["f\\g", "h\ni", "cr\rx", "z\0y", "\\'", "back\\"]],
    ["enum('it\\'s')", ["it's"]],
    ["enum('tab\tx','sub\x1ax','ü日','per%c_x')", ["tab\tx", "sub\x1ax", "ü日", "per%c_x"]],
    ["enum('a') charset utf8mb4", ["a"]],
  ];
  for (const [type, values] of cases)
    test(`${JSON.stringify(type)} are ${JSON.stringify(values)}`, () => expect(enumValues(type)).toEqual(values));
});

describe("a type has no values", () => {
  for (const type of ["", "int(11)", "enumeration('a')", "varchar(3)", "mood", "'a','b'"])
    test(`when it is ${JSON.stringify(type)}`, () => expect(enumValues(type)).toEqual([]));

  for (const type of [
    "enum(",
    "enum()",
    "enum('a'",
    "enum('a",
    "enum('a',)",
    "enum('a' 'b')",
    "enum(a)",
    "set('a';'b')",
    "enum('a\\",
  ])
    test(`when its list is not whole: ${type}`, () => expect(enumValues(type)).toEqual([]));
});

test("a hundred thousand values are read in order, and quickly", () => {
  const values = Array.from({ length: 100_000 }, (_, at) => `it's ${at}`);
  const start = performance.now();
  expect(enumValues(`enum(${values.map((value) => `'${value.replace("'", "''")}'`).join(",")})`)).toEqual(values);
  expect(performance.now() - start).toBeLessThan(2000);
});
