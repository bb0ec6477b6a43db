/**
 * Somebody's Markdown (descriptions in a spec) as a harmless part of our page: no HTML, no other headings than asked for,
 * every fence closed, no more than one blank line, no spaces at line ends.
 */

import { cleanText } from "./characters.ts";
import { safeInline } from "./markdown-inline.ts";
import type { Block, Line } from "./markdown-lines.ts";
import { cutBlocks } from "./markdown-lines.ts";
import { markdownCode, markdownFence } from "./markdown-text.ts";

/** Text in which nothing can start, on one line: most descriptions, and worth 4/5 of the time. */
const plain = /^[\p{L}"'(][\p{L}\p{N} .,;:()'"/?@%$_*=+’“”–—…-]*$/u;

/** As blocks. Headings come out at `level` and below, or as bold lines when `level` is 0. */
export function renderDescription(description: string, level = 0): string {
  const trimmed = description.trim();
  if (plain.test(trimmed)) return trimmed;
  if (isLine(trimmed)) return renderLine(trimmed);
  const out: string[] = [];
  let last: Block | undefined;
  for (const block of cutBlocks(trimmed)) {
    if (block.kind !== "gap") {
      if (last !== undefined && stands(last, block)) out.push("");
      out.push(renderBlock(block, level));
    }
    last = block;
  }
  return out.join("\n").replace(/^\n+|\n+$/g, "");
}

/** On one line, for table cells and lists. */
export function flattenDescription(description: string): string {
  const trimmed = description.trim();
  if (plain.test(trimmed)) return trimmed;
  if (isLine(trimmed)) return renderLine(trimmed).replace(/\s+/g, " ");
  const parts = cutBlocks(trimmed).map(flattenBlock);
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** One line that starts no block of any kind. */
function isLine(text: string): boolean {
  return /^[\p{L}"'(`[][^\n\r\t\x85\u2028\u2029]*$/u.test(text) && !/^```|<br/i.test(text);
}

function renderLine(text: string): string {
  return startSafely(safeInline(cleanText(text)).trim());
}

/** Whether a blank line belongs between the two; between items and lines of a quote there is one only where there was one. */
function stands(before: Block, block: Block): boolean {
  if (before.kind !== "text" || block.kind !== "text") return true;
  return before.lead === "" && block.lead !== "";
}

function renderBlock(block: Block, level: number): string {
  switch (block.kind) {
    case "text":
      return block.lead + startSafely(renderLines(block.lines)).trimEnd();
    case "heading":
      return heading(flattenLines([{ text: block.text, breaks: false }]), level === 0 ? 0 : level + block.depth - 1);
    case "code":
      return markdownFence(block.text, block.language);
    case "rule":
      // Three dashes could be read as front matter, or as an underline.
      return "***";
    case "gap":
      return "";
  }
}

function flattenBlock(block: Block): string {
  switch (block.kind) {
    case "text":
      return (/[-*+\d]/.test(block.lead) ? "• " : "") + startSafely(flattenLines(block.lines));
    case "heading":
      return heading(flattenLines([{ text: block.text, breaks: false }]), 0);
    case "code":
      return block.text.trim() === "" ? "" : markdownCode(block.text.trim());
    default:
      return "";
  }
}

function heading(text: string, level: number): string {
  if (text === "") return "";
  return level === 0 ? `**${text.replaceAll("**", "")}**` : `${"#".repeat(Math.min(level, 6))} ${text}`;
}

/** The row under the head of a table, in the loosest reading of any dialect. */
const tableRule = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

function renderLines(lines: readonly Line[]): string {
  if (lines.some((line) => tableRule.test(line.text))) return lines.map((line) => renderRow(line.text)).join("\n");
  const text = lines.map((line, index) => (line.breaks && index < lines.length - 1 ? `${line.text}\\` : line.text));
  return text
    .join("\n")
    .split(/<br\s*\/?>/i)
    .map((part) => safeInline(part.trim(), true).trim())
    .filter((part, index, all) => part !== "" || (index > 0 && index < all.length - 1))
    .map((part) => part.split("\n").map(startSafely).join("\n"))
    .join("\\\n")
    .replace(/^(?:\\\n)+/, "");
}

/** Cells end at pipes whatever they hold, code included: each is a context of its own. */
function renderRow(row: string): string {
  if (tableRule.test(row)) return row;
  return startSafely(
    row
      .split(/(?<!\\)\|/)
      .map((cell) => safeInline(cell))
      .join("|"),
  );
}

function flattenLines(lines: readonly Line[]): string {
  const isTable = lines.some((line) => tableRule.test(line.text));
  const text = lines
    .filter((line) => !tableRule.test(line.text))
    .map((line) => (isTable ? line.text.replace(/^\||\|$/g, "").replaceAll("|", "–") : line.text));
  return safeInline(text.join(" ").replace(/<br\s*\/?>/gi, " ")).trim();
}

/** After the cut no line starts anything; what was dropped in front of one (a comment) must not change that. */
function startSafely(line: string): string {
  return line
    .replace(/^\s*(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|[=-]+$|~~~)/, "\\")
    .replace(/^\s*(\d{1,9})(?=[.)](?:\s|$))/, "$1\\");
}
