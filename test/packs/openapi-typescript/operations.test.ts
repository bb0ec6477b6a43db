import { describe, expect, test } from "bun:test";
import { bodyOf, renderDocument } from "./support.ts";

const ok = { 200: { description: "Fine." } };

async function operationOf(operation: object, rest: object = {}): Promise<string> {
  const document = { paths: { "/x/{id}": { get: { operationId: "op", responses: ok, ...operation } } }, ...rest };
  const { files } = await renderDocument(document);
  return bodyOf(files.get("operations/default.ts") ?? "");
}

describe("an operation", () => {
  test("with nothing says never for everything that is absent", async () => {
    expect(await operationOf({ summary: "Does it", description: "At once.", deprecated: true })).toBe(
      `export interface DefaultOperations {
  /**
   * Does it
   *
   * At once.
   *
   * @deprecated
   */
  op: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: {
      /** Fine. */
      200: {
        headers: { [name: string]: unknown };
        content?: never;
      };
    };
  };
}
`,
    );
  });

  test("groups parameters by place, and a place is optional when all of them are", async () => {
    const parameters = [
      { name: "X-Trace", in: "header", schema: { type: "string", format: "uuid" } },
      {
        name: "id",
        in: "path",
        required: true,
        description: "Which.",
        schema: { type: "integer", minimum: 1, description: "no" },
      },
      { name: "q", in: "query", deprecated: true, schema: { type: ["string", "null"] } },
      { name: "filter", in: "query", content: { "application/json": { schema: { type: "object" } } } },
      { name: "must", in: "cookie", required: true, schema: { type: "array", items: { enum: ["a", "b"] } } },
    ];
    expect(await operationOf({ parameters })).toContain(`    parameters: {
      query?: {
        /** @deprecated */
        q?: string | null;
        filter?: string;
      };
      header?: {
        /** @format uuid */
        "X-Trace"?: string;
      };
      path: {
        /**
         * Which.
         *
         * @minimum 1
         */
        id: number;
      };
      cookie: {
        must: ("a" | "b")[];
      };
    };
`);
  });

  test("refers to shared parameters, bodies, responses and headers by name", async () => {
    const text = await operationOf(
      {
        parameters: [{ $ref: "#/components/parameters/page" }, { $ref: "#/components/parameters/alias" }],
        requestBody: { $ref: "#/components/requestBodies/new" },
        responses: {
          200: { description: "Fine.", headers: { "X-Total": { $ref: "#/components/headers/total" } } },
          404: { $ref: "#/components/responses/missing" },
        },
      },
      {
        components: {
          parameters: {
            page: { name: "page", in: "query", schema: { type: "integer" } },
            alias: { $ref: "#/components/parameters/trace" },
            trace: { name: "X-Trace", in: "header", required: true, schema: { type: "string" } },
          },
          requestBodies: { new: { required: true, content: { "application/json": { schema: { type: "string" } } } } },
          responses: { missing: { description: "Missing." } },
          headers: { total: { required: true, schema: { type: "integer" } } },
        },
      },
    );
    for (const line of [
      'page?: parameters["page"];',
      'header: {\n        "X-Trace": parameters["alias"];',
      'requestBody: requestBodies["new"];',
      '"X-Total": headers["total"];',
      '404: responses["missing"];',
    ]) {
      expect(text).toContain(line);
    }
  });

  test("has bodies by media type, on one line when there is one that fits", async () => {
    const text = await operationOf({
      requestBody: { description: "The body.", content: { "text/plain": { schema: { type: "string" } } } },
      responses: {
        200: { description: "Fine.", content: { "application/json": { schema: { type: "string" } }, "image/png": {} } },
        "4XX": { description: "Bad." },
        default: { description: "Worse.", content: { "application/json": { schema: { properties: { a: {} } } } } },
      },
    });
    expect(text).toContain('    /** The body. */\n    requestBody?: { content: { "text/plain": string } };\n');
    expect(text).toContain(
      'content: {\n          "application/json": string;\n          "image/png": unknown;\n        };',
    );
    expect(text).toContain('      "4XX": {');
    expect(text).toContain(
      'content: {\n          "application/json": {\n            a?: unknown;\n          };\n        };',
    );
  });

  test("without an id has a type of its own, and paths refer to it", async () => {
    const get = { responses: ok, tags: ["a b"] };
    const { files } = await renderDocument({
      paths: { "/x/{id}": { get }, "/x-{id}": { get }, "/y": { get: { ...get, operationId: "y" } } },
    });
    const tag = files.get("operations/a-b.ts") ?? "";
    expect(tag).toContain("export interface ABOperations {\n  y: {");
    expect(tag).toContain("export interface GetXId {\n");
    expect(tag).toContain("export interface GetXId_2 {\n");
    const paths = files.get("paths.ts") ?? "";
    expect(paths).toContain('import type { GetXId, GetXId_2 } from "./operations/a-b.js";');
    expect(paths).toContain(
      '"/x-{id}": {\n    parameters: { query?: never; header?: never; path?: never; cookie?: never };\n    get: GetXId_2;',
    );
    expect(paths).toContain('get: operations["y"];');
  });

  test("stands in the file of its first tag alone", async () => {
    const { files } = await renderDocument({
      tags: [{ name: "second" }, { name: "empty" }],
      paths: { "/x": { get: { operationId: "op", tags: ["first", "second"], responses: ok } } },
    });
    expect([...files.keys()].filter((path) => path.startsWith("operations/"))).toEqual(["operations/first.ts"]);
    expect(files.get("operations.ts")).toContain("export interface operations extends FirstOperations {}");
  });
});

describe("webhooks and path items", () => {
  test("a webhook has a file, and stands among the operations when it has an id", async () => {
    const { files } = await renderDocument({
      webhooks: { "pet.new": { post: { responses: ok } }, gone: { post: { operationId: "petGone", responses: ok } } },
    });
    expect(files.get("webhooks/pet.new.ts")).toContain("export interface PetNewPost {");
    expect(files.get("webhooks.ts")).toContain("    post: PetNewPost;");
    expect(files.get("webhooks.ts")).toContain('    post: operations["petGone"];');
    expect(files.get("operations.ts")).toContain("export interface operations {\n  petGone: PetGone;\n}");
  });

  test("a shared path item has its operations with the parameters of the item", async () => {
    const { files } = await renderDocument({
      components: {
        pathItems: {
          item: {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            get: {
              responses: ok,
              parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
            },
          },
        },
      },
    });
    const text = files.get("path-items.ts") ?? "";
    expect(text).toContain(
      "    parameters: {\n      query?: never;\n      header?: never;\n      path: {\n        id: string;",
    );
    expect(text).toContain("        path: {\n          id: number;\n        };");
  });
});
