/** Schemas and values of Swagger 2.0: its own words become those of OpenAPI 3.0. */
import type { Json, JsonObject } from "#model/json.ts";
import { localPointer, localReference } from "./pointer.ts";
import { swagger2 } from "./shapes.ts";
import type { Mutable } from "./walk.ts";
import { isMapping, walk } from "./walk.ts";

/** Changes all schemas and `$ref`s of a node of the shape `name`, in place. */
export function convertSchemas(value: Json, name: string): void {
  walk(value, name, swagger2, (node, shapeName, shape) => {
    if (shape.kind !== undefined && typeof node.$ref === "string") node.$ref = convertReference(node.$ref);
    if (shapeName === "schema") convertSchema(node);
  });
}

function convertSchema(schema: Mutable): void {
  if (typeof schema.discriminator === "string") schema.discriminator = { propertyName: schema.discriminator };
  if (Object.hasOwn(schema, "x-nullable")) {
    schema.nullable = schema["x-nullable"] === true;
    delete schema["x-nullable"];
  }
}

const newPlaces: readonly (readonly [string, string])[] = [
  ["/definitions/", "/components/schemas/"],
  ["/parameters/", "/components/parameters/"],
  ["/responses/", "/components/responses/"],
];

/** `#/definitions/Pet` as OpenAPI 3 writes it. */
export function convertReference(reference: string): string {
  const pointer = localPointer(reference);
  const place = newPlaces.find(([from]) => pointer?.startsWith(from));
  if (pointer === undefined || place === undefined) return reference;
  return localReference(place[1] + pointer.slice(place[0].length));
}

/** Words of a parameter, header or item that say what values it takes; in OpenAPI 3 they are in its schema. */
const valueWords = [
  "type",
  "format",
  "items",
  "default",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "enum",
  "multipleOf",
  "x-nullable",
];

/** The schema of a parameter or header that has none of its own. */
export function valueSchema(value: JsonObject): JsonObject {
  const words = valueWords
    .filter((word) => Object.hasOwn(value, word))
    .map((word) => [word, value[word] as Json] as const);
  const schema: Mutable = Object.fromEntries(words);
  convertSchema(schema);
  if (isMapping(schema.items)) schema.items = valueSchema(schema.items);
  return schema;
}

/** The mapping without the words that went into its schema. */
export function withoutValueWords(value: JsonObject): Mutable {
  const gone = new Set([...valueWords, "collectionFormat"]);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !gone.has(key)));
}
