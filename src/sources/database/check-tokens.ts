/**
 * A check expression as tokens, in time that is proportional to the text. Texts that are not whole (an open quote, a stray backslash) or
 * longer than any that was meant have no tokens: nothing of them is understood then, and nothing guessed.
 */
import type { QuotedText, Unescape } from "./quoted-text.ts";
import { readQuoted, unescapeMysql, unescapePostgres } from "./quoted-text.ts";
import type { DialectName } from "./schema.ts";

/** How a check is spelled; MariaDB does as MySQL. */
export type CheckDialect = Exclude<DialectName, "mariadb">;

export interface Token {
  /** A `word` is a bare name or a keyword, a `name` stands in quotes. */
  readonly kind: "word" | "name" | "string" | "number" | "symbol";
  /** What it says: names and strings without their quotes. */
  readonly text: string;
  /** A word in lower case, or the symbol; empty for all else, so that nothing in quotes passes for a keyword. */
  readonly keyword: string;
  /** A name in double quotes, which SQLite takes for a string when no column is called so. */
  readonly mayBeString: boolean;
}

/** A quarter of a megabyte: nobody means a longer check, and a flood must not fill the memory. */
const longestText = 1 << 18;

export function checkTokens(text: string, dialect: CheckDialect): readonly Token[] {
  if (text.length > longestText) return [];
  const read = readAll(text, dialect);
  if (read.isWhole) return read.tokens;
  // information_schema of MySQL 8 escapes the whole text once more: `name` = _utf8mb4\'it\\\'s\'. No other text has a bare backslash.
  if (dialect !== "mysql" || text[read.at] !== "\\") return [];
  const again = readAll(
    text.replace(/\\([\s\S])/g, (_, letter: string) => unescapeMysql(letter)),
    dialect,
  );
  return again.isWhole ? again.tokens : [];
}

interface Reader {
  readonly text: string;
  readonly dialect: CheckDialect;
  readonly tokens: Token[];
  at: number;
  isWhole: boolean;
}

function readAll(text: string, dialect: CheckDialect): Readonly<Reader> {
  const reader: Reader = { text, dialect, tokens: [], at: 0, isWhole: true };
  while (reader.isWhole && reader.at < text.length) readOne(reader);
  return reader;
}

const spaces = /\s+/y;
const comments = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const words = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const numbers = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const symbols = /<=>|<=|>=|<>|!=|==|::|&&|\|\||[^\\]/y;

function readOne(reader: Reader): void {
  if (take(reader, spaces) !== undefined) return;
  // MySQL reads `5--1` as a subtraction, and never prints a comment.
  if (reader.dialect !== "mysql" && take(reader, comments) !== undefined) return;
  if (quotes[reader.dialect].includes(reader.text.charAt(reader.at))) return readQuotes(reader);
  const word = take(reader, words);
  if (word !== undefined) return push(reader, "word", word, word.toLowerCase());
  const number = take(reader, numbers);
  if (number !== undefined) return push(reader, "number", number);
  const symbol = take(reader, symbols);
  if (symbol === undefined) reader.isWhole = false;
  else push(reader, "symbol", symbol, synonyms[reader.dialect].get(symbol) ?? symbol);
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

const quotes: Readonly<Record<CheckDialect, string>> = { postgres: `'"`, mysql: "'\"`", sqlite: "'\"`[" };

/** Symbols by what they mean; elsewhere `||` joins texts and `<=>` is whatever an extension makes of it. */
const synonyms: Readonly<Record<CheckDialect, ReadonlyMap<string, string>>> = {
  postgres: new Map([["!=", "<>"]]),
  mysql: new Map([
    ["!=", "<>"],
    ["<=>", "="],
    ["&&", "and"],
    ["||", "or"],
  ]),
  sqlite: new Map([
    ["!=", "<>"],
    ["==", "="],
  ]),
};

function readQuotes(reader: Reader): void {
  const quote = reader.text.charAt(reader.at);
  const quoted = quote === "[" ? readBracketed(reader) : readQuoted(reader.text, reader.at, unescapeOf(reader, quote));
  if (quoted === undefined) {
    reader.isWhole = false;
    return;
  }
  reader.at = quoted.end;
  push(reader, quote === "'" ? "string" : "name", quoted.value, "", quote === '"');
}

function readBracketed({ text, at }: Reader): QuotedText | undefined {
  const close = text.indexOf("]", at);
  return close === -1 ? undefined : { value: text.slice(at + 1, close), end: close + 1 };
}

function unescapeOf({ dialect, text, at, tokens }: Reader, quote: string): Unescape | undefined {
  if (quote !== "'") return undefined;
  if (dialect === "mysql") return unescapeMysql;
  const follows = dialect === "postgres" && tokens.at(-1)?.keyword === "e" && text.charAt(at - 1).toLowerCase() === "e";
  return follows ? unescapePostgres : undefined;
}

function push({ tokens }: Reader, kind: Token["kind"], text: string, keyword = "", mayBeString = false): void {
  tokens.push({ kind, text, keyword, mayBeString });
}
