/** Object schemas: properties, index signatures, and what is optional. */
import { commentOf } from "./_comment.ts";
import type { TypeText } from "./_text.ts";
import { after, atom, intersection, objectBlock, pad, union, unknownType } from "./_text.ts";
import type { Schema, SchemaObject } from "./_types.ts";
import type { Place, Writer } from "./_writer.ts";
import { inside, nameBelow } from "./_writer.ts";

/** Whether the schema says something about the members of objects, with or without `type: object`. */
export function isObjectSchema(schema: SchemaObject): boolean {
  const { properties, patternProperties, additionalProperties: additional } = schema;
  return properties !== undefined || patternProperties !== undefined || (additional ?? false) !== false;
}

/** The type of an object by its members. */
export function objectType(writer: Writer, schema: SchemaObject, place: Place): TypeText {
  const index = indexType(writer, schema, place);
  const members = membersOf(writer, schema, place) + undeclared(writer, schema, index, place);
  if (members === "") return index === undefined ? emptyObject(schema) : indexed(writer, index, place);
  if (index === undefined) return objectBlock(members, place.level);
  // An index signature binds the named members too: one of `unknown` suits them all, and undeclared ones have its type.
  if (index === unknownType || schema.properties === undefined)
    return objectBlock(members + indexLine(writer, index, place), place.level);
  return intersection([objectBlock(members, place.level), indexed(writer, index, place)], place.level);
}

/** `type: object` that says nothing more may have any members, as JSON Schema has it. */
function emptyObject(schema: SchemaObject): TypeText {
  const isClosed = schema.additionalProperties === false || schema.unevaluatedProperties === false;
  return atom(isClosed ? "Record<string, never>" : "{ [key: string]: unknown }");
}

function membersOf(writer: Writer, schema: SchemaObject, place: Place): string {
  const properties = schema.properties ?? {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  let members = "";
  for (const name of Object.keys(properties)) {
    const property = properties[name] ?? true;
    members += member(writer, name, property, required.has(name) || hasValue(writer, property, place), place);
  }
  return members;
}

/** Names that are required where nothing is declared. Beside properties such a name is a slip of the pen, and many documents have one. */
function undeclared(writer: Writer, schema: SchemaObject, index: TypeText | undefined, place: Place): string {
  if (schema.required === undefined || schema.properties !== undefined || place.isPart === true) return "";
  const { ts } = writer.file.it;
  const modifier = writer.file.options.readonly ? "readonly " : "";
  const type = index === undefined ? " unknown" : after(index);
  return schema.required.map((name) => `${pad(place.level + 1)}${modifier}${ts.propertyKey(name)}:${type};\n`).join("");
}

/** A property with a default value is there when the other side answers; in a request it may be left out. */
function hasValue(writer: Writer, property: Schema, place: Place): boolean {
  if (!writer.file.options.defaultNonNullable || place.isRequest) return false;
  return typeof property === "object" && property !== null && property.default !== undefined;
}

function member(writer: Writer, name: string, property: Schema, isRequired: boolean, place: Place): string {
  const { file } = writer;
  const { ts } = file.it;
  const below = inside(place, nameBelow(file, place.name, name));
  const type = writer.typeOf(property, below);
  const comment = typeof property === "object" && property !== null ? commentOf(file, property, below.level) : "";
  const modifier = file.options.readonly ? "readonly " : "";
  const key = `${modifier}${ts.propertyKey(name)}${isRequired ? "" : "?"}`;
  return `${comment}${pad(below.level)}${key}:${after(type)};\n`;
}

/** What members without a name of their own hold; undefined when there are none to speak of. */
function indexType(writer: Writer, schema: SchemaObject, place: Place): TypeText | undefined {
  const types: Schema[] = Object.values(schema.patternProperties ?? {});
  const { additionalProperties: additional } = schema;
  if (additional !== undefined && additional !== false) types.push(additional);
  if (types.length === 0) return undefined;
  const below = inside(place);
  if (types.length === 1) return writer.typeOf(types[0], below);
  return union(
    types.map((type) => writer.typeOf(type, { ...below, level: below.level + 2 })),
    below.level,
  );
}

function indexLine(writer: Writer, type: TypeText, place: Place): string {
  return `${pad(place.level + 1)}${indexSignature(writer, type)};\n`;
}

function indexed(writer: Writer, type: TypeText, place: Place): TypeText {
  if (place.level === 0 || type.layout !== "line") return objectBlock(indexLine(writer, type, place), place.level);
  return { ...atom(`{ ${indexSignature(writer, type)} }`), isObject: true };
}

function indexSignature(writer: Writer, type: TypeText): string {
  return `${writer.file.options.readonly ? "readonly " : ""}[key: string]:${after(type)}`;
}
