/** The CREATE texts: what of them is understood, and that no text can break the reading or make it slow. */
import { describe, expect, test } from "bun:test";
import { parseCreateIndex, parseCreateTable, viewQuery, virtualModule } from "#sources/database/sqlite-ddl.ts";
import { statementsOf } from "#sources/database/sqlite-ddl-statements.ts";
import { compactSql, nameOf, tokensOf } from "#sources/database/sqlite-ddl-tokens.ts";
import { random } from "../../support/random.ts";

const table = (body: string) => parseCreateTable(`CREATE TABLE t (${body})`);
const comments = (sql: string): Record<string, string | undefined> => {
  const parsed = parseCreateTable(sql);
  return {
    table: parsed.comment,
    ...Object.fromEntries([...parsed.columns].map(([name, column]) => [name, column.comment])),
  };
};

describe("tokens", () => {
  test.each([
    [`"a ""b"""`, `a "b"`],
    ["`a``b`", "a`b"],
    ["[a ] b]", "a "],
    ["'it''s'", "it's"],
    ["bare$1", "bare$1"],
    ["größe", "größe"],
    [`"open`, "open"],
    ["[", ""],
  ])("%s names %p", (sql, name) => {
    expect(nameOf(sql, tokensOf(sql)[0])).toBe(name);
  });

  test("SQL on one line keeps what is quoted", () => {
    expect(compactSql("a  --x\n || 'b  --c' /* d */||\t\"e  f\"")).toBe("a || 'b  --c' || \"e  f\"");
  });
});

describe("CREATE TABLE", () => {
  test("checks keep their text, with parentheses and strings in it, and their names", () => {
    const { checks } = table(
      "a INT CONSTRAINT \"a b\" CHECK (a IN (1, (2))) CHECK (a <> ')'), CONSTRAINT c CHECK(a>b)CHECK(1)",
    );
    expect(checks).toEqual([
      { name: "a b", expression: "a IN (1, (2))" },
      { expression: "a <> ')'" },
      { name: "c", expression: "a>b" },
      { expression: "1" },
    ]);
  });

  test("a name is that of one constraint only", () => {
    const { checks, uniques } = table(
      "a INT CONSTRAINT x NOT NULL CHECK (a), b CONSTRAINT y DEFAULT 1 UNIQUE, c CONSTRAINT z NULL UNIQUE",
    );
    expect([checks, uniques]).toEqual([[{ expression: "a" }], [{ columns: ["b"] }, { columns: ["c"] }]]);
  });

  test("SET DEFAULT is no default, and a default may look like anything", () => {
    const { checks } = table(
      "a REFERENCES b ON DELETE SET DEFAULT CHECK (a), c DEFAULT - 1 CHECK (c), d DEFAULT ('CHECK (x)') CHECK (d)",
    );
    expect(checks.map((check) => check.expression)).toEqual(["a", "c", "d"]);
  });

  test("deferral is that of the foreign key before it", () => {
    const { foreignKeys } = table(
      "a REFERENCES b DEFERRABLE, c REFERENCES d (e) NOT DEFERRABLE INITIALLY DEFERRED, CONSTRAINT f FOREIGN KEY (a, c) REFERENCES g ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED",
    );
    expect(foreignKeys).toEqual([
      { columns: ["a"], deferrable: "initially immediate" },
      { columns: ["c"] },
      { name: "f", columns: ["a", "c"], deferrable: "initially deferred" },
    ]);
  });

  test("generated columns and collations are found", () => {
    const { columns } = table(
      "a TEXT COLLATE nocase, b AS (a || ')') STORED, c INT GENERATED ALWAYS AS (1) COLLATE [my own]",
    );
    expect(Object.fromEntries(columns)).toEqual({
      a: { collation: "nocase" },
      b: { generated: "a || ')'" },
      c: { generated: "1", collation: "my own" },
    });
  });
});

describe("comments", () => {
  test("at the end of a line it is of the column before it", () => {
    expect(comments("CREATE TABLE t (\n  a INT, -- the a\n  b INT /* the b */, c INT -- the c\n)")).toEqual({
      table: undefined,
      a: "the a",
      b: "the b",
      c: "the c",
    });
  });

  test("on lines above it is of the column below it, together with what is behind it", () => {
    expect(comments("CREATE TABLE t (\n  a INT,\n  -- one\n  -- two\n  b INT, -- three\n  /* x */ c INT\n)")).toEqual({
      table: undefined,
      a: undefined,
      b: "one\ntwo\nthree",
      c: "x",
    });
  });

  test("with commas at the start of a line it is of the column on its line", () => {
    expect(comments("CREATE TABLE t (\n  a INT -- the a\n, b INT -- the b\n, c INT\n)")).toMatchObject({
      a: "the a",
      b: "the b",
      c: undefined,
    });
  });

  test("behind the first parenthesis, or before a blank line, it is of the table", () => {
    expect(comments("CREATE TABLE t ( -- the table\n  a INT\n)")).toEqual({ table: "the table", a: undefined });
    expect(comments("CREATE TABLE t -- the table\n(\n  a INT\n)")).toEqual({ table: "the table", a: undefined });
    expect(comments("CREATE TABLE t (\n  /*\n   * the\n   * table\n   */\n\n  -- the a\n  a INT\n)")).toEqual({
      table: "the\ntable",
      a: "the a",
    });
  });

  test("a heading, a ruler, what is commented out and what is inside parentheses are of nothing", () => {
    const sql =
      "CREATE TABLE t (\n  a INT CHECK (a > 0 -- in\n  ),\n  -- Heading\n\n  -- -----\n  -- old INT,\n  b INT,\n  -- of the key\n  PRIMARY KEY (a)\n  -- the end\n)";
    expect(comments(sql)).toEqual({ table: undefined, a: undefined, b: undefined });
  });

  test("inside a column that takes several lines it is of that column", () => {
    expect(comments("CREATE TABLE t (\n  a INT -- first\n    NOT NULL -- last\n)")).toEqual({
      table: undefined,
      a: "first\nlast",
    });
  });
});

describe("other texts", () => {
  test("the parts of an index are without collation and direction", () => {
    expect(
      parseCreateIndex("CREATE UNIQUE INDEX i ON t (a COLLATE x DESC, (b || ',') COLLATE y, \"desc\" ASC)"),
    ).toEqual({
      parts: ["a", "(b || ',')", '"desc"'],
    });
  });

  test("the query of a view stands behind the first AS that is none of its names", () => {
    expect(viewQuery('CREATE VIEW "AS" (a, "b as") AS\n SELECT 1 AS a;')).toBe("SELECT 1 AS a");
  });

  test("a virtual table names its module", () => {
    expect(virtualModule("CREATE VIRTUAL TABLE using1 USING [fts5](a)")).toBe("fts5");
    expect(virtualModule("CREATE VIRTUAL TABLE x")).toBe("");
  });
});

describe("statements", () => {
  const texts = (sql: string) => [...statementsOf(sql)].map(({ start, end }) => sql.slice(start, end));

  test("semicolons in strings, names and comments end nothing", () => {
    expect(texts("a ';' \";\" [;] `;` /* ; */ -- ;\n b; ;; c")).toEqual(["a ';' \";\" [;] `;` /* ; */ -- ;\n b", "c"]);
  });

  test("a trigger ends with its END", () => {
    const trigger =
      "create temporary trigger x after insert on t begin select case when 1 then 2 end; update t set a = 'END;'; end";
    expect(texts(`${trigger}; b`)).toEqual([trigger, "b"]);
  });

  test.each([
    ["-- migrate:up\na;\n-- migrate:down\nb;", ["a"]],
    ["-- +goose Up\na;\n-- +goose Down\nb;\n-- +goose Up\nc;", ["a", "c"]],
    ["-- +migrate Down\nb;\n-- +migrate Up\na;", ["a"]],
    ["a;\n--//@UNDO\nb;", ["a"]],
    ["a;\n-- scroll down\nb;", ["a", "b"]],
  ])("what undoes a migration is left out of %p", (sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });
});

describe("texts that nobody would write", () => {
  const pieces = [
    "(",
    ")",
    ",",
    "'",
    '"',
    "`",
    "[",
    "]",
    ";",
    "--",
    "/*",
    "*/",
    "\n",
    " ",
    "a",
    "CHECK",
    "CONSTRAINT",
    "DEFAULT",
    "AS",
    "\u0000",
    "é",
  ];

  test("none makes the reading throw, and tokens cover the text in order", () => {
    for (let seed = 0; seed < 400; seed++) {
      const { pick } = random(seed);
      const sql = `CREATE TABLE t (${Array.from({ length: 60 }, () => pick(pieces)).join("")}`;
      parseCreateTable(sql);
      parseCreateIndex(sql);
      viewQuery(sql);
      const ends = [0, ...tokensOf(sql).flatMap((token) => [token.start, token.end])];
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends.at(-1)).toBeLessThanOrEqual(sql.length);
    }
  });

  test.each([
    ["parentheses", "(".repeat(300_000)],
    ["comments", "/**/".repeat(100_000)],
    ["quotes", "'".repeat(300_001)],
    ["lines of comments", "--x\n".repeat(100_000)],
    ["commas", ",".repeat(300_000)],
    ["comments that say something", "/*x*/".repeat(100_000)],
  ])(
    "hundreds of thousands of %s are read in one go",
    (_what, text) => {
      const { columns } = parseCreateTable(`CREATE TABLE t (a INT, ${text}`);
      expect(columns.has("a")).toBe(true);
    },
    2000,
  );
});
