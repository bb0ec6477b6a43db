/**
 * Places in texts: line, column and the lines around them.
 * A frame never holds more than a screen line of each line, so that a minified document does not land in a message.
 */
import type { Frame, Place } from "#model/diagnostic.ts";

/** A line of a frame is cut here; a place further to the right has no frame, because its mark would point at nothing. */
const maxFrameColumns = 160;
const linesBefore = 2;
const linesAfter = 1;

export interface PlaceOptions {
  /** UTF-16 units to underline; cut at the end of the line. */
  readonly length?: number;
  readonly pointer?: string;
}

/** The place of a UTF-16 offset in `text`. CRLF, LF and CR end lines, as in editors. */
export function placeAt(file: string, text: string, offset: number, options: PlaceOptions = {}): Place {
  const at = Math.min(Math.max(offset, 0), text.length);
  const lineStart = startOfLine(text, at);
  return place(
    file,
    countLines(text, lineStart) + 1,
    at - lineStart + 1,
    options,
    frameAround(text, lineStart, at - lineStart),
  );
}

/** The place of a byte offset in UTF-8 `bytes`; decodes only the lines that are shown. A byte order mark is no column. */
export function placeAtByte(file: string, bytes: Uint8Array, offset: number, options: PlaceOptions = {}): Place {
  const at = Math.min(Math.max(offset, 0), bytes.length);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const lineStart = Math.max(startOfLineInBytes(bytes, at), Math.min(mark, at));
  const column = decode(bytes, lineStart, at).length;
  const firstByte = Math.max(windowStart(bytes, lineStart), Math.min(mark, at));
  const window = decode(bytes, firstByte, Math.min(bytes.length, at + windowBytes));
  const inWindow = decode(bytes, firstByte, lineStart).length;
  const frame = column > maxFrameColumns ? undefined : frameAround(window, inWindow, column);
  return place(file, countLinesInBytes(bytes, lineStart) + 1, column + 1, options, frame);
}

/** The place of a line and column (from 1) in `text`; without a column it is the first character that is not blank. */
export function placeAtLine(file: string, text: string, line: number, column?: number, length?: number): Place {
  const start = startOfLineNumber(text, line);
  const indent = /^[ \t]*/.exec(text.slice(start, start + maxFrameColumns))?.[0].length ?? 0;
  const offset = start + (column === undefined ? indent : column - 1);
  const end = endOfLine(text, start);
  return placeAt(file, text, Math.min(offset, end), { length: length ?? (column === undefined ? end - offset : 1) });
}

/** The same place, `lines` further down: for a text that is a piece of a larger file. */
export function shiftPlace(original: Place, lines: number): Place {
  const { frame, line, ...rest } = original;
  return {
    ...rest,
    line: (line ?? 1) + lines,
    ...(frame === undefined ? {} : { frame: { ...frame, firstLine: frame.firstLine + lines } }),
  };
}

/** Bytes to look at on each side of a place: more than the lines of a frame can show. */
const windowBytes = 4096;

function place(file: string, line: number, column: number, options: PlaceOptions, cut: CutFrame | undefined): Place {
  const pointer = options.pointer === undefined ? {} : { pointer: options.pointer };
  if (cut === undefined) return { file, line, column, ...pointer };
  const room = Math.max(1, (cut.lines[cut.index]?.length ?? 0) - column + 1);
  const length = Math.min(Math.max(1, options.length ?? 1), room);
  const frame: Frame = { firstLine: line - cut.index, lines: cut.lines, length };
  return { file, line, column, ...pointer, frame };
}

interface CutFrame {
  readonly lines: readonly string[];
  /** Which of `lines` holds the place. */
  readonly index: number;
}

function frameAround(text: string, lineStart: number, column: number): CutFrame | undefined {
  if (column > maxFrameColumns) return undefined;
  const lines: string[] = [];
  let start = lineStart;
  while (lines.length < linesBefore && start > 0) {
    start = startOfLine(text, start - (text[start - 1] === "\n" && text[start - 2] === "\r" ? 2 : 1));
    lines.unshift(lineAt(text, start));
  }
  const index = lines.length;
  for (let next = lineStart, left = 1 + linesAfter; left > 0; left--) {
    lines.push(lineAt(text, next));
    next = afterLine(text, next);
    if (next >= text.length) break;
  }
  return { lines, index };
}

function lineAt(text: string, start: number): string {
  const end = endOfLine(text, start);
  return end - start <= maxFrameColumns ? text.slice(start, end) : `${text.slice(start, start + maxFrameColumns)}…`;
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

function afterLine(text: string, start: number): number {
  const end = endOfLine(text, start);
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
}

function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !(isBreak(text.charCodeAt(at - 1)) && !isInsideCrLf(text.charCodeAt(at - 1), text.charCodeAt(at))))
    at--;
  return at;
}

function startOfLineInBytes(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && !(isBreak(bytes[at - 1]) && !isInsideCrLf(bytes[at - 1], bytes[at]))) at--;
  return at;
}

/** The beginning of the first line that a frame shows, or as far back as a window reaches. */
function windowStart(bytes: Uint8Array, lineStart: number): number {
  let start = lineStart;
  for (let line = 0; line < linesBefore && start > 0; line++) {
    const before = startOfLineInBytes(bytes, start - (bytes[start - 1] === 0x0a && bytes[start - 2] === 0x0d ? 2 : 1));
    if (lineStart - before > windowBytes) break;
    start = before;
  }
  return start;
}

function startOfLineNumber(text: string, line: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = afterLine(text, start);
    if (next > text.length) break;
    start = next;
  }
  return start;
}

function countLines(text: string, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isBreak(code) && !isInsideCrLf(code, text.charCodeAt(at + 1))) count++;
  }
  return count;
}

/** How many lines end before byte `end`. */
export function countLinesInBytes(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) count++;
  }
  return count;
}

function isBreak(code: number | undefined): boolean {
  return code === 0x0a || code === 0x0d;
}

function isInsideCrLf(code: number | undefined, next: number | undefined): boolean {
  return code === 0x0d && next === 0x0a;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function decode(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
