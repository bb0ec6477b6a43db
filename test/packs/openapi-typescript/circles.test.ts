import { expect, test } from "bun:test";
import { renderDocument, renderSchemas } from "./support.ts";
import { typeErrors } from "./type-check.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (name: string) => ({ type: "object", properties: { [name]: { type: "string" } } });

test("circles through members and items are left as they are", async () => {
  const schemas = await renderSchemas({
    Tree: { type: "object", properties: { up: ref("Tree"), down: { type: "array", items: ref("Tree") } } },
    List: { type: "array", items: ref("List") },
    Json: {
      oneOf: [
        { type: "string" },
        { type: "array", items: ref("Json") },
        { type: "object", additionalProperties: ref("Json") },
      ],
    },
  });
  expect(schemas.tree).toBe("export interface Tree {\n  up?: Tree;\n  down?: Tree[];\n}\n");
  expect(schemas.list).toBe("export type List = List[];\n");
  expect(schemas.json).toBe("export type Json = string | Json[] | { [key: string]: Json };\n");
});

test("a parent that lists its children gives them what it is without the list", async () => {
  const schemas = await renderSchemas({
    Shape: { ...object("color"), oneOf: [ref("Circle"), ref("Square")] },
    Circle: { allOf: [ref("Shape"), object("radius")] },
    Square: { allOf: [ref("Shape"), object("side")] },
  });
  expect(schemas.shape).toBe(
    "export type Shape = ShapeBase & (Circle | Square);\n\n" +
      "/** What the members of `Shape` have in common. */\nexport interface ShapeBase {\n  color?: string;\n}\n",
  );
  expect(schemas.circle).toBe("export type Circle = ShapeBase & {\n  radius?: string;\n};\n");
});

test("a parent that is nothing but a list is no part of its children", async () => {
  const schemas = await renderSchemas({ Pet: { oneOf: [ref("Cat")] }, Cat: { allOf: [ref("Pet"), object("meow")] } });
  expect(schemas.pet).toBe("export type Pet = Cat;\n");
  expect(schemas.cat).toBe("export interface Cat {\n  meow?: string;\n}\n");
});

test("other circles are opened at the name that comes first", async () => {
  const schemas = await renderSchemas({
    A: { allOf: [ref("B"), object("a")] },
    B: { allOf: [ref("C"), object("b")] },
    C: { allOf: [ref("A"), object("c")] },
    Self: { allOf: [ref("Self"), object("self")] },
    U: { oneOf: [ref("V"), { type: "string" }] },
    V: { oneOf: [ref("U"), { type: "integer" }] },
  });
  expect(schemas.a).toStartWith("export type A = B & {");
  expect(schemas.b).toStartWith("export type B = C & {");
  expect(schemas.c).toBe("export interface C {\n  c?: string;\n}\n");
  expect(schemas.self).toBe("export interface Self {\n  self?: string;\n}\n");
  expect(schemas.u).toBe("export type U = V | string;\n");
  expect(schemas.v).toBe("export type V = number;\n");
});

test("no circle of up to three schemas is an error to the compiler", async () => {
  const shapes = [
    (to: string) => ({ allOf: [ref(to)] }),
    (to: string) => ({ oneOf: [ref(to), { type: "array", items: ref(to) }] }),
    (to: string) => ({ ...object("own"), oneOf: [ref(to)] }),
    (to: string) => ({ allOf: [ref(to), object("own")] }),
    (to: string) => ({ required: ["x"], allOf: [ref(to)], anyOf: [ref(to), object("y")] }),
    (to: string) => ({ type: ["object", "null"], allOf: [{ anyOf: [ref(to), object("z")] }] }),
  ];
  const schemas: { [name: string]: unknown } = {};
  shapes.forEach((first, i) => {
    shapes.forEach((second, j) => {
      schemas[`P${i}${j}`] = first(`Q${i}${j}`);
      schemas[`Q${i}${j}`] = second(`P${i}${j}`);
      shapes.forEach((third, k) => {
        schemas[`X${i}${j}${k}`] = first(`Y${i}${j}${k}`);
        schemas[`Y${i}${j}${k}`] = second(`Z${i}${j}${k}`);
        schemas[`Z${i}${j}${k}`] = third(`X${i}${j}${k}`);
      });
    });
  });
  const { files } = await renderDocument({ components: { schemas } });
  expect(typeErrors(files)).toBe("");
});
