import { describe, expect, test } from "bun:test";
import type { Json } from "#model/json.ts";
import { normalise } from "#sources/openapi/normalise.ts";

const schema = (value: Json) => normalise(structuredClone(value), "schema");

const cases: readonly (readonly [string, Json, Json])[] = [
  ["a nullable type may be null", { type: "string", nullable: true }, { type: ["string", "null"] }],
  ["what is not nullable stays", { type: "string", nullable: false }, { type: "string" }],
  [
    "null is one of the values of a nullable enum",
    { type: "string", enum: ["a"], nullable: true },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  ["an enum has null once", { enum: ["a", null], nullable: true }, { enum: ["a", null] }],
  ["an enum without a type", { enum: ["a"], nullable: true }, { enum: ["a", null] }],
  [
    "a nullable `$ref` is one of two variants",
    { $ref: "#/components/schemas/A", nullable: true, description: "d" },
    { description: "d", anyOf: [{ $ref: "#/components/schemas/A" }, { type: "null" }] },
  ],
  [
    "a nullable `allOf` around one `$ref` is one of two variants",
    { allOf: [{ $ref: "#/a" }], nullable: true, "x-a": 1 },
    { "x-a": 1, anyOf: [{ $ref: "#/a" }, { type: "null" }] },
  ],
  [
    "a nullable `allOf` of several parts stays whole",
    { allOf: [{ $ref: "#/a" }, { type: "object" }], nullable: true },
    { anyOf: [{ allOf: [{ $ref: "#/a" }, { type: "object" }] }, { type: "null" }] },
  ],
  [
    "null is another variant",
    { oneOf: [{ type: "string" }], nullable: true },
    { oneOf: [{ type: "string" }, { type: "null" }] },
  ],
  [
    "a schema with properties and no type is an object",
    { properties: {}, nullable: true },
    { properties: {}, type: ["object", "null"] },
  ],
  ["nullable alone says nothing", { nullable: true }, {}],
  [
    "an exclusive limit is a number",
    { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
    { exclusiveMinimum: 1, exclusiveMaximum: 9 },
  ],
  ["an inclusive limit stays", { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  ["an exclusive limit of 3.1 stays", { exclusiveMinimum: 1, minimum: 0 }, { exclusiveMinimum: 1, minimum: 0 }],
  ["an example is a list of one", { example: 1 }, { examples: [1] }],
  ["examples win over an example", { example: 1, examples: [2] }, { examples: [2] }],
  [
    "schemas inside of schemas are normalised",
    {
      properties: { nullable: { type: "string", nullable: true } },
      items: { allOf: [{ nullable: true, type: "string" }] },
    },
    { properties: { nullable: { type: ["string", "null"] } }, items: { allOf: [{ type: ["string", "null"] }] } },
  ],
  [
    "values are never touched",
    {
      default: { nullable: true },
      enum: [{ example: 1 }],
      const: { nullable: true },
      "x-a": { type: "string", nullable: true },
    },
    {
      default: { nullable: true },
      enum: [{ example: 1 }],
      const: { nullable: true },
      "x-a": { type: "string", nullable: true },
    },
  ],
  [
    "a property that is called `example` is a property",
    { properties: { example: { type: "string" } } },
    { properties: { example: { type: "string" } } },
  ],
  ["a file is a string of bytes", { type: "file" }, { type: "string", format: "binary" }],
  ["`true` is a schema", true, true],
];

describe("schemas", () => {
  for (const [name, before, after] of cases) {
    test(name, () => {
      expect(schema(before)).toEqual(after);
    });

    test(`${name}, also the second time`, () => {
      expect(schema(schema(before))).toEqual(after);
    });
  }
});

test("examples of media types and parameters stay as they are", () => {
  const operation = {
    parameters: [{ name: "a", in: "query", example: { nullable: true }, schema: { type: "string", nullable: true } }],
    requestBody: { content: { "application/json": { example: { example: 1 }, schema: { example: 2 } } } },
  };
  expect(normalise(operation, "operation")).toEqual({
    parameters: [{ name: "a", in: "query", example: { nullable: true }, schema: { type: ["string", "null"] } }],
    requestBody: { content: { "application/json": { example: { example: 1 }, schema: { examples: [2] } } } },
  });
});

test("schemas of callbacks, headers and encodings are found", () => {
  const nullable = { type: "string", nullable: true };
  const found = JSON.stringify(
    normalise(
      {
        callbacks: { a: { "{$url}": { post: { responses: { "200": { headers: { H: { schema: nullable } } } } } } } },
        requestBody: {
          content: { "multipart/form-data": { encoding: { a: { headers: { H: { schema: nullable } } } } } },
        },
      },
      "operation",
    ),
  );
  expect(found).not.toContain("nullable");
  expect(found.match(/\["string","null"\]/g)).toHaveLength(2);
});
