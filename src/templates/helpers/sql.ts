/**
 * Helper group `sql`: `escape` is for text whose place is not known (the template writes the quotes) and prefers safe to exact;
 * `string`, `identifier` and `comment` know their place and are exact.
 */
import { cleanLine, cleanText } from "../escape/characters.ts";

/** `*\/` ends a comment, `/*` nests in some dialects. */
function breakComments(text: string): string {
  return text.replace(/\*(?=\/)|\/(?=\*)/g, "$& ");
}

export const helper = {
  /** Safe inside `'…'`, inside `"…"` and in comments of every dialect: quotes and backslashes doubled, one line. */
  escape: (value: string): string => breakComments(cleanLine(String(value)).replace(/['"\\]/g, "$&$&")),
  /** A whole string literal. With a backslash in it, it is one that MySQL and PostgreSQL read alike: no two dialects do otherwise. */
  string(value: string): string {
    const text = cleanText(String(value)).replaceAll("'", "''");
    return text.includes("\\") ? `E'${text.replaceAll("\\", "\\\\")}'` : `'${text}'`;
  },
  /** A whole quoted identifier, as the standard has it; MySQL and SQL Server have their own quotes. */
  identifier(value: string, quote: '"' | "`" | "[" = '"'): string {
    const name = cleanLine(String(value));
    return quote === "[" ? `[${name.replaceAll("]", "]]")}]` : quote + name.replaceAll(quote, quote + quote) + quote;
  },
  /** The inside of a comment of either form: one line, which cannot end it. */
  comment: (value: string): string => breakComments(cleanLine(String(value))),
};
