/**
 * Finds a key in the object literal that a `.ts` config exports, so that a wrong value has a line. Only what is written out is
 * found: a part that is spread, computed or imported gives `undefined`, never a guess.
 */
import { placeAt } from "#document/place.ts";
import type { ConfigPath } from "#model/config.ts";
import type { Place } from "#model/diagnostic.ts";
import type { Part } from "./raw-config.ts";

/** The place of the key or value at `path`. */
export function placeOfKey(file: string, text: string, path: ConfigPath, part: Part): Place | undefined {
  let open = rootLiteral(text);
  let member: Member | undefined;
  for (const step of path) {
    member = open === undefined ? undefined : findMember(text, open, step);
    if (member === undefined) return undefined;
    open = member.value;
  }
  if (member === undefined) return open === undefined ? undefined : placeAt(file, text, open);
  const start = part === "key" ? member.start : member.value;
  return placeAt(file, text, start, { length: tokenEnd(text, start) - start });
}

interface Member {
  /** Offset of the key, or of the item of a list. */
  readonly start: number;
  readonly value: number;
}

/** The `{` of `export default {`, `export default defineConfig({`, or of the constant that is exported. */
function rootLiteral(text: string): number | undefined {
  const literal = /^export\s+default\s+(?:defineConfig\s*\(\s*)?(?=\{)/m.exec(text);
  if (literal !== null) return literal.index + literal[0].length;
  const name = /^export\s+default\s+([A-Za-z_]\w*)/m.exec(text)?.[1];
  if (name === undefined) return undefined;
  const constant = new RegExp(`^(?:const|let)\\s+${name}\\b[^={]*=\\s*(?:defineConfig\\s*\\(\\s*)?(?=\\{)`, "m").exec(
    text,
  );
  return constant === null ? undefined : constant.index + constant[0].length;
}

/** The member of the literal that opens at `open`; a number is an item of a list. */
function findMember(text: string, open: number, step: string | number): Member | undefined {
  if (text[open] !== (typeof step === "number" ? "[" : "{")) return undefined;
  let at = skipBlank(text, open + 1);
  for (let index = 0; at < text.length && !/[\]}]/.test(text[at] ?? ""); index++) {
    if (text.startsWith("...", at) && typeof step === "number") return undefined;
    const member = readMember(text, at, typeof step === "number");
    if (typeof step === "number" ? index === step : member.key === step) return member;
    at = skipBlank(text, afterExpression(text, member.value));
    if (text[at] === ",") at = skipBlank(text, at + 1);
  }
  return undefined;
}

function readMember(text: string, at: number, isItem: boolean): Member & { readonly key?: string } {
  const end = tokenEnd(text, at);
  const colon = skipBlank(text, end);
  if (isItem || end === at) return { start: at, value: at };
  const token = text.slice(at, end);
  const key = /^["']/.test(token) ? token.slice(1, -1) : token;
  return { key, start: at, value: text[colon] === ":" ? skipBlank(text, colon + 1) : at };
}

/** The offset of the `,` or closing bracket that ends the expression at `at`. */
function afterExpression(text: string, at: number): number {
  let depth = 0;
  for (let here = at; here < text.length; ) {
    const character = text[here] ?? "";
    if (depth === 0 && /[,\]})]/.test(character)) return here;
    if (/[[{(]/.test(character)) depth++;
    if (/[\]})]/.test(character)) depth--;
    const next = Math.max(tokenEnd(text, here), here + 1);
    here = skipBlank(text, next);
  }
  return text.length;
}

/** The end of the string, name or number at `at`; `at` itself for anything else. */
function tokenEnd(text: string, at: number): number {
  const quote = text[at];
  if (quote === "`") return templateEnd(text, at);
  const pattern = quote === '"' || quote === "'" ? /(["'])(?:\\.|(?!\1)[^\\\n])*\1/y : /[\w$.-]+/y;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function templateEnd(text: string, at: number): number {
  let here = at + 1;
  while (here < text.length && text[here] !== "`") {
    if (text[here] === "\\") here += 2;
    else if (text.startsWith("${", here)) here = afterExpression(text, here + 2) + 1;
    else here++;
  }
  return here + 1;
}

function skipBlank(text: string, at: number): number {
  const pattern = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
