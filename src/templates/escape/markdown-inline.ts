/**
 * The inside of a line of somebody's Markdown, made harmless: emphasis, code and links stay, HTML and dangerous targets go.
 * What comes out must be read by every Markdown parser as we read it here, so nothing ambiguous is passed on: code spans and
 * link targets are written anew, a backtick without its partner is escaped. A smaller context than the parser's is always
 * safe, a larger one never (text we take for code, it would take for HTML): see markdown-blocks.ts for how lines are cut.
 */
import { markdownCode } from "./markdown-text.ts";
import { markdownUrl } from "./markdown-url.ts";

/** The only characters at which something can start. */
const active = /[\\`\]!<{]/g;

/**
 * One paragraph, item, heading or cell. The lines it has stay, so does `\` before a line end.
 * `mayBeRow`: the line after it could make it the head of a table, whose cells end at pipes even inside code.
 */
export function safeInline(text: string, mayBeRow = false): string {
  active.lastIndex = 0;
  if (!active.test(text)) return text;
  let done = "";
  let at = 0;
  for (;;) {
    active.lastIndex = at;
    const found = active.exec(text);
    if (found === null) return done + text.slice(at);
    done += text.slice(at, found.index);
    const [written, next] = step(text, found.index, mayBeRow);
    done += written;
    at = next;
  }
}

/** What to write for the construct at `at`, and where to go on. */
function step(text: string, at: number, mayBeRow: boolean): readonly [written: string, next: number] {
  switch (text[at]) {
    case "\\":
      return escaped(text, at);
    case "`":
      return codeSpan(text, at, mayBeRow);
    case "]":
      return linkEnd(text, at);
    case "!":
      return image(text, at);
    case "<":
      return angle(text, at);
    default:
      return ["\\{", at + 1];
  }
}

function escaped(text: string, at: number): readonly [string, number] {
  const next = text[at + 1] ?? "";
  if (next === "<") return ["&lt;", at + 2];
  if (next === "\n") return ["\\\n", at + 2];
  if (/[!-/:-@[-`{-~]/.test(next)) return [`\\${next}`, at + 2];
  return ["\\\\", at + 1];
}

function codeSpan(text: string, at: number, mayBeRow: boolean): readonly [string, number] {
  const length = runLength(text, at);
  for (let close = text.indexOf("`", at + length); close >= 0; ) {
    const closeLength = runLength(text, close);
    if (closeLength === length) {
      const content = text.slice(at + length, close).replace(/\s*\n\s*/g, " ");
      if (mayBeRow && content.includes("|") && content.includes("<")) break;
      return [markdownCode(content.replace(/^ (.*[^ ].*) $/, "$1")), close + length];
    }
    close = text.indexOf("`", close + closeLength);
  }
  return ["\\`".repeat(length), at + length];
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === "`") end++;
  return end - at;
}

/** `](target "title")`: the title is dropped. Anything else that follows `]` is kept from making a link or a definition. */
const target = /\(\s*(?:<([^<>\n]*)>|([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;

function linkEnd(text: string, at: number): readonly [string, number] {
  const next = text[at + 1];
  if (next === ":") return ["]\\:", at + 2];
  if (next !== "(") return ["]", at + 1];
  target.lastIndex = at + 1;
  const found = target.exec(text);
  if (found === null) return ["]\\(", at + 2];
  const written = (found[1] ?? found[2] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1");
  const url = markdownUrl(decodeReferences(written));
  // Escaped, so that no second pair of parentheses can follow the bracket.
  return [url === undefined ? "\\]" : `](${url})`, target.lastIndex];
}

/** An image is loaded from wherever the author of a spec likes by everybody who reads the page: it becomes a link. */
function image(text: string, at: number): readonly [string, number] {
  let end = at;
  while (text[end] === "!") end++;
  return text[end] === "[" ? ["\\!".repeat(end - at - 1), end] : ["!".repeat(end - at), end];
}

/** The references with which a scheme could be hidden; any other `&` stays text. */
function decodeReferences(url: string): string {
  return url.replace(/&(amp|colon|#0*58|#x0*3a);/gi, (_, name: string) => (name.toLowerCase() === "amp" ? "&" : ":"));
}

const autolink = /<(?:https?:\/\/|mailto:)[^\s<>`\\|{}[\]()"]+>/iy;
const dropped = /<br\s*\/?>|<!--[\s\S]*?-->/iy;

function angle(text: string, at: number): readonly [string, number] {
  autolink.lastIndex = at;
  const link = autolink.exec(text);
  if (link !== null) return [link[0], autolink.lastIndex];
  dropped.lastIndex = at;
  // A space stands for what is dropped: two code spans that touch would be read as something else.
  return dropped.test(text) ? [" ", dropped.lastIndex] : ["&lt;", at + 1];
}
