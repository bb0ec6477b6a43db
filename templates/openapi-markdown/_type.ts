/** What a schema says about a value, in words for one table cell: its type with links, and its constraints. */
import type { It, Schema, SchemaOrBoolean } from "./_openapi.ts";
import { isComponentSchema, nameOf, resolve } from "./_openapi.ts";

/** Nested inline types beyond this are only named by their kind. */
const deepest = 4;

/** `string`, `integer (int64)`, `array of [Pet](…)`, `[Cat](…) or null`. Reads nothing but links, unless a reference has no page. */
export function typeOf(it: It, schema: SchemaOrBoolean | undefined, depth = 0): string {
  if (schema === undefined || schema === true) return "any";
  if (schema === false) return "nothing";
  if (schema.$ref !== undefined) return referenceType(it, schema.$ref, depth);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined && alternatives.length > 0) return alternativeTypes(it, alternatives, depth);
  if (schema.allOf !== undefined && schema.allOf.length > 0) return combinedType(it, schema, depth);
  if (typeof schema.type === "string") return named(it, schema.type, schema, depth);
  const names = typeNames(schema);
  return names.length === 0
    ? untyped(it, schema, depth)
    : unique(names.map((name) => named(it, name, schema, depth))).join(" or ");
}

/** A reference to a schema is a link to its page, or its name when there is none. */
export function referenceType(it: It, reference: string, depth = 0): string {
  if (isComponentSchema(reference)) return it.md.link(nameOf(reference), it.link(reference));
  return depth >= deepest ? "any" : typeOf(it, resolve<Schema>(it, { $ref: reference }), depth + 1);
}

/** The types without `null` last: it is said after the others. */
export function typeNames(schema: Schema): string[] {
  const { type } = schema;
  const names = typeof type === "string" ? [type] : Array.isArray(type) ? [...type] : [];
  return [...names.filter((name) => name !== "null"), ...names.filter((name) => name === "null")];
}

function alternativeTypes(it: It, alternatives: readonly SchemaOrBoolean[], depth: number): string {
  if (depth >= deepest) return "any";
  return unique(alternatives.map((one) => typeOf(it, one, depth + 1))).join(" or ");
}

function combinedType(it: It, schema: Schema, depth: number): string {
  const parts = (schema.allOf ?? []).filter((part): part is Schema => typeof part === "object");
  const references = parts.filter((part) => part.$ref !== undefined);
  if (references.length === 0 || depth >= deepest) return "object";
  const types = unique(references.map((part) => typeOf(it, part, depth + 1)));
  const adds = schema.properties !== undefined || parts.some((part) => part.properties !== undefined);
  return types.join(" and ") + (adds ? " with more fields" : "");
}

function named(it: It, name: string, schema: Schema, depth: number): string {
  if (name === "array") return arrayType(it, schema, depth);
  if (name === "object") return objectType(it, schema, depth);
  return withFormat(it, name === "null" ? "null" : it.md.escape(name), name === "null" ? undefined : schema.format);
}

function arrayType(it: It, schema: Schema, depth: number): string {
  if (schema.prefixItems !== undefined) return "tuple";
  if (schema.items === undefined || schema.items === true || depth >= deepest) return "array";
  const items = typeOf(it, schema.items, depth + 1);
  return items.includes(" or ") ? `array of (${items})` : `array of ${items}`;
}

function objectType(it: It, schema: Schema, depth: number): string {
  const { additionalProperties: rest } = schema;
  const isMap = schema.properties === undefined && typeof rest === "object" && Object.keys(rest).length > 0;
  return isMap && depth < deepest ? `map of ${typeOf(it, rest, depth + 1)}` : "object";
}

/** No `type`: what else is there tells. */
function untyped(it: It, schema: Schema, depth: number): string {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined)
    return objectType(it, schema, depth);
  if (schema.items !== undefined || schema.prefixItems !== undefined) return arrayType(it, schema, depth);
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  const kinds = unique(
    values.map((value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value)),
  );
  return kinds.length === 0 ? withFormat(it, "any", schema.format) : kinds.join(" or ");
}

function withFormat(it: It, name: string, format: string | undefined): string {
  return format === undefined ? name : `${name} (${it.md.escape(format)})`;
}

/** Enumerations longer than this are cut in a cell; the page of the schema has them all. */
const longestList = 24;

/** Everything else a value must keep to: `1 to 100, default `30``. Empty when there is nothing to say. */
export function constraintsOf(it: It, schema: SchemaOrBoolean | undefined, listed = longestList): string {
  if (typeof schema !== "object" || !isConstrained(schema)) return "";
  const { md } = it;
  const items = typeof schema.items === "object" && schema.items.$ref === undefined ? schema.items : undefined;
  const found = [
    schema.enum !== undefined && `one of ${valueList(it, schema.enum, listed)}`,
    items?.enum !== undefined && `items are one of ${valueList(it, items.enum, listed)}`,
    "const" in schema && `always ${valueText(it, schema.const)}`,
    range(schema),
    schema.multipleOf !== undefined && `multiple of ${schema.multipleOf}`,
    span(schema.minLength, schema.maxLength, "character"),
    schema.pattern !== undefined && `matches ${md.code(schema.pattern)}`,
    span(schema.minItems, schema.maxItems, "item"),
    schema.uniqueItems === true && "no duplicates",
    span(schema.minProperties, schema.maxProperties, "field"),
    schema.default !== undefined && `default ${valueText(it, schema.default)}`,
    schema.readOnly === true && "read-only",
    schema.writeOnly === true && "write-only",
  ];
  return found.filter((one) => one !== false && one !== undefined).join(", ");
}

/** Keys that say nothing which `constraintsOf` would tell; most fields have no others. */
const silent = new Set(
  "type format title description properties required additionalProperties oneOf anyOf allOf examples deprecated $ref".split(
    " ",
  ),
);

function isConstrained(schema: Schema): boolean {
  for (const key in schema) if (!silent.has(key)) return true;
  return false;
}

/** Values as inline code: `` `a`, `b` and 3 more ``. */
export function valueList(it: It, values: readonly unknown[], listed = values.length): string {
  const shown = values.slice(0, listed).map((value) => valueText(it, value));
  const rest = values.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

/** One value as inline code; long ones are cut, since a default may be a whole document. */
export function valueText(it: It, value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
  return it.md.code(text.length > 120 ? it.text.truncate(text, 120) : text);
}

function range(schema: Schema): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  const parts = [
    minimum !== undefined && `at least ${minimum}`,
    exclusiveMinimum !== undefined && `more than ${exclusiveMinimum}`,
    maximum !== undefined && `at most ${maximum}`,
    exclusiveMaximum !== undefined && `less than ${exclusiveMaximum}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : parts.join(", ");
}

function span(least: number | undefined, most: number | undefined, noun: string): string | undefined {
  const nouns = (count: number): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (least !== undefined && most !== undefined) return least === most ? nouns(most) : `${least} to ${nouns(most)}`;
  if (most !== undefined) return `at most ${nouns(most)}`;
  return least === undefined || least === 0 ? undefined : `at least ${nouns(least)}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
