/**
 * The shapes in which drivers hand over values: what a select gives, what an insert takes, and the schemas of both.
 * `z` is zod; the other names in schemas are exports of zod-values.ts.
 */

export type ShapeName =
  | "any"
  | "anyBytes"
  | "bitBuffer"
  | "bitBoolean"
  | "boolean"
  | "buffer"
  | "bytes"
  | "circle"
  | "date"
  | "decimalNumber"
  | "decimalText"
  | "flag"
  | "float"
  | "float32s"
  | "geometry"
  | "int64Mixed"
  | "int64Number"
  | "int64Text"
  | "int32s"
  | "integer"
  | "interval"
  | "json"
  | "jsonText"
  | "point"
  | "text"
  | "uuid"
  | "zeroOne";

export interface Shape {
  readonly select: string;
  /** Absent: as `select`. */
  readonly insert?: string;
  /** Types of values.ts that these need. */
  readonly values?: readonly string[];
  /** What limits of the database apply to. */
  readonly holds?: "number" | "integer" | "numberText" | "text";
  readonly schema: string;
  readonly insertSchema?: string;
}

export const shapes: { readonly [name in ShapeName]: Shape } = {
  any: { select: "number | string | Buffer", schema: "z.union([z.number(), z.string(), z.instanceof(Buffer)])" },
  anyBytes: {
    select: "number | string | Uint8Array",
    schema: "z.union([z.number(), z.string(), z.instanceof(Uint8Array)])",
  },
  bitBuffer: {
    select: "Buffer",
    insert: "Buffer | number",
    schema: "z.instanceof(Buffer)",
    insertSchema: "z.union([z.instanceof(Buffer), z.int()])",
  },
  bitBoolean: {
    select: "boolean",
    insert: "boolean | number",
    schema: "z.boolean()",
    insertSchema: "z.union([z.boolean(), z.literal([0, 1])])",
  },
  boolean: { select: "boolean", schema: "z.boolean()" },
  buffer: { select: "Buffer", schema: "z.instanceof(Buffer)" },
  bytes: { select: "Uint8Array", schema: "z.instanceof(Uint8Array)" },
  circle: {
    select: "{ x: number; y: number; radius: number }",
    insert: "string",
    schema: "z.object({ x: z.number(), y: z.number(), radius: z.number() })",
    insertSchema: "z.string()",
  },
  date: {
    select: "Date",
    insert: "Date | string",
    schema: "z.date()",
    insertSchema: "z.union([z.date(), z.string()])",
  },
  decimalNumber: { select: "number", holds: "number", schema: "z.number()" },
  decimalText: {
    select: "string",
    insert: "number | string",
    holds: "numberText",
    schema: "z.string()",
    insertSchema: "decimal",
  },
  flag: {
    select: "number",
    insert: "boolean | number",
    schema: "z.int()",
    insertSchema: "z.union([z.boolean(), z.int().min(-128).max(127)])",
  },
  float: { select: "number", holds: "number", schema: "z.number()" },
  float32s: {
    select: "number[] | Float32Array",
    insert: "number[]",
    schema: "z.union([z.array(z.number()), z.instanceof(Float32Array)])",
    insertSchema: "z.array(z.number())",
  },
  geometry: { select: "unknown", insert: "Buffer", schema: "z.unknown()", insertSchema: "z.instanceof(Buffer)" },
  int64Mixed: {
    select: "number | string",
    insert: "bigint | number | string",
    holds: "numberText",
    schema: "z.union([z.int(), z.string()])",
    insertSchema: "int64",
  },
  int64Number: {
    select: "number",
    insert: "bigint | number",
    holds: "numberText",
    schema: "z.number()",
    insertSchema: "int64",
  },
  int64Text: {
    select: "string",
    insert: "bigint | number | string",
    holds: "numberText",
    schema: "z.string()",
    insertSchema: "int64",
  },
  int32s: {
    select: "number[] | Int32Array",
    insert: "number[]",
    schema: "z.union([z.array(z.int32()), z.instanceof(Int32Array)])",
    insertSchema: "z.array(z.int32())",
  },
  integer: { select: "number", holds: "integer", schema: "z.int()" },
  interval: {
    select: "PostgresInterval",
    insert: "PostgresInterval | string",
    values: ["PostgresInterval"],
    schema: "interval",
    insertSchema: "z.union([z.string(), interval])",
  },
  json: {
    select: "JsonValue",
    insert: "JsonInput",
    values: ["JsonInput", "JsonValue"],
    schema: "z.json()",
    insertSchema: "jsonInput",
  },
  jsonText: { select: "string", schema: "z.string()", insertSchema: "jsonText" },
  point: {
    select: "{ x: number; y: number }",
    insert: "string",
    schema: "z.object({ x: z.number(), y: z.number() })",
    insertSchema: "z.string()",
  },
  text: { select: "string", holds: "text", schema: "z.string()" },
  uuid: { select: "string", schema: "z.guid()" },
  zeroOne: { select: "number", schema: "z.number()", insertSchema: "z.literal([0, 1])" },
};
