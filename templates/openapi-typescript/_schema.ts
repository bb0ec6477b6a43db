/**
 * A JSON Schema as a type. The whole of 2020-12 that TypeScript can say; what it cannot (formats, limits, `if`) goes into comments.
 * Invariant: every schema gives a type that compiles, also a wrong one; `unknown` is the answer to what says nothing.
 */

import type { AliasPlan } from "./_aliases.ts";
import { composed, hasArms } from "./_composition.ts";
import type { OutputFile } from "./_file.ts";
import { isObjectSchema, objectType } from "./_object.ts";
import { referenceType } from "./_reference.ts";
import type { TypeText } from "./_text.ts";
import { arrayOf, atom, literalUnion, neverType, nullable, nullType, tupleOf, union, unknownType } from "./_text.ts";
import type { Schema, SchemaObject } from "./_types.ts";
import type { Place, Writer } from "./_writer.ts";
import { inside } from "./_writer.ts";

/** Writes the schemas of one file. */
export function schemaWriter(file: OutputFile, aliases?: AliasPlan): Writer {
  const writer: Writer = {
    file,
    inlining: [],
    ...(aliases === undefined ? {} : { aliases }),
    typeOf: (schema, place) => typeOf(writer, schema, place),
  };
  return writer;
}

const scalars: { readonly [type: string]: TypeText } = {
  null: nullType,
  string: atom("string"),
  number: atom("number"),
  integer: atom("number"),
  boolean: atom("boolean"),
};

function typeOf(writer: Writer, schema: Schema | undefined, place: Place): TypeText {
  if (schema === false) return neverType;
  if (typeof schema !== "object" || schema === null) return unknownType;
  if (typeof schema.$ref === "string") return referenceType(writer, schema, schema.$ref, place);
  if (schema.const !== undefined) return literalType(writer, [schema.const], place);
  if (Array.isArray(schema.enum)) return literalType(writer, schema.enum, place);
  return typed(writer, schema, place);
}

function literalType(writer: Writer, values: readonly unknown[], place: Place): TypeText {
  if (values.length > 1 && place.name !== "" && writer.file.options.enums === "const") addValues(writer, values, place);
  const { ts } = writer.file.it;
  return literalUnion(
    values.map((value) => ts.literal(value)),
    place.level,
  );
}

function addValues({ file }: Writer, values: readonly unknown[], place: Place): void {
  const name = file.claim(`${place.name}Values`);
  const items = values.map((value) => file.it.ts.literal(value));
  const line = `[${items.join(", ")}]`;
  const list = line.length <= 90 ? line : `[\n${items.map((item) => `  ${item},\n`).join("")}]`;
  file.addExtra(`export const ${name} = ${list} as const;\n`);
}

/** `type` and what belongs to it, together with allOf, oneOf and anyOf. */
function typed(writer: Writer, schema: SchemaObject, place: Place): TypeText {
  if (isNothing(schema.not)) return neverType;
  const { type } = schema;
  if (typeof type === "string" && !hasArms(schema)) return typeNamed(writer, schema, type, place);
  const types = typesOf(schema);
  const rest = types.filter((type) => type !== "null");
  if (types.length > 0 && rest.length === 0) return nullType;
  const result = hasArms(schema)
    ? composed(writer, schema, (part) => ownType(writer, part, rest, place), place)
    : ownType(writer, schema, rest, place);
  return rest.length < types.length ? nullable(result, place.level) : result;
}

/** `not` of what allows everything. */
function isNothing(schema: Schema | undefined): boolean {
  return schema === true || (typeof schema === "object" && schema !== null && Object.keys(schema).length === 0);
}

/** The declared types, or the one that the keywords speak of. */
function typesOf(schema: SchemaObject): readonly string[] {
  if (Array.isArray(schema.type)) return schema.type;
  if (typeof schema.type === "string") return [schema.type];
  if (isObjectSchema(schema)) return ["object"];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ["array"] : [];
}

function ownType(writer: Writer, schema: SchemaObject, types: readonly string[], place: Place): TypeText {
  const [first, second] = types;
  if (first === undefined) return unknownType;
  if (second === undefined) return typeNamed(writer, schema, first, place);
  // Two levels down, where the members of a union stand when it needs several lines.
  const below: Place = { ...place, level: place.level + 2 };
  return union(
    types.map((type) => typeNamed(writer, schema, type, below)),
    place.level,
  );
}

function typeNamed(writer: Writer, schema: SchemaObject, type: string, place: Place): TypeText {
  if (type === "object") return objectType(writer, schema, place);
  if (type === "array") return arrayType(writer, schema, place);
  return Object.hasOwn(scalars, type) ? (scalars[type] ?? unknownType) : unknownType;
}

function arrayType(writer: Writer, schema: SchemaObject, place: Place): TypeText {
  const { readonly: isReadonly } = writer.file.options;
  const { items, prefixItems } = schema;
  if (Array.isArray(prefixItems)) {
    const types = prefixItems.map((item) => writer.typeOf(item, inside(place)));
    const rest = items === undefined || items === false ? undefined : writer.typeOf(items, inside(place));
    return tupleOf(types, rest, isReadonly, place.level);
  }
  const itemPlace: Place = { level: place.level, name: place.name, isRequest: place.isRequest };
  return arrayOf(writer.typeOf(items, itemPlace), isReadonly, place.level);
}
