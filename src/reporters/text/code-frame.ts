/** The lines around a place, with the place underlined. Lines are shown as data: cleaned, masked and cut to the width. */
import type { Frame } from "#model/diagnostic.ts";
import { redact } from "./redact.ts";
import { cleanLine } from "./sanitize.ts";
import type { Style } from "./style.ts";

/** A tab is two columns wide here: enough to see the depth, and the caret can be placed. */
const TAB = "  ";
const CUT = "…";

/** Where the frame stands: as `Place` has it. */
export interface FramePlace {
  readonly line: number;
  readonly column: number;
}

/** Characters of a long line that are looked at: a minified document is one line of megabytes. */
const NEARBY = 2000;

/** One text line a source line, and one below the marked line with carets. `width` is what a line may take in all. */
export function formatFrame(frame: Frame, place: FramePlace, width: number, style: Style): string[] {
  const gutter = String(frame.firstLine + frame.lines.length - 1).length;
  const room = Math.max(20, width - gutter - 5);
  const marked = nearby(frame.lines[place.line - frame.firstLine] ?? "", place.column);
  const start = windowStart(marked.line, marked.column, room);
  return frame.lines.flatMap((line, index) => {
    const number = frame.firstLine + index;
    const isMarked = number === place.line;
    const text = cut(shown(isMarked ? marked.line : line.slice(0, NEARBY)), start, room);
    const head = style.faint(`  ${String(number).padStart(gutter)} |`);
    const row = text === "" ? head : `${head} ${text}`;
    if (!isMarked) return [row];
    return [row, `${style.faint(`${" ".repeat(gutter + 3)}|`)} ${carets(marked, frame.length, start, room, style)}`];
  });
}

/** The part of a line that can matter, with the column in it. */
function nearby(line: string, column: number): MarkedLine {
  const from = Math.max(0, column - NEARBY / 2);
  return { line: line.slice(from, from + NEARBY), column: column - from };
}

interface MarkedLine {
  readonly line: string;
  readonly column: number;
}

function shown(text: string): string {
  return redact(cleanLine(text.replaceAll("\t", TAB)));
}

function columnsBefore(line: string, column: number): number {
  return Bun.stringWidth(shown(line.slice(0, Math.max(0, column - 1))));
}

/** A place far to the right moves the window, so that minified documents show the place and not their beginning. */
function windowStart(line: string, column: number, room: number): number {
  const before = columnsBefore(line, column);
  return before < room - 10 ? 0 : before - Math.floor(room / 3);
}

function cut(text: string, start: number, room: number): string {
  const rest = start > 0 ? Bun.sliceAnsi(text, start) : text;
  const head = start > 0 && rest !== "" ? CUT : "";
  if (Bun.stringWidth(rest) + head.length <= room) return head + rest;
  return `${head}${Bun.sliceAnsi(rest, 0, room - head.length - 1)}${CUT}`;
}

function carets(marked: MarkedLine, length: number, start: number, room: number, style: Style): string {
  const from = columnsBefore(marked.line, marked.column);
  const to = columnsBefore(marked.line, marked.column + Math.max(1, length));
  const indent = Math.max(0, from - start + (start > 0 ? CUT.length : 0));
  const count = Math.min(Math.max(1, to - from), Math.max(1, room - indent));
  return " ".repeat(indent) + style.error("^".repeat(count));
}
