/**
 * Three-way merge of lines, as `git merge-file` does it: what only one side changed is taken, what both changed in another way is kept from both,
 * between markers. Pure. No line of either side is lost: each is in the result, unless the other side took it away and this one left it alone.
 */
import type { Change } from "#platform/line-comparison.ts";
import { compareLines } from "#platform/line-comparison.ts";

export interface Merged {
  readonly text: string;
  /** Line of each opening marker in `text`, from 1; none in a clean merge. */
  readonly conflicts: readonly number[];
}

export interface Sides {
  /** What both were made from. */
  readonly base: string;
  /** The user's. */
  readonly ours: string;
  /** The template's. */
  readonly theirs: string;
}

/** Markers as git writes them. */
export const markers = { ours: "<<<<<<< yours", between: "=======", theirs: ">>>>>>> template" } as const;

/** So many lines between two conflicts are read with them, as git has it. */
const GLUE = 3;

/** Merges; a conflict's own lines end as `eol` says. */
export function mergeTexts({ base, ours, theirs }: Sides, eol: "\n" | "\r\n"): Merged {
  const lines = { base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) };
  const writer = new MergeWriter(eol);
  let at = 0;
  for (const region of regionsOf(lines)) {
    writer.take(lines.base.slice(at, region.start));
    const [mine, others] = [sliceOf("ours", region, lines), sliceOf("theirs", region, lines)];
    if (region.theirs.length === 0 || isEqual(mine, others)) writer.take(mine);
    else if (region.ours.length === 0) writer.take(others);
    else writer.conflict(mine, others);
    at = region.end;
  }
  writer.take(lines.base.slice(at));
  return writer.merged();
}

/** Whether markers of an earlier merge are still in a text; gives the line of the first one, from 1. */
export function firstMarker(text: string): number | undefined {
  const index = text.split(/\r?\n/).findIndex((line) => line === markers.ours || line === markers.theirs);
  return index < 0 ? undefined : index + 1;
}

interface Lines {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Lines `[start, end)` of the base with all changes of both sides that touch one another there. */
interface Region {
  readonly start: number;
  end: number;
  readonly ours: Change[];
  readonly theirs: Change[];
}

function regionsOf(lines: Lines): readonly Region[] {
  const changes = [
    ...changesOf(lines.base, lines.ours).map((change) => ({ change, side: "ours" as const })),
    ...changesOf(lines.base, lines.theirs).map((change) => ({ change, side: "theirs" as const })),
  ].sort((a, b) => a.change.start - b.change.start || a.change.end - b.change.end);
  const regions: Region[] = [];
  for (const { change, side } of changes) {
    let region = regions.at(-1);
    if (region === undefined || change.start > region.end) {
      region = { start: change.start, end: change.end, ours: [], theirs: [] };
      regions.push(region);
    }
    region.end = Math.max(region.end, change.end);
    region[side].push(change);
  }
  return regions;
}

/** What a side has where the region is in the base. */
function sliceOf(side: "ours" | "theirs", region: Region, lines: Lines): readonly string[] {
  const [first, last] = [region[side][0], region[side].at(-1)];
  if (first === undefined || last === undefined) return lines.base.slice(region.start, region.end);
  const start = first.newStart - (first.start - region.start);
  return lines[side].slice(start, last.newEnd + (region.end - last.end));
}

/** Where equal lines leave a choice, a change is as far down as it can be, as git has it: both sides then say the same of the same edit. */
function changesOf(before: readonly string[], after: readonly string[]): readonly Change[] {
  const found = compareLines(before, after);
  return found.map((change, at) => {
    const room = (found[at + 1]?.start ?? before.length + 1) - change.end - 1;
    return slideDown(change, before, after, room);
  });
}

function slideDown(change: Change, before: readonly string[], after: readonly string[], room: number): Change {
  const { start, end, newStart, newEnd } = change;
  const [lines, first, behind] = start === end ? [after, newStart, newEnd] : [before, start, end];
  if (start !== end && newStart !== newEnd) return change;
  let by = 0;
  while (by < room && behind + by < lines.length && lines[first + by] === lines[behind + by]) by++;
  return { start: start + by, end: end + by, newStart: newStart + by, newEnd: newEnd + by };
}

/** Lines with their line ends. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}

class MergeWriter {
  readonly #lines: string[] = [];
  readonly #conflicts: number[] = [];
  readonly #eol: string;

  constructor(eol: string) {
    this.#eol = eol;
  }

  take(lines: readonly string[]): void {
    for (const line of lines) this.#lines.push(line);
  }

  /** Lines that both sides have are no conflict, where there are enough of them to read on. */
  conflict(ours: readonly string[], theirs: readonly string[]): void {
    let at = 0;
    for (const change of glued(compareLines(ours, theirs))) {
      this.take(ours.slice(at, change.start));
      this.#conflicts.push(this.#lines.length + 1);
      this.#part(markers.ours, ours.slice(change.start, change.end));
      this.#part(markers.between, theirs.slice(change.newStart, change.newEnd));
      this.#lines.push(markers.theirs + this.#eol);
      at = change.end;
    }
    this.take(ours.slice(at));
  }

  /** A last line without an end gets one: the next marker stands on a line of its own. */
  #part(marker: string, lines: readonly string[]): void {
    this.#lines.push(marker + this.#eol);
    for (const line of lines) this.#lines.push(line.endsWith("\n") ? line : line + this.#eol);
  }

  merged(): Merged {
    return { text: this.#lines.join(""), conflicts: this.#conflicts };
  }
}

function glued(changes: readonly Change[]): readonly Change[] {
  const found: Change[] = [];
  for (const change of changes) {
    const last = found.at(-1);
    if (last === undefined || change.start - last.end > GLUE) found.push(change);
    else found[found.length - 1] = { ...last, end: change.end, newEnd: change.newEnd };
  }
  return found;
}
