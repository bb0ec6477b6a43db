import { describe, expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import { fixture, ids, json, line, load, problemsOf } from "./support.ts";

const schemas = (value: { readonly [name: string]: Json }) => json({ components: { schemas: value } });

async function lines(files: Record<string, string | Uint8Array>): Promise<string[]> {
  return (await problemsOf(files)).map(line);
}

describe("what is no document", () => {
  test("a file that is not there", async () => {
    expect(await problemsOf({ "": "" })).toMatchObject([{ code: "source/empty" }]);
    const { loadIn } = await import("./support.ts");
    const { sourceContext } = await import("../../support/fake-source-context.ts");
    expect(loadIn(sourceContext({}).context, "api.json")).rejects.toMatchObject({
      diagnostics: [{ code: "source/missing", message: "there is no file `api.json`" }],
    });
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ["api.json", "", "source/empty"],
    ["api.yaml", "\n", "source/empty"],
    ["api.json", "[]", "openapi/version"],
    ["api.yaml", "null", "openapi/version"],
    ["api.json", '"text"', "openapi/version"],
    ["api.json", '{"openapi": "4.0.0"}', "openapi/version"],
    ["api.json", '{"openapi": "2.0"}', "openapi/version"],
    ["api.json", '{"swagger": "3.0.0"}', "openapi/version"],
    ["api.yaml", "asyncapi: 2.0.0", "openapi/version"],
    ["api.json", '{"openapi": "3.0.0", "info": ', "document/syntax"],
    ["api.json", '{"openapi": "3.0.0", "info": {"title": "a", "version": "1"}, "paths": {}} x', "document/syntax"],
    ["api.json", '{"openapi": "3.0.0", "info": {"title": tru}}', "document/syntax"],
    ["api.json", '{"openapi": "3.0.0", "openapi": "3.0.0"}', "document/duplicate-key"],
    ["api.json", '{"openapi": "3.0.0", "info": {"title": "a", "title": "b"}}', "document/duplicate-key"],
    [
      "api.json",
      '{"openapi": "3.0.0", "components": {"schemas": {"A": {"type": "string", "type": "object"}}}}',
      "document/duplicate-key",
    ],
    ["api.yaml", "openapi: 3.0.0\nopenapi: 3.0.0\n", "document/duplicate-key"],
    ["api.json", `{"openapi": "3.0.0", "paths": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "document/too-deep"],
    ["api.yaml", `openapi: 3.0.0\npaths: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "document/too-deep"],
    [
      "api.json",
      `{"openapi": "3.0.0", "paths": {"/a": {"get": ${'{"a":'.repeat(600)}1${"}".repeat(600)}}}}`,
      "document/too-deep",
    ],
  ];
  for (const [file, text, code] of cases) {
    test(`\`${text.slice(0, 70).replaceAll("\n", " ")}\` in ${file} is ${code}`, async () => {
      expect((await problemsOf({ [file]: text })).map((problem) => problem.code)).toEqual([code as never]);
    });
  }

  test("a wrong version is shown where it is", async () => {
    expect(await lines({ "api.yaml": 'info: {}\nopenapi: "1.2"\n' })).toEqual([
      'error openapi/version api.yaml:2:10 `openapi: "1.2"` is not a version that can be read',
    ]);
  });

  test("a misspelt `openapi` is recognised", async () => {
    const [problem] = await problemsOf({ "api.yaml": "openapl: 3.0.0\n" });
    expect(problem?.notes[0]?.message).toBe("is `openapl` meant to be one of them?");
  });

  test("text that is not UTF-8", async () => {
    const bytes = new TextEncoder().encode(json({ "x-a": "?" }));
    bytes[bytes.indexOf(0x3f)] = 0xff;
    expect((await problemsOf({ "api.json": bytes })).map(({ code }) => code)).toEqual(["document/encoding"]);
  });

  test("an alias bomb", async () => {
    const levels = [..."bcdefghi"].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`)}]`,
    );
    const text = `openapi: 3.0.0\na: &a [x, x, x, x, x, x, x, x, x]\n${levels.join("\n")}\n`;
    expect((await problemsOf({ "api.yaml": text })).map(({ severity }) => severity)).toEqual(["error"]);
  });
});

describe("what makes no difference", () => {
  for (const file of ["api.json", "api.yaml"]) {
    test(`a byte order mark and line ends of Windows (${file})`, async () => {
      const text = fixture(file === "api.json" ? "petstore-3.0.json" : "library-3.1.yaml");
      const plain = await load({ [file]: text });
      const other = await load({ [file]: `\uFEFF${text.replaceAll("\n", "\r\n")}` });
      expect(other.diagnostics).toEqual([]);
      for (const kind of plain.units.kinds) {
        expect([...other.units.list(kind)].map(({ data }) => data)).toEqual(
          [...plain.units.list(kind)].map(({ data }) => data),
        );
      }
    });
  }

  test("keys of YAML with nothing behind them", async () => {
    const text =
      "openapi: 3.0.0\ninfo: {title: T, version: 1.0}\ntags:\npaths:\n  /a:\n    get:\n      parameters:\n    put:\ncomponents:\n";
    const { units, diagnostics } = await load({ "api.yaml": text });
    expect(diagnostics).toEqual([]);
    expect(ids(units, "operation")).toEqual(["operation:GET /a"]);
  });
});

describe("structure", () => {
  const wrong = {
    paths: {
      "/a": { get: { responces: {}, parameters: {}, tags: "x" }, post: [] },
      "/b": { get: { parameters: [{ nam: "a", in: "querry", required: "yes" }] } },
    },
    components: { schemas: { A: { type: "strng", required: true, properties: { b: 7 } }, C: 7 }, responses: [] },
  };
  const expected = [
    "error openapi/structure post of a path item must be a mapping, not a list",
    "error openapi/structure responses of components must be a mapping, not a list",
    "error openapi/structure b in properties must be a mapping, not a number",
    "error openapi/structure required of a schema must be a list, not true or false",
    "error openapi/structure strng is not a type that a schema can have",
    "error openapi/structure C in schemas must be a mapping, not a number",
    "warning openapi/structure an operation has no field responces",
    "error openapi/structure parameters of an operation must be a list, not a mapping",
    "error openapi/structure tags of an operation must be a list, not text",
    "warning openapi/structure a parameter has no field nam",
    "error openapi/structure required of a parameter must be true or false, not text",
    "error openapi/structure a parameter needs name",
    "error openapi/structure a parameter cannot be in querry",
  ];
  for (const file of ["api.json", "api.yaml"]) {
    test(`all problems are reported in one run (${file})`, async () => {
      const value = JSON.parse(json(wrong));
      const text = file === "api.json" ? JSON.stringify(value) : Bun.YAML.stringify(value, null, 2);
      const problems = await problemsOf({ [file]: text });
      const found = problems.map(({ severity, code, message }) => `${severity} ${code} ${message.replaceAll("`", "")}`);
      expect(found.toSorted()).toEqual(expected.toSorted());
      for (const problem of problems) expect(problem.place?.line).toBeGreaterThan(0);
    });
  }

  test("misspelt names come with the right ones", async () => {
    const problems = await problemsOf({ "api.json": json(wrong) });
    const notes = problems.flatMap((problem) => problem.notes.map(({ message }) => message));
    expect(notes).toEqual(
      expect.arrayContaining([
        "did you mean `responses`?",
        "did you mean `query`?",
        "did you mean `string`?",
        "is `nam` meant to be `name`?",
      ]),
    );
  });

  test("a missing title is placed at `info`", async () => {
    expect(await lines({ "api.json": '{"openapi": "3.0.0",\n "info": {"version": "1"}, "paths": {}}' })).toEqual([
      "error openapi/structure api.json:2:3 `info` needs `title`",
    ]);
  });

  test("a newer version is read as far as it goes", async () => {
    const { units, diagnostics } = await load({ "api.json": json({ paths: { "/a": { get: {} } } }, "3.2.0") });
    expect(diagnostics.map(line)).toEqual([
      "warning openapi/version api.json:2:14 OpenAPI 3.2.0 is read as 3.1: what is new in it is left out",
    ]);
    expect(ids(units, "operation")).toEqual(["operation:GET /a"]);
  });

  test("words that the table does not know are nobody's business", async () => {
    const members = {
      "x-a": { $ref: 1 },
      paths: { "x-b": 1, "/a": { "x-c": 1, get: { "x-d": [], responses: { "x-e": 1, "200": { description: "" } } } } },
      components: { schemas: { A: { nulable: true, $comment: "c", $defs: { B: true } } } },
    };
    expect(await problemsOf({ "api.json": json(members) })).toEqual([]);
  });
});

describe("references", () => {
  for (const file of ["api.json", "api.yaml"]) {
    test(`one that leads nowhere is placed, with the nearest name (${file})`, async () => {
      const text = schemas({
        Pet: { type: "object" },
        A: { properties: { b: { $ref: "#/components/schemas/Pett" } } },
      });
      expect(await problemsOf({ [file]: text })).toMatchObject([
        {
          code: "openapi/reference-missing",
          severity: "error",
          message: "`#/components/schemas/Pett` leads nowhere",
          place: { file, line: 16, column: 21, pointer: "/components/schemas/A/properties/b/$ref" },
          notes: [{ message: "did you mean `#/components/schemas/Pet`?" }],
        },
      ]);
    });

    test(`each of several is reported (${file})`, async () => {
      const text = schemas({ A: { allOf: [{ $ref: "#/x" }, { $ref: "#/x" }, { $ref: "#anchor" }] } });
      expect((await problemsOf({ [file]: text })).map(({ place }) => place?.pointer)).toEqual([
        "/components/schemas/A/allOf/0/$ref",
        "/components/schemas/A/allOf/1/$ref",
        "/components/schemas/A/allOf/2/$ref",
      ]);
    });

    test(`the mapping of a discriminator holds references too (${file})`, async () => {
      const mapping = { a: "#/components/schemas/A", b: "#/components/schemas/B", name: "A" };
      const text = schemas({ A: { type: "object" }, C: { discriminator: { propertyName: "k", mapping } } });
      expect((await problemsOf({ [file]: text })).map(({ place }) => place?.pointer)).toEqual([
        "/components/schemas/C/discriminator/mapping/b",
      ]);
    });

    test(`what only looks like one is none (${file})`, async () => {
      const text = schemas({
        A: {
          properties: { $ref: { type: "string" }, example: { type: "object" } },
          example: { $ref: "#/nowhere" },
          examples: [{ $ref: "#/nowhere" }],
          default: { $ref: "#/nowhere" },
          enum: [{ $ref: "#/nowhere" }],
          const: { $ref: "#/nowhere" },
          "x-a": { $ref: "#/nowhere" },
          description: '{"$ref": "#/nowhere"}',
        },
      });
      expect(await problemsOf({ [file]: text })).toEqual([]);
    });

    test(`pointers may lead into a component, into paths, and be encoded (${file})`, async () => {
      const responses = { "200": { description: "", content: { "application/json": { schema: { type: "string" } } } } };
      const text = json({
        paths: { "/a/{b}": { get: { responses } } },
        components: {
          schemas: {
            "A~ b%": { properties: { c: { type: "string" } } },
            B: { $ref: "#/components/schemas/A~0%20b%25/properties/c" },
            C: { $ref: "#/paths/~1a~1%7Bb%7D/get/responses/200/content/application~1json/schema" },
          },
        },
      });
      const { units, diagnostics } = await load({ [file]: text });
      expect(diagnostics).toEqual([]);
      expect(units.get("#/paths/~1a~1%7Bb%7D/get/responses/200/content/application~1json/schema")?.data).toEqual({
        type: "string",
      });
      expect(units.get("#/components/schemas/A~0%20b%25")?.name).toBe("A~ b%");
    });

    test(`chains that never arrive are circles, recursion is not (${file})`, async () => {
      const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
      const text = schemas({
        A: to("B"),
        B: to("C"),
        C: to("A"),
        D: to("A"),
        E: to("E"),
        T: { allOf: [to("T")] },
        U: to("T"),
      });
      const problems = await problemsOf({ [file]: text });
      expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
        "openapi/reference-cycle these `$ref`s lead in a circle: `A` -> `B` -> `C` -> `A`",
        "openapi/reference-cycle these `$ref`s lead in a circle: `E` -> `E`",
      ]);
    });
  }

  test("slashes may be escaped, as some programs write them", async () => {
    const text = schemas({ A: { items: { $ref: "#/components/schemas/A" } }, B: { items: { $ref: "#/nope" } } });
    expect(await problemsOf({ "api.json": text.replaceAll("/", "\\/") })).toMatchObject([
      { message: "`#/nope` leads nowhere", place: { pointer: "/components/schemas/B/items/$ref" } },
    ]);
  });

  test("what path items and webhooks refer to is looked for too", async () => {
    const missing = [{ $ref: "#/components/parameters/Nope" }];
    const item = { parameters: missing, get: { operationId: "a" } };
    const text = json({ paths: { "/a": item }, webhooks: { w: { post: { parameters: missing } } } });
    expect((await problemsOf({ "api.json": text })).map(({ place }) => place?.pointer)).toEqual([
      "/paths/~1a/parameters/0/$ref",
      "/webhooks/w/post/parameters/0/$ref",
    ]);
  });

  test("path items that lead to themselves end", async () => {
    const circle = { A: { $ref: "#/components/pathItems/B" }, B: { $ref: "#/components/pathItems/A" } };
    const text = json({ paths: { "/a": { $ref: "#/components/pathItems/A" } }, components: { pathItems: circle } });
    expect((await problemsOf({ "api.json": text })).map(({ code }) => code)).toEqual(["openapi/reference-cycle"]);
  });
});
