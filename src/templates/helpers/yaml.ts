/** Helper group `yaml`: `escape` gives a whole scalar, so a template writes `name: <%= value %>` without quotes. */
import { cleanLine } from "../escape/characters.ts";
import { safeJson } from "../escape/json-text.ts";

/** Text that every version of YAML reads as the same string without quotes. */
const plain = /^[\p{L}_][\p{L}\p{M}\p{N}_ ./()+-]*$/u;

/** Words that some version of YAML takes for something else than text. */
const reserved = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

/** The value as one scalar that reads back as this very string; JSON strings are YAML strings. */
function scalar(value: string): string {
  const text = String(value);
  return plain.test(text) && !reserved.test(text) && !text.endsWith(" ") ? text : safeJson(JSON.stringify(text));
}

export const helper = {
  escape: scalar,
  /** The rest of a line after `#`. */
  comment: cleanLine,
  /** Any JSON value in flow style, which is JSON. */
  value: (value: unknown): string => safeJson(JSON.stringify(value) ?? "null"),
};
