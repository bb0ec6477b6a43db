import { describe, expect, test } from "bun:test";
import { renderDocument, renderSchemas, typeOf } from "./support.ts";

const refY = { $ref: "#/components/schemas/Y" };
const refZ = { $ref: "#/components/schemas/Z" };

describe("scalars and literals", () => {
  test.each([
    [{ type: "string" }, "string"],
    [{ type: "string", format: "binary" }, "string"],
    [{ type: "integer", format: "int64" }, "number"],
    [{ type: "number" }, "number"],
    [{ type: "boolean" }, "boolean"],
    [{ type: "null" }, "null"],
    [{ type: ["string", "integer", "null"] }, "string | number | null"],
    [{}, "unknown"],
    [true, "unknown"],
    [false, "never"],
    [{ not: {} }, "never"],
    [{ not: { type: "string" } }, "unknown"],
    [{ const: 5 }, "5"],
    [{ const: null }, "null"],
    [{ enum: ["a", null, 3, "a", true] }, '"a" | 3 | true | null'],
    [{ enum: [] }, "never"],
    [{ enum: [{ a: [1] }] }, "{ a: [1] }"],
    [{ type: "string", enum: ["b'\"", "c\n"] }, '"b\'\\"" | "c\\n"'],
  ])("%j is %s", async (schema, expected) => {
    expect(await typeOf(schema)).toBe(expected);
  });

  test("a union that is too long for a line is a list", async () => {
    const values = Array.from({ length: 12 }, (_, at) => `some-value-${at}`);
    expect(await typeOf({ enum: values })).toBe(values.map((value) => `| "${value}"`).join("\n  "));
  });

  test("the schemas of 3.0 allow null in their own way", async () => {
    const { files } = await renderDocument({
      openapi: "3.0.3",
      components: {
        schemas: { X: { type: "string", nullable: true }, Y: { nullable: true, allOf: [refZ] }, Z: { type: "object" } },
      },
    });
    expect(files.get("schemas/x.ts")).toContain("export type X = string | null;");
    expect(files.get("schemas/y.ts")).toContain("export type Y = Z | null;");
  });
});

describe("arrays", () => {
  test.each([
    [{ type: "array", items: { type: "string" } }, "string[]"],
    [{ items: refY }, "Y[]"],
    [{ type: "array" }, "unknown[]"],
    [{ type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
    [{ type: ["array", "null"], items: { enum: ["a", "b"] } }, '("a" | "b")[] | null'],
    [{ type: "array", prefixItems: [{ type: "string" }, refY] }, "[string, Y]"],
    [{ prefixItems: [{ type: "string" }], items: { enum: [1, 2] } }, "[string, ...(1 | 2)[]]"],
    [{ prefixItems: [{ type: "string" }], items: false }, "[string]"],
    [{ type: "array", items: { type: "object", properties: { a: {} } } }, "{\n  a?: unknown;\n}[]"],
  ])("%j is %s", async (schema, expected) => {
    expect(await typeOf(schema)).toBe(expected);
  });

  test("a tuple of objects has a line for each", async () => {
    const item = { type: "object", properties: { a: { type: "string" } } };
    expect(await typeOf({ prefixItems: [item, { type: "string" }] })).toBe(
      "[\n  {\n    a?: string;\n  },\n  string,\n]",
    );
  });
});

describe("objects", () => {
  test("an object is an interface with required and optional members", async () => {
    const { x } = await renderSchemas({
      X: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string" }, "full name": { type: "string" }, class: {} },
      },
    });
    expect(x).toBe('export interface X {\n  id: string;\n  "full name"?: string;\n  class?: unknown;\n}\n');
  });

  test.each([
    [{ type: "object" }, "{ [key: string]: unknown }"],
    [{ type: "object", additionalProperties: false }, "Record<string, never>"],
    [{ type: "object", additionalProperties: true }, "{ [key: string]: unknown }"],
    [{ type: "object", additionalProperties: refY }, "{ [key: string]: Y }"],
    [
      { type: "object", patternProperties: { "^x": { type: "number" }, "^y": { type: "string" } } },
      "{ [key: string]: number | string }",
    ],
    [
      { type: "object", properties: { a: {} }, additionalProperties: {} },
      "{\n    a?: unknown;\n    [key: string]: unknown;\n  }",
    ],
    [
      { type: "object", properties: { a: { type: "string" } }, additionalProperties: { type: "number" } },
      "{\n    a?: string;\n  } & { [key: string]: number }",
    ],
    [
      { type: "object", required: ["a"], additionalProperties: { type: "number" } },
      "{\n    a: number;\n    [key: string]: number;\n  }",
    ],
    [{ properties: { a: { const: 1 } }, required: ["a", "b"] }, "{\n    a: 1;\n  }"],
    [{ type: "object", required: ["b"] }, "{\n    b: unknown;\n  }"],
  ])("a member of %j is %s", async (schema, expected) => {
    expect(await typeOf({ type: "object", properties: { m: schema } })).toBe(`{\n  m?: ${expected};\n}`);
  });

  test("a property called like a part of every object is a property", async () => {
    const properties = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"number"},"$ref":{"type":"boolean"},"hasOwnProperty":{"type":"string"}}',
    );
    expect(await typeOf({ type: "object", properties, required: ["hasOwnProperty"] })).toBe(
      "{\n  __proto__?: string;\n  constructor?: number;\n  $ref?: boolean;\n  hasOwnProperty: string;\n}",
    );
  });
});

describe("composition", () => {
  const a = { type: "object", properties: { a: { type: "string" } } };
  const b = { type: "object", required: ["b"], properties: { b: { type: "string" } } };

  test.each([
    [{ allOf: [refY] }, "Y"],
    [{ allOf: [refY, refZ] }, "Y & Z"],
    [{ allOf: [a, refY] }, "Y & {\n  a?: string;\n}"],
    [{ oneOf: [refY, refZ, { type: "null" }] }, "Y | Z | null"],
    [{ anyOf: [refY, {}] }, "unknown"],
    [{ oneOf: [refY, false] }, "Y"],
    [{ anyOf: [a, { type: "null" }] }, "{\n  a?: string;\n} | null"],
    [{ oneOf: [a, b] }, "| {\n      a?: string;\n    }\n  | {\n      b: string;\n    }"],
    [{ oneOf: [{ anyOf: [refY, refZ] }, { type: "string" }] }, "Y | Z | string"],
    [{ type: "array", items: { oneOf: [refY, { allOf: [refY, refZ] }] } }, "(Y | (Y & Z))[]"],
    [{ type: ["object", "null"], allOf: [refY, refZ] }, "(Y & Z) | null"],
    [{ type: "string", anyOf: [{ format: "uri" }, { format: "email" }] }, "string"],
    [{ type: "string", oneOf: [{ enum: ["a"] }, { enum: ["b"] }] }, '"a" | "b"'],
    [{ ...refY, description: "Y, said otherwise" }, "Y"],
    [{ ...refY, properties: { extra: { type: "string" } } }, "Y & {\n  extra?: string;\n}"],
  ])("%j is %s", async (schema, expected) => {
    expect(await typeOf(schema)).toBe(expected);
  });

  test("what a schema requires is required in its parts", async () => {
    expect(await typeOf({ required: ["a"], allOf: [refY, a] })).toBe("Y & {\n  a: string;\n}");
    expect(await typeOf({ allOf: [a, { required: ["a"] }] })).toBe("{\n  a: string;\n}");
  });

  test("what it requires of another schema is required of that", async () => {
    expect(await typeOf({ required: ["id"], allOf: [refY] })).toStartWith(
      'WithRequired<Y, "id">;\n\ntype WithRequired<',
    );
    expect(await typeOf({ allOf: [refY, { required: ["id"] }] })).toStartWith('WithRequired<Y, "id">');
  });

  test("alternatives that only require a property say which of them must be there", async () => {
    const schema = { ...a, oneOf: [{ required: ["a"] }, { required: ["other"] }] };
    expect(await typeOf(schema)).toBe("{\n  a?: string;\n}");
    const properties = { a: { type: "string" }, b: { type: "number" } };
    expect(await typeOf({ properties, anyOf: [{ required: ["a"] }, { required: ["b"] }] })).toBe(
      "{\n  a?: string;\n  b?: number;\n} & ({ a: string } | { b: number })",
    );
  });
});

describe("references", () => {
  test("a schema imports the schemas that it names, and no others", async () => {
    const { files } = await renderDocument({
      components: {
        schemas: {
          X: { type: "object", properties: { y: refY, self: { $ref: "#/components/schemas/X" } } },
          Y: {},
          Z: {},
        },
      },
    });
    expect(files.get("schemas/x.ts")).toBe(
      '// Generated by specmill: do not edit.\n\nimport type { Y } from "./y.js";\n\nexport interface X {\n  y?: Y;\n  self?: X;\n}\n',
    );
  });

  test("two schemas whose names meet get different names where both are used", async () => {
    const schemas = {
      Foo: { type: "object", properties: { other: { $ref: "#/components/schemas/foo" } } },
      foo: { type: "string" },
      "foo.bar": { type: "array", items: { $ref: "#/components/schemas/Foo" } },
      FooBar: { anyOf: [{ $ref: "#/components/schemas/foo" }, { $ref: "#/components/schemas/Foo" }] },
    };
    const { files } = await renderDocument({ components: { schemas } });
    expect(files.get("schemas/foo.ts")).toContain('import type { Foo as Foo_2 } from "./foo-2.js";');
    expect(files.get("schemas/foo.ts")).toContain("other?: Foo_2;");
    expect(files.get("schemas/foobar.ts")).toContain("export type FooBar = Foo | Foo_2;");
    expect(files.get("schemas.ts")).toContain('export type { Foo as Foo_2 } from "./schemas/foo-2.js";');
    expect(files.get("schemas.ts")).toContain('export type { FooBar as FooBar_2 } from "./schemas/foo.bar.js";');
  });

  test("a schema that is called like a type that the code uses gets another name", async () => {
    const { record } = await renderSchemas({
      Record: { type: "object", properties: { a: { type: "object", additionalProperties: false } } },
    });
    expect(record).toBe("export interface Record_ {\n  a?: Record<string, never>;\n}\n");
  });

  test("names with any characters are found", async () => {
    const schemas = { X: { $ref: "#/components/schemas/a~1b~0c%20d" }, "a/b~c d": { type: "string" } };
    expect((await renderSchemas(schemas)).x).toBe("export type X = ABCD;\n");
  });

  test("a pointer into another schema is written in place", async () => {
    const schemas = {
      X: { type: "object", properties: { deep: { $ref: "#/components/schemas/Y/properties/a" } } },
      Y: { type: "object", properties: { a: { type: "object", properties: { z: refZ } } } },
      Z: { type: "string" },
    };
    expect((await renderSchemas(schemas)).x).toBe("export interface X {\n  deep?: {\n    z?: Z;\n  };\n}\n");
  });

  test("a place that contains itself is named by its way from the schema", async () => {
    const node = { type: "object", properties: { next: { $ref: "#/components/schemas/X/properties/node" } } };
    expect((await renderSchemas({ X: { type: "object", properties: { node } } })).x).toContain(
      'next?: NonNullable<X["node"]>;',
    );
  });
});

describe("comments", () => {
  test("a comment says what the document says, in its order", async () => {
    const { x } = await renderSchemas({
      X: {
        title: "An X",
        description: "Text.\n\n- one\n- two",
        type: "object",
        deprecated: true,
        properties: {
          id: {
            type: "string",
            format: "uuid",
            readOnly: true,
            pattern: "^a\n*/",
            default: "b",
            examples: ["c", { d: 1 }],
          },
        },
      },
    });
    expect(x).toBe(`/**
 * An X
 *
 * Text.
 *
 * - one
 * - two
 *
 * @deprecated
 */
export interface X {
  /**
   * @format uuid
   * @readonly
   * @pattern ^a *\\/
   * @default "b"
   * @example "c"
   * @example { d: 1 }
   */
  id: string;
}
`);
  });

  test("a title that begins the description is not said twice", async () => {
    const { x } = await renderSchemas({ X: { title: "A pet", description: "A pet of the shop." } });
    expect(x).toBe("/** A pet of the shop. */\nexport type X = unknown;\n");
  });

  test("a description cannot make a tag", async () => {
    const { x } = await renderSchemas({ X: { title: "@deprecated", description: "Line\n  @internal" } });
    expect(x).toContain(" * \\@deprecated\n");
    expect(x).toContain(" *   \\@internal\n");
  });

  test("long examples are left to the documentation", async () => {
    const { x } = await renderSchemas({ X: { type: "string", examples: ["x".repeat(300), "y"] } });
    expect(x).toBe('/** @example "y" */\nexport type X = string;\n');
  });
});
