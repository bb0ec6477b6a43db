/** Tables of fields. Inline objects are flattened (`owner.name`, `tags[].id`); a schema with a page of its own is a link. */
import type { It, Schema, SchemaOrBoolean } from "./_openapi.ts";
import { dataOf, isComponentSchema, resolve } from "./_openapi.ts";
import { constraintsOf, typeOf } from "./_type.ts";

/** Levels of inline objects in one table; deeper ones stay `object`. */
const deepest = 6;

/** Rows of one table; a page with more helps nobody, and hostile documents could ask for millions. */
const most = 600;

interface Walk {
  readonly it: It;
  readonly rows: string[][];
  /** References that are being expanded, so that a cycle ends. */
  readonly open: readonly string[];
}

/** The table of an object's fields; empty when the schema has none. */
export function fieldTable(it: It, schema: Schema): string {
  const rows: string[][] = [];
  addFields({ it, rows, open: [] }, schema, "", 0);
  const cut = rows.length > most;
  const table = it.md.table(["Field", "Type", "Required", "Constraints", "Description"], rows.slice(0, most));
  return cut ? `${table}\n\nOnly the first ${most} fields are listed.` : table;
}

/** Whether `fieldTable` has something to list: decided without looking anything up that has a page. */
export function hasFields(it: It, schema: SchemaOrBoolean | undefined, depth = 0): boolean {
  if (typeof schema !== "object" || depth > deepest) return false;
  if (schema.$ref !== undefined) {
    return !hasPage(it, schema.$ref) && hasFields(it, resolve(it, schema), depth + 1);
  }
  for (const _ in schema.properties) return true;
  for (const _ in schema.patternProperties) return true;
  return (schema.allOf ?? []).some((part) => hasFields(it, part, depth + 1)) || hasFields(it, schema.items, depth + 1);
}

/** Every component schema has a page, or none: nothing needs to be looked up for that. */
function hasPage(it: It, reference: string): boolean {
  return it.options.schemas && isComponentSchema(reference);
}

function addFields(walk: Walk, schema: Schema, prefix: string, depth: number): void {
  if (depth > deepest || walk.rows.length > most) return;
  for (const part of schema.allOf ?? []) addPart(walk, part, prefix, depth);
  const { properties = {}, patternProperties = {} } = schema;
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const name in properties) addField(walk, prefix + name, properties[name], required.includes(name), depth);
  for (const pattern in patternProperties) {
    addField(walk, `${prefix}/${pattern}/`, patternProperties[pattern], false, depth);
  }
  const { additionalProperties: rest } = schema;
  if (schema.properties !== undefined && typeof rest === "object" && Object.keys(rest).length > 0) {
    addField(walk, `${prefix}*`, rest, false, depth);
  }
  if (schema.items !== undefined && typeof schema.items === "object")
    addPart(walk, schema.items, `${prefix}[].`, depth);
}

/** A part of an `allOf` or the items of an array: the fields it brings, unless its page lists them. */
function addPart(walk: Walk, part: SchemaOrBoolean, prefix: string, depth: number): void {
  if (typeof part !== "object") return;
  const { $ref: reference } = part;
  const below = prefix.replace(".[]", "[]");
  if (reference === undefined) addFields(walk, part, below, depth + 1);
  else if (!hasPage(walk.it, reference) && !walk.open.includes(reference)) {
    addFields({ ...walk, open: [...walk.open, reference] }, resolve(walk.it, part), below, depth + 1);
  }
}

function addField(
  walk: Walk,
  path: string,
  property: SchemaOrBoolean | undefined,
  isRequired: boolean,
  depth: number,
): void {
  const { it, rows } = walk;
  if (rows.length > most) return;
  const schema = typeof property === "object" ? property : {};
  const isDeprecated = schema.deprecated === true;
  rows.push([
    it.md.code(path) + (isDeprecated ? " (deprecated)" : ""),
    typeOf(it, property),
    isRequired ? "yes" : "",
    constraintsOf(it, schema),
    aboutSchema(it, schema),
  ]);
  if (isScalar(schema)) return;
  for (const [inner, ending] of insides(schema)) addInside(walk, inner, `${path}${ending}`, depth);
}

/** Most fields: nothing to list below them. */
function isScalar({ type, oneOf, anyOf }: Schema): boolean {
  return (
    typeof type === "string" && type !== "object" && type !== "array" && oneOf === undefined && anyOf === undefined
  );
}

/** The inline schemas whose fields are listed under a field, with what stands between the two names. */
function insides(schema: Schema): [Schema, string][] {
  const found: [Schema, string][] = [[schema, "."]];
  for (const one of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
    if (typeof one === "object") found.push([one, "."]);
  const { items, additionalProperties: rest } = schema;
  if (typeof items === "object") {
    found.push([items, "[]."]);
    const { items: nested } = items;
    if (typeof nested === "object") found.push([nested, "[][]."]);
  }
  if (typeof rest === "object" && schema.properties === undefined) found.push([rest, ".*."]);
  return found;
}

function addInside(walk: Walk, schema: Schema, prefix: string, depth: number): void {
  if (schema.$ref !== undefined) addPart(walk, schema, prefix, depth);
  else if (schema.properties !== undefined || schema.allOf !== undefined) {
    const { items: _, ...object } = schema;
    addFields(walk, object, prefix, depth + 1);
  }
}

/** The fields that come from elsewhere: `[Base](…)` for each member of `allOf` that has a page. */
export function inherited(it: It, schema: Schema): string[] {
  const references = (schema.allOf ?? []).flatMap((part) =>
    typeof part === "object" && part.$ref !== undefined ? [part] : [],
  );
  return references.filter((part) => hasPage(it, part.$ref ?? "")).map((part) => typeOf(it, part));
}

/** What a schema says about itself on one line: descriptions are Markdown, titles are not. */
export function aboutSchema(it: It, { description, title }: Schema): string {
  return description === undefined ? it.md.escape(title ?? "") : it.md.inline(description);
}

/** The own content of a unit, as a schema. */
export function schemaOf(unit: It["unit"]): Schema {
  const data = dataOf<SchemaOrBoolean>(unit);
  return typeof data === "object" ? data : {};
}
