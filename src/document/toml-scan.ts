/** Where keys of a TOML document stand: line by line, good enough for a place. Multi-line strings and arrays are stepped over. */
import { pointerSegments } from "./pointer.ts";

export interface TomlPlace {
  /** UTF-16 offsets in the text. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: number;
  readonly matched: number;
}

/** The line whose table and key lead furthest to the pointer; the first line when nothing does. */
export function findInToml(text: string, pointer: string): TomlPlace {
  const wanted = pointerSegments(pointer);
  const arrays = new Map<string, number>();
  let table: string[] = [];
  let best: TomlPlace = { keyStart: 0, keyEnd: 0, value: 0, matched: 0 };
  for (let at = 0; at < text.length; at = afterEntry(text, at)) {
    const entry = readEntry(text, at);
    if (entry === undefined) continue;
    if (entry.kind !== "key") table = tablePath(entry, arrays);
    const path = entry.kind === "key" ? [...table, ...entry.path] : table;
    const matched = commonLength(path, wanted);
    if (matched > best.matched && matched >= (entry.kind === "key" ? table.length + 1 : 1)) {
      best = { keyStart: entry.start, keyEnd: entry.end, value: entry.value, matched };
    }
  }
  return best;
}

interface Entry {
  readonly kind: "key" | "table" | "array";
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

function readEntry(text: string, lineStart: number): Entry | undefined {
  const line = text.slice(lineStart, lineEnd(text, lineStart));
  const header = /^\s*(\[\[?)\s*([^\]]*?)\s*\]/.exec(line);
  if (header !== null) {
    const start = lineStart + line.indexOf("[");
    const kind = header[1] === "[[" ? "array" : "table";
    return { kind, path: keyPath(header[2] ?? ""), start, end: lineStart + line.trimEnd().length, value: start };
  }
  const key =
    /^(\s*)((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=\s*/.exec(line);
  if (key === null) return undefined;
  const start = lineStart + (key[1]?.length ?? 0);
  return {
    kind: "key",
    path: keyPath(key[2] ?? ""),
    start,
    end: start + (key[2]?.length ?? 0),
    value: lineStart + key[0].length,
  };
}

/** `[[a]]` is an item of the array `a`; `[a.b]` after it belongs to its last item. */
function tablePath(entry: Entry, arrays: Map<string, number>): string[] {
  const path: string[] = [];
  const names: string[] = [];
  entry.path.forEach((name, position) => {
    path.push(name);
    names.push(name);
    const id = JSON.stringify(names);
    const isNewItem = entry.kind === "array" && position === entry.path.length - 1;
    if (isNewItem) arrays.set(id, (arrays.get(id) ?? -1) + 1);
    const index = arrays.get(id);
    if (index !== undefined) path.push(String(index));
  });
  return path;
}

function keyPath(text: string): string[] {
  const parts = text.match(/[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'/g) ?? [];
  return parts.map((part) => (/^["']/.test(part) ? part.slice(1, -1) : part));
}

/** Offset of the line after the entry that begins on the line at `start`. */
function afterEntry(text: string, start: number): number {
  let end = lineEnd(text, start);
  const quotes = /=\s*(?:\[\s*)?("""|''')/.exec(text.slice(start, end));
  if (quotes?.[1] !== undefined) {
    const close = text.indexOf(quotes[1], start + quotes.index + quotes[0].length);
    end = close < 0 ? text.length : lineEnd(text, close);
  }
  return end + 1;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function commonLength(path: readonly string[], wanted: readonly string[]): number {
  let length = 0;
  while (length < path.length && length < wanted.length && path[length] === wanted[length]) length++;
  return length;
}
