/** Defaults of the database that a new model can know without asking: literals, and nothing that has to be evaluated. */
import type { Column, PackContext } from "./_types.ts";

const number = /^-?\d+(?:\.\d+)?$/;
/** What fits an integer of PHP whatever its last digits. */
const safeDigits = 18;

/** The value as PHP; `undefined` where the default is no literal, or one whose meaning depends on the server. */
export function defaultOf(column: Column, { php }: PackContext): string | undefined {
  if (column.default === undefined || column.isReadOnly || column.array !== undefined) return undefined;
  const text = literalText(column.default);
  if (text === undefined) return undefined;
  const { kind } = column;
  if (kind === "boolean") return booleanOf(text);
  if (kind === "integer" || kind === "bigint")
    return /^-?\d+$/.test(text) && text.length <= safeDigits ? String(BigInt(text)) : undefined;
  if (kind === "float") return number.test(text) ? text : undefined;
  if (kind === "decimal") return number.test(text) ? `'${text}'` : undefined;
  const isText = kind === "string" || (kind === "enum" && column.values?.includes(text) === true);
  return isText && /^\s*'/.test(column.default) ? php.string(text) : undefined;
}

function booleanOf(text: string): string | undefined {
  if (/^(?:true|t|1)$/i.test(text)) return "true";
  return /^(?:false|f|0)$/i.test(text) ? "false" : undefined;
}

/** `'G'::mpaa_rating`, `'a''b'`, `4.99`, `(0)`, `true`. A backslash means different things to different servers. */
function literalText(sql: string): string | undefined {
  const bare = sql
    .trim()
    .replace(/^\((.*)\)$/s, "$1")
    .trim();
  if (number.test(bare) || /^(?:true|false)$/i.test(bare)) return bare;
  const quoted = /^'((?:[^'\\]|'')*)'(?:::[\w" .()]+(?:\[\])?)?$/s.exec(bare)?.[1];
  return quoted?.replaceAll("''", "'");
}
