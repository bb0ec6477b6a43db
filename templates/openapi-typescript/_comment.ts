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

interface Keywords {
  readonly [keyword: string]: unknown;
}

/** Keywords that are tags with their value. */
const limits: ReadonlySet<string> = new Set([
  "format",
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
  "default",
]);

/** Keywords that are tags when they are true. */
const flags: ReadonlyMap<string, string> = new Map([
  ["deprecated", "@deprecated"],
  ["readOnly", "@readonly"],
  ["writeOnly", "@writeonly"],
]);

/** Longer examples belong in the documentation, not between types. */
const maxExample = 200;
const maxExamples = 3;

/**
 * The comment before a declaration at `level`, with its line end; "" when there is nothing to say, or comments are off.
 * `limits` is the schema of what is described, when that is not a schema itself.
 */
export function commentOf(file: OutputFile, described: Described, level: number, limits?: unknown): string {
  if (!file.options.comments) return "";
  const lines = prose(described);
  const tags = tagsOf(described as Keywords, file);
  if (typeof limits === "object" && limits !== null) tags.push(...tagsOf(limits as Keywords, file));
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

/** The tags, in the order in which the document says them. */
function tagsOf(schema: Keywords, file: OutputFile): string[] {
  const tags: string[] = [];
  for (const keyword in schema) {
    const value = schema[keyword];
    if (limits.has(keyword)) tags.push(`@${keyword} ${valueText(keyword, value, file)}`);
    else if (value === true && flags.has(keyword)) tags.push(flags.get(keyword) ?? "");
    else if (keyword === "examples" && Array.isArray(value)) tags.push(...examples(value, file));
  }
  return tags;
}

/** Words of the specification stand as they are, values as literals. */
function valueText(keyword: string, value: unknown, file: OutputFile): string {
  if (typeof value === "string" && keyword !== "default") return value.replace(/\s+/g, " ").trim();
  return file.it.ts.literal(value);
}

function examples(values: readonly unknown[], file: OutputFile): string[] {
  const texts = values.slice(0, maxExamples).map((value) => file.it.ts.literal(value));
  return texts.filter((text) => text.length <= maxExample).map((text) => `@example ${text}`);
}
