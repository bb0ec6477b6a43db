/** The text of a snapshot: it comes back as it was, and its lines are what a diff is read by. */
import { describe, expect, test } from "bun:test";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { snapshotShape, schemaOf as toSchema } from "#sources/database/snapshot-shape.ts";
import { SNAPSHOT_VERSION, snapshotText } from "#sources/database/snapshot-text.ts";
import { random } from "../../support/random.ts";
import { randomSchema } from "./support/random-schema.ts";
import { columnOf, schemaOf, tablesOf, uniqueIndex } from "./support/schema-builder.ts";

const decode = (text: string): DatabaseSchema => toSchema(snapshotShape.parse(JSON.parse(text)));

describe("the text", () => {
  test("comes back as the schema that it was made from, and gives the same text again", () => {
    for (let seed = 0; seed < 500; seed++) {
      const schema = randomSchema(random(seed), random(seed).pick(["postgres", "mysql", "mariadb", "sqlite"]));
      const text = snapshotText(schema);
      expect({ seed, schema: decode(text) }).toEqual({ seed, schema });
      expect(snapshotText(decode(text))).toBe(text);
    }
  });

  test("survives the disk, whatever the texts in it hold", () => {
    for (let seed = 0; seed < 200; seed++) {
      const text = snapshotText(randomSchema(random(seed)));
      const bytes = new TextEncoder().encode(text);
      expect(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toBe(text);
      expect(text).not.toContain("\r");
      expect(text.endsWith("}\n")).toBe(true);
    }
  });

  test("has a column, a key, an index, a check and a line of a view on a line of its own", () => {
    const schema = schemaOf({
      enums: [{ name: "mood", values: ["sad", "ok"] }],
      tables: {
        film: {
          columns: ["id", columnOf("title?: text", { default: "'{\"a\": [1, 2]}'", comment: "its name" })],
          primaryKey: "id",
          uniques: ["title"],
          checks: ["id > 0"],
          foreignKeys: ["id -> media(id)"],
          indexes: [uniqueIndex("i", "title")],
        },
        films: { kind: "view", columns: [], definition: "select *\nfrom film" },
      },
    });
    expect(snapshotText(schema)).toBe(`{
  "specmill": "database-schema",
  "version": 1,
  "dialect": "postgres",
  "defaultSchema": "public",
  "schemas": [
    {
      "name": "public",
      "enums": [
        { "name": "mood", "values": ["sad", "ok"] }
      ],
      "domains": [],
      "composites": [],
      "sequences": [],
      "tables": [
        {
          "name": "film",
          "kind": "table",
          "columns": [
            { "name": "id", "type": "integer", "nullable": false },
            { "name": "title", "type": "text", "nullable": true, "default": "'{\\"a\\": [1, 2]}'", "comment": "its name" }
          ],
          "primaryKey": { "columns": ["id"] },
          "uniques": [
            { "columns": ["title"] }
          ],
          "checks": [
            { "expression": "id > 0" }
          ],
          "foreignKeys": [
            { "columns": ["id"], "references": { "schema": "public", "table": "media", "columns": ["id"] } }
          ],
          "indexes": [
            { "name": "i", "unique": true, "parts": [{ "column": "title" }] }
          ]
        },
        {
          "name": "films",
          "kind": "view",
          "columns": [],
          "uniques": [],
          "checks": [],
          "foreignKeys": [],
          "indexes": [],
          "definition": [
            "select *",
            "from film"
          ]
        }
      ]
    }
  ]
}
`);
  });

  test("differs by one line for one column", () => {
    const lines = (columns: readonly string[]) => snapshotText(tablesOf({ film: { columns } })).split("\n");
    const [before, after] = [lines(["a", "b"]), lines(["a", "new", "b"])];
    expect(after.length).toBe(before.length + 1);
    expect(after.filter((line) => !before.includes(line))).toEqual([
      '            { "name": "new", "type": "integer", "nullable": false },',
    ]);
  });

  test("leaves out what is undefined", () => {
    const text = snapshotText(
      tablesOf({
        film: { columns: [columnOf("a", { default: undefined } as object)], definition: undefined } as object,
      }),
    );
    expect(text).not.toContain('default":');
    expect(text).not.toContain("definition");
  });

  test("is of the version that the reader knows", () => {
    expect(JSON.parse(snapshotText(tablesOf({}))).version).toBe(SNAPSHOT_VERSION);
  });

  test("is written in no quadratic time", () => {
    const wide = tablesOf(
      Object.fromEntries(
        Array.from({ length: 3000 }, (_, at) => [
          `t${at}`,
          { columns: Array.from({ length: 12 }, (_, n) => `c${n}: text`) },
        ]),
      ),
    );
    const start = performance.now();
    expect(decode(snapshotText(wide)).schemas[0]?.tables.length).toBe(3000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
