/**
 * Plain text as Markdown: it reads as it was written and can start nothing, wherever on a page it lands.
 * No newline comes out of here, so a value never leaves its line, heading, item or table cell.
 */
import { cleanLine, cleanText } from "./characters.ts";

/** One line in which nothing means anything to Markdown, at the start or inside. */
const plain = /^[\p{L}"'(/](?:[\p{L}\p{M}\p{N},;()'"/?%.–—…’“”-]| (?! |$))*$/u;

/** Escapes text for the inside of a line: paragraphs, headings, table cells, link labels. */
export function escapeMarkdown(value: string): string {
  if (plain.test(value) && !autolinks.test(value)) return value;
  const line = cleanLine(value);
  return escapeStart(
    line
      .replace(/[\\`*[\]|~{]|(?<=\])\(/g, "\\$&")
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/&(?=#?\w+;)/g, "&amp;")
      .replaceAll("<", "&lt;")
      .replace(/!$/, "\\!")
      .replace(/:(?=\/\/)/g, "\\:")
      .replace(/(?<=\bwww)\./gi, "\\.")
      .replace(/(?<=[\w.+-])@(?=[\w-])/g, "\\@"),
  );
}

/** GitHub makes links of bare hosts and addresses too. */
const autolinks = /\bwww\./i;

/** What would be a heading, quote, list, rule or setext line at the start of a line. */
function escapeStart(line: string): string {
  if (/^(?:[#>=]|[-+](?![\p{L}\p{N}.]))/u.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

/** Printable ASCII without a backtick and without a space at its ends: names, paths, numbers. */
const simple = /^[!-_a-~](?:[ -_a-~]*[!-_a-~])?$/;

/** Text as inline code, with as many backticks as it takes. Never spans lines; an empty value is a quoted one. */
export function markdownCode(value: string): string {
  if (simple.test(value)) return `\`${value}\``;
  const line = cleanText(value).replace(/\n+/g, " ");
  if (line === "") return '`""`';
  const ticks = "`".repeat(longestRun(line, /`+/g) + 1);
  const pad = /^`|`$|^ .*[^ ].* $/.test(line) ? " " : "";
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** Text as a code block whose fence is longer than any run inside; `language` keeps only letters, digits and `+-_.#`. */
export function markdownFence(text: string, language = ""): string {
  const content = withoutTrailingSpace(cleanText(text));
  const ticks = "`".repeat(Math.max(3, longestRun(content, /`+/g) + 1));
  return `${ticks}${language.replace(/[^\w+.#-]/g, "")}\n${content}\n${ticks}`;
}

/** Looks first: most blocks are JSON that was just made, and replacing by a pattern is slow for those. */
function withoutTrailingSpace(text: string): string {
  const hasSpaces = text.includes(" \n") || text.includes("\t\n") || /^\n|\s$/.test(text);
  return hasSpaces ? text.replace(/[ \t]+$/gm, "").replace(/^\n+|\n+$/g, "") : text;
}

function longestRun(text: string, pattern: RegExp): number {
  if (!text.includes("`")) return 0;
  let longest = 0;
  for (const [run] of text.matchAll(pattern)) longest = Math.max(longest, run.length);
  return longest;
}
