/**
 * Eta text -> pieces with offsets. Eta's own parser decides where tags begin and end; what is added here is where each one stands
 * (for messages) and one rule: a line that holds nothing but `<% %>` tags leaves no line in the output.
 */
import type { Eta } from "eta/core";

export interface TextPiece {
  readonly kind: "text";
  readonly text: string;
}

export interface TagPiece {
  /** `<% %>`, `<%= %>`, `<%~ %>` */
  readonly kind: "code" | "escaped" | "raw";
  readonly code: string;
  /** UTF-16 offset of `code` in the parsed text; the code stands there unchanged. */
  readonly offset: number;
}

export type Piece = TextPiece | TagPiece;

/** What Eta could not read. */
export interface ParseProblem {
  readonly message: string;
  readonly offset: number;
}

interface Tag extends TagPiece {
  readonly start: number;
  readonly end: number;
  readonly trimBefore: string | undefined;
  readonly trimAfter: string | undefined;
}

/** Splits the text; no two text pieces stand side by side, and none is empty. */
export function parsePieces(eta: Eta, text: string): Piece[] | ParseProblem {
  let found: ReturnType<Eta["parse"]>;
  try {
    found = eta.parse(text);
  } catch (problem) {
    return parseProblem(text, problem);
  }
  const tags = locateTags(text, found);
  const standalone = standaloneTags(text, tags);
  const pieces: Piece[] = [];
  for (let index = 0; index <= tags.length; index++) {
    const before = tags[index - 1];
    const after = tags[index];
    const between = text.slice(before?.end ?? 0, after?.start ?? text.length);
    const kept = trim(between, before, after, standalone);
    if (kept !== "") pieces.push({ kind: "text", text: kept });
    if (after !== undefined) pieces.push({ kind: after.kind, code: after.code, offset: after.offset });
  }
  return pieces;
}

/** Eta gives the code of each tag, not its place: the same expressions that its parser uses find it again, tag by tag. */
function locateTags(text: string, found: ReturnType<Eta["parse"]>): Tag[] {
  const open = /<%(-|_)?\s*(=|~)?\s*/g;
  const close = /\s*(-|_)?%>/y;
  const tags: Tag[] = [];
  for (const item of found) {
    if (typeof item === "string") continue;
    const opened = open.exec(text);
    if (opened === null) break;
    const offset = open.lastIndex;
    close.lastIndex = offset + item.val.length;
    const closed = close.exec(text);
    const end = closed === null ? offset + item.val.length : close.lastIndex;
    const kind = item.t === "i" ? "escaped" : item.t === "r" ? "raw" : "code";
    tags.push({
      kind,
      code: item.val,
      offset,
      start: opened.index,
      end,
      trimBefore: opened[1],
      trimAfter: closed?.[1],
    });
    open.lastIndex = end;
  }
  return tags;
}

/** The `<% %>` tags that share their lines with blanks and one another only. */
function standaloneTags(text: string, tags: readonly Tag[]): ReadonlySet<Tag> {
  const startsLine = new Set<Tag>();
  for (const [index, tag] of tags.entries()) {
    const before = tags[index - 1];
    const gap = text.slice(before?.end ?? 0, tag.start);
    const opensLine = before === undefined || startsLine.has(before) ? /(?:^|\n)[ \t]*$/ : /\n[ \t]*$/;
    if (tag.kind === "code" && opensLine.test(gap)) startsLine.add(tag);
  }
  const standalone = new Set<Tag>();
  for (const [index, tag] of [...tags.entries()].reverse()) {
    const after = tags[index + 1];
    const gap = text.slice(tag.end, after?.start ?? text.length);
    const endsLine = after === undefined || standalone.has(after) ? /^[ \t]*(?:\n|$)/ : /^[ \t]*\n/;
    if (startsLine.has(tag) && endsLine.test(gap)) standalone.add(tag);
  }
  return standalone;
}

function trim(text: string, before: Tag | undefined, after: Tag | undefined, standalone: ReadonlySet<Tag>): string {
  let kept = text;
  if (before?.trimAfter === "_") kept = kept.trimStart();
  else if (before?.trimAfter === "-") kept = kept.replace(/^\n/, "");
  else if (before !== undefined && standalone.has(before)) kept = kept.replace(/^[ \t]*(?:\n|$)/, "");
  if (after?.trimBefore === "_") kept = kept.trimEnd();
  else if (after?.trimBefore === "-") kept = kept.replace(/\n$/, "");
  else if (after !== undefined && standalone.has(after)) kept = kept.replace(/[ \t]*$/, "");
  return kept;
}

/** Eta's message says `unclosed tag at line 3 col 5:` and then draws a frame of its own. */
function parseProblem(text: string, problem: unknown): ParseProblem {
  const message = problem instanceof Error ? problem.message : String(problem);
  const match = /^(.*?) at line (\d+) col (\d+)/.exec(message);
  if (match === null) return { message, offset: 0 };
  const lines = text.split("\n").slice(0, Number(match[2]) - 1);
  return {
    message: match[1] ?? message,
    offset: lines.join("\n").length + Math.min(lines.length, 1) + Number(match[3]) - 1,
  };
}
