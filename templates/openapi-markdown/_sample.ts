/**
 * Makes up an example from a schema: small, always the same, and never endless. Values in the document come first
 * (`examples`, `const`, `default`, `enum`), then fixed ones by format. Patterns are never run: a hostile one never ends.
 */
import type { It, Schema, SchemaOrBoolean } from "./_openapi.ts";
import { nameOf, resolve } from "./_openapi.ts";

/** Who reads the body: a request leaves out what is read-only, a response what is write-only. */
export type Direction = "request" | "response" | "both";

/** References followed one inside another: each is read, and so is a dependency of the page. */
const deepestReference = 3;

/** Levels of objects and arrays. */
const deepest = 6;

/** Values of one example. Required fields come first when there is not enough for all. */
const most = 80;

interface Walk {
  readonly it: It;
  readonly direction: Direction;
  /** Names of the schemas that are being made, so that a cycle ends. */
  readonly open: readonly string[];
  readonly budget: { left: number };
}

/** The example, or `undefined` when the schema says nothing about its value. `own` is the name of the schema itself. */
export function sample(it: It, schema: SchemaOrBoolean | undefined, direction: Direction, own?: string): unknown {
  return make({ it, direction, open: own === undefined ? [] : [own], budget: { left: most } }, schema, 0);
}

function make(walk: Walk, schema: SchemaOrBoolean | undefined, depth: number): unknown {
  if (typeof schema !== "object" || schema === null) return undefined;
  if (schema.$ref !== undefined) return follow(walk, schema, schema.$ref, depth);
  walk.budget.left--;
  const given = givenValue(schema);
  if (given !== undefined) return given;
  if (schema.allOf !== undefined && schema.allOf.length > 0) return combine(walk, schema, depth);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined && alternatives.length > 0) return alternative(walk, schema, alternatives, depth);
  return byType(walk, schema, depth);
}

function follow(walk: Walk, schema: Schema, reference: string, depth: number): unknown {
  const name = nameOf(reference);
  if (walk.open.includes(name) || walk.open.length >= deepestReference) return undefined;
  return make({ ...walk, open: [...walk.open, name] }, resolve(walk.it, schema), depth);
}

/** What the author of the schema put there. */
export function givenValue(schema: Schema): unknown {
  const { examples } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  return schema.enum?.find((value) => value !== null) ?? schema.enum?.[0];
}

function combine(walk: Walk, schema: Schema, depth: number): unknown {
  const { allOf, ...own } = schema;
  const parts = [...(allOf ?? []), own].map((part) => make(walk, part, depth));
  const objects = parts.filter(isObject);
  return objects.length === 0 ? parts.find((part) => part !== undefined) : Object.assign({}, ...objects);
}

function alternative(walk: Walk, schema: Schema, alternatives: readonly SchemaOrBoolean[], depth: number): unknown {
  const chosen = alternatives.find((one) => typeof one !== "object" || one.type !== "null") ?? alternatives[0];
  const value = make(walk, chosen, depth);
  const own = schema.properties === undefined ? undefined : byType(walk, schema, depth);
  return isObject(value) && isObject(own) ? { ...own, ...value } : (value ?? own);
}

function byType(walk: Walk, schema: Schema, depth: number): unknown {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  switch (types.find((type) => type !== "null") ?? types[0] ?? guess(schema)) {
    case "object":
      return object(walk, schema, depth);
    case "array":
      return array(walk, schema, depth);
    case "string":
      return string(schema);
    case "integer":
      return number(schema, 1);
    case "number":
      return number(schema, schema.format === undefined ? 1 : 1.5);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return undefined;
  }
}

function guess(schema: Schema): string | undefined {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return "object";
  if (schema.items !== undefined || schema.prefixItems !== undefined) return "array";
  return schema.format !== undefined || schema.pattern !== undefined ? "string" : undefined;
}

function object(walk: Walk, schema: Schema, depth: number): unknown {
  const made: { [name: string]: unknown } = {};
  if (depth >= deepest) return made;
  const { properties = {} } = schema;
  for (const name of chosenFields(walk, schema, properties)) {
    const value = make(walk, properties[name], depth + 1);
    if (value === undefined) continue;
    if (name === "__proto__") Object.defineProperty(made, name, { value, enumerable: true });
    else made[name] = value;
  }
  const { additionalProperties: rest } = schema;
  if (schema.properties === undefined && typeof rest === "object") {
    const value = make(walk, rest, depth + 1);
    if (value !== undefined) made.key = value;
  }
  return made;
}

/** In the order of the schema; when there are more fields than room, the required ones. */
function chosenFields(walk: Walk, schema: Schema, properties: NonNullable<Schema["properties"]>): string[] {
  const hidden = walk.direction === "request" ? "readOnly" : walk.direction === "response" ? "writeOnly" : undefined;
  const required: readonly string[] = Array.isArray(schema.required) ? schema.required : [];
  const fields: string[] = [];
  for (const name in properties) {
    const field = properties[name];
    const isHidden = typeof field === "object" && hidden !== undefined && field[hidden] === true;
    const isOld = typeof field === "object" && field.deprecated === true && !required.includes(name);
    if (!isHidden && !isOld) fields.push(name);
  }
  if (fields.length <= walk.budget.left) return fields;
  const needed = fields.filter((name) => required.includes(name));
  return (needed.length > 0 ? needed : fields).slice(0, Math.max(walk.budget.left, 3));
}

function array(walk: Walk, schema: Schema, depth: number): unknown {
  if (depth >= deepest || walk.budget.left <= 0) return [];
  if (schema.prefixItems !== undefined)
    return schema.prefixItems.slice(0, 10).map((item) => make(walk, item, depth + 1) ?? null);
  const item = make(walk, schema.items, depth + 1);
  return item === undefined ? [] : [item];
}

/** Fixed values, from the ranges that are reserved for documentation. */
const byFormat: { readonly [format: string]: string } = {
  date: "2024-01-15",
  "date-time": "2024-01-15T09:30:00Z",
  time: "09:30:00Z",
  duration: "P1D",
  email: "user@example.com",
  "idn-email": "user@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com",
  url: "https://example.com",
  iri: "https://example.com",
  "uri-reference": "/path",
  "uri-template": "/path/{id}",
  uuid: "3f2b8c1e-5d4a-4f6b-9c7d-8e9f0a1b2c3d",
  byte: "aGVsbG8=",
  binary: "(binary)",
  password: "secret",
  "json-pointer": "/path",
  regex: "^[a-z]+$",
};

function string(schema: Schema): string {
  const isFile = schema.contentMediaType !== undefined || schema.contentEncoding !== undefined;
  const text = isFile ? "(binary)" : (byFormat[schema.format ?? ""] ?? "string");
  const padded = schema.minLength !== undefined ? text.padEnd(Math.min(schema.minLength, 64), "x") : text;
  return schema.maxLength !== undefined ? padded.slice(0, schema.maxLength) : padded;
}

function number(schema: Schema, plain: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const least = minimum ?? (exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : undefined);
  const greatest = maximum ?? (exclusiveMaximum !== undefined ? exclusiveMaximum - 1 : undefined);
  const value = Math.min(Math.max(multipleOf ?? plain, least ?? -Infinity), greatest ?? Infinity);
  return multipleOf !== undefined && multipleOf > 0 ? Math.ceil(value / multipleOf) * multipleOf : value;
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
