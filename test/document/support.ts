/** Short ways to say what a test is about: a document, its problems, a place. */

import type { DocumentFormat } from "#document/format.ts";
import { parseDocument } from "#document/parse.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";

export const limits: Limits = { documentBytes: 64_000_000, depth: 500, renderMs: 1000 };

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export async function parse(
  file: string,
  content: string | Uint8Array,
  caps: Partial<Limits> = {},
  format?: DocumentFormat,
): Promise<{ value: Json | undefined; problems: Diagnostic[] }> {
  const problems: Diagnostic[] = [];
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  const value = await parseDocument(file, bytes, { ...limits, ...caps }, (problem) => problems.push(problem), format);
  return { value, problems };
}

/** `code line:column message | note @line:column | …`: all of a problem but its frame, on one line. */
export function inShort(problem: Diagnostic): string {
  const notes = problem.notes.map(
    (note) => ` | ${note.message}${note.place === undefined ? "" : ` @${at(note.place)}`}`,
  );
  return `${problem.code} ${at(problem.place)} ${problem.message}${notes.join("")}`;
}

export function at(place: Place | undefined): string {
  return place?.line === undefined ? "-" : `${place.line}:${place.column}`;
}

/** What the frame underlines. */
export function marked(place: Place | undefined): string | undefined {
  if (place?.frame === undefined || place.line === undefined || place.column === undefined) return undefined;
  const line = place.frame.lines[place.line - place.frame.firstLine];
  return line?.slice(place.column - 1, place.column - 1 + place.frame.length);
}

/** A generator of numbers in [0, 1) that gives the same ones in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
