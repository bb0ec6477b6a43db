/** RFC 6901 pointers: `/paths/~1pets/get`. Nothing here follows a prototype chain. */
import type { Json } from "#model/json.ts";

/** The segments of a pointer; the empty pointer has none. A pointer without its leading `/` is read as if it had one. */
export function pointerSegments(pointer: string): string[] {
  if (pointer === "") return [];
  const body = pointer.startsWith("/") ? pointer.slice(1) : pointer;
  return body.split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerOf(segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join("");
}

/** A key as one segment of a pointer, without the `/`. */
export function escapeSegment(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The value that a pointer leads to; `undefined` when it leads nowhere. */
export function valueAt(value: Json, segments: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const segment of segments) {
    if (here === null || typeof here !== "object") return undefined;
    if (Array.isArray(here))
      here = /^(0|[1-9]\d*)$/.test(segment) ? (here as readonly Json[])[Number(segment)] : undefined;
    else here = Object.hasOwn(here, segment) ? (here as { readonly [key: string]: Json })[segment] : undefined;
    if (here === undefined) return undefined;
  }
  return here;
}
