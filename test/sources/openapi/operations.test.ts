import { describe, expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import { dataOf, fixture, ids, json, load } from "./support.ts";

const parameters = {
  Id: { name: "id", in: "path", required: true, schema: { type: "string" } },
  AlsoId: { $ref: "#/components/parameters/Id" },
  Trace: { name: "trace", in: "header", schema: { type: "string" } },
};

function document(
  item: { readonly [key: string]: Json },
  rest: { readonly [key: string]: Json } = {},
): { "api.json": string } {
  return { "api.json": json({ paths: { "/a/{id}": item }, components: { parameters }, ...rest }) };
}

const digest = async (files: Record<string, string>, id = "operation:a") =>
  (await load(files)).units.get(id)?.digest as string;

describe("parameters", () => {
  test("of the path item come first, and those of the operation with the same name and place replace them", async () => {
    const { units } = await load({ "api.json": fixture("petstore-3.0.json") });
    const found = dataOf(units, "operation:deletePet").parameters as { name: string; description: string }[];
    expect(found.map(({ description }) => description)).toEqual(["The number of the pet to remove."]);
    expect(dataOf(units, "operation:createPet").parameters).toEqual([{ $ref: "#/components/parameters/TraceId" }]);
    const listed = dataOf(units, "operation:listPets").parameters as Json[];
    expect(listed.slice(0, 2)).toEqual([
      { $ref: "#/components/parameters/TraceId" },
      { $ref: "#/components/parameters/Limit" },
    ]);
  });

  test("are compared behind their `$ref`s, however many", async () => {
    const item = {
      parameters: [{ $ref: "#/components/parameters/AlsoId" }, { $ref: "#/components/parameters/Trace" }],
      get: { operationId: "a", parameters: [{ name: "id", in: "path", required: true, description: "own" }] },
    };
    const { units } = await load(document(item));
    expect(dataOf(units, "operation:a").parameters).toEqual([
      { $ref: "#/components/parameters/Trace" },
      { name: "id", in: "path", required: true, description: "own" },
    ]);
  });

  test("with one name in two places are two", async () => {
    const item = {
      parameters: [{ name: "id", in: "query" }],
      get: { operationId: "a", parameters: [{ name: "id", in: "path", required: true }] },
    };
    expect((await load(document(item))).units.get("operation:a")?.data).toMatchObject({
      parameters: [{ in: "query" }, { in: "path" }],
    });
  });
});

describe("servers and security", () => {
  test("an operation has its own servers, else those of its path, else none", async () => {
    const { units } = await load({ "api.yaml": fixture("library-3.1.yaml") });
    expect(dataOf(units, "operation:uploadCover").servers).toEqual([
      { url: "https://files.library.example.org", description: "Large files" },
    ]);
    expect(dataOf(units, "operation:getItem")).not.toHaveProperty("servers");
  });

  test("an operation has its own security, also when that is none, else that of the document", async () => {
    const { units } = await load({ "api.yaml": fixture("library-3.1.yaml") });
    expect(dataOf(units, "operation:getItem").security).toEqual([{ bearer: [] }]);
    expect(dataOf(units, "operation:downloadCover").security).toEqual([]);
    expect(dataOf(units, "operation:add-item").security).toHaveLength(2);
  });

  test("without security anywhere an operation has none", async () => {
    const { units } = await load(document({ get: { operationId: "a" } }));
    expect(dataOf(units, "operation:a")).not.toHaveProperty("security");
  });
});

describe("the digest of an operation", () => {
  const operation = { operationId: "a", summary: "A" };
  const item = { parameters: [{ $ref: "#/components/parameters/Trace" }], servers: [{ url: "/x" }], get: operation };

  test("stays when something else changes", async () => {
    const one = await digest(document(item));
    expect(await digest(document({ ...item, post: { operationId: "b" } }))).toBe(one);
    expect(await digest(document(item, { info: { title: "Other", version: "2" } }))).toBe(one);
  });

  test("changes with what it says and with what it inherits", async () => {
    const variants = [
      document(item),
      document({ ...item, get: { ...operation, summary: "B" } }),
      document({ ...item, parameters: [] }),
      document({ ...item, servers: [{ url: "/y" }] }),
      document(item, { security: [{ key: [] }] }),
      { "api.json": json({ paths: { "/other/{id}": item }, components: { parameters } }) },
      document({ parameters: item.parameters, servers: item.servers, put: operation }),
    ];
    const digests = await Promise.all(variants.map((files) => digest(files)));
    expect(new Set(digests).size).toBe(variants.length);
  });

  test("stays when the document's security changes and it has its own", async () => {
    const own = { get: { ...operation, security: [] } };
    expect(await digest(document(own, { security: [{ key: [] }] }))).toBe(await digest(document(own)));
  });

  test("changes when a referenced parameter gets the name of an inherited one", async () => {
    const named = (name: string) => ({
      "api.json": json({
        paths: {
          "/a": {
            parameters: [{ name: "x", in: "query" }],
            get: { operationId: "a", parameters: [{ $ref: "#/components/parameters/P" }] },
          },
        },
        components: { parameters: { P: { name, in: "query" } } },
      }),
    });
    expect(await digest(named("y"))).not.toBe(await digest(named("x")));
    const { units } = await load(named("x"));
    expect(dataOf(units, "operation:a").parameters).toEqual([{ $ref: "#/components/parameters/P" }]);
  });
});

describe("ids", () => {
  test("two operations with one operationId are an error at both places, and both are units", async () => {
    const paths = { "/a": { get: { operationId: "same" } }, "/b": { get: { operationId: "same" } } };
    const { units, diagnostics } = await load({ "api.json": json({ paths }) });
    expect(diagnostics).toMatchObject([
      {
        code: "openapi/duplicate-operation",
        severity: "error",
        message: "two operations have the operationId `same`",
        place: { line: 15, pointer: "/paths/~1b/get/operationId" },
        notes: [{ message: "the first is here", place: { line: 10, pointer: "/paths/~1a/get/operationId" } }],
      },
    ]);
    expect(ids(units, "operation")).toEqual(["operation:same", "operation:GET /b"]);
  });

  test("two paths that share one path item are no duplicates", async () => {
    const shared = { $ref: "#/components/pathItems/Shared" };
    const members = {
      paths: { "/a": shared, "/b": shared },
      components: { pathItems: { Shared: { get: { operationId: "same" } } } },
    };
    const { units, diagnostics } = await load({ "api.json": json(members) });
    expect(diagnostics).toEqual([]);
    expect(ids(units, "operation")).toEqual(["operation:same", "operation:GET /b"]);
  });

  test("fields beside the `$ref` of a path item win over those behind it", async () => {
    const members = {
      paths: { "/a": { $ref: "#/components/pathItems/Shared", get: { operationId: "own" } } },
      components: { pathItems: { Shared: { get: { operationId: "shared" }, put: { operationId: "put" } } } },
    };
    expect(ids((await load({ "api.json": json(members) })).units, "operation")).toEqual([
      "operation:own",
      "operation:put",
    ]);
  });

  test("`x-webhooks` are the webhooks of a document of 3.0", async () => {
    const { units } = await load({
      "api.json": json({ "x-webhooks": { ping: { post: { summary: "Ping" } } } }, "3.0.3"),
    });
    expect(ids(units, "webhook")).toEqual(["webhook:ping POST"]);
    expect(Object.keys(dataOf(units, "document"))).not.toContain("x-webhooks");
  });
});
