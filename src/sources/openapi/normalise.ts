/**
 * Schemas of OpenAPI 3.0, and those of Swagger 2 behind swagger2.ts, as OpenAPI 3.1 writes them. 3.1 documents pass through too:
 * many keep words of 3.0. Invariant: doing it twice changes nothing, and examples, defaults, enums and extensions stay as they are.
 */
import type { Json } from "#model/json.ts";
import { openapi3 } from "./shapes.ts";
import type { Mutable } from "./walk.ts";
import { isMapping, walk } from "./walk.ts";

/** Changes `value`, a node of the shape `name`, in place and returns it. */
export function normalise(value: Json, name: string): Json {
  walk(value, name, openapi3, (node, shape) => {
    if (shape === "schema") normaliseSchema(node);
  });
  return value;
}

/** One schema, without those inside of it. */
export function normaliseSchema(schema: Mutable): void {
  if (schema.type === "file") Object.assign(schema, { type: "string", format: "binary" });
  if (Object.hasOwn(schema, "example")) moveExample(schema);
  if (Object.hasOwn(schema, "exclusiveMinimum")) moveLimit(schema, "exclusiveMinimum", "minimum");
  if (Object.hasOwn(schema, "exclusiveMaximum")) moveLimit(schema, "exclusiveMaximum", "maximum");
  if (!Object.hasOwn(schema, "nullable")) return;
  const isNullable = schema.nullable === true;
  delete schema.nullable;
  if (isNullable) allowNull(schema);
}

function moveExample(schema: Mutable): void {
  const example = schema.example as Json;
  delete schema.example;
  if (!Object.hasOwn(schema, "examples")) schema.examples = [example];
}

/** `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`. */
function moveLimit(schema: Mutable, exclusive: string, inclusive: string): void {
  const flag = schema[exclusive];
  if (typeof flag !== "boolean") return;
  delete schema[exclusive];
  const limit = schema[inclusive];
  if (!flag || limit === undefined) return;
  delete schema[inclusive];
  schema[exclusive] = limit;
}

const nullSchema = { type: "null" };

/** `null` is added to whatever narrows the values: type, enum, variants. A `$ref` or `allOf` becomes one of two variants. */
function allowNull(schema: Mutable): void {
  if (Object.hasOwn(schema, "$ref") || (Object.hasOwn(schema, "allOf") && !Object.hasOwn(schema, "type"))) {
    wrapWithNull(schema);
    return;
  }
  const type = schema.type ?? impliedType(schema);
  if (typeof type === "string") schema.type = withNull([type], "null");
  else if (Array.isArray(type)) schema.type = withNull(type, "null");
  if (Array.isArray(schema.enum)) schema.enum = withNull(schema.enum, null);
  for (const key of ["oneOf", "anyOf"]) {
    const variants = schema[key];
    if (Array.isArray(variants) && !variants.some(isNullSchema)) schema[key] = [...variants, { ...nullSchema }];
  }
}

function withNull(list: readonly Json[], nothing: Json): Json[] {
  return list.includes(nothing) ? [...list] : [...list, nothing];
}

function isNullSchema(schema: Json): boolean {
  return isMapping(schema) && schema.type === "null";
}

/** A schema with properties and no type is meant to be an object. */
function impliedType(schema: Mutable): string | undefined {
  if (["properties", "additionalProperties"].some((key) => Object.hasOwn(schema, key))) return "object";
  return Object.hasOwn(schema, "items") ? "array" : undefined;
}

/** Says something about the value without narrowing it: stays outside of the two variants. */
const annotations: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "deprecated",
  "readOnly",
  "writeOnly",
  "examples",
  "externalDocs",
  "xml",
]);

function wrapWithNull(schema: Mutable): void {
  const inner: [string, Json][] = [];
  for (const key of Object.keys(schema)) {
    if (annotations.has(key) || key.startsWith("x-")) continue;
    inner.push([key, schema[key] as Json]);
    delete schema[key];
  }
  schema.anyOf = [unwrapped(Object.fromEntries(inner)), { ...nullSchema }];
}

/** `allOf` with one part and nothing beside it is that part: 3.0 has no other way to add a word to a `$ref`. */
function unwrapped(schema: Mutable): Json {
  const parts = schema.allOf;
  return Array.isArray(parts) && parts.length === 1 && Object.keys(schema).length === 1 ? (parts[0] as Json) : schema;
}
