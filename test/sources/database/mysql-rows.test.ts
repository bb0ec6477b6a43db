/**
 * MySQL 8, which spells much of its catalogue differently from MariaDB: rows as its manual and its users' reports show them, given by a
 * connection that answers from a table. No MySQL server stands behind this.
 */
import { describe, expect, test } from "bun:test";
import type { Connection } from "#sources/database/dialects/dialect.ts";
import { dialect } from "#sources/database/dialects/mysql.ts";
import type { Table } from "#sources/database/schema.ts";

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Columns that MySQL 8 has and MariaDB has not, and the other way round. */
const columnsOfMySql = {
  TABLES: "TABLE_SCHEMA TABLE_NAME TABLE_TYPE ENGINE TABLE_COLLATION TABLE_COMMENT",
  COLUMNS:
    "TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION COLUMN_DEFAULT IS_NULLABLE COLLATION_NAME COLUMN_TYPE EXTRA COLUMN_COMMENT GENERATION_EXPRESSION",
  STATISTICS:
    "TABLE_SCHEMA TABLE_NAME NON_UNIQUE INDEX_NAME SEQ_IN_INDEX COLUMN_NAME COLLATION SUB_PART INDEX_TYPE INDEX_COMMENT IS_VISIBLE EXPRESSION",
  KEY_COLUMN_USAGE:
    "CONSTRAINT_NAME TABLE_SCHEMA TABLE_NAME COLUMN_NAME ORDINAL_POSITION REFERENCED_TABLE_SCHEMA REFERENCED_TABLE_NAME REFERENCED_COLUMN_NAME",
  REFERENTIAL_CONSTRAINTS: "CONSTRAINT_SCHEMA CONSTRAINT_NAME UPDATE_RULE DELETE_RULE TABLE_NAME",
  CHECK_CONSTRAINTS: "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME CHECK_CLAUSE",
  TABLE_CONSTRAINTS: "CONSTRAINT_NAME TABLE_SCHEMA TABLE_NAME CONSTRAINT_TYPE ENFORCED",
  PARTITIONS: "TABLE_SCHEMA TABLE_NAME PARTITION_NAME PARTITION_ORDINAL_POSITION PARTITION_METHOD",
  VIEWS: "TABLE_SCHEMA TABLE_NAME VIEW_DEFINITION",
};

/** Answers a query from the rows of the view that it reads, as a server would: the columns it names, under the names it gives them. */
function mysqlWith(
  rows: Rows,
  { folding = 0, columns = columnsOfMySql as Readonly<Record<string, string>> } = {},
): Connection {
  const answer = (text: string): readonly Readonly<Record<string, unknown>>[] => {
    if (text.includes("VERSION()")) return [{ version: "8.0.36", database: "shop", folding }];
    if (text.includes("SCHEMATA")) return [{ SCHEMA_NAME: "mysql" }, { SCHEMA_NAME: "shop" }];
    if (text.includes("TABLE_SCHEMA = 'information_schema'")) {
      return Object.entries(columns).flatMap(([view, names]) => names.split(" ").map((column) => ({ view, column })));
    }
    const view = /FROM information_schema\.(\w+)/.exec(text)?.[1] ?? "";
    const cells = [...text.matchAll(/(\w+) AS `(\w+)`/g)];
    return (rows[view] ?? []).map((row) =>
      Object.fromEntries(
        cells.map(([, column = "", name]) => [name, column === "NULL" ? null : (row[column] ?? null)]),
      ),
    );
  };
  return { query: async <Row>(text: string) => answer(text) as readonly Row[] };
}

async function readTables(rows: Rows, options?: Parameters<typeof mysqlWith>[1]): Promise<readonly Table[]> {
  const { schemas } = await dialect.introspect(mysqlWith(rows, options), { schemas: [] });
  return schemas[0]?.tables ?? [];
}

const film = {
  TABLE_NAME: "film",
  TABLE_TYPE: "BASE TABLE",
  ENGINE: "InnoDB",
  TABLE_COLLATION: "utf8mb4_0900_ai_ci",
  TABLE_COMMENT: "",
};
const column = (position: number, name: string, type: string, rest: object = {}) => ({
  TABLE_NAME: "film",
  COLUMN_NAME: name,
  ORDINAL_POSITION: position,
  COLUMN_TYPE: type,
  IS_NULLABLE: "YES",
  EXTRA: "",
  COLUMN_COMMENT: "",
  GENERATION_EXPRESSION: "",
  ...rest,
});
const part = (index: string, rest: object) => ({
  TABLE_NAME: "film",
  INDEX_NAME: index,
  SEQ_IN_INDEX: 1,
  NON_UNIQUE: 1,
  COLLATION: "A",
  INDEX_TYPE: "BTREE",
  INDEX_COMMENT: "",
  ...rest,
});

async function readColumn(type: string, rest: object = {}) {
  const [table] = await readTables({ TABLES: [film], COLUMNS: [column(1, "c", type, rest)] });
  return table?.columns[0];
}

describe("defaults of MySQL", () => {
  test.each([
    ["a text", "varchar(10)", "it's", "", "'it''s'"],
    ["a text that looks like NULL", "varchar(10)", "NULL", "", "'NULL'"],
    ["an empty text", "varchar(10)", "", "", "''"],
    ["a number", "int", "-1", "", "-1"],
    ["a decimal", "decimal(10,2)", "19.90", "", "19.90"],
    ["bits", "bit(8)", "b'1010'", "", "b'1010'"],
    ["an enum", "enum('a','b')", "a", "", "'a'"],
    ["a date", "date", "2000-01-01", "", "'2000-01-01'"],
    ["binary", "binary(2)", "0x6100", "", "0x6100"],
    ["binary as text", "varbinary(2)", "ab", "", "'ab'"],
    ["a moment of an older server", "timestamp", "CURRENT_TIMESTAMP", "", "CURRENT_TIMESTAMP"],
    ["a moment", "datetime(6)", "CURRENT_TIMESTAMP(6)", "DEFAULT_GENERATED", "CURRENT_TIMESTAMP(6)"],
    ["an expression", "varchar(36)", "uuid()", "DEFAULT_GENERATED", "uuid()"],
    [
      "an expression with a text",
      "json",
      "json_array(_utf8mb4\\'a\\')",
      "DEFAULT_GENERATED",
      "json_array(_utf8mb4'a')",
    ],
  ])("%s is SQL", async (_, type, value, extra, expected) => {
    expect(await readColumn(type, { COLUMN_DEFAULT: value, EXTRA: extra })).toHaveProperty("default", expected);
  });

  test("no default is none", async () => {
    expect(await readColumn("int", { COLUMN_DEFAULT: null })).toEqual({ name: "c", type: "int", nullable: true });
  });

  test("a default that comes as bytes is a text", async () => {
    const bytes = new TextEncoder().encode("größe");
    expect(await readColumn("varchar(10)", { COLUMN_DEFAULT: bytes })).toHaveProperty("default", "'größe'");
  });
});

test("a default, an update and an invisible column are told apart in one EXTRA", async () => {
  const extra = "DEFAULT_GENERATED on update CURRENT_TIMESTAMP(6) INVISIBLE";
  expect(await readColumn("datetime(6)", { COLUMN_DEFAULT: "CURRENT_TIMESTAMP(6)", EXTRA: extra })).toEqual({
    name: "c",
    type: "datetime(6)",
    nullable: true,
    default: "CURRENT_TIMESTAMP(6)",
    onUpdate: "CURRENT_TIMESTAMP(6)",
    invisible: true,
  });
});

test("a generated column has its expression and no default", async () => {
  const rest = {
    EXTRA: "STORED GENERATED",
    GENERATION_EXPRESSION: "concat(`a`,_utf8mb4\\' \\',`b`)",
    COLUMN_DEFAULT: null,
  };
  expect((await readColumn("varchar(20)", rest))?.generated).toEqual({
    expression: "concat(`a`,_utf8mb4' ',`b`)",
    kind: "stored",
  });
});

test("json is a type of its own, and longtext is never taken for it", async () => {
  expect((await readColumn("json"))?.type).toBe("json");
  const [table] = await readTables({
    TABLES: [film],
    COLUMNS: [column(1, "c", "longtext")],
    CHECK_CONSTRAINTS: [{ CONSTRAINT_NAME: "film_chk_1", CHECK_CLAUSE: "json_valid(`c`)" }],
    TABLE_CONSTRAINTS: [{ TABLE_NAME: "film", CONSTRAINT_NAME: "film_chk_1", ENFORCED: "YES" }],
  });
  expect(table?.columns[0]?.type).toBe("longtext");
  expect(table?.checks).toEqual([{ name: "film_chk_1", expression: "json_valid(`c`)" }]);
});

test("checks find their table, lose their second escape, and count only when they are enforced", async () => {
  const owner = { TABLE_NAME: "film", CONSTRAINT_TYPE: "CHECK" };
  const [table] = await readTables({
    TABLES: [film],
    CHECK_CONSTRAINTS: [
      { CONSTRAINT_NAME: "idle", CHECK_CLAUSE: "(`a` > 0)" },
      { CONSTRAINT_NAME: "film_chk_1", CHECK_CLAUSE: "(`kind` in (_utf8mb4\\'a\\',_utf8mb4\\'b\\\\\\'c\\'))" },
      { CONSTRAINT_NAME: "of_another", CHECK_CLAUSE: "(`b` > 0)" },
    ],
    TABLE_CONSTRAINTS: [
      { ...owner, CONSTRAINT_NAME: "idle", ENFORCED: "NO" },
      { ...owner, CONSTRAINT_NAME: "film_chk_1", ENFORCED: "YES" },
      { ...owner, CONSTRAINT_NAME: "of_another", ENFORCED: "YES", TABLE_NAME: "actor" },
    ],
  });
  expect(table?.checks).toEqual([{ name: "film_chk_1", expression: "`kind` in (_utf8mb4'a',_utf8mb4'b\\'c')" }]);
});

test("an index of expressions has them as parts, and is unique without being a constraint", async () => {
  const [table] = await readTables({
    TABLES: [film],
    STATISTICS: [
      part("lower_title", { NON_UNIQUE: 0, SEQ_IN_INDEX: 2, COLUMN_NAME: "id" }),
      part("lower_title", {
        NON_UNIQUE: 0,
        COLUMN_NAME: null,
        EXPRESSION: "lower(concat(`title`,_utf8mb4\\'x\\'))",
        COLLATION: "D",
      }),
      part("plain", { NON_UNIQUE: 0, COLUMN_NAME: "title", IS_VISIBLE: "NO" }),
    ],
  });
  expect(table?.indexes).toEqual([
    {
      name: "lower_title",
      parts: [{ expression: "lower(concat(`title`,_utf8mb4'x'))", descending: true }, { column: "id" }],
      unique: true,
    },
  ]);
  expect(table?.uniques).toEqual([{ name: "plain", columns: ["title"] }]);
});

test("NO ACTION and RESTRICT are no action, and names that are referred to are spelled as their table does", async () => {
  const key = { TABLE_NAME: "film", CONSTRAINT_NAME: "fk", COLUMN_NAME: "parent_id", ORDINAL_POSITION: 1 };
  const [table] = await readTables(
    {
      TABLES: [{ ...film }],
      COLUMNS: [column(1, "Id", "int"), column(2, "parent_id", "int")],
      KEY_COLUMN_USAGE: [
        { ...key, REFERENCED_TABLE_SCHEMA: "shop", REFERENCED_TABLE_NAME: "Film", REFERENCED_COLUMN_NAME: "id" },
      ],
      REFERENTIAL_CONSTRAINTS: [
        { TABLE_NAME: "film", CONSTRAINT_NAME: "fk", UPDATE_RULE: "NO ACTION", DELETE_RULE: "RESTRICT" },
      ],
    },
    { folding: 2 },
  );
  expect(table?.foreignKeys).toEqual([
    { name: "fk", columns: ["parent_id"], references: { schema: "main", table: "film", columns: ["Id"] } },
  ]);
});

test("a view of MySQL 8 is without its database", async () => {
  const [view] = await readTables({
    TABLES: [
      { ...film, TABLE_NAME: "v", TABLE_TYPE: "VIEW", ENGINE: null, TABLE_COLLATION: null, TABLE_COMMENT: "VIEW" },
    ],
    VIEWS: [
      {
        TABLE_NAME: "v",
        VIEW_DEFINITION: "select `shop`.`film`.`id` AS `id` from `shop`.`film` where (`shop`.`film`.`id` > 1)",
      },
    ],
  });
  expect(view).toEqual({
    name: "v",
    kind: "view",
    columns: [],
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    definition: "select `film`.`id` AS `id` from `film` where (`film`.`id` > 1)",
  });
});

test("MySQL 5.7, which has no checks, is read without them", async () => {
  const { CHECK_CONSTRAINTS, ...columns } = columnsOfMySql;
  const rows = { TABLES: [film], COLUMNS: [column(1, "id", "int(10) unsigned")] };
  const [table] = await readTables(
    { ...rows, CHECK_CONSTRAINTS: [{ CONSTRAINT_NAME: CHECK_CONSTRAINTS }] },
    { columns },
  );
  expect([table?.columns[0]?.type, table?.checks]).toEqual(["int unsigned", []]);
});
