import { describe, expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import { dataOf, fixture, ids, load, problemsOf } from "./support.ts";

const inventory = () => load({ "api.yaml": fixture("inventory-2.0.yaml") });

const swagger = (members: { readonly [key: string]: Json }) =>
  JSON.stringify({ swagger: "2.0", info: { title: "T", version: "1" }, paths: {}, ...members });

describe("a document of Swagger 2.0", () => {
  test("has no problems", async () => {
    expect((await inventory()).diagnostics).toEqual([]);
  });

  test("says which version it was written in", async () => {
    expect((await inventory()).units.get("document")?.facts.openapi).toBe("2.0");
  });

  test("has servers of host, path and schemes", async () => {
    const { units } = await inventory();
    expect(dataOf(units, "document").servers).toEqual([
      { url: "https://inventory.example.com/v2" },
      { url: "http://inventory.example.com/v2" },
    ]);
    expect(dataOf(units, "operation:uploadPicture").servers).toEqual([{ url: "https://inventory.example.com/v2" }]);
  });

  test("has a relative server without a host, and none without a path", async () => {
    const servers = async (members: { readonly [key: string]: Json }) =>
      dataOf((await load({ "api.json": swagger(members) })).units, "document").servers;
    expect(await servers({ basePath: "/v1" })).toEqual([{ url: "/v1" }]);
    expect(await servers({ host: "a.example" })).toEqual([{ url: "//a.example" }]);
    expect(await servers({})).toBeUndefined();
  });

  test("has parameters with schemas and styles", async () => {
    const { units } = await inventory();
    expect(dataOf(units, "operation:listParts").parameters).toEqual([
      { $ref: "#/components/parameters/Tenant" },
      {
        name: "ids",
        in: "query",
        schema: { type: "array", items: { type: "integer", format: "int64" } },
        style: "form",
        explode: true,
      },
      {
        name: "fields",
        in: "query",
        schema: { type: "array", items: { type: "string", enum: ["id", "name"] } },
        style: "form",
        explode: false,
      },
      {
        name: "colours",
        in: "query",
        schema: { type: "array", items: { type: "string" } },
        style: "pipeDelimited",
        explode: false,
      },
      { name: "X-Page", in: "header", schema: { type: "integer", exclusiveMinimum: 0, default: 1 } },
    ]);
  });

  test("has request bodies of body parameters, one for each media type", async () => {
    const { units } = await inventory();
    const schema = { $ref: "#/components/schemas/Part" };
    expect(dataOf(units, "operation:addPart").requestBody).toEqual({
      description: "The part to add.",
      required: true,
      "x-name": "part",
      content: { "application/json": { schema }, "application/xml": { schema } },
    });
    expect(dataOf(units, "operation:replacePart").requestBody).toEqual({ $ref: "#/components/requestBodies/PartBody" });
    expect(dataOf(units, "requestBody:PartBody")).toMatchObject({ content: { "application/json": { schema } } });
    expect(ids(units, "parameter")).toEqual(["parameter:Tenant"]);
  });

  test("has request bodies of form parameters, with files as bytes", async () => {
    const { units } = await inventory();
    expect(dataOf(units, "operation:uploadPicture").requestBody).toEqual({
      required: true,
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: {
              picture: { type: "string", format: "binary", description: "The picture." },
              caption: { type: "string", maxLength: 80 },
            },
            required: ["picture"],
          },
        },
      },
    });
    expect(dataOf(units, "operation:search").requestBody).toMatchObject({
      content: {
        "application/x-www-form-urlencoded": {
          schema: { properties: { q: { type: "string" }, limit: { default: 10 } } },
        },
      },
    });
  });

  test("has responses with content, headers and examples", async () => {
    const { units } = await inventory();
    const schema = { type: "array", items: { $ref: "#/components/schemas/Part" } };
    expect(dataOf(units, "operation:listParts").responses).toEqual({
      "200": {
        description: "Parts.",
        headers: { "X-Total": { description: "How many there are.", schema: { type: "integer" } } },
        content: {
          "application/json": { schema, example: [{ id: 1, name: "Bolt" }] },
          "application/xml": { schema },
        },
      },
      default: { $ref: "#/components/responses/Problem" },
    });
    expect(dataOf(units, "operation:downloadPicture").responses).toEqual({
      "200": {
        description: "The picture.",
        content: { "image/png": { schema: { type: "string", format: "binary" } } },
      },
    });
  });

  test("has schemas in the words of 3.1", async () => {
    const { units } = await inventory();
    expect(units.get("schema:Part")?.data).toMatchObject({
      discriminator: { propertyName: "kind" },
      properties: {
        name: { type: ["string", "null"], examples: ["Bolt"] },
        parent: { $ref: "#/components/schemas/Part" },
      },
    });
    expect(dataOf(units, "schema:Item").additionalProperties).toEqual({
      $ref: "#/components/schemas/Part/properties/name",
    });
    expect(units.get("#/components/schemas/Part/properties/name")?.data).toEqual({
      type: ["string", "null"],
      examples: ["Bolt"],
    });
  });

  test("has all flows of oauth2, and basic as an http scheme", async () => {
    const { units } = await inventory();
    const flows = (name: string) => dataOf(units, `securityScheme:${name}`).flows;
    const authorizationUrl = "https://inventory.example.com/authorize";
    const tokenUrl = "https://inventory.example.com/token";
    expect(flows("implicit")).toEqual({ implicit: { authorizationUrl, scopes: { read: "Read parts." } } });
    expect(flows("code")).toEqual({ authorizationCode: { authorizationUrl, tokenUrl, scopes: {} } });
    expect(flows("application")).toEqual({ clientCredentials: { tokenUrl, scopes: {} } });
    expect(flows("password")).toEqual({ password: { tokenUrl, scopes: {} } });
    expect(dataOf(units, "securityScheme:basic")).toMatchObject({ type: "http", scheme: "basic" });
  });

  test("says where its parts are in the file", async () => {
    const { units } = await inventory();
    expect(units.get("schema:Part")?.origin).toEqual({ file: "api.yaml", pointer: "/definitions/Part" });
    expect(units.get("requestBody:PartBody")?.origin.pointer).toBe("/parameters/PartBody");
    expect(units.get("#/components/schemas/Part/properties/name")?.origin.pointer).toBe(
      "/definitions/Part/properties/name",
    );
  });

  test("may say its version without quotes", async () => {
    expect(await problemsOf({ "api.yaml": "swagger: 2.0\ninfo: {title: T, version: 1.0}\npaths: {}\n" })).toEqual([]);
  });

  test("has its own words checked", async () => {
    const paths = { "/a": { get: { parameters: [{ name: "a", in: "cookie", type: "string" }] } } };
    expect(await problemsOf({ "api.json": swagger({ paths }) })).toMatchObject([
      { message: "a parameter cannot be in `cookie`", place: { pointer: "/paths/~1a/get/parameters/0/in" } },
    ]);
  });

  test("may be of several files", async () => {
    const { units, diagnostics } = await load({
      "api/swagger.json": swagger({
        paths: { "/a": { $ref: "a.yaml" } },
        definitions: { Pet: { $ref: "pet.json" } },
      }),
      "api/a.yaml": `
get:
  operationId: a
  parameters:
    - { $ref: "shared.yaml#/body" }
  responses:
    "200": { description: ok, schema: { $ref: "swagger.json#/definitions/Pet" } }
`,
      "api/pet.json": '{"type": "object", "properties": {"file": {"type": "file"}}}',
      "api/shared.yaml": "body: { name: b, in: body, schema: { $ref: pet.json } }\n",
    });
    expect(diagnostics).toEqual([]);
    expect(units.get("operation:a")?.data).toEqual({
      operationId: "a",
      requestBody: { $ref: "#/components/requestBodies/body" },
      responses: {
        "200": { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
      },
    });
    expect(units.get("schema:Pet")).toMatchObject({ origin: { file: "api/pet.json", pointer: "" } });
    expect(units.get("#/components/schemas/Pet/properties/file")?.data).toEqual({ type: "string", format: "binary" });
    expect(units.get("#/components/requestBodies/body")?.data).toMatchObject({
      content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
    });
  });
});
