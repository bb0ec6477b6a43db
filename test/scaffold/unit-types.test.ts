/** The types of the template context: what is read off data, that hostile names stay names, and that the compiler takes it. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json, JsonObject } from "#model/json.ts";
import type { Unit, UnitSet } from "#model/unit.ts";
import { specmillTypes } from "#scaffold/types.gen.ts";
import { unitTypes } from "#scaffold/unit-types.ts";

function records(data: readonly Json[], facts: JsonObject = {}): UnitSet {
  const units = data.map((value, index): Unit => {
    const id = `record:${index}`;
    return {
      id,
      kind: "record",
      name: id,
      slug: id,
      facts,
      digest: "",
      origin: { file: "x", pointer: "" },
      data: value,
    };
  });
  return {
    kinds: ["file", "record"],
    list: (kind) => Object.assign(kind === "record" ? units : [], {}),
    get: () => undefined,
    place: () => ({ file: "x" }),
  };
}

function shapeOf(...data: Json[]): string {
  const text = unitTypes([{ name: "s", kind: "data", units: records(data) }]);
  return /record: UnitView<([\s\S]*), Readonly<Record<string, never>>>;\n/.exec(text)![1]!.replace(/\n {4}/g, "\n");
}

describe("the shape of data", () => {
  test("a field that is missing somewhere is optional, a null is told", () => {
    expect(shapeOf({ a: 1, b: "x" }, { a: null })).toBe("{\n  readonly a: number | null;\n  readonly b?: string;\n}");
  });

  test("lists and what they hold are told, and several kinds of value", () => {
    expect(shapeOf({ a: [1, "x"], b: [[true]], c: [] })).toBe(
      "{\n  readonly a: readonly (string | number)[];\n  readonly b: readonly (readonly boolean[])[];\n  readonly c: readonly unknown[];\n}",
    );
    expect(shapeOf({ a: [{ b: 1 }, { b: "x" }] })).toBe(
      "{\n  readonly a: readonly {\n    readonly b: string | number;\n  }[];\n}",
    );
    expect(shapeOf(1, "x", { a: 1 })).toBe("string | number | {\n  readonly a: number;\n}");
  });

  test("an object with very many keys is a mapping", () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, { n: i, m: "x" }]));
    expect(shapeOf(many)).toBe("{ readonly [name: string]: {\n  readonly n: number;\n  readonly m: string;\n} }");
  });

  test("what is too deep is unknown, and ends", () => {
    let deep: Json = 1;
    for (let i = 0; i < 5000; i++) deep = { a: deep };
    expect(shapeOf(deep)).toContain("unknown");
  });

  test("a kind without units is left out", () => {
    expect(unitTypes([{ name: "s", kind: "data", units: records([1]) }])).not.toContain("file:");
  });
});

test("names cannot break out, and the compiler takes every type that is written", () => {
  const names = [
    'a"; export const x = 1; //',
    `\`\${"x"}\``,
    "*/",
    "\\",
    "\n\r",
    "__proto__",
    "constructor",
    "1",
    "é",
    "a-b",
  ];
  const hostile = Object.fromEntries(names.map((name, i) => [name, i % 2 === 0 ? 1 : { [name]: [name] }]));
  const openApi: UnitSet = {
    ...records([]),
    kinds: [
      "document",
      "tag",
      "operation",
      "webhook",
      "schema",
      "parameter",
      "response",
      "requestBody",
      "header",
      "example",
      "link",
      "callback",
      "pathItem",
      "securityScheme",
    ],
  };
  const text = unitTypes([
    { name: "api", kind: "openapi", units: openApi },
    { name: "people-2", kind: "data", units: records([hostile, { x: null }], { "a-b": [1], title: null }) },
  ]);
  const use = `
import type { Units } from "./units.ts";
declare const operation: Units["api"]["operation"];
export const method: string = operation.method;
export const summary: string | undefined = operation.data.summary;
declare const schema: Units["api"]["schema"];
export const kind = schema.data === true ? "all" : schema.data === false ? "none" : schema.data.properties?.["x"];
declare const person: Units["people-2"]["record"];
export const field: null | undefined = person.data.x;
// @ts-expect-error there is no such field
person.data.nope;
`;
  const folder = mkdtempSync(join(tmpdir(), "specmill-types-"));
  try {
    writeFileSync(join(folder, "specmill.d.ts"), specmillTypes);
    writeFileSync(join(folder, "units.ts"), text);
    writeFileSync(join(folder, "use.ts"), use);
    const options = {
      strict: true,
      noEmit: true,
      target: "esnext",
      module: "preserve",
      allowImportingTsExtensions: true,
      types: [],
      skipLibCheck: false,
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["."] }));
    const tsc = join(import.meta.dir, "../../node_modules/.bin/tsc");
    const run = Bun.spawnSync([tsc, "-p", folder]);
    expect(run.stdout.toString() + run.stderr.toString()).toBe("");
    expect(run.exitCode).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
