/**
 * From a pointer to a place in the file. Synchronous, because places are asked for in the middle of things.
 * The first place in a document costs one scan (about 40 ms for 13 MB); the others in the same bytes cost next to nothing.
 */
import type { Place } from "#model/diagnostic.ts";
import type { DocumentFormat } from "./format.ts";
import { scanJson } from "./json-scan.ts";
import { NodeIndex } from "./node-index.ts";
import { placeAt, placeAtByte } from "./place.ts";
import { pointerOf, pointerSegments } from "./pointer.ts";
import { findInToml } from "./toml-scan.ts";
import { scanYaml } from "./yaml-scan.ts";

/** Indexes live as long as the bytes they were made from. */
const indexes = new WeakMap<Uint8Array, NodeIndex>();

/**
 * The place of a key or value. A pointer that leads nowhere gives the key of the nearest ancestor that exists, and the place says which.
 * For records of a list format the document is the list: `/3/name` is a field of the fourth record, and its place is best effort.
 */
export function locate(
  file: string,
  bytes: Uint8Array,
  format: DocumentFormat,
  pointer: string,
  want: "key" | "value",
): Place {
  const segments = pointerSegments(pointer);
  if (format === "toml") return locateToml(file, bytes, segments, want);
  if (format !== "json" && format !== "yaml") return locateLine(file, bytes, segments);
  const node = indexOf(bytes, format).find(segments);
  const found = pointerOf(segments.slice(0, node.matched));
  const isThere = node.matched === segments.length;
  const isValue = node.keyStart < 0 || (isThere && want === "value" && node.value >= 0);
  const offset = isValue ? Math.max(node.value, 0) : node.keyStart;
  const length = isValue ? lengthOfValue(bytes, offset) : node.keyEnd - node.keyStart;
  return placeAtByte(file, bytes, offset, { length, pointer: found });
}

function indexOf(bytes: Uint8Array, format: "json" | "yaml"): NodeIndex {
  const known = indexes.get(bytes);
  if (known !== undefined) return known;
  const index = new NodeIndex(bytes);
  if (format === "json") scanJson(bytes, index);
  else scanYaml(bytes, index);
  indexes.set(bytes, index);
  return index;
}

/** How much of a value to underline: a scalar on one line, or the bracket that opens a collection. */
function lengthOfValue(bytes: Uint8Array, start: number): number {
  const line = new TextDecoder().decode(bytes.subarray(start, start + 200));
  const scalar = /^("(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|[\w+.-][^\r\n,}\]#]*)/.exec(line)?.[0].trimEnd();
  if (scalar === undefined) return 1;
  const afterKey = /:(\s|$)/.exec(scalar);
  return afterKey === null || scalar.startsWith('"') ? scalar.length : afterKey.index;
}

function locateToml(file: string, bytes: Uint8Array, segments: readonly string[], want: "key" | "value"): Place {
  const text = new TextDecoder().decode(bytes);
  const found = findInToml(text, pointerOf(segments));
  const pointer = pointerOf(segments.slice(0, found.matched));
  if (want === "value" && found.value !== found.keyStart) return placeAt(file, text, found.value, { pointer });
  return placeAt(file, text, found.keyStart, { pointer, length: found.keyEnd - found.keyStart });
}

/** Line formats: the first segment counts the records, which is exact for NDJSON and for CSV without line breaks in quotes. */
function locateLine(file: string, bytes: Uint8Array, segments: readonly string[]): Place {
  const record = Number(segments[0] ?? 0);
  let offset = 0;
  for (let line = 0; line < record; line++) {
    const end = bytes.indexOf(0x0a, offset);
    if (end < 0) break;
    offset = end + 1;
  }
  return placeAtByte(file, bytes, offset, { pointer: pointerOf(segments.slice(0, 1)) });
}
