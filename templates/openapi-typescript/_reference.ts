/** References: to named schemas by import, to places inside other things by writing what stands there. */
import type { TypeText } from "./_text.ts";
import { atom, neverType, unknownType } from "./_text.ts";
import type { PackContext, Reference, Schema, SchemaObject } from "./_types.ts";
import type { Place, Writer } from "./_writer.ts";

/** Keywords beside a `$ref` that change the type; the others are annotations. */
const structural = [
  "type",
  "properties",
  "additionalProperties",
  "patternProperties",
  "required",
  "allOf",
  "oneOf",
  "anyOf",
  "enum",
  "const",
  "items",
  "prefixItems",
] as const;

/** The name behind `#/components/schemas/<name>`; undefined for any other reference, deeper ones too. */
export function schemaNameOf(reference: string): string | undefined {
  return componentName("#/components/schemas/", reference);
}

/** The name behind `#/components/<section>/<name>`. */
export function componentName(prefix: string, reference: string): string | undefined {
  if (!reference.startsWith(prefix)) return undefined;
  const name = reference.slice(prefix.length);
  return name === "" || name.includes("/") ? undefined : unescapePointer(name);
}

function unescapePointer(text: string): string {
  const plain = text.includes("~") ? text.replaceAll("~1", "/").replaceAll("~0", "~") : text;
  if (!plain.includes("%")) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** No document names a component through more names than this; a circle of them ends here. */
const maxHops = 16;

/** The component behind a reference, also through others that are nothing but references; empty when there is none. */
export function componentAt<T extends Reference>(it: PackContext, reference: string): Partial<T> {
  let next: string | undefined = reference;
  for (let hops = 0; next !== undefined && hops < maxHops; hops++) {
    const data = (it.find(next)?.data ?? {}) as Partial<T>;
    if (data.$ref === undefined) return data;
    next = data.$ref;
  }
  return {};
}

export function referenceType(writer: Writer, schema: SchemaObject, reference: string, place: Place): TypeText {
  if (structural.some((keyword) => schema[keyword] !== undefined)) {
    const { $ref: _, ...siblings } = schema;
    return writer.typeOf({ allOf: [{ $ref: reference }, siblings] }, place);
  }
  const name = schemaNameOf(reference);
  return name === undefined ? placeType(writer, reference, place) : namedType(writer, name, place);
}

function namedType(writer: Writer, name: string, place: Place): TypeText {
  const { file, aliases } = writer;
  const use = place.alias === undefined ? "whole" : (aliases?.use(name, place.alias) ?? "whole");
  // Left out of a union, or of an intersection.
  if (use === "none") return place.alias === "all" ? unknownType : neverType;
  const local = use === "base" ? aliases?.importBase(file, name) : file.schema(name);
  return local === undefined ? unknownType : atom(local);
}

/** What stands at a pointer into a unit, written in place. A place that contains itself is named by its way from its schema. */
function placeType(writer: Writer, reference: string, place: Place): TypeText {
  if (writer.inlining.includes(reference)) return indexedType(writer, reference);
  const data = writer.file.it.find(reference)?.data as Schema | undefined;
  if (data === undefined) return unknownType;
  writer.inlining.push(reference);
  const type = writer.typeOf(data, place);
  writer.inlining.pop();
  return type;
}

/** `#/components/schemas/Tree/properties/node` is `Tree["node"]`. */
function indexedType(writer: Writer, reference: string): TypeText {
  const [, , section, schema = "", ...steps] = reference.split("/").map(unescapePointer);
  const local = section === "schemas" ? writer.file.schema(schema) : undefined;
  if (local === undefined) return unknownType;
  let text = local;
  while (steps.length > 0) {
    const [keyword, name = ""] = steps.splice(0, steps[0] === "items" ? 1 : 2);
    if (keyword === "properties") text = `NonNullable<${text}[${writer.file.it.ts.string(name)}]>`;
    else if (keyword === "items") text = `${text}[number]`;
    else return unknownType;
  }
  return atom(text);
}
