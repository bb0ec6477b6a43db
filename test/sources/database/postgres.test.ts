/** All that fixtures/postgres-everything.sql makes, as the PostgreSQL dialect reads it. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dialect } from "#sources/database/dialects/postgres.ts";
import type { Column, DatabaseSchema, Schema, Table } from "#sources/database/schema.ts";
import type { PostgresDatabase } from "../../support/postgres.ts";
import { connectionOf, createPostgresDatabase, postgresTest, runsOnPostgres } from "../../support/postgres.ts";

const test = await postgresTest();
const script = readFileSync(join(import.meta.dir, "fixtures", "postgres-everything.sql"), "utf8");
let database: PostgresDatabase;
let read: DatabaseSchema;

beforeAll(async () => {
  if (!(await runsOnPostgres())) return;
  database = await createPostgresDatabase("specmill_everything", script);
  read = await dialect.introspect(connectionOf(database.sql), { schemas: [] });
});

afterAll(() => database?.drop());

function schema(name = "public"): Schema {
  return read.schemas.find((one) => one.name === name)!;
}

function table(name: string, schemaName = "public"): Table {
  return schema(schemaName).tables.find((one) => one.name === name)!;
}

function column(name: string, tableName = "typed", schemaName = "public"): Column {
  return table(tableName, schemaName).columns.find((one) => one.name === name)!;
}

function index(name: string) {
  return table("indexed").indexes.find((one) => one.name === name)!;
}

function foreignKey(name: string) {
  return table("child").foreignKeys.find((one) => one.name === name)!;
}

describe("schemas", () => {
  test("all but the system's are read, in the order of code units, empty ones too", () => {
    expect(read.schemas.map(({ name, comment }) => [name, comment])).toEqual([
      ["Ware House", "Where things lie"],
      ["empty_one", undefined],
      ["public", undefined],
    ]);
    expect(read).toMatchObject({ dialect: "postgres", defaultSchema: "public" });
  });

  test("tables stand in the order of code units", () => {
    const names = ["Zebra", "_zebra", "zebra", "äpfel"];
    expect(
      schema()
        .tables.map(({ name }) => name)
        .filter((name) => names.includes(name)),
    ).toEqual(names);
  });

  test("what belongs to an extension is left out", () => {
    const { tables, enums, domains, composites, sequences } = schema();
    const names = [tables, enums, domains, composites, sequences].flat().map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("of_extension"))).toEqual([]);
    expect(names).toContain("typed");
  });
});

describe("types", () => {
  test("an enum has its values in their order, one that was added later where it was put", () => {
    expect(schema().enums).toEqual([
      { name: "mood", values: ["sad", "ok", `it's "fine"`, "été"], comment: "How one feels\nin two lines" },
    ]);
    expect(schema("Ware House").enums).toEqual([{ name: "Shelf Kind", values: ["flat", "tall", "deep"] }]);
  });

  test("a domain has its own checks and says what it is made of", () => {
    const mood = { kind: "enum", schema: "public", name: "mood" } as const;
    expect(schema().domains).toEqual([
      { name: "moods", type: "mood[]", userType: mood, array: 1, nullable: true, checks: [] },
      { name: "plain_text", type: "text", collation: "C", nullable: true, checks: [] },
      {
        name: "positive",
        type: "integer",
        nullable: true,
        checks: [{ name: "positive_check", expression: "VALUE > 0" }],
      },
      {
        name: "small",
        type: "positive",
        userType: { kind: "domain", schema: "public", name: "positive" },
        nullable: false,
        default: "2",
        checks: [
          { name: "small_check", expression: "VALUE::integer < 100" },
          { name: "small_even", expression: "(VALUE::integer % 2) = 0" },
        ],
        comment: "Small and positive",
      },
    ]);
  });

  test("a composite has attributes as a table has columns, and no table is one", () => {
    const [address, ...others] = schema().composites;
    expect(others).toEqual([]);
    expect(address).toMatchObject({ name: "address", comment: "Where somebody lives" });
    expect(address?.attributes).toEqual([
      { name: "street", type: "text", nullable: true, comment: "With the number" },
      { name: "Zip Code", type: "character varying(10)", nullable: true },
      {
        name: "moods",
        type: "mood[]",
        userType: { kind: "enum", schema: "public", name: "mood" },
        array: 1,
        nullable: true,
      },
      {
        name: "inner_size",
        type: "small",
        userType: { kind: "domain", schema: "public", name: "small" },
        nullable: true,
      },
    ]);
  });

  test("sequences have their numbers as texts and the column that owns them; those of identity columns are left out", () => {
    expect(schema().sequences).toEqual([
      {
        name: "counting",
        type: "smallint",
        start: "10",
        increment: "-2",
        min: "-100",
        max: "10",
        cycle: true,
        comment: "Counts down",
      },
      {
        name: "typed_big_seq",
        type: "bigint",
        start: "1",
        increment: "1",
        min: "1",
        max: "9223372036854775807",
        ownedBy: "public.typed.big",
      },
      {
        name: "typed_id_seq",
        type: "integer",
        start: "1",
        increment: "1",
        min: "1",
        max: "2147483647",
        ownedBy: "public.typed.id",
      },
    ]);
  });
});

describe("columns", () => {
  test("they stand as in the database, without those that were dropped", () => {
    const names = table("typed").columns.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(["id", "big", "always_one"]);
    expect(names.slice(-2)).toEqual(["vector", "late"]);
    expect(names).not.toContain("dropped");
    expect(names.filter((name) => name.includes("pg.dropped"))).toEqual([]);
    expect(column("late")).toEqual({
      name: "late",
      type: "boolean",
      nullable: true,
      comment: "After a dropped one",
    });
  });

  test("a serial counts by itself and keeps its default", () => {
    expect(column("id")).toEqual({
      name: "id",
      type: "integer",
      nullable: false,
      default: "nextval('public.typed_id_seq'::regclass)",
      autoIncrement: true,
    });
    expect(column("Id", "It's", "Ware House")).toMatchObject({ type: "bigint", autoIncrement: true });
  });

  test("a default that counts with a sequence of somebody else makes no serial", () => {
    expect(table("counted").columns.map(({ autoIncrement }) => autoIncrement)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(column("own", "counted").default).toBe("nextval('public.counting'::regclass)");
  });

  test("both kinds of identity, and a generated column with its expression", () => {
    expect(column("always_one")).toEqual({
      name: "always_one",
      type: "bigint",
      nullable: false,
      identity: "always",
    });
    expect(column("maybe_one").identity).toBe("by default");
    expect(column("doubled")).toEqual({
      name: "doubled",
      type: "integer",
      nullable: true,
      generated: { expression: "id * 2", kind: "stored" },
    });
  });

  test("defaults are SQL; a bare null is none, and the text NULL is one", () => {
    expect(column("label").default).toBe("'a''b'::character varying");
    expect(column("nothing")).not.toHaveProperty("default");
    expect(column("literal").default).toBe("'NULL'::text");
    expect(column("moment")).toMatchObject({
      type: "timestamp(3) with time zone",
      default: "'2020-01-01 00:00:00+00'::timestamp with time zone",
    });
    expect(column("price")).toMatchObject({ type: "numeric(10,2)", default: "0", nullable: false });
  });

  test("types of the default schema go by their bare names, those of others are qualified", () => {
    expect(column("mood")).toEqual({
      name: "mood",
      type: "mood",
      nullable: true,
      default: "'ok'::public.mood",
      userType: { kind: "enum", schema: "public", name: "mood" },
    });
    expect(column("shelf")).toEqual({
      name: "shelf",
      type: `"Ware House"."Shelf Kind"`,
      nullable: true,
      userType: { kind: "enum", schema: "Ware House", name: "Shelf Kind" },
    });
  });

  test("an array says its dimensions and what it is made of", () => {
    expect(column("feelings")).toMatchObject({ type: "mood[]", array: 1, userType: { kind: "enum", name: "mood" } });
    expect(column("grid")).toEqual({ name: "grid", type: "integer[]", nullable: true, array: 2 });
    expect(column("homes")).toMatchObject({ type: "address[]", array: 1, userType: { kind: "composite" } });
    expect(column("littles")).toMatchObject({ type: "small[]", array: 1, userType: { kind: "domain" } });
    expect(column("feelings", "happy").array).toBe(1);
  });

  test("a domain over an array is a domain, and what only looks like an array is none", () => {
    expect(column("all_moods")).toEqual({
      name: "all_moods",
      type: "moods",
      nullable: true,
      userType: { kind: "domain", schema: "public", name: "moods" },
    });
    expect(column("vector")).toEqual({ name: "vector", type: "int2vector", nullable: true });
  });

  test("types of extensions and ranges of one's own are user types, built-in ranges are not", () => {
    expect(column("insensitive").userType).toEqual({ kind: "other", schema: "public", name: "citext" });
    expect(column("reach").userType).toEqual({ kind: "range", schema: "public", name: "span" });
    expect(column("builtin_range")).toEqual({ name: "builtin_range", type: "int4range", nullable: true });
  });

  test("a collation shows where it is not that of the type", () => {
    expect(column("sorted").collation).toBe("C");
    expect(column("sorted_german").collation).toBe("german");
    expect(column("label").collation).toBeUndefined();
    expect(column("plain").collation).toBeUndefined();
  });

  test("comments keep their lines", () => {
    expect(table("typed").comment).toBe('Every type\nand a "quote" — ünïcode');
    expect(column("price").comment).toBe("In euro");
    expect(column("mood", "happy").comment).toBe("Always ok");
  });
});

describe("constraints", () => {
  test("columns of a key stand in the order of the key", () => {
    expect(table("parent").primaryKey).toEqual({ name: "parent_pkey", columns: ["b", "a"] });
    expect(table("parent").uniques).toEqual([
      { name: "parent_c_a_key", columns: ["c", "a"] },
      { name: "parent_d_key", columns: ["d"], deferrable: "initially deferred" },
      { name: "parent_e_key", columns: ["e"] },
    ]);
  });

  test("a foreign key pairs its columns and has its actions", () => {
    expect(foreignKey("child_order_fkey")).toEqual({
      name: "child_order_fkey",
      columns: ["c", "a"],
      references: { schema: "public", table: "parent", columns: ["c", "a"] },
    });
    expect(foreignKey("child_full_fkey")).toMatchObject({ columns: ["b", "a"], match: "full" });
    expect(foreignKey("child_d_fkey")).toMatchObject({
      onUpdate: "cascade",
      onDelete: "set default",
      deferrable: "initially immediate",
    });
    expect(foreignKey("child_strict_fkey")).toMatchObject({ onUpdate: "restrict", onDelete: "restrict" });
    expect(foreignKey("child_later_fkey").deferrable).toBe("initially deferred");
  });

  test("a table may refer to itself, and to another schema", () => {
    expect(foreignKey("child_parent_id_fkey")).toMatchObject({
      references: { schema: "public", table: "child", columns: ["id"] },
      onDelete: "set null",
    });
    expect(table('Odd "Table" näme', "Ware House").foreignKeys[0]).toMatchObject({
      columns: ["a.b"],
      references: { schema: "public", table: "typed", columns: ["id"] },
    });
  });

  test("a foreign key to a partitioned table is one, not one a partition", () => {
    expect(table("measuring").foreignKeys.map(({ name }) => name)).toEqual(["measuring_fkey"]);
  });

  test("checks have their condition alone", () => {
    expect(table("child").checks).toEqual([
      { name: "A check", expression: "d <> a" },
      { name: "child_a_check", expression: "a < 1000" },
      { name: "child_check", expression: "a > 0 AND (b IS NULL OR length(b) >= 1 AND length(b) <= 20)" },
    ]);
  });
});

describe("indexes", () => {
  test("those that serve a key are left out", () => {
    expect(table("parent").indexes).toEqual([]);
  });

  test("that of an exclusion constraint stays", () => {
    expect(index("indexed_during_excl")).toEqual({
      name: "indexed_during_excl",
      parts: [{ column: "during" }],
      method: "gist",
    });
  });

  test("partial ones have their condition, covering ones what they include", () => {
    expect(index("indexed_partial")).toEqual({
      name: "indexed_partial",
      parts: [{ column: "a" }],
      unique: true,
      where: "b IS NOT NULL AND a > 0",
    });
    expect(index("indexed_include")).toMatchObject({ parts: [{ column: "a" }], include: ["b", "e"] });
  });

  test("a part is a column or an expression, in an order", () => {
    expect(index("indexed_expression").parts).toEqual([
      { expression: "lower(b)" },
      { expression: "a + 1", descending: true },
      { column: "b", collation: "C" },
    ]);
    expect(index("indexed_order").parts).toEqual([
      { column: "a", descending: true },
      { column: "b", nulls: "first" },
      { column: "c", descending: true, nulls: "last" },
    ]);
  });

  test("methods, operator classes and collations show where they are not the usual ones", () => {
    expect(index("indexed_json")).toMatchObject({
      method: "gin",
      parts: [{ column: "d", operatorClass: "jsonb_path_ops" }],
    });
    expect(index("indexed_trigram").parts).toEqual([{ column: "b", operatorClass: "gin_trgm_ops" }]);
    expect(index("indexed_pattern").parts).toEqual([
      { column: "b", operatorClass: "text_pattern_ops" },
      { column: "c", collation: "POSIX" },
      { column: "b", collation: "german" },
    ]);
    expect(index("indexed_hash")).toMatchObject({ method: "hash", comment: "Only for =" });
  });
});

describe("kinds of tables", () => {
  test("partitions at every depth are parts of the table at the top, and no tables", () => {
    expect(table("measured")).toMatchObject({ kind: "partitioned-table", partitionedBy: "RANGE (at)" });
    expect(table("measured").partitions).toEqual([
      { name: "Ware House.measured_one", bound: "FOR VALUES IN (1)" },
      { name: "measured_new", bound: "FOR VALUES FROM ('2020-01-01 00:00:00+00') TO (MAXVALUE)" },
      { name: "measured_old", bound: "FOR VALUES FROM (MINVALUE) TO ('2020-01-01 00:00:00+00')" },
      { name: "measured_rest", bound: "DEFAULT" },
    ]);
    expect(table("measured_new")).toBeUndefined();
    expect(table("measured_one", "Ware House")).toBeUndefined();
    expect(table("measured").indexes.map(({ name }) => name)).toEqual(["measured_value"]);
  });

  test("a partitioned table may have no partitions yet", () => {
    expect(table("hashed")).toMatchObject({ partitionedBy: `HASH (id, lower("Name"))`, partitions: [] });
  });

  test("a table names those that it inherits from, in their order, and has their columns and checks", () => {
    const { inherits, columns, checks } = table("dog");
    expect(inherits).toEqual(["animal", "Ware House.pet"]);
    expect(columns.map(({ name }) => name)).toEqual(["name", "owner", "breed"]);
    expect(checks).toEqual([{ name: "animal_name_check", expression: "name <> ''::text" }]);
  });

  test("a view has its query and no keys, a materialized one may have indexes", () => {
    const happy = table("happy");
    expect(happy).toMatchObject({ kind: "view", comment: "Those who are well", uniques: [], indexes: [] });
    expect(happy.definition).toMatch(
      /^SELECT [\s\S]*FROM public\.typed\n {2}WHERE (?:typed\.)?mood = 'ok'::public\.mood$/,
    );
    expect(table("counts")).toMatchObject({ kind: "materialized-view", indexes: [{ name: "counts_mood" }] });
    expect(table("counts").definition).toContain("count(*) AS number");
  });

  test("a foreign table names its server and tells no option of it", () => {
    expect(table("far")).toMatchObject({ kind: "foreign-table", options: ["SERVER elsewhere"] });
    expect(JSON.stringify(read)).not.toContain("not told");
  });

  test("storage is told in one order", () => {
    expect(table("quick").options).toEqual(["UNLOGGED", "WITH (autovacuum_enabled=false, fillfactor=70)"]);
    expect(table("typed").options).toBeUndefined();
  });
});

describe("names", () => {
  test("quotes, spaces, letters of any script and words of SQL come as they are", () => {
    const { columns, primaryKey } = table('Odd "Table" näme', "Ware House");
    expect(columns.map(({ name }) => name)).toEqual(['Ünï "code"', "select", "UPPER", "a.b"]);
    expect(primaryKey?.columns).toEqual(['Ünï "code"']);
    expect(columns[1]?.comment).toBe("A word of SQL");
  });

  test("the longest name is not cut, nor what counts for it lost", () => {
    const name = "b23456789012345678901234567890123456789012345678901234567890123";
    expect(column(name, name.replace("b", "a"), "Ware House").autoIncrement).toBe(true);
  });
});
