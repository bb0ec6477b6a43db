import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Column, DatabaseSchema, UserType } from "#sources/database/schema.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { column, database, schema, table } from "./every-kind.ts";
import type { Options } from "./support.ts";
import { renderSchema } from "./support.ts";
import { errorsIn } from "./type-check.ts";
import { loadSchemas } from "./written.ts";

/** The compiler is asked for hundreds of files, beside other tests. */
setDefaultTimeout(120_000);

const all = [...new Set([...hostileTexts, ...hostileStrings])];

type Say = (text: string) => string;

/** A schema with `say` around every text that an author can choose. */
function schemaOf(say: Say): DatabaseSchema {
  const own = (kind: UserType["kind"], name: string) => ({
    userType: { kind, schema: say("public"), name: say(name) },
  });
  const comment = say("Comment.");
  const columns: readonly Column[] = [
    column(say("id"), "integer", { identity: "always", comment }),
    column(say("name"), "text", { default: say("'x'"), comment, collation: say("C") }),
    column(say("mood"), say("mood"), own("enum", "mood")),
    column(say("moods"), `${say("mood")}[]`, { ...own("enum", "mood"), array: 1 }),
    column(say("email"), say("email"), { ...own("domain", "email"), nullable: true }),
    column(say("home"), say("address"), own("composite", "address")),
    column(say("odd"), say("odd")),
    column(say("at"), "timestamp with time zone"),
    column(say("data"), "jsonb"),
  ];
  const checks = [{ name: say("check"), expression: say("a > b") }];
  const tables = [
    table(say("people"), columns, { comment, checks }),
    table(say("list"), [column(say("id"), "integer")], { kind: "view", comment, definition: say("SELECT 1") }),
  ];
  const types = {
    comment,
    enums: [{ name: say("mood"), values: [say("good"), say("bad")], comment }],
    domains: [{ name: say("email"), type: "text", nullable: true, checks, comment }],
    composites: [{ name: say("address"), attributes: [column(say("street"), "text", { comment })], comment }],
  };
  return {
    ...database(schema(say("archive"), tables), schema(say("public"), tables, types)),
    defaultSchema: say("public"),
  };
}

const words = new Set(["import", "export", "type", "interface", "enum", "const", "from", "as", "readonly"]);

/** The code without its comments, names, texts and numbers. */
function structureOf(files: ReadonlyMap<string, string>): string[] {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|\s+|[\s\S]/gu;
  return [...files].flatMap(([path, text]) => {
    if (/^(?:values|zod-values)\.ts$/.test(path)) return [];
    const kinds = (text.match(token) ?? []).flatMap((part) => {
      if (/^(?:\s+|\/\/[\s\S]*|\/\*[\s\S]*)$/.test(part)) return [];
      return words.has(part) || /^[^\p{ID_Continue}$"]/u.test(part) ? part : "name";
    });
    // Layout: a leading bar, and separators before a closing bracket.
    const code = kinds.join(" ").replace(/([=:(]) \|/g, "$1");
    return code.replace(/[;,] ([}\])])/g, "$1");
  });
}

const options: readonly Options[] = [
  { zod: true },
  { zod: true, enums: "const", domains: "brand", composites: "object", driver: "postgres.js" },
  { enums: "enum", readonly: true, camelCase: true },
];

describe("whatever a schema says", () => {
  test.each(options.map((option) => [option]))("the structure of the code stays, with %j", async (option) => {
    const benign = structureOf(
      (
        await renderSchema(
          schemaOf((text) => `${text}x`),
          option,
        )
      ).files,
    );
    for (const hostile of all) {
      const { files } = await renderSchema(
        schemaOf((text) => `${text}${hostile}`),
        option,
      );
      expect([hostile, structureOf(files)]).toEqual([hostile, benign]);
    }
  });

  test("the code compiles", async () => {
    const files = new Map<string, string>();
    for (const [index, hostile] of all.entries()) {
      const rendered = await renderSchema(
        schemaOf((text) => `${hostile}${text}${hostile}`),
        options[index % 3],
      );
      for (const [path, text] of rendered.files) files.set(`${index}/${path}`, text);
    }
    expect(errorsIn(files)).toBe("");
  });

  test("nothing invisible gets into a file", async () => {
    for (const hostile of all) {
      const { files } = await renderSchema(
        schemaOf((text) => `${text}${hostile}`),
        { zod: true },
      );
      for (const text of files.values()) {
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
        expect(text.isWellFormed()).toBe(true);
      }
    }
  });

  test("no comment turns into a tag", async () => {
    const { files } = await renderSchema(
      schemaOf((text) => `@deprecated ${text}\n@internal`),
      { zod: true },
    );
    for (const text of files.values()) expect(text).not.toMatch(/^\s*(?:\*|\/\*\*) @(?:deprecated|internal)/m);
  });

  test("keys and values of the schemas mean what the database calls them", async () => {
    const userType = { kind: "enum", schema: "public", name: "e" } as const;
    for (const hostile of all.filter((text) => text.isWellFormed())) {
      const values = [...new Set([hostile, "__proto__", "constructor"])];
      const columns = values.map((name) => column(name, "e", { userType }));
      const source = database(schema("public", [table("t", columns)], { enums: [{ name: "e", values }] }));
      const { tSelect } = await loadSchemas((await renderSchema(source, { zod: true })).files);
      const { shape } = tSelect!;
      expect(Object.keys(shape)).toEqual(values);
      expect(Object.values(shape).map((one) => (one as unknown as { options: unknown }).options)).toEqual(
        values.map(() => values),
      );
    }
  });
});

describe("names that are words of the generated code", () => {
  const reserved = [
    "ColumnType",
    "Generated",
    "Selectable",
    "Date",
    "Buffer",
    "Database",
    "JsonValue",
    "Record",
    "z",
    "decimal",
    "int64",
    "class",
    "default",
  ];

  test("name tables, columns and types all the same", async () => {
    const enums = reserved.map((name) => ({ name, values: ["a"] }));
    const tables = reserved.map((name) =>
      table(name, [
        ...reserved.map((other) => column(other, other, { userType: { kind: "enum", schema: "public", name: other } })),
        column("at", "timestamp with time zone", { default: "now()" }),
        column("data", "jsonb"),
        column("photo", "bytea"),
        column("price", "numeric"),
        column("big", "bigint", { identity: "always" }),
      ]),
    );
    for (const one of options) {
      const { files } = await renderSchema(database(schema("public", tables, { enums })), { ...one, zod: true });
      expect(errorsIn(files)).toBe("");
    }
  });
});
