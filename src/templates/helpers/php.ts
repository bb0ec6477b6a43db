/**
 * Helper group `php`: pieces of PHP, for 8.1 and later.
 * Every function takes any text and gives text that is one literal, one name or the inside of a comment and nothing else: nothing that
 * a name or a comment of a database says can end the literal, the comment or the PHP mode it stands in.
 */
import { pascal, words } from "#model/names.ts";
import { cleanLine, cleanText } from "../escape/characters.ts";

/**
 * What no class, interface, trait or enum may be called, in any case: keywords, and the names of types that are reserved or will be.
 * https://www.php.net/manual/reserved.keywords.php, https://www.php.net/manual/reserved.other-reserved-words.php
 */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "__halt_compiler abstract and array as break callable case catch class clone const continue declare default die do echo else elseif " +
    "empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends final finally fn for foreach function global goto " +
    "if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public " +
    "readonly require require_once return static switch throw trait try unset use var while xor yield " +
    "__class__ __dir__ __file__ __function__ __line__ __method__ __namespace__ __trait__ " +
    "self parent int float bool string true false null void iterable object mixed never resource numeric"
  ).split(" "),
);

/** PHP takes any byte above 127; letters, marks and digits are what a reader takes for a name. */
const identifierPattern = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** Wide enough for prose, and no wider than PSR-12 likes lines to be. */
const commentWidth = 120;

function isIdentifier(text: string): boolean {
  return identifierPattern.test(text);
}

function isReserved(word: string): boolean {
  return reservedWords.has(word.toLowerCase());
}

/** A name for a variable, a property or a method, where keywords are allowed: other characters become `_`. */
function identifier(name: string): string {
  const plain = name.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}_]/gu, "_");
  return identifierPattern.test(plain) ? plain : `_${plain}`;
}

/** A name for a class or an enum: `simple-user` is `SimpleUser`; a word that is reserved gets `_` at its end. */
function className(name: string): string {
  const joined = identifier(pascal(name));
  return isReserved(joined) ? `${joined}_` : joined;
}

/** A name for a constant: `max size` is `MAX_SIZE`. Keywords may name constants; `class` alone may not. */
function constantName(name: string): string {
  const joined = identifier(words(name).join("_").toUpperCase());
  return joined === "CLASS" ? "CLASS_" : joined;
}

/** What a literal has to spell out: controls, line ends of other readers, bidi marks, byte order marks. */
const invisible = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
const spelledOut = /["\\$]|[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const shortEscapes: { readonly [character: string]: string } = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
  $: "\\$",
};

/** A string literal that has exactly this value: in single quotes, unless there is something in it that one cannot see. */
function string(value: string): string {
  const text = value.toWellFormed();
  if (!invisible.test(text)) return `'${text.replace(/['\\]/g, "\\$&")}'`;
  return `"${text.replace(spelledOut, (found) => shortEscapes[found] ?? codePoint(found))}"`;
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A JSON value as an expression, on one line: `['a' => 1, 'b' => [true, null]]`. */
function literal(value: unknown): string {
  if (typeof value === "string") return string(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "null";
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value === null || typeof value !== "object") return "null";
  const members = Object.entries(value).map(([name, member]) => `${string(name)} => ${literal(member)}`);
  return `[${members.join(", ")}]`;
}

/** The inside of a comment of any kind, on one line: `?>` would end PHP in a `//` comment. */
function comment(value: string): string {
  return cleanLine(value)
    .replace(/\*(?=\/)|\?(?=>)/g, "$& ")
    .trim();
}

/** A `/** … *\/` comment with its line end, "" when there is nothing to say. Lines that would be tags are text. */
function docComment(text: string | readonly string[], indent = ""): string {
  const lines = docLines(typeof text === "string" ? text : text.join("\n"), commentWidth - indent.length - 3);
  const [only = ""] = lines;
  if (lines.length === 0) return "";
  if (lines.length === 1 && only.length < commentWidth - indent.length - 7) return `${indent}/** ${only} */\n`;
  const body = lines.map((line) => (line === "" ? `${indent} *\n` : `${indent} * ${line}\n`));
  return `${indent}/**\n${body.join("")}${indent} */\n`;
}

/** Prose as the lines of a doc comment, without the stars: wrapped, and without a line that a reader takes for a tag. */
function docLines(text: string, width = commentWidth - 3): string[] {
  const safe = cleanText(text).replaceAll("*/", "* /").trim();
  if (safe === "") return [];
  const lines = safe.split("\n").flatMap((line) => wrapped(line.trimEnd(), width));
  return lines
    .filter((line, at) => line !== "" || lines[at - 1] !== "")
    .map((line) => line.replace(/^(\s*)@/, "$1\\@"));
}

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const before = rest.lastIndexOf(" ", width);
    const end = before > 0 ? before : rest.indexOf(" ", width);
    if (end < 0) break;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end + 1).trimStart();
  }
  return [...lines, rest];
}

export const helper = {
  isIdentifier,
  isReserved,
  identifier,
  className,
  constantName,
  string,
  literal,
  comment,
  docComment,
  docLines,
};
