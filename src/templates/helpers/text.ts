/**
 * Helper group `text`: lines and sentences of plain text.
 * Line ends come out as LF; a function never leaves spaces at the end of a line that it made.
 */
import { cleanLine, cleanText } from "../escape/characters.ts";

/** Lines without their ends; a last line end makes no empty line. */
function lines(value: string): string[] {
  const all = cleanText(value).split("\n");
  if (all.at(-1) === "") all.pop();
  return all;
}

/** Puts spaces, or the given text, before every line that is not empty. */
function indent(value: string, by: number | string = 2): string {
  const margin = typeof by === "number" ? " ".repeat(by) : by;
  return cleanText(value).replace(/^(?=[^\n])/gm, margin);
}

/** Takes away the margin that all lines share, and empty lines at both ends. Tabs count as one character. */
function dedent(value: string): string {
  const all = cleanText(value)
    .replace(/^[ \t]+$/gm, "")
    .split("\n");
  const margins = all.filter((line) => line !== "").map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins, Number.MAX_SAFE_INTEGER);
  return all
    .map((line) => line.slice(margin))
    .join("\n")
    .replace(/^\n+|\s+$/g, "");
}

/** Breaks every line at spaces so that it is at most `width` long; a longer word stands alone. */
function wrap(value: string, width = 80): string {
  return lines(value)
    .map((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  if (line.length <= width) return line.trimEnd();
  const margin = /^\s*/.exec(line)?.[0] ?? "";
  const done: string[] = [];
  let current = margin;
  for (const word of line.trim().split(/\s+/)) {
    if (current.length > margin.length && current.length + 1 + word.length > width) {
      done.push(current);
      current = margin;
    }
    current += current.length > margin.length ? ` ${word}` : word;
  }
  return [...done, current].join("\n");
}

/** Abbreviations whose dot ends no sentence. */
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no|resp|ca|Dr|Mr|Mrs|Ms|St)|\b\p{Lu})\.$/u;

/** The first sentence of the first paragraph, on one line. A dot in `v1.2`, `e.g.` or a URL ends none. */
function firstSentence(value: string): string {
  const paragraph =
    cleanText(value)
      .trim()
      .split(/\n\s*\n/, 1)[0] ?? "";
  const line = cleanLine(paragraph);
  for (const end of line.matchAll(/[.!?…。！？]+["'”’)\]]*(?=\s|$)/gu)) {
    const sentence = line.slice(0, end.index + end[0].length);
    if (!abbreviation.test(sentence)) return sentence;
  }
  return line;
}

/** At most `length` characters on one line, cut at a word, with `…` for what is missing. */
function truncate(value: string, length = 80): string {
  const line = cleanLine(value);
  if (line.length <= length) return line;
  const cut = line
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "");
  const space = cut.lastIndexOf(" ");
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.]+$/, "")}…`;
}

export const helper = {
  lines,
  indent,
  dedent,
  wrap,
  firstSentence,
  truncate,
  /** Without control and bidi characters, LF only. */
  clean: cleanText,
  /** On one line: every run of white space is one space. */
  oneLine: cleanLine,
  /** Without spaces at line ends and without line ends at the end. */
  trimEnd: (value: string): string =>
    cleanText(value)
      .replace(/[ \t]+$/gm, "")
      .replace(/\s+$/, ""),
  /** Without a full stop at the end, as labels are written. */
  withoutStop: (value: string): string => value.trim().replace(/(?<!\.)\.$/, ""),
  /** `"a, b and c"`. */
  list: (values: readonly string[], last = "and"): string =>
    values.length < 2 ? (values[0] ?? "") : `${values.slice(0, -1).join(", ")} ${last} ${values.at(-1)}`,
};
