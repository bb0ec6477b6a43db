/**
 * Where an injection goes: a location of the front matter -> an index into the lines of the target.
 * The arithmetic is that of hygen 6.2.11, oddities included; test/fixtures/hygen/injections.json holds what hygen itself does.
 */
import type { Compat, Location } from "../action.ts";

/** Before which line (from 0) the body goes, or `undefined` when nothing matches or a line below 0 is asked for. Pure. */
export function insertionIndex(location: Location, lines: readonly string[], compat: Compat): number | undefined {
  switch (location.at) {
    case "prepend":
      return 0;
    case "append":
      // Before the last line, which is empty when the file ends with a line end.
      return lines.length - 1;
    case "line":
      return location.line >= 0 ? location.line : undefined;
    default:
      return matchIndex(location, lines, compat);
  }
}

/** A regular expression of its own for each search: one with flag g or y goes on where its last search ended. */
export function searchPattern(pattern: string | RegExp): RegExp {
  return new RegExp(pattern);
}

type PatternLocation = Extract<Location, { readonly pattern: unknown }>;

/** One line that matches is worth more than a match over several, wherever they stand. */
function matchIndex({ at, pattern }: PatternLocation, lines: readonly string[], compat: Compat): number | undefined {
  const search = searchPattern(pattern);
  const line = lines.findIndex((one) => search.test(one));
  if (line >= 0) return at === "before" ? line : line + 1;
  const match = matchLines(pattern, lines);
  if (match !== undefined) return at === "before" ? match.firstLine : match.lineAfter(compat);
  // hygen takes "not found" (-1) plus 1 for the line after it: the top of the file.
  return at === "after" && compat === "strict" ? 0 : undefined;
}

interface LinesMatch {
  readonly firstLine: number;
  lineAfter(compat: Compat): number;
}

/** A match over several lines. The flags of the pattern are lost here: hygen looks with `m` alone. */
function matchLines(pattern: string | RegExp, lines: readonly string[]): LinesMatch | undefined {
  const text = lines.join("\n");
  const match = new RegExp(pattern, "m").exec(text);
  if (match === null) return undefined;
  return {
    firstLine: countLineEnds(text.slice(0, match.index)),
    lineAfter: (compat) => {
      // hygen takes the match and its groups, joined by commas, for what was matched; that is too long by the groups.
      const length = compat === "strict" ? match.join(",").length : match[0].length;
      return countLineEnds(text.slice(0, match.index + length)) + 1;
    },
  };
}

function countLineEnds(text: string): number {
  return text.split("\n").length - 1;
}
