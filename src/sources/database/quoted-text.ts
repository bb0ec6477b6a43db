/**
 * Reads what stands in quotes in SQL: strings and identifiers, in which the quote itself is doubled, and the backslashes of the dialects
 * that have them. One pass; text without a closing quote is `undefined`, and so is an escape that is not known.
 */

/** What a backslash and the letter after it stand for; `undefined` gives the whole text up. */
export type Unescape = (letter: string) => string | undefined;

export interface QuotedText {
  readonly value: string;
  /** Where the text goes on behind the closing quote. */
  readonly end: number;
}

/** The quoted text that begins at `from`, whose letter there is the quote. */
export function readQuoted(text: string, from: number, unescapeLetter?: Unescape): QuotedText | undefined {
  const quote = text[from];
  let value = "";
  let kept = from + 1;
  for (let at = kept; at < text.length; at++) {
    const letter = text[at];
    if (letter === "\\" && unescapeLetter !== undefined) {
      const meant = unescapeLetter(text[at + 1] ?? "");
      if (meant === undefined) return undefined;
      value += text.slice(kept, at) + meant;
      at += 1;
      kept = at + 1;
    } else if (letter === quote) {
      value += text.slice(kept, at);
      if (text[at + 1] !== quote) return { value, end: at + 1 };
      at += 1;
      kept = at;
    }
  }
  return undefined;
}

const controls: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** MySQL and MariaDB: `\%` and `\_` are patterns and keep the backslash, any other letter stands for itself. */
export function unescapeMysql(letter: string): string {
  if (letter === "0") return "\0";
  if (letter === "Z") return "\x1a";
  if (letter === "%" || letter === "_") return `\\${letter}`;
  return controls.get(letter) ?? letter;
}

/** `E'…'` of PostgreSQL. Its numbered escapes may be bytes of any encoding, so they are not read. */
export function unescapePostgres(letter: string): string | undefined {
  if (/^[0-7xuU]$/.test(letter)) return undefined;
  return letter === "f" ? "\f" : (controls.get(letter) ?? letter);
}
