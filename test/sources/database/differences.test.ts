/** What `pull --check` says about two schemas. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { differences } from "#sources/database/differences.ts";
import type { Column, DatabaseSchema, Domain, Index, Sequence, Table } from "#sources/database/schema.ts";
import { random } from "../../support/random.ts";
import { randomSchema, shuffled, withOneChange } from "./support/random-schema.ts";
import type { DatabaseWords, TableWords } from "./support/schema-builder.ts";
import { columnOf, foreignKeyOf, schemaOf, tablesOf } from "./support/schema-builder.ts";

setDefaultTimeout(60_000);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

describe("between any two schemas", () => {
  test("there is a sentence when they differ in anything, and none when they do not", () => {
    for (let seed = 0; seed < 600; seed++) {
      const [before, after] = [randomSchema(random(seed)), randomSchema(random(seed + 1))];
      expect(differences(before, structuredClone(before))).toEqual([]);
      expect({ seed, isSilent: differences(before, after).length === 0 }).toEqual({
        seed,
        isSilent: canonical(before) === canonical(after),
      });
    }
  });

  test("a single change is told, both ways", () => {
    for (let seed = 0; seed < 3000; seed++) {
      const before = randomSchema(random(seed));
      const after = withOneChange(before, random(seed + 7));
      const isEqual = canonical(before) === canonical(after);
      const there = differences(before, after);
      expect({ seed, isSilent: there.length === 0 }).toEqual({ seed, isSilent: isEqual });
      expect({ seed, isSilent: differences(after, before).length === 0 }).toEqual({ seed, isSilent: isEqual });
    }
  });

  test("sentences are on a line of their own, and have no characters that a terminal obeys", () => {
    for (let seed = 0; seed < 600; seed++)
      for (const sentence of differences(randomSchema(random(seed)), randomSchema(random(seed + 1))))
        expect(sentence).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
  });

  test("the order of keys in the JSON makes no difference", () => {
    for (let seed = 0; seed < 200; seed++) {
      const before = randomSchema(random(seed));
      expect(differences(before, JSON.parse(canonical(before)))).toEqual([]);
    }
  });

  test("what is listed in another order is the same schema, and that is said", () => {
    const before = randomSchema(random(3));
    const after = shuffled(before, random(4));
    expect(canonical(after)).not.toBe(canonical(before));
    expect(differences(before, after)).toEqual(["the schema is the same, but it is written down in another way"]);
  });
});

/** The sentences for a change, and for the way back. */
type Case = readonly [
  what: string,
  before: DatabaseSchema,
  after: DatabaseSchema,
  there: readonly string[],
  back: readonly string[],
];

function check(cases: readonly Case[]): void {
  for (const [what, before, after, there, back] of cases)
    test(what, () => {
      expect(differences(before, after)).toEqual([...there]);
      expect(differences(after, before)).toEqual([...back]);
    });
}

const film: TableWords = { columns: ["id", "title: text"] };
const only = (words: DatabaseWords) => schemaOf({ ...words, tables: words.tables ?? {} });
const films = (more: TableWords = {}) => tablesOf({ film: { ...film, ...more } });
const column = (name: string, more: Partial<Column>) => films({ columns: ["id", columnOf(name, more)] });
const title = (more: Partial<Column>) => column("title: text", more);

describe("tables and schemas", () => {
  check([
    ["a table", tablesOf({}), films(), ["table `film` added"], ["table `film` removed"]],
    [
      "a view",
      tablesOf({}),
      films({ kind: "materialized-view", definition: "select 1" }),
      ["materialized view `film` added"],
      ["materialized view `film` removed"],
    ],
    [
      "a table in another schema",
      only({ schemas: { archive: {} } }),
      only({ schemas: { archive: { tables: { film } } } }),
      ["table `archive.film` added"],
      ["table `archive.film` removed"],
    ],
    [
      "a schema, with what is in it",
      only({}),
      only({ schemas: { archive: { comment: "old", tables: { film } } } }),
      ["schema `archive` added", "comment of schema `archive` added", "table `archive.film` added"],
      ["schema `archive` removed"],
    ],
    [
      "the comment of a table",
      films(),
      films({ comment: "moving pictures" }),
      ["comment of table `film` added"],
      ["comment of table `film` removed"],
    ],
    [
      "a table that was a view",
      films({ kind: "view", definition: "select 1" }),
      films(),
      ["table `film` was a view before", "definition of table `film` removed"],
      ["view `film` was a table before", "definition of view `film` added: `select 1`"],
    ],
    [
      "the definition of a view",
      films({ kind: "view", definition: "select 1" }),
      films({ kind: "view", definition: "select 1\nfrom x" }),
      ["definition of view `film` changed"],
      ["definition of view `film` changed"],
    ],
    [
      "partitions",
      films({ kind: "partitioned-table", partitionedBy: "RANGE (id)", partitions: [{ name: "p1", bound: "DEFAULT" }] }),
      films({
        kind: "partitioned-table",
        partitionedBy: "LIST (id)",
        partitions: [
          { name: "p1", bound: "FOR VALUES IN (1)" },
          { name: "p2", bound: "DEFAULT" },
        ],
      }),
      [
        "partitioning of partitioned table `film` changed from `RANGE (id)` to `LIST (id)`",
        "partition `p1` of partitioned table `film`: bound changed from `DEFAULT` to `FOR VALUES IN (1)`",
        "partition `p2` of partitioned table `film` added",
      ],
      [
        "partitioning of partitioned table `film` changed from `LIST (id)` to `RANGE (id)`",
        "partition `p1` of partitioned table `film`: bound changed from `FOR VALUES IN (1)` to `DEFAULT`",
        "partition `p2` of partitioned table `film` removed",
      ],
    ],
    [
      "what a table inherits from, and its options",
      films(),
      films({ inherits: ["media"], options: ["STRICT"] }),
      ["table `film` inherits from `media` now", "table `film` has the option `STRICT` now"],
      [
        "table `film` does not inherit from `media` any more",
        "table `film` does not have the option `STRICT` any more",
      ],
    ],
    [
      "the kind of database, and nothing else",
      films(),
      schemaOf({ dialect: "mysql", tables: {} }),
      ["the database is mysql now, and was postgres"],
      ["the database is postgres now, and was mysql"],
    ],
    [
      "the default schema",
      films(),
      { ...films(), defaultSchema: "main" },
      ["the default schema is `main` now, and was `public`"],
      ["the default schema is `public` now, and was `main`"],
    ],
  ]);
});

describe("columns", () => {
  check([
    ["a column", films({ columns: ["id"] }), films(), ["column `film.title` added"], ["column `film.title` removed"]],
    [
      "a column of another schema",
      only({ schemas: { archive: { tables: { film: { columns: ["id"] } } } } }),
      only({ schemas: { archive: { tables: { film } } } }),
      ["column `archive.film.title` added"],
      ["column `archive.film.title` removed"],
    ],
    [
      "the type",
      title({}),
      column("title: character varying(40)", {}),
      ["column `film.title`: type changed from `text` to `character varying(40)`"],
      ["column `film.title`: type changed from `character varying(40)` to `text`"],
    ],
    [
      "the type, to one that is spelled the same",
      title({ userType: { kind: "enum", schema: "a", name: "mood" } }),
      title({ userType: { kind: "enum", schema: "b", name: "mood" } }),
      ["column `film.title`: own type changed from `enum a.mood` to `enum b.mood`"],
      ["column `film.title`: own type changed from `enum b.mood` to `enum a.mood`"],
    ],
    [
      "the default",
      title({ default: "'a'" }),
      title({ default: "'b'" }),
      ["column `film.title`: default changed from `'a'` to `'b'`"],
      ["column `film.title`: default changed from `'b'` to `'a'`"],
    ],
    [
      "a default that comes and goes",
      title({}),
      title({ default: "''" }),
      ["column `film.title`: default added: `''`"],
      ["column `film.title`: default removed"],
    ],
    [
      "a default that is too long to show",
      title({ default: "x".repeat(81) }),
      title({ default: "y".repeat(81) }),
      ["column `film.title`: default changed"],
      ["column `film.title`: default changed"],
    ],
    [
      "whether it may be null",
      title({}),
      column("title?: text", {}),
      ["column `film.title` may be null now"],
      ["column `film.title` may not be null any more"],
    ],
    [
      "the comment",
      title({ comment: "a" }),
      title({ comment: "b" }),
      ["comment of column `film.title` changed"],
      ["comment of column `film.title` changed"],
    ],
    [
      "the order",
      films({ columns: ["a", "b", "c"] }),
      films({ columns: ["b", "a", "d"] }),
      ["column `film.d` added", "column `film.c` removed", "table `film` has its columns in another order"],
      ["column `film.c` added", "column `film.d` removed", "table `film` has its columns in another order"],
    ],
    [
      "a column in the middle, which puts no other in another order",
      films({ columns: ["a", "c"] }),
      films({ columns: ["a", "b", "c"] }),
      ["column `film.b` added"],
      ["column `film.b` removed"],
    ],
    [
      "who counts",
      title({}),
      title({ autoIncrement: true }),
      ["column `film.title` counts up by itself now"],
      ["column `film.title` does not count up by itself any more"],
    ],
    [
      "an identity",
      title({ identity: "always" }),
      title({ identity: "by default" }),
      ["column `film.title`: identity changed from `always` to `by default`"],
      ["column `film.title`: identity changed from `by default` to `always`"],
    ],
    [
      "a generated column",
      title({}),
      title({ generated: { expression: "lower(x)", kind: "stored" } }),
      ["column `film.title` is generated now"],
      ["column `film.title` is not generated any more"],
    ],
    [
      "how it is generated",
      title({ generated: { expression: "lower(x)", kind: "stored" } }),
      title({ generated: { expression: "upper(x)", kind: "virtual" } }),
      [
        "column `film.title`: expression changed from `lower(x)` to `upper(x)`",
        "column `film.title` is virtual now, and was stored",
      ],
      [
        "column `film.title`: expression changed from `upper(x)` to `lower(x)`",
        "column `film.title` is stored now, and was virtual",
      ],
    ],
    [
      "collation, visibility, and what an update sets",
      title({}),
      title({ collation: "C", invisible: true, onUpdate: "current_timestamp()" }),
      [
        "column `film.title`: collation added: `C`",
        "column `film.title`: value on update added: `current_timestamp()`",
        "column `film.title` is invisible now",
      ],
      [
        "column `film.title`: collation removed",
        "column `film.title`: value on update removed",
        "column `film.title` is visible now",
      ],
    ],
    [
      "a name that would break the line",
      films({ columns: ["a"] }),
      films({ columns: ["a", "b\u001b[31m\nc"] }),
      ["column `film.b\\u001b[31m\\nc` added"],
      ["column `film.b\\u001b[31m\\nc` removed"],
    ],
  ]);
});

describe("keys, checks and indexes", () => {
  const key = (words: string, more: object = {}) => films({ foreignKeys: [{ ...foreignKeyOf(words), ...more }] });
  const index = (...indexes: readonly Index[]) => films({ indexes });
  const parts = [{ column: "title" }];
  check([
    [
      "a primary key",
      films(),
      films({ primaryKey: "id" }),
      ["primary key `(id)` of table `film` added"],
      ["primary key `(id)` of table `film` removed"],
    ],
    [
      "the columns of a primary key",
      films({ primaryKey: { name: "film_pkey", columns: ["id"] } }),
      films({ primaryKey: "id title" }),
      ["primary key of table `film` changed from `(id)` to `(id, title)`"],
      ["primary key of table `film` changed from `(id, title)` to `(id)`"],
    ],
    [
      "the name of a key",
      films({ primaryKey: { name: "a", columns: ["id"] }, uniques: [{ name: "u", columns: ["title"] }] }),
      films({ primaryKey: { name: "b", columns: ["id"] }, uniques: ["title"] }),
      [
        "primary key `(id)` of table `film` is called `b` now, and was `a`",
        "unique constraint `(title)` of table `film` has no name any more",
      ],
      [
        "primary key `(id)` of table `film` is called `a` now, and was `b`",
        "unique constraint `(title)` of table `film` is called `u` now",
      ],
    ],
    [
      "a unique constraint, and one more of the same columns",
      films({ uniques: ["title"] }),
      films({ uniques: ["title", "title"] }),
      ["unique constraint `(title)` of table `film` added"],
      ["unique constraint `(title)` of table `film` removed"],
    ],
    [
      "how a unique constraint holds",
      films({ uniques: [{ name: "u", columns: ["title"] }] }),
      films({ uniques: [{ name: "u", columns: ["title"], deferrable: "initially deferred", nullsNotDistinct: true }] }),
      [
        "unique constraint `u` of table `film` changed from `(title)` to `(title) nulls not distinct deferrable initially deferred`",
      ],
      [
        "unique constraint `u` of table `film` changed from `(title) nulls not distinct deferrable initially deferred` to `(title)`",
      ],
    ],
    [
      "a check",
      films(),
      films({ checks: ["id > 0"] }),
      ["check `id > 0` of table `film` added"],
      ["check `id > 0` of table `film` removed"],
    ],
    [
      "a check that has a name",
      films({ checks: [{ name: "positive", expression: "id > 0" }] }),
      films({ checks: [{ name: "positive", expression: "id > 1" }] }),
      ["check `positive` of table `film` changed from `id > 0` to `id > 1`"],
      ["check `positive` of table `film` changed from `id > 1` to `id > 0`"],
    ],
    [
      "a check that is long",
      films(),
      films({ checks: [`title in (\n  '${"x".repeat(90)}')`] }),
      [`check \`title in ( '${"x".repeat(68)}…\` of table \`film\` added`],
      [`check \`title in ( '${"x".repeat(68)}…\` of table \`film\` removed`],
    ],
    [
      "a foreign key",
      films(),
      key("id -> media(id)"),
      ["foreign key `(id) references media(id)` of table `film` added"],
      ["foreign key `(id) references media(id)` of table `film` removed"],
    ],
    [
      "a foreign key into another schema",
      key("id -> media(id)"),
      key("id -> archive.media(id)"),
      ["foreign key of table `film` changed from `(id) references media(id)` to `(id) references archive.media(id)`"],
      ["foreign key of table `film` changed from `(id) references archive.media(id)` to `(id) references media(id)`"],
    ],
    [
      "the action of a foreign key",
      key("id -> media(id)", { name: "film_media" }),
      key("id -> media(id)", { name: "film_media", onDelete: "set null", onUpdate: "cascade", match: "full" }),
      [
        "foreign key `film_media` of table `film` changed from `(id) references media(id)` to `(id) references media(id) match full on update cascade on delete set null`",
      ],
      [
        "foreign key `film_media` of table `film` changed from `(id) references media(id) match full on update cascade on delete set null` to `(id) references media(id)`",
      ],
    ],
    [
      "an index",
      films(),
      index({ name: "i", parts }),
      ["index `i` of table `film` added"],
      ["index `i` of table `film` removed"],
    ],
    [
      "what an index is over",
      index({ name: "i", parts }),
      index({
        name: "i",
        unique: true,
        method: "gin",
        parts: [
          { column: "title", length: 10, descending: true, nulls: "last" },
          { expression: "f(x)", collation: "C", operatorClass: "ops" },
        ],
        where: "x",
      }),
      [
        "index `i` of table `film` changed from `(title)` to `unique using gin (title(10) desc nulls last, f(x) collate C ops) where x`",
      ],
      [
        "index `i` of table `film` changed from `unique using gin (title(10) desc nulls last, f(x) collate C ops) where x` to `(title)`",
      ],
    ],
    [
      "an index that is too long to show",
      index({ name: "i", parts }),
      index({ name: "i", parts, where: "x".repeat(80) }),
      ["index `i` of table `film` changed"],
      ["index `i` of table `film` changed"],
    ],
    [
      "what an index holds beside its key",
      index({ name: "i", parts }),
      index({ name: "i", parts, include: ["id", "x"] }),
      ["index `i` of table `film` changed from `(title)` to `(title) include (id, x)`"],
      ["index `i` of table `film` changed from `(title) include (id, x)` to `(title)`"],
    ],
    [
      "the comment of an index",
      index({ name: "i", parts }),
      index({ name: "i", parts, comment: "fast" }),
      ["comment of index `i` of table `film` added"],
      ["comment of index `i` of table `film` removed"],
    ],
  ]);
});

describe("types and sequences", () => {
  const mood = (values: readonly string[]) => only({ enums: [{ name: "mood", values }] });
  const domain = (more: Partial<Domain>) =>
    only({ domains: [{ name: "year", type: "integer", nullable: true, checks: [], ...more }] });
  const sequence = (more: Partial<Sequence>) =>
    only({ sequences: [{ name: "s", type: "bigint", start: "1", increment: "1", min: "1", max: "9", ...more }] });
  const address = (...attributes: readonly Column[]) => only({ composites: [{ name: "address", attributes }] });
  check([
    ["an enum", only({}), mood(["a"]), ["enum `mood` added"], ["enum `mood` removed"]],
    [
      "a value of an enum",
      mood(["a", "b"]),
      mood(["a", "x", "b"]),
      ["enum `mood` has the new value `x`"],
      ["enum `mood` has lost the value `x`"],
    ],
    [
      "the order of the values, also when there is a new one",
      mood(["a", "b"]),
      mood(["b", "a", "c"]),
      ["enum `mood` has the new value `c`", "enum `mood` has its values in another order"],
      ["enum `mood` has lost the value `c`", "enum `mood` has its values in another order"],
    ],
    ["a domain", only({}), domain({}), ["domain `year` added"], ["domain `year` removed"]],
    [
      "what a domain holds",
      domain({}),
      domain({ type: "bigint", nullable: false, default: "0", checks: [{ expression: "VALUE > 0" }], comment: "c" }),
      [
        "domain `year`: type changed from `integer` to `bigint`",
        "domain `year` may not be null any more",
        "domain `year`: default added: `0`",
        "check `VALUE > 0` of domain `year` added",
        "comment of domain `year` added",
      ],
      [
        "domain `year`: type changed from `bigint` to `integer`",
        "domain `year` may be null now",
        "domain `year`: default removed",
        "check `VALUE > 0` of domain `year` removed",
        "comment of domain `year` removed",
      ],
    ],
    [
      "a composite type",
      address(columnOf("street: text"), columnOf("city: text")),
      address(columnOf("city: integer"), columnOf("street: text"), columnOf("zip: text")),
      [
        "attribute `address.city`: type changed from `text` to `integer`",
        "attribute `address.zip` added",
        "composite type `address` has its attributes in another order",
      ],
      [
        "attribute `address.city`: type changed from `integer` to `text`",
        "attribute `address.zip` removed",
        "composite type `address` has its attributes in another order",
      ],
    ],
    ["a sequence", only({}), sequence({}), ["sequence `s` added"], ["sequence `s` removed"]],
    [
      "how a sequence counts",
      sequence({}),
      sequence({ increment: "2", cycle: true, ownedBy: "public.film.id" }),
      [
        "sequence `s`: increment changed from `1` to `2`",
        "sequence `s` starts again at its end now",
        "sequence `s`: column that it counts for added: `public.film.id`",
      ],
      [
        "sequence `s`: increment changed from `2` to `1`",
        "sequence `s` does not start again at its end any more",
        "sequence `s`: column that it counts for removed",
      ],
    ],
  ]);
});

test("a thousand tables are compared in a moment", () => {
  const wide = (count: number): DatabaseSchema => {
    const columns = Array.from({ length: 12 }, (_, at) => columnOf(`column_${at}: text`));
    const tables = Array.from({ length: count }, (_, at): [string, TableWords] => [
      `table_${at}`,
      { columns, primaryKey: "column_0" },
    ]);
    return tablesOf(Object.fromEntries(tables));
  };
  const [before, after] = [wide(1000), wide(1001)];
  const start = performance.now();
  expect(differences(before, after)).toEqual(["table `table_1000` added"]);
  expect(performance.now() - start).toBeLessThan(500);
});

test("a table that is there twice, as no database has it, is still told to differ", () => {
  const twice = (tables: readonly Table[]): DatabaseSchema => {
    const [schema, ...rest] = films().schemas;
    return { ...films(), schemas: schema === undefined ? rest : [{ ...schema, tables }] };
  };
  const [table] = films().schemas[0]?.tables ?? [];
  if (table === undefined) throw new Error("no table");
  expect(differences(twice([table]), twice([table, table]))).toHaveLength(1);
});
