import { describe, expect, test } from "bun:test";
import type { CheckDialect } from "#sources/database/check-limits.ts";
import { checkLimits, domainLimits } from "#sources/database/check-limits.ts";
import type { Limits } from "#sources/database/unit-data.ts";

const columns = ["price", "status", "name", "x", "y", "Upper", 'we"ird', "we`ird", "user", "end"];

type Found = Readonly<Record<string, Limits>>;

function limitsOf(expression: string | readonly string[], dialect: CheckDialect): Found {
  return Object.fromEntries(checkLimits([expression].flat(), columns, dialect));
}

function expectLimits(dialect: CheckDialect, cases: readonly (readonly [string, Found])[]): void {
  for (const [expression, limits] of cases)
    test(`${expression.replace(/\s+/g, " ")} gives ${JSON.stringify(limits)}`, () =>
      expect(limitsOf(expression, dialect)).toEqual(limits));
}

function expectNothing(dialect: CheckDialect, expressions: readonly string[]): void {
  for (const expression of expressions)
    test(`${expression.replace(/\s+/g, " ")} is left out`, () => expect(limitsOf(expression, dialect)).toEqual({}));
}

const ab = { status: { values: ["a", "b"] } };

describe("as PostgreSQL prints it,", () => {
  expectLimits("postgres", [
    ["((price >= (0)::numeric) AND (price < (100)::numeric))", { price: { min: 0, exclusiveMax: 100 } }],
    ["((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", ab],
    ["(status = ANY (ARRAY['a'::text, 'b'::text]))", ab],
    ["(status = ANY (ARRAY['a'::bpchar, 'b'::bpchar]))", ab],
    [`(status = ANY ('{a,"b"}'::text[]))`, ab],
    ["(price = ANY ('{1,2}'::integer[]))", { price: { values: [1, 2] } }],
    ["(price = ANY (ARRAY[(1)::numeric, 2.5, '-3'::integer]))", { price: { values: [1, 2.5, -3] } }],
    ["(status = E'a\\'\\n\\\\'::text)", { status: { values: ["a'\n\\"] } }],
    ["(status = 'd\\e'::text)", { status: { values: ["d\\e"] } }],
    ["(length((name)::text) <= 40)", { name: { maxLength: 40 } }],
    ["(char_length(name) >= 2)", { name: { minLength: 2 } }],
    ["((length(name))::numeric > 2.5)", { name: { minLength: 3 } }],
    ["((octet_length(name) >= 2) AND (octet_length(name) <= 9))", { name: { maxLength: 9 } }],
    ["(name <> ''::text)", { name: { minLength: 1 } }],
    ["(price > '-3'::integer)", { price: { exclusiveMin: -3 } }],
    ["(price > ('-0.0000001'::numeric)::double precision)", { price: { exclusiveMin: -1e-7 } }],
    ["(price = (0.5)::real)", { price: { values: [0.5] } }],
    [`(("Upper" > 0) AND ("we""ird" < 5))`, { Upper: { exclusiveMin: 0 }, 'we"ird': { exclusiveMax: 5 } }],
    [`("user" = 'x'::text)`, { user: { values: ["x"] } }],
    ["((price IS NULL) OR (price > 0))", { price: { exclusiveMin: 0 } }],
    ["(((status)::text = 'a'::text) OR ((status)::text = 'b'::text))", ab],
    ["((price < 1) OR (price > 5))", {}],
  ]);

  expectNothing("postgres", [
    // A cast of the column may round or cut what is compared.
    "((price)::integer >= 3)",
    "((price)::numeric >= 3.5)",
    "(((name)::character varying(2))::text = 'ab'::text)",
    "(length(((name)::character varying(3))::text) <= 3)",
    // So may one of the constant, or its type compares in a way of its own.
    "(price <= (1.5)::integer)",
    "(price <= (0.1)::real)",
    "(price > '5'::money)",
    "(status = 'a'::citext)",
    "(status = ('abc'::character varying)::character varying(2))",
    "(price < 'Infinity'::numeric)",
    "(price > 'NaN'::numeric)",
    // NULL in a list lets every row pass.
    "(status = ANY (ARRAY['a'::text, NULL::text]))",
    "(status = ANY ('{a,NULL}'::text[]))",
    "(status = ANY ('{{a},{b}}'::text[]))",
    "(price > NULL::integer)",
    "(price <> ALL (ARRAY[1, 2]))",
    "(price >= ANY (ARRAY[1, 2]))",
    "(price OPERATOR(public.=) 5)",
    "(price <-> 5)",
    "((name)::text ~ '^a'::text)",
    `((status COLLATE "und-ci") = 'a'::text)`,
    "(USER = 'x'::text)",
    `("PRICE" > 5)`,
    "((x).price > 5)",
    "(x[1] > 5)",
    "(status = E'\\x41')",
    "(status = U&'\\0061')",
    "(price = B'101')",
    "CASE WHEN x > 1 AND price > 3 AND y > 5 THEN true ELSE false END",
  ]);

  test("a CASE is one thing, beside which other conditions count", () => {
    const found = limitsOf("(CASE WHEN (x > 1) AND (price > 3) AND (y > 5) THEN true END AND (price < 9))", "postgres");
    expect(found).toEqual({ price: { exclusiveMax: 9 } });
  });
});

describe("as MySQL and MariaDB print it,", () => {
  expectLimits("mysql", [
    ["`price` >= 0 and `price` < 100", { price: { min: 0, exclusiveMax: 100 } }],
    ["((`price` >= 0) and (`price` < 100))", { price: { min: 0, exclusiveMax: 100 } }],
    ["`status` in ('a','b')", ab],
    ["(`status` in (_utf8mb4\\'a\\',_utf8mb4\\'b\\'))", ab],
    ["(`status` = _utf8mb4\\'it\\\\\\'s \\\\n \\\\\\\\\\')", { status: { values: ["it's \n \\"] } }],
    ["`status` in (_utf8mb4'a',N'b')", ab],
    ["`status` in ('it\\'s','d\\\\e','f\\ng','''')", { status: { values: ["it's", "d\\e", "f\ng", "'"] } }],
    ["`status` = 'a' or `status` = 'b'", ab],
    ["`status` = 'a' || `status` = 'b'", ab],
    ["`price` between 1 and 5 and `x` between -1.5 and 2", { price: { min: 1, max: 5 }, x: { min: -1.5, max: 2 } }],
    ["char_length(`name`) <= 3", { name: { maxLength: 3 } }],
    ["length(`name`) between 2 and 9", { name: { maxLength: 9 } }],
    ["length(`name`) > 0", { name: { minLength: 1 } }],
    ["octet_length(`name`) = 5", { name: { maxLength: 5 } }],
    ["`price` <=> 3", { price: { values: [3] } }],
    ["`we``ird` > -1 and 5 > `we``ird`", { "we`ird": { exclusiveMin: -1, exclusiveMax: 5 } }],
    ["`price` > 1 or `price` is null", { price: { exclusiveMin: 1 } }],
    [
      "`price` > 0 and `x` > 1 && `y` > 2",
      { price: { exclusiveMin: 0 }, x: { exclusiveMin: 1 }, y: { exclusiveMin: 2 } },
    ],
  ]);

  expectNothing("mysql", [
    "`price` > 0 and `x` > 1 xor `y` > 2",
    "`price` > 1 and `x` > 0 or `y` > 2",
    "`price` > 0 and `x` > 1 || `y` > 2",
    "`price` > '5'",
    "`price` > 5 is true",
    "`price` > `x` > 3",
    "`price` | 2 > 3",
    "~`price` = 3",
    "`price` < 5--1",
    "`price` > 0x10",
    "`status` = X'61'",
    "`status` = 'a' collate utf8mb4_bin",
    "`status` = cast('a' as char charset binary)",
    "`status` in (_latin1'\u00e9')",
    "`status` in ('????')",
    "`name` > DATE'2020-01-01'",
    "(`price`,`x`) = (1,2)",
    "length(`name`) >= 2",
    "case when `x` > 1 and `price` > 3 and `y` > 2 then 1 else 0 end",
    "`price` > 5 and \\",
    "`price` > 5 and `x` = \\'open",
  ]);
});

describe("as it is written for SQLite,", () => {
  expectLimits("sqlite", [
    ["price >= 0", { price: { min: 0 } }],
    ["0<PRICE AND price<+1e2", { price: { exclusiveMin: 0, exclusiveMax: 100 } }],
    [`"status" IN ('a', 'b')`, ab],
    [`STATUS in ("a", "b")`, ab],
    ["[x] > 0 And `y` == .5", { x: { exclusiveMin: 0 }, y: { values: [0.5] } }],
    ["length(name) <= 40", { name: { maxLength: 40 } }],
    ["track.price > 5.", { price: { exclusiveMin: 5 } }],
    ["price -- ' (\n >= /* ' OR */ 0", { price: { min: 0 } }],
    ["price >= 0 /* to the end", { price: { min: 0 } }],
    ["((price)) > (-(1))", { price: { exclusiveMin: -1 } }],
    ["price > - - 1", { price: { exclusiveMin: 1 } }],
    ["price >= -0", { price: { min: 0 } }],
    ["price ISNULL OR price != 3 OR 1", {}],
    ["price ISNULL OR (price BETWEEN 1 AND 5)", { price: { min: 1, max: 5 } }],
    ["name != ''", { name: { minLength: 1 } }],
    ["length(name) IN (2, 4)", { name: { minLength: 2, maxLength: 4 } }],
    ["length(name) < 2.5 AND length(name) > 0.5", { name: { minLength: 1, maxLength: 2 } }],
    ["length(name) >= 0 AND length(name) > -3", {}],
    ["upper(name) = name AND price > 0 AND x + 1 > 2", { price: { exclusiveMin: 0 } }],
    ["end > 3", { end: { exclusiveMin: 3 } }],
  ]);

  expectNothing("sqlite", [
    "NOT price > 3",
    "NOT (price > 3 AND x > 3)",
    "price NOT IN (1, 2)",
    "price NOT BETWEEN 1 AND 2",
    "price + 1 > 3",
    "abs(price) > 3",
    "price > x",
    "price > 3 OR x > 3",
    "price > 3 OR price > 5",
    "price IS NULL OR x > 3",
    "price IS NULL OR x IS NULL OR price > 3",
    "price = 1 OR price = x",
    "price IN (1, NULL)",
    "price IN ()",
    "price IN (1, 'a')",
    "price IN (SELECT 1)",
    "(SELECT x > 1 FROM t WHERE y AND price > 3)",
    "EXISTS (SELECT 1 WHERE price > 3)",
    "price > 3 = 1",
    "x BETWEEN 1 AND price > 3",
    "x BETWEEN 1 AND y BETWEEN 2 AND price > 3",
    "x || price > 3",
    "-price > 3",
    "price > 1_000",
    "name = 'a' COLLATE NOCASE",
    "status > 'a'",
    `"rowid" = status`,
    "'price' > 3",
    "other > 3",
    "CASE WHEN x > 1 AND price > 3 AND y THEN 1 END",
    "CASE WHEN end > 3 AND x > 0 AND y THEN 1 ELSE 0 END",
    "",
    "price",
    "price >",
    "AND OR",
    "price > 3)",
    "(price > 3",
    "price > 3 AND 'open",
    `price > 3 AND "open`,
    "price > 3 AND [open",
    "price > 3 AND \\",
  ]);
});

describe("numbers", () => {
  expectLimits("sqlite", [
    ["x <= 9007199254740991 AND x >= -9007199254740991", { x: { min: -9007199254740991, max: 9007199254740991 } }],
    ["x <= 0.123456789012345", { x: { max: 0.123456789012345 } }],
    ["x <= 1.500000000000000000000", { x: { max: 1.5 } }],
    ["x BETWEEN 0 AND 18446744073709551615", { x: { min: 0 } }],
  ]);

  expectNothing("sqlite", [
    "x <= 9007199254740993",
    "x <= 9007199254740991.5",
    "x <= 0.1234567890123456789",
    "x > 1e-400",
    "x > 1e-320",
    "x < 1e400",
    "x IN (1, 9007199254740993)",
    `x < 1${"0".repeat(400)}`,
  ]);
});

describe("several conditions", () => {
  test("leave the tighter bound, whichever comes first", () => {
    const loose = "x >= 1 AND x < 9 AND length(name) BETWEEN 1 AND 9";
    const tight = "x > 1 AND x <= 8 AND length(name) BETWEEN 2 AND 8";
    const limits = { x: { max: 8, exclusiveMin: 1 }, name: { minLength: 2, maxLength: 8 } };
    expect(limitsOf([loose, tight], "sqlite")).toEqual(limits);
    expect(limitsOf([tight, loose], "sqlite")).toEqual(limits);
    expect(limitsOf("x > 3 AND x >= 4 AND x < 8 AND x <= 7", "sqlite")).toEqual({ x: { min: 4, max: 7 } });
  });

  test("leave the values that all of them have", () => {
    expect(limitsOf(["x IN (1, 2, 3)", "x IN (3, 2, 5)"], "sqlite")).toEqual({ x: { values: [2, 3] } });
    expect(limitsOf(["x IN (1, 2)", "x > 1"], "sqlite")).toEqual({ x: { exclusiveMin: 1, values: [1, 2] } });
  });

  test("do not compare texts with numbers, which may be the same to the database", () => {
    expect(limitsOf(["x IN ('1', '2')", "x IN (2, 3)"], "sqlite")).toEqual({ x: { values: ["1", "2"] } });
  });

  test("that leave no value give no set", () => {
    expect(limitsOf(["x = 1", "x = 2"], "sqlite")).toEqual({});
    expect(limitsOf(["x = 1", "x = 2 AND x > 0"], "sqlite")).toEqual({ x: { exclusiveMin: 0 } });
  });

  test("on either side of OR give the values that each side names, in the order of the text", () => {
    const either = "(status = 'b' AND x > 1 AND price > 0) OR status IN ('c', 'b') OR (status = 'a' AND y IS NULL)";
    expect(limitsOf(either, "sqlite")).toEqual({ status: { values: ["b", "c", "a"] } });
  });

  test("of which one has to be met by a column that has no value otherwise limit it", () => {
    const arc = "(x IS NULL AND y > 0) OR (x > 5 AND y IS NULL)";
    expect(limitsOf(arc, "sqlite")).toEqual({ x: { exclusiveMin: 5 }, y: { exclusiveMin: 0 } });
  });

  test("say nothing of a column that never has a value", () => {
    expect(limitsOf("x IS NULL AND x > 5", "sqlite")).toEqual({});
  });
});

describe("columns", () => {
  test("that are not in the list have no limits", () => {
    expect([...checkLimits(["a > 1 AND b > 2"], ["b"], "sqlite").keys()]).toEqual(["b"]);
  });

  test("are found by their exact names first, and without regard to case then", () => {
    const found = checkLimits(["ab > 1 AND AB > 2 AND cD > 3"], ["AB", "ab", "Cd"], "sqlite");
    expect(Object.fromEntries(found)).toEqual({
      ab: { exclusiveMin: 1 },
      AB: { exclusiveMin: 2 },
      Cd: { exclusiveMin: 3 },
    });
  });

  test("that differ in case alone are told apart: a bare name is the lower-case one", () => {
    expect([...checkLimits(["AB > 1"], ["ab", "aB"], "postgres").keys()]).toEqual(["ab"]);
  });

  test("may have the names that objects are born with", () => {
    const found = checkLimits(["__proto__ > 1 AND constructor > 2"], ["__proto__", "constructor"], "sqlite");
    expect(found.get("__proto__")).toEqual({ exclusiveMin: 1 });
    expect(found.get("constructor")).toEqual({ exclusiveMin: 2 });
    expect(checkLimits(["toString > 1"], ["x"], "sqlite").size).toBe(0);
  });
});

describe("a domain", () => {
  test("limits the word VALUE", () => {
    const year = ["((VALUE >= 1901) AND (VALUE <= 2155))", "(VALUE <> 2000)"];
    expect(domainLimits(year)).toEqual({ min: 1901, max: 2155 });
    expect(domainLimits(["(VALUE = ANY (ARRAY['a'::text, 'b'::text]))"])).toEqual({ values: ["a", "b"] });
    expect(domainLimits(["(length((VALUE)::text) > 3)"])).toEqual({ minLength: 4 });
  });

  test("has no limits when nothing is understood", () => {
    expect(domainLimits([])).toBeUndefined();
    expect(domainLimits(["(VALUE ~ '^x'::text)"])).toBeUndefined();
  });
});

describe("a flood", () => {
  const size = 250_000;
  const floods: readonly (readonly [string, string])[] = [
    ["a text of a megabyte", `x > 0 AND name <> '${"a".repeat(1_000_000)}'`],
    ["ten thousand parentheses", `${"(".repeat(10_000)}x > 0${")".repeat(10_000)}`],
    ["ten thousand parentheses around a column", `${"(".repeat(10_000)}x${")".repeat(10_000)} > 0`],
    ["ten thousand open parentheses", "(".repeat(10_000)],
    ["open parentheses", "(".repeat(size)],
    ["nested comparisons", `${"(".repeat(50_000)}x = 1${") = 1".repeat(50_000)}`],
    ["nested calls", "length(".repeat(30_000) + ")".repeat(30_000)],
    ["nested CASE", `${"case when ".repeat(15_000)}x${" then 1 end".repeat(15_000)}`],
    ["an unterminated string", `x > 0 AND name = '${"''".repeat(100_000)}`],
    ["unterminated strings of quotes", `'${"\\'".repeat(100_000)}`],
    ["open brackets", "[".repeat(size)],
    ["signs", `x > ${"- ".repeat(120_000)}y`],
    ["NOT", `${"NOT ".repeat(60_000)}x > 0`],
    ["BETWEEN", `x ${"BETWEEN 1 ".repeat(25_000)}`],
    ["open comments", `${"/*".repeat(100_000)}`],
    ["digits", `x > ${"1".repeat(size - 10)}`],
    ["zeros", `x > 1${"0".repeat(size - 10)}1`],
    ["spaces", `x${" ".repeat(size - 10)}> y`],
    ["casts", `x${"::text".repeat(40_000)} > 'a'`],
    ["a set of columns", `x IN (${"y,".repeat(100_000)}1)`],
    ["an array that is one text", `x = ANY ('{${"a ".repeat(100_000)}"'::text[])`],
  ];
  for (const [name, expression] of floods)
    for (const dialect of ["postgres", "mysql", "sqlite"] as const)
      test(`of ${name} is left out at once (${dialect})`, () => {
        const start = performance.now();
        expect(limitsOf(expression, dialect)).toEqual({});
        expect(performance.now() - start).toBeLessThan(1000);
      });

  test("of conditions that are understood takes no quadratic time", () => {
    const names = Array.from({ length: 9000 }, (_, at) => `c${at}`);
    const all = names.map((name) => `${name} = 1`).join(" AND ");
    const any = `(${names
      .slice(0, 4000)
      .map((name) => `${name} = 1`)
      .join(" AND ")}) OR ${"c0 = 1 OR ".repeat(9000)}c1 = 2`;
    const set = `c0 IN (${Array.from({ length: 20_000 }, (_, at) => at).join(",")})${" AND c0 = 'a'".repeat(8000)}`;
    const start = performance.now();
    expect(checkLimits([all], names, "sqlite").size).toBe(9000);
    expect(checkLimits([any], names, "sqlite").size).toBe(0);
    expect(checkLimits([set], names, "sqlite").get("c0")?.values).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
