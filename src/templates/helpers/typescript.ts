/**
 * Helper group `ts`: pieces of TypeScript.
 * Every function takes any text and gives text that is one token, one literal or one comment and nothing else: nothing that
 * a spec says can end the literal or the comment it stands in.
 */
import { cleanText } from "../escape/characters.ts";

const identifierPattern = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Words that cannot name a variable or an import in a module: ECMAScript reserved words, and those of strict mode. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** Wide enough for prose, and no wider than the code around it. */
const commentWidth = 120;

/** Whether the text can be used as a name as it stands; reserved words cannot. */
function isIdentifier(text: string): boolean {
  return identifierPattern.test(text) && !reservedWords.has(text);
}

/** A name for a variable: other characters become `_`, and a word that is reserved gets one at its end. */
function identifier(name: string): string {
  const plain = name.normalize("NFC").replace(/[^\p{ID_Continue}$]/gu, "_");
  const started = /^[\p{ID_Start}$_]/u.test(plain) ? plain : `_${plain}`;
  return reservedWords.has(started) ? `${started}_` : started;
}

/**
 * A name for a type: `simple-user`, `simple_user` and `SimpleUser` are `SimpleUser`, `v1.Foo-Bar` is `V1FooBar`.
 * Capitals inside a word stay. Names that differ in separators alone can meet: give them different local names.
 */
function typeName(name: string): string {
  if (/^[A-Z][A-Za-z0-9]*$/.test(name)) return name;
  if (/^[a-z][a-z]*(?:[-_/ ][a-z]+)*$/.test(name))
    return name.replace(/(?:^|[-_/ ])([a-z])/g, (_, first: string) => first.toUpperCase());
  const words = name.normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const joined = words
    .map(capital)
    .join(" ")
    .replace(/(?<=\p{N}) (?=\p{N})/gu, "_")
    .replaceAll(" ", "");
  return identifierPattern.test(joined) ? joined : `_${joined}`;
}

function capital(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 32);
  return first.toUpperCase() + word.slice(first.length);
}

const bareKeyPattern = /^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,14})$/;

/** A property name in an object or a type: bare where that is allowed, quoted otherwise. */
function propertyKey(name: string): string {
  return bareKeyPattern.test(name) || identifierPattern.test(name) ? name : string(name);
}

/** What JSON leaves bare in strings although it can mislead a reader or end a line elsewhere. */
const misleading = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Printable ASCII that stands for itself in a literal: most of what a document says. */
const plainText = /^[ !#-;=?-[\]-~]*$/;

/** A string literal with double quotes that has exactly this value. */
function string(value: string): string {
  if (plainText.test(value)) return `"${value}"`;
  return JSON.stringify(value)
    .replace(misleading, unicodeEscape)
    .replace(/<(?=[/!])/g, "\\u003c");
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A JSON value as an expression or as a literal type, on one line: `{ a: [1, "b"] }`. */
function literal(value: unknown): string {
  if (typeof value === "string") return string(value);
  if (value === null || typeof value !== "object") return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  const members = Object.entries(value).map(([name, member]) => `${literalKey(name)}: ${literal(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** In an object literal a plain `__proto__` sets the prototype; computed, it is a property. */
function literalKey(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyKey(name);
}

/**
 * A `/** … *\/` comment with its line end, ready to stand before a declaration; "" when there is nothing to say.
 * One line when it fits. Long prose is wrapped; code blocks, tables and indented lines are left alone.
 */
function docComment(text: string | readonly string[], indent = ""): string {
  const content = commentText(typeof text === "string" ? text : text.join("\n"));
  if (content === "") return "";
  const width = commentWidth - indent.length - 3;
  if (content.length < width - 4 && !content.includes("\n")) return `${indent}/** ${content} */\n`;
  let block = `${indent}/**\n`;
  for (const line of wrapProse(content, width)) block += line === "" ? `${indent} *\n` : `${indent} * ${line}\n`;
  return `${block + indent} */\n`;
}

/** Text that cannot end a comment, without white space around it. */
function commentText(text: string): string {
  return cleanText(text).replaceAll("*/", "*\\/").replace(/^\n+/, "").trimEnd();
}

/** Lines that fit, without spaces at their ends; several empty lines are one. */
function wrapProse(text: string, width: number): string[] {
  const lines: string[] = [];
  let isCode = false;
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    if (line === "" && lines.at(-1) === "") continue;
    const isFence = line.startsWith("```") || line.startsWith("~~~");
    if (isFence) isCode = !isCode;
    if (line.length <= width || isCode || isFence || /^(?:\s{4}|\t|\s*\|)/.test(line)) lines.push(line);
    else wrapLine(line, width, lines);
  }
  return lines;
}

/** Breaks at spaces; what follows keeps the margin of the line, of the text of a list item, and the marks of a quotation. */
function wrapLine(line: string, width: number, lines: string[]): void {
  const quote = /^\s*(?:> ?)+/.exec(line)?.[0];
  const margin = quote ?? " ".repeat(/^\s*(?:[-*+] |\d+[.)] )?/.exec(line)?.[0].length ?? 0);
  let rest = line;
  while (rest.length > width) {
    const end = breakAt(rest, margin.length, width);
    if (end < 0) break;
    lines.push(rest.slice(0, end).trimEnd());
    rest = margin + rest.slice(end + 1).trimStart();
  }
  lines.push(rest);
}

/** What would be a tag, a heading or a list item if a line started with it. */
const startsMarkup = /^(?:[@#>|]|[-*+] |\d+[.)] )/;

/** The last space that a line can end at, or the first one behind the width; -1 when there is none. */
function breakAt(line: string, start: number, width: number): number {
  let end = line.lastIndexOf(" ", width);
  while (end > start && startsMarkup.test(line.slice(end + 1, end + 8))) end = line.lastIndexOf(" ", end - 1);
  return end > start ? end : line.indexOf(" ", Math.max(width, start));
}

const codeEscapes: { readonly [character: string]: string } = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
  '"': '\\"',
  "'": "\\'",
  // As code points, because languages differ in what a backslash before these means.
  "`": "\\u0060",
  $: "\\u0024",
  // A backslash between the two characters that end a comment, PHP code or a script element, or open a nested comment.
  "*": "*\\",
  "/": "/\\",
  "?": "?\\",
  "<": "<\\",
};

const codeSpecial =
  /["'`\\\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\*(?=\/)|\/(?=\*)|\?(?=>)|<(?=[/!])|\$(?=[{\p{ID_Start}_])/gu;

/**
 * The escape of the context `code`: safe inside string literals (any quotes, template literals too) and comments of
 * JavaScript, and harmless in those of other C-like languages. In JavaScript a literal has the same value as the text.
 */
function escapeCode(text: unknown): string {
  return String(text ?? "")
    .toWellFormed()
    .replace(codeSpecial, (found) => codeEscapes[found] ?? unicodeEscape(found));
}

/** How an import names another output: `schemas/pet.ts` is `./schemas/pet.js`. `extension` is `.js`, `.ts` or "". */
function importPath(link: string, extension = ".js"): string {
  const path = link.replace(/(?:\.d)?\.[cm]?tsx?$/, "") + extension;
  return path.startsWith("./") || path.startsWith("../") ? path : `./${path}`;
}

export const helper = {
  isIdentifier,
  identifier,
  typeName,
  propertyKey,
  string,
  literal,
  docComment,
  escape: escapeCode,
  importPath,
};
