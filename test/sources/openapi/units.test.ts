import { describe, expect, test } from "bun:test";
import { unitKinds } from "#sources/openapi/kinds.ts";
import { allUnits, dataOf, fixture, ids, json, load } from "./support.ts";

const petstore = () => load({ "api/petstore.json": fixture("petstore-3.0.json") });
const library = () => load({ "library.yaml": fixture("library-3.1.yaml") });

describe("a document of OpenAPI 3.0 in JSON", () => {
  test("has no problems and is read once", async () => {
    const { diagnostics, reads } = await petstore();
    expect(diagnostics).toEqual([]);
    expect(reads.read).toEqual(["api/petstore.json"]);
  });

  test("gives operations in document order, by operationId or by method and path", async () => {
    const { units } = await petstore();
    expect(ids(units, "operation")).toEqual([
      "operation:listPets",
      "operation:createPet",
      "operation:getPet",
      "operation:deletePet",
      "operation:POST /store/orders",
      "operation:GET /ping",
    ]);
    expect(units.get("operation:POST /store/orders")).toMatchObject({
      name: "POST /store/orders",
      slug: "post-store-orders",
    });
  });

  test("knows the facts of an operation", async () => {
    const { units } = await petstore();
    expect(units.get("operation:deletePet")?.facts).toEqual({
      method: "delete",
      path: "/pets/{petId}",
      operationId: "deletePet",
      tag: "pets",
      tags: ["pets"],
      summary: "Remove a pet",
      deprecated: true,
    });
    expect(units.get("operation:GET /ping")?.facts).toMatchObject({
      operationId: null,
      tag: "default",
      tags: [],
      summary: "Says whether the shop is open.",
    });
  });

  test("gives declared tags first, then the one for operations without", async () => {
    const { units } = await petstore();
    expect(ids(units, "tag")).toEqual(["tag:pets", "tag:store", "tag:unused", "tag:default"]);
    expect(units.get("tag:store")?.facts).toEqual({
      summary: "Orders.",
      declared: true,
      operations: ["operation:POST /store/orders"],
    });
    expect(units.get("tag:default")?.facts).toEqual({
      summary: "",
      declared: false,
      operations: ["operation:GET /ping"],
    });
    expect(units.get("tag:default")?.data).toEqual({ name: "default" });
  });

  test("keeps everything but the parts that are units in the document's own data", async () => {
    const { units } = await petstore();
    expect(Object.keys(dataOf(units, "document"))).toEqual(["openapi", "info", "servers", "security", "tags"]);
    expect(units.get("document")?.facts).toEqual({ title: "Pet store", version: "1.2.0", openapi: "3.0.3" });
  });

  test("says where a unit is", async () => {
    const { units } = await petstore();
    const unit = units.get("operation:getPet");
    if (unit === undefined) throw new Error("no unit");
    expect(unit.origin).toEqual({ file: "api/petstore.json", pointer: "/paths/~1pets~1{petId}/get" });
    expect(units.place(unit)).toMatchObject({ file: "api/petstore.json", line: 76, column: 8 });
    expect(units.place(unit, "/summary").line).toBe(78);
    expect(units.place(unit, "/nothing/here").line).toBe(76);
  });
});

describe("a document of OpenAPI 3.1 in YAML", () => {
  test("has no problems", async () => {
    expect((await library()).diagnostics).toEqual([]);
  });

  test("gives slugs that differ where case does not count", async () => {
    const { units } = await library();
    expect(units.get("schema:Language")?.slug).toBe("language");
    expect(units.get("schema:language")?.slug).toBe("language-2");
    expect(units.get("schema:v1.Item-Id")?.slug).toBe("v1.item-id");
    for (const kind of units.kinds) {
      const slugs = [...units.list(kind)].map(({ slug }) => slug.toLowerCase());
      expect(new Set(slugs).size).toBe(slugs.length);
    }
  });

  test("follows the `$ref` of a path item to its operations", async () => {
    const { units } = await library();
    expect(units.get("operation:listShelves")).toMatchObject({
      facts: { method: "get", path: "/shelves" },
      origin: { pointer: "/components/pathItems/Shelves/get" },
    });
  });

  test("gives webhooks by name and method", async () => {
    const { units } = await library();
    expect(ids(units, "webhook")).toEqual(["webhook:loanOverdue POST", "webhook:item.added POST"]);
    expect(units.get("webhook:loanOverdue POST")?.facts).toMatchObject({
      webhook: "loanOverdue",
      path: "",
      method: "post",
    });
  });

  test("knows the facts of components", async () => {
    const { units } = await library();
    const facts = (id: string) => units.get(id)?.facts;
    expect(facts("schema:Map")).toEqual({ title: null, summary: "A map.", type: "object", deprecated: false });
    expect(facts("schema:Item")).toEqual({ title: "Item", summary: "Item", type: null, deprecated: false });
    expect(facts("schema:Anything")).toEqual({ title: null, summary: "", type: null, deprecated: false });
    expect(facts("parameter:ItemId")).toEqual({ in: "path", parameterName: "itemId", required: true });
    expect(facts("response:Problem")).toEqual({ summary: "The request cannot be served." });
    expect(facts("securityScheme:tls")).toEqual({ type: "mutualTLS" });
    expect(facts("callback:Rejected")).toEqual({});
  });

  test("keeps callbacks, extensions and `$ref`s with words beside them", async () => {
    const { units } = await library();
    const data = dataOf(units, "operation:add-item");
    expect(data.callbacks).toMatchObject({ onRejected: { $ref: "#/components/callbacks/Rejected" } });
    expect(dataOf(units, "schema:ItemBase")).toMatchObject({
      "x-table": "items",
      properties: {
        language: { $ref: "#/components/schemas/Language", description: "The language it is in.", default: "en" },
      },
    });
  });
});

describe("looking units up", () => {
  test("takes a `$ref` to a component for its unit", async () => {
    const { units } = await library();
    expect(units.get("#/components/schemas/v1.Item-Id")).toBe(units.get("schema:v1.Item-Id") as never);
    expect(units.get("#/components/schemas/v1%2EItem-Id")?.id).toBe("schema:v1.Item-Id");
  });

  test("takes a deeper pointer for a fragment with normalised data", async () => {
    const { units } = await petstore();
    const unit = units.get("#/components/schemas/Pet/properties/tag");
    expect(unit).toMatchObject({
      kind: "fragment",
      id: "#/components/schemas/Pet/properties/tag",
      name: "tag",
      slug: "tag",
    });
    expect(unit?.data).toEqual({ type: ["string", "null"] });
    expect(units.get(unit?.id ?? "")?.digest).toBe(unit?.digest as string);
    expect(units.get("#/paths/~1pets/get/parameters/1/schema/items")?.data).toEqual({
      $ref: "#/components/schemas/Status",
    });
  });

  test("leaves a fragment inside of an example as it is", async () => {
    const { units } = await petstore();
    expect(units.get("#/components/schemas/Pet/example")?.data).toEqual({ id: 1, name: "Rex", nullable: true });
  });

  test("finds nothing behind other texts", async () => {
    const { units } = await petstore();
    for (const id of ["schema:Nope", "#/components/schemas/Nope", "#/nope/x", "#anchor", "", "#/paths/toString"]) {
      expect(units.get(id)).toBeUndefined();
    }
  });
});

describe("a component called `__proto__`", () => {
  for (const file of ["api.json", "api.yaml"]) {
    test(`is a component like any other (${file})`, async () => {
      const schema =
        '{"type": "object", "properties": {"polluted": {"type": "string"}, "__proto__": {"type": "string", "nullable": true}}}';
      const text = json({ components: {} }).replace(
        '"components": {}',
        `"components": {"schemas": {"__proto__": ${schema}}}`,
      );
      const { units, diagnostics } = await load({ [file]: text });
      expect(diagnostics).toEqual([]);
      expect(ids(units, "schema")).toEqual(["schema:__proto__"]);
      expect(JSON.stringify(dataOf(units, "schema:__proto__").properties)).toContain(
        '"__proto__":{"type":["string","null"]}',
      );
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  }
});

for (const name of ["petstore-3.0.json", "library-3.1.yaml"]) {
  test(`the two readers give the same units (${name})`, async () => {
    const value = Bun.YAML.parse(fixture(name));
    const sliced = await load({ "api.json": JSON.stringify(value) });
    const parsed = await load({ "api.yaml": Bun.YAML.stringify(value, null, 2) });
    const shown = ({ units }: Awaited<ReturnType<typeof load>>) =>
      allUnits(units).map(({ id, slug, facts, data, origin }) => ({ id, slug, facts, data, pointer: origin.pointer }));
    expect(shown(parsed)).toEqual(shown(sliced));
    expect([...parsed.diagnostics, ...sliced.diagnostics]).toEqual([]);
  });
}

test("every kind has a list, also those that a document has none of", async () => {
  const { units } = await load({ "api.json": json({}) });
  expect(units.kinds).toEqual(unitKinds);
  expect(units.kinds.map((kind) => units.list(kind).length)).toEqual([
    1,
    ...Array.from({ length: unitKinds.length - 1 }, () => 0),
  ]);
});
