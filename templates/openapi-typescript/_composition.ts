/** allOf, oneOf and anyOf: intersections and unions, with what the parts say about one another. */
import type { Tags } from "./_discriminator.ts";
import { hasOwnTag, inheritedTags, memberValues, noTags, withTags } from "./_discriminator.ts";
import { isObjectSchema } from "./_object.ts";
import { schemaNameOf } from "./_reference.ts";
import type { TypeText } from "./_text.ts";
import { atom, intersection, nullable, nullType, rank, union, unknownType } from "./_text.ts";
import type { Discriminator, Schema, SchemaObject } from "./_types.ts";
import type { Place, Writer } from "./_writer.ts";

/** Writes the part of a schema that stands beside its arms. */
type OwnType = (schema: SchemaObject) => TypeText;

export function hasArms(schema: SchemaObject): boolean {
  return schema.allOf !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined;
}

/** The type of a schema with arms. */
export function composed(writer: Writer, schema: SchemaObject, own: OwnType, place: Place): TypeText {
  const tags = place.schema === undefined ? noTags : inheritedTags(writer.file.it, place.schema, schema);
  const whole = withRequirements(withTags(schema, tags));
  const parts = parentTypes(writer, whole, tags, place);
  if (isObjectSchema(whole) || whole.items !== undefined || whole.prefixItems !== undefined) parts.push(own(whole));
  for (const arms of [whole.oneOf, whole.anyOf]) {
    if (arms !== undefined) parts.push(oneOfTypes(writer, whole, arms, place));
  }
  const type = intersection(parts, place.level);
  // Arms that only limit the values (`type: string, anyOf: [{ format: … }, …]`) leave the type as it is.
  return type === unknownType ? own(whole) : type;
}

/** What an arm of allOf requires without declaring it is meant for the schema that it stands in. */
function withRequirements(schema: SchemaObject): SchemaObject {
  const names = (schema.allOf ?? []).flatMap((arm) => {
    if (typeof arm !== "object" || arm === null || arm.$ref !== undefined) return [];
    return (arm.required ?? []).filter((name) => !Object.hasOwn(arm.properties ?? {}, name));
  });
  return names.length === 0 ? schema : { ...schema, required: [...(schema.required ?? []), ...names] };
}

/** The names that an arm requires, when it does nothing else. */
function requiredOnly(arm: Schema): readonly string[] | undefined {
  if (typeof arm !== "object" || arm === null || !Array.isArray(arm.required)) return undefined;
  const others = Object.keys(arm).filter((key) => !["required", "title", "description"].includes(key));
  return others.length === 0 || (others.length === 1 && arm.type === "object") ? arm.required : undefined;
}

/** The types in allOf, references first. What the schema requires of them is required in them. */
function parentTypes(writer: Writer, schema: SchemaObject, tags: Tags, place: Place): TypeText[] {
  const missing = new Set((schema.required ?? []).filter((name) => !Object.hasOwn(schema.properties ?? {}, name)));
  const referenced: TypeText[] = [];
  const inline: TypeText[] = [];
  for (const arm of schema.allOf ?? []) {
    if (typeof arm === "object" && arm !== null && arm.$ref === undefined) {
      const names = Object.keys(arm.properties ?? {}).filter((name) => missing.has(name));
      const required = [...(arm.required ?? []), ...names];
      inline.push(writer.typeOf(names.length === 0 ? arm : { ...arm, required }, partOf(place)));
      for (const name of names) missing.delete(name);
    } else referenced.push(parentType(writer, arm, tags, place));
  }
  const parents = referenced.filter((type) => type !== unknownType);
  return [
    ...(missing.size === 0 || parents.length === 0 ? parents : [required(writer, parents, missing, place)]),
    ...inline,
  ];
}

function required(writer: Writer, parents: readonly TypeText[], names: ReadonlySet<string>, place: Place): TypeText {
  const keys = [...names].map((name) => writer.file.it.ts.string(name)).join(" | ");
  return atom(writer.file.withRequired(intersection(parents, place.level).text, keys));
}

/** A referenced parent, without the tags that it has itself and the child has in another value. */
function parentType(writer: Writer, arm: Schema, tags: Tags, place: Place): TypeText {
  const type = writer.typeOf(arm, partOf(place));
  const parent = typeof arm === "object" && arm !== null && arm.$ref !== undefined ? schemaNameOf(arm.$ref) : undefined;
  if (parent === undefined || type === unknownType) return type;
  const { it } = writer.file;
  const twice = [...tags.keys()].filter((tag) => hasOwnTag(it, parent, tag));
  const keys = twice.map((tag) => it.ts.string(tag)).join(" | ");
  return keys === "" ? type : atom(`Omit<${type.text}, ${keys}>`);
}

function partOf({ schema: _, ...place }: Place): Place {
  return { ...place, isPart: true };
}

/** The union of the arms of oneOf or anyOf. */
function oneOfTypes(writer: Writer, schema: SchemaObject, arms: readonly Schema[], place: Place): TypeText {
  const { alias, level } = place;
  const flat = arms.flatMap(flatArms);
  const armsProper = flat.filter((arm) => !isNull(arm));
  // Two levels down, where the members of a union stand when it needs several lines.
  const armLevel = armsProper.length < 2 ? level : level + 2;
  const below = alias === "all" ? ({ alias: place.schema === undefined ? "nested" : "one" } as const) : {};
  const armPlace: Place = { ...partOf(place), level: armLevel, ...below };
  const types = armsProper.map((arm) => armType(writer, schema, arm, armPlace));
  const type = types.length === 1 ? (types[0] ?? unknownType) : union(types, level);
  return armsProper.length === flat.length ? type : armsProper.length === 0 ? nullType : nullable(type, level);
}

/** A union in a union is one union. */
function flatArms(arm: Schema): readonly Schema[] {
  if (typeof arm !== "object" || arm === null) return [arm];
  const inner = arm.oneOf ?? arm.anyOf;
  const others = Object.keys(arm).filter((key) => !["title", "description"].includes(key));
  return inner !== undefined && others.length === 1 ? inner.flatMap(flatArms) : [arm];
}

function isNull(schema: Schema): boolean {
  return typeof schema === "object" && schema !== null && schema.type === "null";
}

function armType(writer: Writer, schema: SchemaObject, arm: Schema, place: Place): TypeText {
  const names = requiredOnly(arm);
  if (names !== undefined) return requiredType(writer, schema, names, place);
  const type = writer.typeOf(arm, place);
  const reference = typeof arm === "object" && arm !== null ? arm.$ref : undefined;
  if (schema.discriminator === undefined || reference === undefined || type === unknownType) return type;
  return taggedType(writer, schema.discriminator, reference, type);
}

function taggedType(writer: Writer, discriminator: Discriminator, reference: string, type: TypeText): TypeText {
  const { it } = writer.file;
  const name = schemaNameOf(reference);
  const values = name === undefined ? undefined : memberValues(it, discriminator, name);
  if (values === undefined) return type;
  const literals = values.map((value) => it.ts.string(value)).join(" | ");
  const modifier = writer.file.options.readonly ? "readonly " : "";
  const tag = `{ ${modifier}${it.ts.propertyKey(discriminator.propertyName)}: ${literals} }`;
  return { text: `${type.text} & ${tag}`, rank: rank.intersection, layout: "line" };
}

/** `oneOf: [{ required: [a] }, { required: [b] }]` says which of the properties beside it must be there. */
function requiredType(writer: Writer, schema: SchemaObject, names: readonly string[], place: Place): TypeText {
  const { ts } = writer.file.it;
  const declared = names.filter((name) => Object.hasOwn(schema.properties ?? {}, name));
  const types = declared.map((name) =>
    writer.typeOf(schema.properties?.[name], { level: place.level, name: "", isRequest: place.isRequest }),
  );
  const modifier = writer.file.options.readonly ? "readonly " : "";
  const members = types.map((type, at) => `${modifier}${ts.propertyKey(declared[at] ?? "")}: ${type.text}`);
  const text = `{ ${members.join("; ")} }`;
  // Types of several lines are not said twice.
  const isShort = text.length <= 80 && types.every((type) => type.layout === "line");
  return isShort && types.length > 0 ? atom(text) : unknownType;
}
