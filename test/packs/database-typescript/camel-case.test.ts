import { describe, expect, test } from "bun:test";
import { CamelCasePlugin } from "kysely";
import { camelCase, snakeCase } from "../../../templates/database-typescript/_camel-case.ts";
import { renderSql } from "./support.ts";

class Exposed extends CamelCasePlugin {
  camel = (name: string): string => this.camelCase(name);
  snake = (name: string): string => this.snakeCase(name);
}

const plugin = new Exposed();

/** Every name of up to seven of these, and names that people give. */
function* names(): Generator<string> {
  const letters = ["a", "B", "_", "1", "ß", "İ"];
  for (let count = 0; count < letters.length ** 5; count++) {
    let name = "";
    for (let rest = count; rest > 0; rest = Math.floor(rest / letters.length)) name += letters[rest % letters.length];
    yield name;
  }
  yield* [
    "first_name",
    "address2",
    "line_2",
    "FOO_BAR",
    "fooBAR",
    "_id",
    "__v",
    "a__b",
    "trailing_",
    "größe_x",
    "Ǆ_ǆ",
    "😀_a",
  ];
}

test("names are as the plugin makes them, both ways", () => {
  for (const name of names()) {
    if (name === "") continue;
    expect([name, camelCase(name), snakeCase(name)]).toEqual([name, plugin.camel(name), plugin.snake(name)]);
  }
});

describe("names that do not come back", () => {
  test("are said of the column, and others are not", async () => {
    const files = await renderSql("CREATE TABLE t (line_2 TEXT, Name TEXT, first_name TEXT)", { camelCase: true });
    const text = files.get("tables/t.ts");
    expect(text).toContain(
      "  /** The `CamelCasePlugin` does not find this column by name: only `selectAll` does. */\n  line2:",
    );
    expect(text?.match(/CamelCasePlugin/g)).toHaveLength(1);
  });

  test("give way where two names meet: the column or table that a query finds stays", async () => {
    const files = await renderSql(
      "CREATE TABLE line_2 (a_1 TEXT, a1 INTEGER); CREATE TABLE line2 (b TEXT); CREATE TABLE userData (c); CREATE TABLE user_data (d);",
      { camelCase: true, zod: true },
    );
    expect(files.get("tables/line_2.ts")).toContain("Line2Table {\n  a1: number | null;\n}");
    expect(files.get("schemas/line_2.ts")).toContain("Select = z.object({\n  a1: z.number().nullable(),\n});");
    const database = files.get("database.ts") ?? "";
    expect(database.match(/ {2}line2: \w+/g)).toEqual(["  line2: Line2Table"]);
    expect(database).toContain('import type { Line2Table } from "./tables/line2.js"');
    expect(database).toContain('from "./tables/user_data.js"');
    expect(database).not.toContain("userdata.js");
  });
});
