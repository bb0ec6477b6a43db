/** Examples of bodies as code blocks: those of the document, made small, or made-up ones. */
import type { It, MediaType } from "./_openapi.ts";
import { entriesOf, resolve } from "./_openapi.ts";
import type { Direction } from "./_sample.ts";
import { sample } from "./_sample.ts";

export interface BodyExample {
  /** What the document calls it; empty when there is nothing to say. */
  readonly title: string;
  readonly value: unknown;
}

/** Named examples of one body; a page is no test suite. */
const mostExamples = 3;

/** Characters of JSON; real documents have examples of 400 kB, and no reader reads one of 10. */
const comfortable = 3000;

/** The examples that the document itself gives for a body. */
export function givenExamples(it: It, media: MediaType): BodyExample[] {
  const named = entriesOf(media.examples).slice(0, mostExamples);
  if (named.length === 0) return media.example === undefined ? [] : [{ title: "", value: media.example }];
  const found = named.map(([name, example]) => {
    const { summary, value } = resolve(it, example);
    return { title: named.length > 1 ? (summary ?? name) : "", value };
  });
  return found.filter((example) => example.value !== undefined);
}

/** The same, or one from the schema; empty when nothing can be said about the value, or it would say nothing. */
export function examplesOf(it: It, mediaType: string, media: MediaType, direction: Direction): BodyExample[] {
  const given = givenExamples(it, media);
  if (given.length > 0 || !isJson(mediaType)) return given;
  const value = sample(it, media.schema, direction);
  const saysNothing =
    value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
  return saysNothing ? [] : [{ title: "", value }];
}

/** A labelled code block: `Example of `200`:` and the value in the language of its media type. */
export function exampleBlock(it: It, label: string, mediaType: string, example: BodyExample): string {
  const { text, shortened } = exampleText(mediaType, example.value);
  const title = example.title === "" ? "" : ` (${it.md.escape(example.title)})`;
  return `${label}${title}${shortened ? ", shortened" : ""}:\n\n${it.md.fence(text, languageOf(mediaType))}`;
}

/** The text of an example; JSON that is too long is cut down to its shape. */
export function exampleText(mediaType: string, value: unknown): { text: string; shortened: boolean } {
  if (typeof value === "string" && !isJson(mediaType))
    return { text: clip(value), shortened: value.length > comfortable };
  const full = toJson(value);
  if (full.length <= comfortable) return { text: full, shortened: false };
  for (const depth of [4, 2]) {
    const text = toJson(shrink(value, depth));
    if (text.length <= comfortable) return { text, shortened: true };
  }
  return { text: clip(toJson(shrink(value, 1))), shortened: true };
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "null";
}

function clip(text: string): string {
  return text.length <= comfortable ? text : `${text.slice(0, comfortable).toWellFormed()}\n…`;
}

/** One item an array, 200 characters a string, `depth` levels; below them an object keeps what tells it from others. */
function shrink(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 199).toWellFormed()}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return depth === 0 ? [] : value.slice(0, 1).map((item) => shrink(item, depth - 1));
  const small: { [name: string]: unknown } = { __proto__: null };
  let left = depth > 0 ? Number.POSITIVE_INFINITY : 3;
  for (const [name, field] of Object.entries(value)) {
    if (depth === 0 && typeof field === "object") continue;
    if (left-- === 0) break;
    small[name] = shrink(field, depth - 1);
  }
  return small;
}

export function isJson(mediaType: string): boolean {
  return /^(?:application|text)\/(?:[\w.+-]*\+)?json\b|^\*\/\*$/i.test(mediaType);
}

function languageOf(mediaType: string): string {
  if (isJson(mediaType)) return "json";
  return /\b(?:xml|yaml|html|csv)\b/i.exec(mediaType)?.[0].toLowerCase() ?? "";
}
