/**
 * Cuts somebody's Markdown into blocks. Not a parser of all of Markdown: a cut too many only costs formatting, a cut too few
 * would cost safety (markdown-inline.ts), so every line that could start something in any dialect starts a block here.
 */
import { cleanText } from "./characters.ts";

export interface Line {
  readonly text: string;
  /** Two spaces at its end: a line break inside the paragraph. */
  readonly breaks: boolean;
}

export type Block =
  /** `lead` is what makes it an item or a quote, with its indentation: `  - `, `> `; empty for a paragraph. */
  | { readonly kind: "text"; readonly lead: string; readonly lines: Line[] }
  | { readonly kind: "heading"; readonly depth: number; readonly text: string }
  | { readonly kind: "code"; readonly text: string; readonly language: string }
  | { readonly kind: "rule" }
  | { readonly kind: "gap" };

const fenceStart = /^(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$/;
const headingStart = /^\s*(#{1,6})(?:\s+(.*?))?(?:\s+#+)?$/;
const underline = /^\s*(?:=+|-+)$/;
const rule = /^\s*(?:-(?:\s*-){2,}|\*(?:\s*\*){2,}|_(?:\s*_){2,})$/;
const lead = /^\s*(?:>\s?|(?:[-*+]|\d{1,9}[.)])(?:\s+|$))+/;

/** The blocks of a description, in order. Line ends and controls are cleaned here. */
export function cutBlocks(description: string): Block[] {
  return new Cutter(cleanText(description).split("\n")).run();
}

class Cutter {
  readonly #lines: readonly string[];
  readonly #blocks: Block[] = [];
  #at = 0;
  /** The paragraph or item that a plain line would continue. */
  #open: (Block & { kind: "text" }) | undefined;
  /** Whether indented text may belong to a list item. */
  #inList = false;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  run(): Block[] {
    while (this.#at < this.#lines.length) {
      const raw = (this.#lines[this.#at++] ?? "").replace(/^[ \t]+/, (margin) => margin.replaceAll("\t", "    "));
      this.#line(raw.trimEnd(), / {2,}$/.test(raw));
    }
    return this.#blocks;
  }

  #line(line: string, breaks: boolean): void {
    const fence = fenceStart.exec(line);
    const heading = headingStart.exec(line);
    const prefix = lead.exec(line)?.[0];
    if (line === "") this.#close({ kind: "gap" });
    else if (fence !== null && (this.#at < this.#lines.length || fence[3] === ""))
      this.#fence(fence[1] ?? "", fence[2] ?? "", fence[3] ?? "");
    else if (this.#open === undefined && !this.#inList && line.startsWith("    ")) this.#indentedCode();
    else if (this.#isUnderline(line)) this.#setext(line);
    else if (rule.test(line)) this.#close({ kind: "rule" });
    else if (heading !== null) this.#close({ kind: "heading", depth: heading[1]?.length ?? 1, text: heading[2] ?? "" });
    else if (prefix !== undefined) this.#start(prefix, line.slice(prefix.length), breaks);
    else this.#text(line, breaks);
  }

  #text(line: string, breaks: boolean): void {
    const text = line.trimStart();
    if (this.#open !== undefined) {
      this.#open.lines.push({ text, breaks });
      return;
    }
    if (text.length === line.length) this.#inList = false;
    this.#start(this.#inList ? line.slice(0, line.length - text.length) : "", text, breaks);
  }

  #start(prefix: string, text: string, breaks: boolean): void {
    if (/\S/.test(prefix)) this.#inList = !prefix.trimStart().startsWith(">");
    const margin = prefix === "" || prefix.endsWith(" ") ? prefix : `${prefix} `;
    this.#open = { kind: "text", lead: margin, lines: [{ text, breaks }] };
    this.#blocks.push(this.#open);
  }

  #close(block: Block): void {
    this.#open = undefined;
    if (block.kind !== "gap") this.#inList = false;
    this.#blocks.push(block);
  }

  #isUnderline(line: string): boolean {
    return this.#open !== undefined && this.#open.lead === "" && underline.test(line);
  }

  #setext(line: string): void {
    const text = this.#open?.lines.map((one) => one.text).join(" ") ?? "";
    this.#blocks.pop();
    this.#close({ kind: "heading", depth: line.trimStart().startsWith("=") ? 1 : 2, text });
  }

  /** Up to its closing fence, or to the end when there is none. A fence on the last line with a text after it is that text. */
  #fence(margin: string, ticks: string, info: string): void {
    const close = new RegExp(`^\\s*[${ticks[0]}]{${ticks.length},}\\s*$`);
    const content: string[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at++] ?? "";
      if (close.test(line)) break;
      content.push(stripMargin(line, margin.length));
    }
    this.#close({ kind: "code", text: content.join("\n"), language: info.trim().split(/[\s{]/, 1)[0] ?? "" });
  }

  #indentedCode(): void {
    const content: string[] = [];
    this.#at--;
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? "";
      if (line.trim() !== "" && !/^(?: {4}|\t)/.test(line)) break;
      content.push(line.replace(/^(?: {1,4}|\t)/, ""));
    }
    this.#close({ kind: "code", text: content.join("\n"), language: "" });
  }
}

function stripMargin(line: string, width: number): string {
  const margin = line.length - line.trimStart().length;
  return line.slice(Math.min(margin, width));
}
