/**
 * SQL as SQLite splits it: words, quoted names, strings, comments and single marks, with their places. Any text has tokens, also one
 * that SQLite would refuse, and finding them takes time in proportion to its length: the text may come from a stranger.
 */

/** `word` is a keyword, a bare name or a number; `name` is quoted by `"`, a backtick or `[`; `mark` is any one character else. */
export type TokenKind = "word" | "name" | "string" | "comment" | "mark";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** What SQLite takes for space: a byte order mark is, a vertical tab and a no-break space are not. */
const spaces = /[ \t\n\f\r\ufeff]*/y;
const words = /[\w$\u0080-\uffff]+/y;

/** The token at or behind `from`, comments included; `undefined` at the end. */
export function tokenAt(sql: string, from: number): Token | undefined {
  const start = matchEnd(spaces, sql, from);
  if (start >= sql.length) return undefined;
  const kind = kindAt(sql, start);
  return { kind, start, end: endOf(sql, start, kind) };
}

/** All tokens but comments. */
export function tokensOf(sql: string, from = 0, to = sql.length): Token[] {
  const found: Token[] = [];
  for (let token = tokenAt(sql, from); token !== undefined && token.start < to; token = tokenAt(sql, token.end))
    if (token.kind !== "comment") found.push(token);
  return found;
}

/** The text of a token; a keyword in upper case. Marks and keywords are compared with it. */
export function keyword(sql: string, token: Token | undefined): string {
  if (token === undefined || (token.kind !== "word" && token.kind !== "mark")) return "";
  return sql.slice(token.start, token.end).toUpperCase();
}

/** What a token names: SQLite takes all kinds of quotes for a name where only a name can be. */
export function nameOf(sql: string, token: Token | undefined): string {
  if (token === undefined) return "";
  const text = sql.slice(token.start, token.end);
  if (token.kind === "word" || token.kind === "mark") return text;
  const quote = text[0] === "[" ? "]" : (text[0] ?? "");
  const inner = text.slice(1, text.length > 1 && text.endsWith(quote) ? -1 : undefined);
  return quote === "]" ? inner : inner.replaceAll(quote + quote, quote);
}

/** Names compare without case, and only that of ASCII letters. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** SQL on one line, without comments; what is quoted stays as it is. */
export function compactSql(sql: string): string {
  // Nearly all types and defaults: neither space nor comment is in them.
  if (/^[\w(),.']*$/.test(sql)) return sql;
  let text = "";
  let end = 0;
  for (const token of tokensOf(sql)) {
    if (text !== "" && token.start > end) text += " ";
    text += sql.slice(token.start, token.end);
    end = token.end;
  }
  return text;
}

function kindAt(sql: string, at: number): TokenKind {
  const first = sql[at];
  if (first === "'") return "string";
  if (first === '"' || first === "`" || first === "[") return "name";
  if (sql.startsWith("--", at) || sql.startsWith("/*", at)) return "comment";
  return matchEnd(words, sql, at) > at ? "word" : "mark";
}

function endOf(sql: string, start: number, kind: TokenKind): number {
  if (kind === "comment") return sql[start] === "-" ? endAt(sql, "\n", start, 0) : endAt(sql, "*/", start + 2, 2);
  if (kind === "word") return matchEnd(words, sql, start);
  if (kind === "mark") return start + 1;
  return sql[start] === "[" ? endAt(sql, "]", start, 1) : endOfQuoted(sql, start);
}

/** A quote that is doubled stands for itself; without a last one the text ends it. */
function endOfQuoted(sql: string, start: number): number {
  const quote = sql[start] ?? "";
  for (let at = start + 1; ; at += 2) {
    at = sql.indexOf(quote, at);
    if (at === -1) return sql.length;
    if (sql[at + 1] !== quote) return at + 1;
  }
}

function endAt(sql: string, mark: string, from: number, length: number): number {
  const at = sql.indexOf(mark, from);
  return at === -1 ? sql.length : at + length;
}

function matchEnd(pattern: RegExp, sql: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(sql) ? pattern.lastIndex : from;
}
