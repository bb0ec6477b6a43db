import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { copyOf } from "../../support/kysely-sqlite.ts";
import { chinook, chinookPath } from "./databases.ts";
import { everyKind } from "./every-kind.ts";
import type { Options } from "./support.ts";
import { renderSchema, renderSql } from "./support.ts";
import { errorsInProgram } from "./type-check.ts";

import { loadSchemas } from "./written.ts";

/** The compiler is asked several times, beside other tests. */
setDefaultTimeout(60_000);

/** Table of Chinook -> what its schemas are called. */
const chinookNames = new Map(
  chinook().schemas[0]!.tables.map(({ name }) => [name, name[0]!.toLowerCase() + name.slice(1)]),
);

describe("every row of Chinook", () => {
  const database = copyOf(chinookPath);
  const schemas = renderSchema(chinook(), { zod: true }).then(({ files }) => loadSchemas(files));

  test.each([...chinookNames])(
    "of %s passes the schema of what is selected, and that of what is inserted",
    async (table, name) => {
      const rows = database.prepare(`SELECT * FROM "${table}"`).all();
      expect(rows.length).toBeGreaterThan(0);
      const { [`${name}Select`]: select, [`${name}Insert`]: insert } = await schemas;
      for (const row of rows) expect([select!.parse(row), insert!.parse(row)]).toEqual([row, row] as never);
    },
  );

  test("fails when a value has another type, column by column", async () => {
    for (const [table, name] of chinookNames) {
      const [row] = database.prepare(`SELECT * FROM "${table}"`).all() as { [column: string]: unknown }[];
      const select = (await schemas)[`${name}Select`]!;
      for (const column of Object.keys(row!)) {
        expect([column, select.safeParse({ ...row, [column]: new Date(0) }).success]).toEqual([column, false]);
      }
    }
  });
});

const good: { readonly [column: string]: unknown } = {
  name: "Ada",
  code: "ab",
  amount: 12.5,
  percent: 50,
  level: 2,
  status: "open",
  active: 1,
  big: 9007199254740993n,
  data: '{"a":1}',
  photo: Buffer.from([1]),
};

const strict = `CREATE TABLE thing (
  id INTEGER PRIMARY KEY,
  name VARCHAR(5) NOT NULL,
  code TEXT NOT NULL CHECK (length(code) >= 2),
  amount DECIMAL(4, 2) NOT NULL CHECK (amount > 0),
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  level INTEGER NOT NULL CHECK (level IN (1, 2, 3)),
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  active BOOLEAN NOT NULL,
  big BIGINT NOT NULL,
  data JSON NOT NULL,
  photo BLOB,
  twice INTEGER GENERATED ALWAYS AS (percent * 2),
  CHECK (percent < level * 100),
  CONSTRAINT even CHECK (percent % 2 = 0)
);`;

describe("what is inserted in SQLite", () => {
  const schemas = renderSql(strict, { zod: true }).then(loadSchemas);

  test("passes when the database takes it, without what the database has for it", async () => {
    const { thingInsert } = await schemas;
    expect(thingInsert!.parse({ ...good, id: 1 })).toEqual({ ...good, id: 1 });
    const { status: _, photo: _photo, ...least } = good;
    expect(thingInsert!.parse(least)).toEqual(least);
    expect(thingInsert!.parse({ ...good, photo: null })).toEqual({ ...good, photo: null });
  });

  test("passes without generated columns: they are taken away", async () => {
    expect((await schemas).thingInsert!.parse({ ...good, twice: 4 })).toEqual(good);
  });

  test.each([
    ["name", "Augusta"],
    ["name", null],
    ["name", undefined],
    ["code", "a"],
    ["amount", 0],
    ["amount", 100],
    ["percent", -1],
    ["percent", 101],
    ["percent", 1.5],
    ["level", 4],
    ["status", "lost"],
    ["active", 2],
    ["big", 2n ** 63n],
    ["big", "1"],
    ["data", "{"],
    ["photo", "text"],
  ])("fails with %s = %p", async (column, value) => {
    const { thingInsert, thingUpdate } = await schemas;
    expect(thingInsert!.safeParse({ ...good, [column]: value }).success).toBe(false);
    expect(thingUpdate!.safeParse({ [column]: value }).success).toBe(value === undefined);
  });

  test("may be any part of a row in an update", async () => {
    const { thingUpdate } = await schemas;
    expect(thingUpdate!.parse({})).toEqual({});
    expect(thingUpdate!.parse({ name: "Bob" })).toEqual({ name: "Bob" });
  });

  test("checks that no schema makes are listed, and only they", async () => {
    const text = (await renderSql(strict, { zod: true })).get("schemas/thing.ts");
    expect(text).toContain(
      "/**\n * The database also checks:\n *\n * - percent < level * 100\n * - percent % 2 = 0\n */\nexport const thingInsert",
    );
  });
});

describe("what is inserted in PostgreSQL", () => {
  const schemas = renderSchema(everyKind, { zod: true }).then(({ files }) => loadSchemas(files));
  const shapeOf = async () =>
    (await schemas).person_2Insert ?? (await schemas).personInsert_2 ?? (await schemas).personInsert!;

  test.each([
    ["serial", ["12", 12, 12n, undefined, "9223372036854775807"], ["1.5", 1.5, "x", "9223372036854775808", null]],
    ["amount", [1, "999.99", "-1e2"], [1000, "1000", "", "x", null]],
    ["created_at", [new Date(0), "2020-01-01", undefined], [0, null]],
    ["name", ["x".repeat(40)], ["x".repeat(41)]],
    ["mask", ["101"], ["1", "1012", 5]],
    ["key", ["00000000-0000-0000-0000-000000000001"], ["1"]],
    ["data", ["[1]", { a: [1] }], ["{", [1], null]],
    ["mood", ["so-so", undefined], ["so", null]],
    ["rating", [1, 5, null, undefined], [0, 6, 1.5]],
    ["counts", [[1]], [[2 ** 31], 1, ["1"]]],
    ["moods", [["happy"], "{happy}"], [["joyful"], 1]],
    ["lasts", ["1 day", { days: 1 }], [1]],
    ["photo", [Buffer.from("x"), null], ["x"]],
  ] as const)("%s is checked", async (column, fine, wrong) => {
    const part = (await shapeOf()).pick({ [column]: true } as never);
    for (const value of fine) expect([value, part.safeParse({ [column]: value }).success]).toEqual([value, true]);
    for (const value of wrong) expect([value, part.safeParse({ [column]: value }).success]).toEqual([value, false]);
  });

  test("a column of the database alone is not taken", async () => {
    expect(Object.keys((await shapeOf()).shape)).not.toContain("total");
  });
});

describe("the size of a decimal and its checks", () => {
  const rateOf = async (sql: string) => {
    const text = (await renderSql(`CREATE TABLE t (rate ${sql})`, { zod: true })).get("schemas/t.ts") ?? "";
    return /Insert = z\.object\(\{\n {2}rate: (.*?)\.nullish\(\),\n/.exec(text)?.[1];
  };

  test.each([
    ["DECIMAL", "z.number()"],
    ["DECIMAL(4,2)", "z.number().gt(-100).lt(100)"],
    ["DECIMAL(4,2) CHECK (rate >= 0 AND rate <= 10)", "z.number().min(0).max(10)"],
    ["DECIMAL(4,2) CHECK (rate > 0 AND rate < 100)", "z.number().gt(0).lt(100)"],
    ["DECIMAL(4,2) CHECK (rate <= 100)", "z.number().gt(-100).max(100).lt(100)"],
    ["DECIMAL CHECK (rate > 0)", "z.number().gt(0)"],
  ])("of %s make %s", async (sql, schema) => expect(await rateOf(sql)).toBe(schema));
});

/**
 * Types that follow from schemas are those of Kysely: equal for what is selected, and fit to be inserted. Typed arrays of zod say more
 * about their memory than those of the tables.
 */
function agreement(files: ReadonlyMap<string, string>, selected: "Same" | "Fits" = "Same"): string {
  const lines = [...files].flatMap(([path, text], index) => {
    const rows = /^(?:tables|views)\//.test(path)
      ? /export type (\w+) = (?:Readonly<)?Selectable/.exec(text)?.[1]
      : undefined;
    if (rows === undefined) return [];
    const schemaPath = path.replace(/^tables\//, "schemas/").replace(/^views\//, "schemas/views/");
    const select = /export const (\w+Select) =/.exec(files.get(schemaPath) ?? "")?.[1];
    const head = `import type * as t${index} from "./db/${path}";\nimport type * as s${index} from "./db/${schemaPath}";\n`;
    const same = `export const same${index}: ${selected}<z.output<typeof s${index}.${select}>, t${index}.${rows}> = true;\n`;
    if (path.startsWith("views/")) return [head, same];
    const insert = select?.replace(/Select$/, "Insert");
    const [, inserted, updated] = [...text.matchAll(/export type (\w+) =/g)].map((match) => match[1]);
    const fits = `export const fits${index}: Fits<z.output<typeof s${index}.${insert}>, t${index}.${inserted}> = true;\n`;
    const update = select?.replace(/Select$/, "Update");
    return [
      head,
      same,
      fits,
      `export const change${index}: Fits<z.output<typeof s${index}.${update}>, t${index}.${updated}> = true;\n`,
    ];
  });
  expect(lines.length).toBeGreaterThan(3);
  const types =
    'import type * as z from "zod";\nexport type Fits<A, B> = [A] extends [B] ? true : false;\nexport type Same<A, B> = Fits<A, B> & Fits<B, A>;\n';
  const settings = { exactOptionalPropertyTypes: false, allowImportingTsExtensions: true };
  return errorsInProgram(files, types + lines.join(""), settings);
}

describe("the types of schemas agree with those of the tables", () => {
  const settings: readonly Options[] = [
    { enums: "enum" },
    { driver: "postgres.js", domains: "brand", enums: "const" },
    { driver: "bun", domains: "inline", coerceDates: true },
  ];
  test.each(settings.map((options) => [options]))("for every kind of column with %j", async (options) => {
    expect(
      agreement(
        (await renderSchema(everyKind, { ...options, zod: true })).files,
        options.driver === "bun" ? "Fits" : "Same",
      ),
    ).toBe("");
  });

  test("for Chinook, and what SQLite has beyond it", async () => {
    expect(agreement((await renderSchema(chinook(), { zod: true })).files)).toBe("");
    expect(agreement(await renderSql(strict, { zod: true, driver: "bun" }), "Fits")).toBe("");
  });
});

test("what a schema lets pass can be inserted and set, under the strictest settings", async () => {
  const source = `
    import type { Kysely } from "kysely";
    import type { Database } from "./db/index.js";
    import { thingInsert, thingUpdate } from "./db/schemas.js";
    export async function save(db: Kysely<Database>, input: unknown): Promise<void> {
      await db.insertInto("thing").values(thingInsert.parse(input)).execute();
      await db.updateTable("thing").set(thingUpdate.parse(input)).execute();
    }`;
  expect(errorsInProgram(await renderSql(strict, { zod: true }), source)).toBe("");
});
