/** From a place in the code that EJS became to a place in the template. */
import type { EjsCode, EjsTag } from "./code.ts";
import { sourceName } from "./render.ts";

/** `new Function` puts its parameters on lines of their own before the code. */
const linesBefore = 2;

/** Offset in the source where a runtime error came from; nothing when its stack does not say. */
export function thrownAt(source: string, thrown: unknown): number | undefined {
  const stack = thrown instanceof Error && typeof thrown.stack === "string" ? thrown.stack : "";
  const found = new RegExp(`${sourceName}:(\\d+):(\\d+)`).exec(stack);
  if (found === null) return undefined;
  return offsetOfLine(source, Number(found[1]) - linesBefore) + Number(found[2]) - 1;
}

/** Line of the source, from 1, on which the engine stopped reading. It puts it into the stack and nowhere else. */
export function lineOfSyntaxError(thrown: unknown): number | undefined {
  const stack = thrown instanceof Error && typeof thrown.stack === "string" ? thrown.stack : "";
  const found = /<parse> \([^)]*:(\d+)(?::\d+)?\)/.exec(stack)?.[1];
  return found === undefined ? undefined : Number(found) - linesBefore;
}

/** Offset of a line, from 1; the end of the text when it has fewer. */
export function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let left = line; left > 1; left--) {
    const next = text.indexOf("\n", at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at;
}

/** The tag whose statement holds an offset of the source: it begins before the tag's own code. Else the last one before it. */
export function tagAt(code: EjsCode, at: number): EjsTag | undefined {
  const next = code.tags.find((tag) => tag.at >= at);
  if (next !== undefined && !code.source.slice(at, next.at).includes("\n")) return next;
  return code.tags.findLast((tag) => tag.at <= at) ?? next;
}

/** The same place in the template; the edges of the tag's code for what lies outside of it. */
export function templateOffset(tag: EjsTag, at: number): number {
  return tag.start + Math.min(Math.max(0, at - tag.at), tag.code.length);
}
