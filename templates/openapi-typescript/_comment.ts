/** Doc comments: what the document says about a schema, a parameter or an operation, for the reader of the types. */
import type { OutputFile } from "./_file.ts";
import { pad } from "./_text.ts";

/** Anything with a title or summary, a description and some of the keywords below. */
export interface Described {
  readonly title?: unknown;
  readonly summary?: unknown;
  readonly description?: unknown;
  readonly deprecated?: unknown;
}

/** Limits as tags, in this order. */
const limits = [
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "contentMediaType",
  "contentEncoding",
] as const;

/** Longer examples belong in the documentation, not between types. */
const maxExample = 200;
const maxExamples = 3;

/** The comment before a declaration at `level`, with its line end; "" when there is nothing to say, or comments are off. */
export function commentOf(file: OutputFile, described: Described, level: number): string {
  if (!file.options.comments) return "";
  const lines = prose(described);
  const tags = tagsOf(described as { readonly [keyword: string]: unknown }, file);
  if (tags.length > 0 && lines.length > 0) lines.push("");
  return lines.length + tags.length === 0 ? "" : file.it.ts.docComment([...lines, ...tags], pad(level));
}

function prose({ title, summary, description }: Described): string[] {
  const head = typeof title === "string" ? title.trim() : typeof summary === "string" ? summary.trim() : "";
  const body = typeof description === "string" ? description.trim() : "";
  if (head === "" || body.startsWith(head)) return body === "" ? [] : [withoutTags(body)];
  return body === "" ? [withoutTags(head)] : [withoutTags(head), "", withoutTags(body)];
}

/** A line of prose that starts with `@` is not a tag. */
function withoutTags(text: string): string {
  return text.includes("@") ? text.replace(/(^|[\n\r\u2028\u2029\x85]\s*)@/g, "$1\\@") : text;
}

function tagsOf(schema: { readonly [keyword: string]: unknown }, file: OutputFile): string[] {
  const tags: string[] = [];
  if (schema.deprecated === true) tags.push("@deprecated");
  if (schema.readOnly === true) tags.push("@readonly");
  if (schema.writeOnly === true) tags.push("@writeonly");
  if (typeof schema.format === "string") tags.push(`@format ${plain(schema.format)}`);
  for (const limit of limits) {
    const value = schema[limit];
    if (value !== undefined)
      tags.push(`@${limit} ${typeof value === "string" ? plain(value) : file.it.ts.literal(value)}`);
  }
  if (schema.default !== undefined) tags.push(`@default ${file.it.ts.literal(schema.default)}`);
  if (Array.isArray(schema.examples)) tags.push(...examples(schema.examples, file));
  return tags;
}

function examples(values: readonly unknown[], file: OutputFile): string[] {
  const texts = values.slice(0, maxExamples).map((value) => file.it.ts.literal(value));
  return texts.filter((text) => text.length <= maxExample).map((text) => `@example ${text}`);
}

/** Text of the document on the line of its tag. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
