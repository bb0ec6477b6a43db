/**
 * Helper group `md`: Markdown as GitHub reads it, without a line of HTML.
 * Two kinds of text come in and must not be mixed up: plain text (`escape`, `link`, `code`) and descriptions, which are
 * Markdown by somebody else (`block`, `inline`): those keep their formatting and lose everything that could do harm.
 */
import { flattenDescription, renderDescription } from "../escape/markdown-blocks.ts";
import { escapeMarkdown, markdownCode, markdownFence } from "../escape/markdown-text.ts";
import { markdownUrl } from "../escape/markdown-url.ts";

/** A link with plain text; the text alone when there is no target or its scheme is not allowed. */
function link(text: string, target: string | undefined): string {
  return labelled(escapeMarkdown(text), target);
}

/** A link whose text is inline code. */
function codeLink(text: string, target: string | undefined): string {
  return labelled(markdownCode(text), target);
}

function labelled(label: string, target: string | undefined): string {
  const url = target === undefined ? undefined : markdownUrl(target);
  return url === undefined ? label : `[${label}](${url})`;
}

/** Finished inline Markdown as a table cell: pipes are escaped, unless they are already, and lines are joined. */
function cell(markdown: string): string {
  const line = markdown.includes("\n") ? markdown.replace(/\s*\n\s*/g, " ") : markdown;
  if (!line.includes("|")) return line.trim();
  return line.replace(/(\\*)\|/g, (all, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : all)).trim();
}

/**
 * A table of finished inline Markdown. Columns that are empty in every row are left out, and nothing is padded: one changed
 * cell is one changed line. No rows, no table.
 */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const columns = [...head.keys()].filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
  let text = tableLine(head, columns);
  text += `\n|${" --- |".repeat(columns.length)}`;
  for (const row of rows) text += `\n${tableLine(row, columns)}`;
  return text;
}

function tableLine(row: readonly string[], columns: readonly number[]): string {
  let line = "|";
  for (const column of columns) {
    const text = cell(row[column] ?? "");
    line += text === "" ? " |" : ` ${text} |`;
  }
  return line;
}

/** The anchor that GitHub gives a heading with this text: letters, digits, `-` and `_` in lower case. */
function anchor(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

export const helper = {
  escape: escapeMarkdown,
  code: markdownCode,
  fence: markdownFence,
  link,
  codeLink,
  /** The target as it may stand between the parentheses of a link; `undefined` when its scheme is not allowed. */
  url: markdownUrl,
  cell,
  table,
  anchor,
  /**
   * Somebody's Markdown as blocks of this page: no HTML, no dangerous targets, fences closed, template braces harmless.
   * Its headings come out at `level` and below (at most 6), or as bold lines when `level` is 0, the default.
   */
  block: renderDescription,
  /** Somebody's Markdown on one line: lists and paragraphs run together, code blocks become inline code. */
  inline: flattenDescription,
  /** A heading; levels beyond 6 are 6. */
  heading: (level: number, text: string): string =>
    `${"#".repeat(Math.min(Math.max(level, 1), 6))} ${escapeMarkdown(text)}`.trimEnd(),
};
