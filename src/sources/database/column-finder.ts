/** Finds the column that a name in a check stands for. */
import type { CheckDialect, Token } from "./check-tokens.ts";

/**
 * The column as the table spells it, by its exact name or else without regard to case; the case of a name in quotes counts in PostgreSQL.
 * Columns whose names differ in case alone are told apart by their exact names only, but that a bare name is a lower-case one.
 */
export function columnFinder(columns: readonly string[], dialect: CheckDialect): (token: Token) => string | undefined {
  const exact = new Set(columns);
  const folded = new Map(columns.map((column) => [column.toLowerCase(), column]));
  return ({ kind, text, keyword }) => {
    if (kind !== "word" && kind !== "name") return undefined;
    if (kind === "word" && dialect === "postgres" && serverWords.has(keyword)) return undefined;
    if (exact.has(text)) return text;
    if (kind === "name" && dialect === "postgres") return undefined;
    const lower = text.toLowerCase();
    return exact.has(lower) ? lower : folded.get(lower);
  };
}

/** Words that PostgreSQL takes for a value of its own; a column of that name stands in quotes. */
const serverWords: ReadonlySet<string> = new Set([
  "current_catalog",
  "current_role",
  "current_schema",
  "current_user",
  "session_user",
  "user",
]);
