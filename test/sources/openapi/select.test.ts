import { describe, expect, test } from "bun:test";
import { options } from "#sources/openapi/options.ts";
import { fixture, ids, load } from "./support.ts";

const petstore = { "api.json": fixture("petstore-3.0.json") };
const library = { "api.yaml": fixture("library-3.1.yaml") };

describe("a part of a document", () => {
  test("has the included operations, and the components that they lead to", async () => {
    const { units, diagnostics } = await load(petstore, { include: { operations: ["POST /store/orders", "getPet"] } });
    expect(ids(units, "operation")).toEqual(["operation:getPet"]);
    expect(ids(units, "schema")).toEqual(["schema:Pet", "schema:Status", "schema:Owner", "schema:Error"]);
    expect(ids(units, "response")).toEqual(["response:Problem"]);
    expect(ids(units, "requestBody")).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: "source/no-units",
        severity: "warning",
        message: "`include.operations` names `POST /store/orders`, which fits no operation",
      },
    ]);
  });

  test("is chosen by tags, paths and operations, any of them", async () => {
    const { units } = await load(petstore, {
      include: { tags: ["store"], paths: ["/pets/{petId}"], operations: ["listPets"] },
    });
    expect(ids(units, "operation")).toEqual([
      "operation:listPets",
      "operation:getPet",
      "operation:deletePet",
      "operation:POST /store/orders",
    ]);
  });

  test("takes paths as glob patterns, in which braces are braces", async () => {
    const paths = async (...patterns: string[]) =>
      ids((await load(petstore, { include: { paths: patterns } })).units, "operation");
    expect(await paths("/pets/*")).toEqual(["operation:getPet", "operation:deletePet"]);
    expect(await paths("/{a,ping}")).toEqual([]);
    expect(await paths("/**")).toHaveLength(6);
  });

  test("leaves out what is excluded, and what only that used", async () => {
    const { units } = await load(petstore, { exclude: { tags: ["pets"] } });
    expect(ids(units, "operation")).toEqual(["operation:GET /ping"]);
    expect(ids(units, "schema")).toEqual([]);
    expect(ids(units, "securityScheme")).toEqual(["securityScheme:apiKey"]);
  });

  test("keeps the tags that are declared, with what is left under them", async () => {
    const { units } = await load(petstore, { include: { tags: ["store"] } });
    expect(units.get("tag:pets")?.facts.operations).toEqual(["operation:POST /store/orders"]);
    expect(ids(units, "tag")).not.toContain("tag:default");
  });

  test("follows discriminators, callbacks, links and headers", async () => {
    const { units } = await load(library, { include: { operations: ["add-item"] } });
    expect(ids(units, "callback")).toEqual(["callback:Rejected"]);
    expect(ids(units, "link")).toEqual(["link:ItemById"]);
    expect(ids(units, "schema")).toEqual(
      expect.arrayContaining([
        "schema:Item",
        "schema:Book",
        "schema:Film",
        "schema:Map",
        "schema:Problem",
        "schema:Person",
      ]),
    );
    expect(ids(units, "schema")).not.toContain("schema:Tree");
    expect(ids(units, "securityScheme")).toEqual(["securityScheme:bearer", "securityScheme:oauth"]);
    expect(ids(units, "webhook")).toEqual([]);
  });

  test("names keep the slugs that they have in the whole", async () => {
    const { units } = await load(
      {
        "api.json": JSON.stringify({
          openapi: "3.1.0",
          info: { title: "T", version: "1" },
          paths: { "/a": { get: { tags: ["a"], operationId: "GET" }, put: { operationId: "get" } } },
        }),
      },
      { exclude: { tags: ["a"] } },
    );
    expect(units.get("operation:get")?.slug).toBe("get-2");
  });

  test("a misspelt tag comes with the near one", async () => {
    const { diagnostics } = await load(petstore, { include: { tags: ["pet", "store"] } });
    expect(diagnostics).toMatchObject([
      { message: "`include.tags` names `pet`, which fits no operation", notes: [{ message: "did you mean `pets`?" }] },
    ]);
  });

  test("is the same the second time", async () => {
    const { source } = await import("#sources/openapi/index.ts");
    const first = await load(petstore, { include: { tags: ["store"] } });
    const limits = { documentBytes: 1e6, depth: 500, renderMs: 1 };
    const again = await source.load(
      { name: "a", options: { path: "api.json", include: { tags: ["store"] } }, limits },
      first.context,
    );
    for (const kind of again.kinds) expect(ids(again, kind)).toEqual(ids(first.units, kind));
  });
});

describe("options", () => {
  test("need a path, and know no others", () => {
    expect(options.safeParse({ path: "api.json", include: { tags: ["a"] } }).success).toBe(true);
    for (const wrong of [{}, { path: "" }, { path: "a", url: "b" }, { path: "a", include: { tag: [] } }]) {
      expect(options.safeParse(wrong).success).toBe(false);
    }
  });

  test("are all described", () => {
    const undescribed = Object.entries(options.shape).filter(([, field]) => !field.description);
    expect(undescribed).toEqual([]);
  });
});
