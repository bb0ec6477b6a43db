/**
 * Unified diffs as git writes them. Pure, and bounded: texts that are too large, or no text, get one line instead of hunks.
 */
import type { Change } from "./line-comparison.ts";
import { compareLines } from "./line-comparison.ts";

/** Lines that stay around a change, as git's default. */
const CONTEXT = 3;
/** Above this many bytes of both texts together nobody reads the hunks; the split alone would cost seconds. */
const MAX_LENGTH = 32 * 1024 * 1024;

/** A missing side is a file that is created or deleted. */
export interface DiffSides {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The diff with its header, ending in a line feed; "" when the sides are equal. `git apply` and `patch -p1` accept it. */
export function unifiedDiff(path: string, { before, after }: DiffSides): string {
  if (before === after) return "";
  const from = before === undefined ? "/dev/null" : name("a", path);
  const to = after === undefined ? "/dev/null" : name("b", path);
  const left = before ?? "";
  const right = after ?? "";
  const head = `diff --git a/${path} b/${path}\n${modeLine(before, after)}`;
  if (left.length + right.length > MAX_LENGTH || isBinary(left) || isBinary(right)) {
    return `${head}Binary files ${from.trimEnd()} and ${to.trimEnd()} differ\n`;
  }
  const body = hunks(splitLines(left), splitLines(right));
  return body === "" ? head : `${head}--- ${from}\n+++ ${to}\n${body}`;
}

/** Without it git would not know what to do about an empty file. */
function modeLine(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return "new file mode 100644\n";
  return after === undefined ? "deleted file mode 100644\n" : "";
}

/** A tab ends a name with blanks in it: programs that read patches stop at the first blank otherwise. */
function name(side: string, path: string): string {
  return path.includes(" ") ? `${side}/${path}\t` : `${side}/${path}`;
}

/** As git decides it: a NUL near the start. */
function isBinary(text: string): boolean {
  return text.slice(0, 8000).includes("\0");
}

/** Lines with their line feeds, so that a last line without one is another line. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function hunks(before: readonly string[], after: readonly string[]): string {
  const changes = compareLines(before, after);
  const pieces: string[] = [];
  for (let first = 0; first < changes.length; ) {
    let last = first;
    while (last + 1 < changes.length && gapAfter(changes, last) <= 2 * CONTEXT) last++;
    pieces.push(hunk(before, after, changes.slice(first, last + 1)));
    first = last + 1;
  }
  return pieces.join("");
}

function gapAfter(changes: readonly Change[], index: number): number {
  const here = changes[index];
  const next = changes[index + 1];
  return here === undefined || next === undefined ? 0 : next.start - here.end;
}

function hunk(before: readonly string[], after: readonly string[], changes: readonly Change[]): string {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return "";
  const lead = Math.min(CONTEXT, first.start);
  const end = Math.min(before.length, last.end + CONTEXT);
  const rows: string[] = [];
  const add = (sign: string, lines: readonly string[], start: number, end: number) => {
    for (let at = start; at < end; at++) rows.push(row(sign, lines[at] ?? ""));
  };
  let at = first.start - lead;
  for (const change of changes) {
    add(" ", before, at, change.start);
    add("-", before, change.start, change.end);
    add("+", after, change.newStart, change.newEnd);
    at = change.end;
  }
  add(" ", before, at, end);
  const old = range(first.start - lead, end);
  const now = range(first.newStart - lead, last.newEnd + (end - last.end));
  return `@@ -${old} +${now} @@\n${rows.join("")}`;
}

function row(sign: string, line: string): string {
  return line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

/** `start,count`; the count 1 is left out, and an empty range names the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}
