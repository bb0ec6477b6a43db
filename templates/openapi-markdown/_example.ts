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
  for (const depth of [Number.POSITIVE_INFINITY, 4, 2]) {
    const room = { left: comfortable };
    const small = shrink(value, depth, room, 0);
    if (room.left >= 0) return { text: toJson(small), shortened: depth !== Number.POSITIVE_INFINITY };
  }
  return { text: clip(toJson(shrink(value, 1, { left: Number.POSITIVE_INFINITY }, 0))), shortened: true };
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "null";
}

function clip(text: string): string {
  return text.length <= comfortable ? text : `${text.slice(0, comfortable).toWellFormed()}\n…`;
}

/**
 * A copy with `depth` levels, below which an object keeps what tells it from others. Unless all levels are wanted, an array keeps one
 * item and a string 200 characters. Takes what the JSON will need from `room` and gives up when there is none left: an example of
 * megabytes costs no more than one that fits.
 */
function shrink(value: unknown, depth: number, room: { left: number }, level: number): unknown {
  const isWhole = depth === Number.POSITIVE_INFINITY;
  if (typeof value === "string") {
    const text = value.length > 200 && !isWhole ? `${value.slice(0, 199).toWellFormed()}…` : value;
    room.left -= text.length + 4;
    return text;
  }
  room.left -= 2 * level + 4;
  if (typeof value !== "object" || value === null || room.left < 0) return value;
  if (!Array.isArray(value)) return shrinkObject(value as JsonObject, depth, room, level);
  const kept = isWhole ? value : value.slice(0, depth === 0 ? 0 : 1);
  return kept.map((item) => (room.left < 0 ? null : shrink(item, depth - 1, room, level + 1)));
}

interface JsonObject {
  readonly [name: string]: unknown;
}

function shrinkObject(value: JsonObject, depth: number, room: { left: number }, level: number): unknown {
  // Without a prototype, so that a field named `__proto__` is one.
  const small: { [name: string]: unknown } = Object.create(null);
  let fields = depth === 0 ? 3 : Number.POSITIVE_INFINITY;
  for (const name in value) {
    if (room.left < 0 || fields === 0) break;
    const field = value[name];
    if (depth === 0 && typeof field === "object") continue;
    fields--;
    room.left -= name.length + 2 * level + 4;
    small[name] = shrink(field, depth - 1, room, level + 1);
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
