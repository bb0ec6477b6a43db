/**
 * Discriminators: the property that tells the members of a union apart gets the values that stand for each member.
 * Reads the schemas that a discriminator is about, no others. Their own literals are never repeated or contradicted.
 */
import { schemaNameOf } from "./_reference.ts";
import type { Discriminator, PackContext, Schema, SchemaObject } from "./_types.ts";

/** Property -> the values it has in a schema, because of the discriminators of the schemas it extends. */
export type Tags = ReadonlyMap<string, readonly string[]>;

export const noTags: Tags = new Map();

/** The values for a member of a union; undefined when the member says them itself, or cannot be told by them. */
export function memberValues(
  it: PackContext,
  discriminator: Discriminator,
  name: string,
): readonly string[] | undefined {
  const schema = dataOf(it, name);
  const property = discriminator.propertyName;
  if (typeof property !== "string" || !isObjectLike(schema)) return undefined;
  const mapped = mappedValues(discriminator, name);
  const isUnion = schema.oneOf !== undefined || schema.anyOf !== undefined;
  if (isUnion) return mapped.length > 0 ? mapped : undefined;
  if (declares(it, schema, property) || inheritedTags(it, name, schema).has(property)) return undefined;
  return mapped.length > 0 ? mapped : [name];
}

/** What the discriminators of its parents, and of theirs, say about a schema. */
export function inheritedTags(it: PackContext, name: string, schema: SchemaObject): Tags {
  if (schema.allOf === undefined) return noTags;
  const tags = new Map<string, readonly string[]>();
  const seen = new Set([name]);
  const open = parentsOf(schema);
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (seen.has(parent)) continue;
    seen.add(parent);
    const data = dataOf(it, parent);
    open.push(...parentsOf(data));
    const values = inheritedValues(data.discriminator, name, schema);
    if (data.discriminator === undefined || values.length === 0) continue;
    if (!declares(it, schema, data.discriminator.propertyName)) tags.set(data.discriminator.propertyName, values);
  }
  return tags;
}

function inheritedValues(
  discriminator: Discriminator | undefined,
  name: string,
  schema: SchemaObject,
): readonly string[] {
  if (typeof discriminator?.propertyName !== "string") return [];
  const mapped = mappedValues(discriminator, name);
  if (mapped.length > 0) return mapped;
  // With a mapping, a schema that it leaves out is no member; one that adds nothing is another name of its parent.
  const isMember = discriminator.mapping === undefined && !isRenaming(schema);
  return isMember ? [name] : [];
}

/** The parents whose own value for the property would contradict that of the child: it has to be taken out of them. */
export function hasOwnTag(it: PackContext, parent: string, property: string): boolean {
  const data = dataOf(it, parent);
  if (data.additionalProperties !== undefined && data.additionalProperties !== false) return false;
  return isFixed(data.properties?.[property]) || inheritedTags(it, parent, data).has(property);
}

/** The schema with the tagged properties narrowed where it declares them, or added. */
export function withTags(schema: SchemaObject, tags: Tags): SchemaObject {
  let result = schema;
  for (const [property, values] of tags) result = withTag(result, property, { enum: values });
  return result;
}

function withTag(schema: SchemaObject, property: string, literal: SchemaObject): SchemaObject {
  if (schema.properties !== undefined) return tagged(schema, property, literal);
  const arms = schema.allOf ?? [];
  const declaring = arms.findIndex((arm) => isInline(arm) && arm.properties?.[property] !== undefined);
  const at = declaring >= 0 ? declaring : arms.findIndex((arm) => isInline(arm) && arm.properties !== undefined);
  const arm = arms[at];
  if (arm === undefined || !isInline(arm)) return { ...schema, allOf: [...arms, tagged({}, property, literal)] };
  return { ...schema, allOf: arms.with(at, tagged(arm, property, literal)) };
}

function tagged(schema: SchemaObject, property: string, literal: SchemaObject): SchemaObject {
  const { [property]: declared, ...others } = schema.properties ?? {};
  const narrowed = typeof declared === "object" && declared !== null && declared.$ref === undefined ? declared : {};
  return {
    ...schema,
    properties: { [property]: { ...narrowed, ...literal }, ...others },
    required: [...(schema.required ?? []), property],
  };
}

function mappedValues({ mapping }: Discriminator, name: string): readonly string[] {
  const entries = Object.entries(mapping ?? {});
  return entries.filter(([, target]) => (schemaNameOf(target) ?? target) === name).map(([value]) => value);
}

/** Whether the schema itself, or an inline part of it, fixes the property to some values. */
function declares(it: PackContext, schema: SchemaObject, property: string): boolean {
  if (isLiteral(it, schema.properties?.[property])) return true;
  return (schema.allOf ?? []).some((arm) => isInline(arm) && declares(it, arm, property));
}

function isLiteral(it: PackContext, schema: Schema | undefined): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const name = typeof schema.$ref === "string" ? schemaNameOf(schema.$ref) : undefined;
  const data = name === undefined ? schema : dataOf(it, name);
  return data.const !== undefined || data.enum !== undefined;
}

function isFixed(schema: Schema | undefined): boolean {
  return typeof schema === "object" && schema !== null && (schema.const !== undefined || schema.enum?.length === 1);
}

function isInline(schema: Schema): schema is SchemaObject {
  return typeof schema === "object" && schema !== null && schema.$ref === undefined;
}

function isRenaming(schema: SchemaObject): boolean {
  return schema.properties === undefined && schema.allOf?.length === 1;
}

function isObjectLike(schema: SchemaObject): boolean {
  const { type, properties, allOf, oneOf, anyOf } = schema;
  return ((type === "object" || properties) ?? allOf ?? oneOf ?? anyOf) !== undefined && type !== "array";
}

function parentsOf(schema: SchemaObject): string[] {
  return (schema.allOf ?? []).flatMap((arm) => {
    if (typeof arm !== "object" || arm === null) return [];
    if (typeof arm.$ref !== "string") return parentsOf(arm);
    return schemaNameOf(arm.$ref) ?? [];
  });
}

function dataOf(it: PackContext, name: string): SchemaObject {
  const data = it.find(`schema:${name}`)?.data as Schema | undefined;
  return typeof data === "object" && data !== null ? data : {};
}
