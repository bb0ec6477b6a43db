/** Checks that zod does not make: they are listed, so that nobody takes a row that passes for one that the database takes. */
import type { Check, Column, PackContext } from "./_types.ts";

/** Words that a check of a single column is made of, where its limits say all of it. */
const plainWords: ReadonlySet<string> = new Set([
  ...["any", "array", "char_length", "character_length", "in", "length"],
]);

const word = /[\p{ID_Start}_][\p{ID_Continue}$]*/gu;

/** A comment with the checks that limits do not cover; "" when there are none. */
export function checksComment(ts: PackContext["ts"], checks: readonly Check[], columns: readonly Column[]): string {
  const open = checks.filter((check) => !isCovered(check, columns));
  if (open.length === 0) return "";
  const lines = open.map(({ expression }) => `- ${expression.replace(/\s+/g, " ").trim()}`);
  return ts.docComment(["The database also checks:", "", ...lines]);
}

/** Comparisons, lists, brackets and numbers. No arithmetic: `a - 1 > 0` limits no column. */
const plainTokens =
  /[\s(),.[\]"`=]|>=?|<(?!>)=?|(?<![\p{ID_Continue})\]"`]\s*)-?\d+(?:\.\d+)?|[\p{ID_Start}_][\p{ID_Continue}$]*/gu;

/** Said of one column that has limits, in words whose meaning is known. When in doubt a check is listed. */
function isCovered({ expression }: Check, columns: readonly Column[]): boolean {
  const bare = expression
    .replace(/'(?:[^']|'')*'/g, "0")
    .replace(/::[a-z][a-z ]*(?:\(\d+(?:,\d+)?\))?(?:\[\])?/g, "")
    .replace(/\b(?:and|between)\b/gi, ",");
  const words = new Set((bare.match(word) ?? []).map((found) => found.toLowerCase()));
  const named = columns.filter(({ name }) => words.has(name.toLowerCase()));
  const [column] = named;
  if (column === undefined || named.length > 1 || column.limits === undefined || column.array !== undefined)
    return false;
  if (bare.replace(plainTokens, "") !== "") return false;
  return [...words].every((found) => plainWords.has(found) || found === column.name.toLowerCase());
}
