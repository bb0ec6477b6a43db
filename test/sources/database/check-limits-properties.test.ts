import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { checkLimits } from "#sources/database/check-limits.ts";
import type { Limits } from "#sources/database/unit-data.ts";
import { random } from "../../support/random.ts";
import { numberColumns, randomCondition, randomSoup, spell, textColumns } from "./random-checks.ts";

const columns = [...numberColumns, ...textColumns];

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

test("a condition has the same limits in the spelling of each database", () => {
  let limited = 0;
  for (let seed = 0; seed < 3000; seed++) {
    const condition = randomCondition(random(seed));
    const [postgres, mysql, sqlite] = (["postgres", "mysql", "sqlite"] as const).map((dialect) =>
      checkLimits([spell(condition, dialect)], columns, dialect),
    );
    expect({ seed, limits: mysql }).toEqual({ seed, limits: postgres });
    expect({ seed, limits: sqlite }).toEqual({ seed, limits: postgres });
    limited += postgres?.size ?? 0;
  }
  expect(limited).toBeGreaterThan(3000);
});

describe("every row that SQLite lets pass lies within the limits", () => {
  const database = new Database(":memory:");
  database.run(
    `CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (NULL), (-4), (-3), (-2), (-1), (0), (1), (2), (3), (4)`,
  );
  database.run(
    `CREATE TABLE texts (t TEXT); INSERT INTO texts VALUES (NULL), (''), ('x'), ('X'), ('y'), ('xy'), ('it''s'), ('a\\b'), ('ü')`,
  );
  database.run(
    `CREATE TABLE every AS SELECT n.n AS a, m.n AS b, t.t AS s, u.t AS "t""x" FROM numbers n, numbers m, texts t, texts u WHERE false`,
  );
  database.run(`INSERT INTO every SELECT n.n, m.n, t.t, u.t FROM numbers n, numbers m, texts t, texts u`);

  /** How many columns are limited; a check lets a row pass unless it is false. */
  function assertTruth(condition: string, seed: number): number {
    const limits = checkLimits([condition], columns, "sqlite");
    if (limits.size === 0) return 0;
    const passing = database.query(`SELECT * FROM every WHERE coalesce((${condition}), 1)`).all() as readonly Row[];
    for (const [column, limit] of limits) {
      const outside = passing.find((row) => !isWithin(row[column] ?? null, limit));
      expect({ seed, condition, column, limit, outside }).toEqual({
        seed,
        condition,
        column,
        limit,
        outside: undefined,
      });
    }
    return limits.size;
  }

  test("of conditions that are mostly understood", () => {
    let limited = 0;
    for (let seed = 0; seed < 300; seed++) limited += assertTruth(spell(randomCondition(random(seed)), "sqlite"), seed);
    expect(limited).toBeGreaterThan(200);
  });

  test("of conditions that mean something else than they seem to", () => {
    let limited = 0;
    for (let seed = 0; seed < 12000; seed++) limited += assertTruth(randomSoup(random(seed)), seed);
    expect(limited).toBeGreaterThan(600);
  });
});

/** A text is above every number to SQLite: limits of numbers say nothing about it. */
function isWithin(value: Value, limits: Limits): boolean {
  if (value === null) return true;
  const { min = -Infinity, max = Infinity, exclusiveMin = -Infinity, exclusiveMax = Infinity, values } = limits;
  const { minLength = 0, maxLength = Infinity } = limits;
  const length = [...String(value)].length;
  const isInRange =
    typeof value === "string" || (value >= min && value <= max && value > exclusiveMin && value < exclusiveMax);
  return isInRange && length >= minLength && length <= maxLength && (values?.includes(value) ?? true);
}
