/** Parameters of Swagger 2.0: those of query, header and path stay ones; body and form become request bodies. */
import type { Json, JsonObject } from "#model/json.ts";
import { convertReference, convertSchemas, valueSchema, withoutValueWords } from "./swagger2-schemas.ts";
import type { Mutable } from "./walk.ts";
import { isMapping } from "./walk.ts";

export type Place = "simple" | "body" | "form";

export function placeOf(parameter: JsonObject): Place {
  return parameter.in === "body" ? "body" : parameter.in === "formData" ? "form" : "simple";
}

/** A parameter of query, header or path. */
export function simpleParameter(parameter: JsonObject): Json {
  if (typeof parameter.$ref === "string") return { ...parameter, $ref: convertReference(parameter.$ref) };
  return { ...withoutValueWords(parameter), schema: valueSchema(parameter), ...styleOf(parameter) };
}

/** How `collectionFormat` is said in OpenAPI 3. It knows no tabs: `tsv` stays as an extension. */
function styleOf({ in: place, type, collectionFormat = "csv" }: JsonObject): JsonObject {
  if (type !== "array") return {};
  if (collectionFormat === "multi") return { style: "form", explode: true };
  if (collectionFormat === "ssv") return { style: "spaceDelimited", explode: false };
  if (collectionFormat === "pipes") return { style: "pipeDelimited", explode: false };
  const style = place === "query" ? { style: "form", explode: false } : { style: "simple" };
  return collectionFormat === "csv" ? style : { ...style, "x-collectionFormat": collectionFormat };
}

/** The request body that a body parameter is. */
export function bodyOf(parameter: JsonObject, mediaTypes: readonly string[]): Json {
  const { name, in: _in, schema = {}, ...rest } = parameter;
  convertSchemas(schema, "schema");
  const types = mediaTypes.length === 0 ? ["application/json"] : mediaTypes;
  const content = Object.fromEntries(types.map((type) => [type, { schema: structuredClone(schema) }]));
  return { ...rest, ...(typeof name === "string" ? { "x-name": name } : {}), content };
}

/** One request body with a property for each form parameter. */
export function formBody(parameters: readonly JsonObject[], mediaTypes: readonly string[]): Json {
  const properties = parameters.map((parameter) => [`${parameter.name}`, propertyOf(parameter)] as const);
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => `${name}`);
  const schema: Mutable = { type: "object", properties: Object.fromEntries(properties) };
  if (required.length > 0) schema.required = required;
  const content = Object.fromEntries(
    formTypes(parameters, mediaTypes).map((type) => [type, { schema: structuredClone(schema) }]),
  );
  return required.length > 0 ? { required: true, content } : { content };
}

function propertyOf(parameter: JsonObject): Json {
  const { name: _name, in: _in, required: _required, ...rest } = withoutValueWords(parameter);
  return { ...valueSchema(parameter), ...rest };
}

const formMediaTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

/** A file needs multipart, whatever `consumes` says. */
function formTypes(parameters: readonly JsonObject[], mediaTypes: readonly string[]): readonly string[] {
  if (parameters.some(({ type }) => type === "file")) return ["multipart/form-data"];
  const known = mediaTypes.filter((type) => formMediaTypes.includes(type));
  return known.length > 0 ? known : ["application/x-www-form-urlencoded"];
}

/** The members of a list that are mappings. */
export function mappingsIn(list: Json | undefined): Mutable[] {
  return Array.isArray(list) ? (list as Json[]).filter((one): one is Mutable => isMapping(one)) : [];
}
