/**
 * Finds the parts of a JSON document by their bytes, without parsing it: where each member of an object starts and ends.
 * Invariant: brackets, colons and commas down to the leaves are where JSON wants them. A leaf is only looked at by `isValue` and by
 * JSON.parse: when all leaves are JSON, so is the document, and these are its parts, because no JSON value is the beginning of another.
 */

/** A member of an object, or an element of an array (its key is the index, `keyStart` is `start`). All offsets are in bytes. */
export interface Member {
  readonly key: string;
  /** Offset of the quote that opens the key. */
  readonly keyStart: number;
  /** The value is `bytes.subarray(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** The members of the value, as far down as `outline` was asked to look. */
  readonly members?: readonly Member[];
}

const quote = 34;
const comma = 44;
const colon = 58;
const openList = 91;
const backslash = 92;
const closeList = 93;
const openObject = 123;
const closeObject = 125;

/**
 * The document as a tree of members, `levels` deep. `undefined` when it is no JSON down to there, or something follows it.
 * The end of an object that is written over several lines is taken from the indentation of its key, so a document of 13 MB costs
 * 3 ms; where the indentation lies, `isValue` or JSON.parse refuses the leaf.
 */
export function outline(bytes: Uint8Array, levels: number): Member | undefined {
  const scan: Scan = { bytes: asBuffer(bytes), trustsIndentation: true };
  const start = skipSpace(bytes, hasByteOrderMark(bytes) ? 3 : 0);
  const root = value(scan, "", start, start, levels);
  return root !== undefined && skipSpace(bytes, root.end) === bytes.length ? root : undefined;
}

/** Whether the bytes from `start` to `end` are one balanced value, nested no deeper than `maxDepth` (1.4 ms a megabyte). */
export function isValue(bytes: Uint8Array, start: number, end: number, maxDepth: number): boolean {
  return skipValue(bytes, start, maxDepth) === end;
}

/** The members or elements of the value at `start`; `undefined` when it is a scalar or does not close. */
export function members(bytes: Uint8Array, start: number): readonly Member[] | undefined {
  const scan: Scan = { bytes: asBuffer(bytes), trustsIndentation: false };
  return value(scan, "", start, skipSpace(bytes, start), 1)?.members;
}

/** Whether the bytes start with the UTF-8 mark that some editors write. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The same bytes with the methods of a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

interface Scan {
  readonly bytes: Buffer;
  readonly trustsIndentation: boolean;
}

function value(scan: Scan, key: string, keyStart: number, start: number, levels: number): Member | undefined {
  const first = scan.bytes[start];
  if (levels > 0 && (first === openObject || first === openList)) {
    return container(scan, key, keyStart, start, levels);
  }
  const end = endOfBlock(scan, keyStart, start) ?? skipValue(scan.bytes, start, Number.MAX_SAFE_INTEGER);
  return end < 0 ? undefined : { key, keyStart, start, end };
}

function container(scan: Scan, key: string, keyStart: number, start: number, levels: number): Member | undefined {
  const { bytes } = scan;
  const isList = bytes[start] === openList;
  const close = isList ? closeList : closeObject;
  const found: Member[] = [];
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === close) return { key, keyStart, start, end: at + 1, members: found };
  for (;;) {
    const member = isList ? value(scan, `${found.length}`, at, at, levels - 1) : pair(scan, at, levels);
    if (member === undefined) return undefined;
    found.push(member);
    at = skipSpace(bytes, member.end);
    if (bytes[at] === close) return { key, keyStart, start, end: at + 1, members: found };
    if (bytes[at] !== comma) return undefined;
    at = skipSpace(bytes, at + 1);
  }
}

function pair(scan: Scan, at: number, levels: number): Member | undefined {
  const { bytes } = scan;
  if (bytes[at] !== quote) return undefined;
  const keyEnd = skipString(bytes, at);
  const key = keyEnd < 0 ? undefined : textOf(bytes, at, keyEnd);
  const colonAt = skipSpace(bytes, keyEnd);
  if (key === undefined || bytes[colonAt] !== colon) return undefined;
  return value(scan, key, at, skipSpace(bytes, colonAt + 1), levels - 1);
}

/**
 * The end of an object whose bracket ends its line, by the first line that closes one at the indentation of the key: strings cannot
 * hold line breaks, so it is no part of one. `undefined` when it is not written that way.
 */
function endOfBlock({ bytes, trustsIndentation }: Scan, keyStart: number, start: number): number | undefined {
  const isBlock =
    trustsIndentation && bytes[start] === openObject && (bytes[start + 1] === 10 || bytes[start + 1] === 13);
  if (!isBlock) return undefined;
  let lineStart = keyStart;
  while (bytes[lineStart - 1] === 32 || bytes[lineStart - 1] === 9) lineStart--;
  if (bytes[lineStart - 1] !== 10) return undefined;
  const close = `\n${bytes.toString("latin1", lineStart, keyStart)}}`;
  const at = bytes.indexOf(close, start, "latin1");
  return at < 0 ? undefined : at + close.length;
}

/** The string whose quotes are at `start` and before `end`; `undefined` when it is not one. */
export function textOf(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString("utf8", start + 1, end - 1);
  if (!text.includes("\\")) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}

/** Offset behind the string that opens at `start`; -1 when it does not close. */
export function skipString(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  for (let at = start + 1; at < length; at++) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at++;
  }
  return -1;
}

/** Offset of the first byte from `at` on that is not white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let here = at;
  for (;;) {
    const byte = bytes[here];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return here;
    here++;
  }
}

/** Offset behind the value at `start`; -1 when it does not close, is empty or is too deep. */
function skipValue(bytes: Uint8Array, start: number, maxDepth: number): number {
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start);
  if (first === openObject || first === openList) return skipContainer(bytes, start, maxDepth);
  let at = start;
  while (at < bytes.length && !endsScalar(bytes[at] as number)) at++;
  return at > start ? at : -1;
}

/** The loop over all of 13 MB: it calls nothing, and looks first for what is most frequent (spaces, then quotes). */
function skipContainer(bytes: Uint8Array, start: number, maxDepth: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let at = start; at < length; at++) {
    const byte = bytes[at] as number;
    if (byte <= 32) continue;
    if (byte === quote) {
      for (at++; at < length && bytes[at] !== quote; at++) if (bytes[at] === backslash) at++;
    } else if (byte === openObject || byte === openList) {
      if (++depth > maxDepth) return -1;
    } else if (byte === closeObject || byte === closeList) {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}

function endsScalar(byte: number): boolean {
  return byte <= 32 || byte === comma || byte === closeObject || byte === closeList;
}
