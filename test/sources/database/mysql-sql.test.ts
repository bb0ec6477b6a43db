import { describe, expect, test } from "bun:test";
import { columnType } from "#sources/database/dialects/mysql-columns.ts";
import type { Naming } from "#sources/database/dialects/mysql-sql.ts";
import {
  quotedName,
  quotedText,
  respell,
  unescaped,
  withoutParentheses,
} from "#sources/database/dialects/mysql-sql.ts";

const naming: Naming = { own: "shop", schemaOf: (database) => (database === "other" ? "main" : database) };

describe("the name of the database", () => {
  test.each([
    [
      "before a table and its column",
      "select `shop`.`film`.`id` AS `id` from `shop`.`film`",
      "select `film`.`id` AS `id` from `film`",
    ],
    [
      "in nested joins",
      "from ((`shop`.`a` left join `shop`.`b` `x` on(1)) join (`shop`.`c`))",
      "from ((`a` left join `b` `x` on(1)) join (`c`))",
    ],
    ["before a function", "`shop`.`price_of`(`t`.`id`)", "`price_of`(`t`.`id`)"],
    ["before a sequence", "nextval(`shop`.`tickets`)", "nextval(`tickets`)"],
  ])("goes away %s", (_, sql, expected) => {
    expect(respell(sql, naming)).toBe(expected);
  });

  test.each([
    ["an alias of a table", "select `shop`.`id` AS `id` from `film` `shop` where `shop`.`id` = 1"],
    ["a column", "select `f`.`shop` AS `shop` from `film` `f` where `f`.`shop` in (`f`.`shop`,2)"],
    ["a part of a text", "select 'from `shop`.`film`', 'it''s `shop`.`x`', 'a\\' from `shop`.`y`'"],
    ["a table", "from `film`.`shop` join `shop` on(`shop`.`id` = 1)"],
    ["part of another name", "from `my ``shop`.`film`"],
  ])("stays where it is %s", (_, sql) => {
    expect(respell(sql, naming)).toBe(sql);
  });

  test("is followed by columns of an alias of the same name that stay whole", () => {
    expect(respell("select `shop`.`id` from `shop`.`film` `shop`", naming)).toBe(
      "select `shop`.`id` from `film` `shop`",
    );
  });

  test("goes away with backquotes in it", () => {
    expect(respell("from `a``b`.`film`", { ...naming, own: "a`b" })).toBe("from `film`");
  });

  test("becomes its name in the result when it is another database", () => {
    expect(respell("from `other`.`film` join `third`.`x`", naming)).toBe("from `main`.`film` join `third`.`x`");
  });
});

describe("the spelling of expressions", () => {
  test("is without parentheses around the whole", () => {
    expect(withoutParentheses("((`a` > 0))")).toBe("`a` > 0");
    expect(withoutParentheses("(`a` > 0) and (`b` > 0)")).toBe("(`a` > 0) and (`b` > 0)");
    expect(withoutParentheses("(`a` <> ')') or ('(' = `b`)")).toBe("(`a` <> ')') or ('(' = `b`)");
  });

  test("is without the second escape that MySQL puts on it", () => {
    expect(unescaped("(`kind` in (_utf8mb4\\'a\\',_utf8mb4\\'b\\\\\\'c\\'))")).toBe(
      "(`kind` in (_utf8mb4'a',_utf8mb4'b\\'c'))",
    );
  });

  test("stays when nothing is escaped twice", () => {
    expect(unescaped("`kind` in ('a','b\\'c')")).toBe("`kind` in ('a','b\\'c')");
    expect(unescaped("`a` > 0")).toBe("`a` > 0");
  });

  test("quotes texts and names so that they end where they should", () => {
    expect(quotedText("it's \\ a\nline")).toBe("'it''s \\\\ a\\nline'");
    expect(quotedName("a`b")).toBe("`a``b`");
  });
});

test.each([
  ["int(11)", "int"],
  ["bigint(20) unsigned", "bigint unsigned"],
  ["tinyint(4)", "tinyint"],
  ["tinyint(1)", "tinyint(1)"],
  ["tinyint(1) unsigned", "tinyint(1) unsigned"],
  ["tinyint(10)", "tinyint"],
  ["int(6) unsigned zerofill", "int(6) unsigned zerofill"],
  ["year(4)", "year"],
  ["bit(8)", "bit(8)"],
  ["decimal(10,2)", "decimal(10,2)"],
  ["int", "int"],
  ["enum('int(11)')", "enum('int(11)')"],
])("the type %s is shown as %s", (type, expected) => {
  expect(columnType(type)).toBe(expected);
});
