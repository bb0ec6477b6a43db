/** Helper group `shell`: `escape` gives a whole word for POSIX shells, so a template writes `curl <%= url %>` without quotes. */
import { cleanLine, cleanText } from "../escape/characters.ts";

/** Characters that mean nothing to a shell anywhere in a word; a word that starts with `-` stays an argument of its own. */
const plain = /^[\w@%+=:,./-]+$/;

/** One word, whatever the value: single quotes unless there is no need for them. Control characters are dropped. */
function escapeWord(value: string): string {
  const text = cleanText(String(value));
  return plain.test(text) && !text.startsWith("=") ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export const helper = {
  escape: escapeWord,
  /** Always in quotes, also when there is no need: easier to edit by hand. */
  quote: (value: string): string => `'${cleanText(String(value)).replaceAll("'", "'\\''")}'`,
  /** A command line from words. */
  join: (words: readonly string[]): string => words.map(escapeWord).join(" "),
  /** The rest of a line after `#`. */
  comment: cleanLine,
};
