import { describe, expect, test } from "bun:test";
import { renderDocument, renderSchemas } from "./support.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const kind = (schema: object = { type: "string" }) => ({
  type: "object",
  required: ["kind"],
  properties: { kind: schema },
});

describe("a union with a discriminator", () => {
  test("members get the values of the mapping", async () => {
    const { pet } = await renderSchemas({
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat", kitty: "Cat", dog: "Dog" } },
      },
      Cat: kind(),
      Dog: kind(),
    });
    expect(pet).toBe('export type Pet = (Cat & { kind: "cat" | "kitty" }) | (Dog & { kind: "dog" });\n');
  });

  test("without a mapping the value is the name of the schema", async () => {
    const schemas = {
      Pet: { anyOf: [ref("Cat")], discriminator: { propertyName: "the kind" } },
      Cat: { type: "object" },
    };
    expect((await renderSchemas(schemas)).pet).toBe('export type Pet = Cat & { "the kind": "Cat" };\n');
  });

  test("what a member says itself is neither repeated nor contradicted", async () => {
    const { pet } = await renderSchemas({
      Pet: { oneOf: [ref("Cat"), ref("Dog"), ref("Bird")], discriminator: { propertyName: "kind" } },
      Cat: kind({ const: "cat" }),
      Dog: { allOf: [ref("Base"), kind({ enum: ["dog", "puppy"] })] },
      Bird: kind(ref("BirdKind")),
      BirdKind: { type: "string", enum: ["bird"] },
      Base: { type: "object" },
    });
    expect(pet).toBe("export type Pet = Cat | Dog | Bird;\n");
  });

  test("members that are no objects stay as they are", async () => {
    const { pet } = await renderSchemas({
      Pet: { oneOf: [ref("Cat"), ref("Names")], discriminator: { propertyName: "kind", mapping: { a: "Names" } } },
      Cat: kind({ const: "cat" }),
      Names: { type: "array", items: { type: "string" } },
    });
    expect(pet).toBe("export type Pet = Cat | Names;\n");
  });

  test("it works where the union stands in a response", async () => {
    const schema = {
      oneOf: [ref("Cat"), ref("Dog")],
      discriminator: { propertyName: "kind", mapping: { c: "Cat", d: "Dog" } },
    };
    const responses = { 200: { description: "ok", content: { "application/json": { schema } } } };
    const { files } = await renderDocument({
      paths: { "/pet": { get: { operationId: "getPet", responses } } },
      components: { schemas: { Cat: kind(), Dog: kind() } },
    });
    expect(files.get("operations/default.ts")).toContain(
      '"application/json": (Cat & { kind: "c" }) | (Dog & { kind: "d" }) };',
    );
  });
});

describe("a parent with a discriminator", () => {
  const animal = { ...kind({ type: "string", description: "Which." }), discriminator: { propertyName: "kind" } };

  test("children get their name, in the property where they declare it", async () => {
    const { cat, dog } = await renderSchemas({
      Animal: animal,
      Cat: { allOf: [ref("Animal"), { type: "object", properties: { meow: { type: "string" } } }] },
      Dog: { allOf: [ref("Animal")], properties: { bark: {}, kind: { type: "string", description: "Dog." } } },
    });
    expect(cat).toBe('export type Cat = Animal & {\n  kind: "Cat";\n  meow?: string;\n};\n');
    expect(dog).toBe('export type Dog = Animal & {\n  /** Dog. */\n  kind: "Dog";\n  bark?: unknown;\n};\n');
  });

  test("with a mapping, only the schemas in it are members", async () => {
    const { cat, dog } = await renderSchemas({
      Animal: { ...animal, discriminator: { propertyName: "kind", mapping: { c: "#/components/schemas/Cat" } } },
      Cat: { allOf: [ref("Animal"), { type: "object", properties: { meow: { type: "string" } } }] },
      Dog: { allOf: [ref("Animal"), { type: "object", properties: { bark: { type: "string" } } }] },
    });
    expect(cat).toContain('kind: "c";');
    expect(dog).not.toContain("kind");
  });

  test("a grandchild has its own value in place of that of its parent", async () => {
    const { persian } = await renderSchemas({
      Animal: animal,
      Cat: { allOf: [ref("Animal"), { type: "object", properties: { meow: { type: "string" } } }] },
      Persian: { allOf: [ref("Cat"), { type: "object", properties: { fur: { type: "string" } } }] },
    });
    expect(persian).toBe('export type Persian = Omit<Cat, "kind"> & {\n  kind: "Persian";\n  fur?: string;\n};\n');
  });

  test("another name for the parent is no member", async () => {
    const { alias } = await renderSchemas({ Animal: animal, Alias: { allOf: [ref("Animal")] } });
    expect(alias).toBe("export type Alias = Animal;\n");
  });
});
