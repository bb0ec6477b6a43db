/**
 * Plain words for what the schema expects, taken from its JSON form: that is documented, stable data, which the inside of zod is not.
 * Used only when there is a problem to describe.
 */
import type { ConfigPath } from "#model/config.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { valueAt } from "./raw-config.ts";

/** The schema of the node at `path`; where the schema has variants, the one that `value` chose. `undefined`: anything goes. */
export function schemaAt(root: JsonObject, value: Json, path: ConfigPath): JsonObject | undefined {
  let node: JsonObject | undefined = root;
  for (const [index, step] of path.entries()) {
    const parent = valueAt(value, path.slice(0, index));
    node = node === undefined ? undefined : childSchema(variantOf(node, parent), step);
  }
  return node;
}

/** The keys that the node at `path` may have. */
export function knownKeys(root: JsonObject, value: Json, path: ConfigPath): string[] {
  const node = schemaAt(root, value, path);
  return node === undefined ? [] : Object.keys(asObject(variantOf(node, valueAt(value, path)).properties) ?? {});
}

/** `a list of text`, `a number`, `one of \`file\`, \`record\``. */
export function expectedWords(schema: JsonObject | undefined): string {
  if (schema === undefined) return "something else";
  const variants = variantsOf(schema);
  if (variants.length > 0) return [...new Set(variants.map(expectedWords))].join(" or ");
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.map((one) => `\`${String(one)}\``).join(", ")}`;
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === "array") return listWords(asObject(schema.items));
  return (typeof schema.type === "string" && typeWords[schema.type]) || "something else";
}

/** What a value is, in the same words. */
export function foundWords(value: Json | undefined): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "boolean") return `\`${value}\``;
  return typeWords[typeof value] ?? "something else";
}

const typeWords: { readonly [type: string]: string } = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "`true` or `false`",
  object: "a mapping",
  null: "nothing",
};

function listWords(items: JsonObject | undefined): string {
  const words = items === undefined ? undefined : expectedWords(items);
  if (words === "text") return "a list of text";
  if (words === "a number" || words === "a whole number") return "a list of numbers";
  return words === "a mapping" ? "a list of mappings" : "a list";
}

function variantsOf(schema: JsonObject): JsonObject[] {
  const variants = schema.oneOf ?? schema.anyOf;
  return Array.isArray(variants) ? variants.map(asObject).filter((one) => one !== undefined) : [];
}

/** Variants of a mapping are told apart by `kind`, others by their type. */
function variantOf(schema: JsonObject, value: Json | undefined): JsonObject {
  const variants = variantsOf(schema);
  const kind = valueAt(value ?? null, ["kind"]);
  const byKind = variants.find((one) => kind !== undefined && valueAt(one, ["properties", "kind", "const"]) === kind);
  const type = Array.isArray(value) ? "array" : typeof value;
  const byType = variants.filter((one) => one.type === type);
  return byKind ?? (byType.length === 1 ? byType[0] : undefined) ?? schema;
}

function childSchema(schema: JsonObject, step: string | number): JsonObject | undefined {
  if (typeof step === "number") return asObject(schema.items);
  return asObject(valueAt(schema, ["properties", step])) ?? asObject(schema.additionalProperties);
}

function asObject(value: Json | undefined): JsonObject | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
