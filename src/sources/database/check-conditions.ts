/**
 * What a condition claims, by its structure: AND joins the claims of its parts, OR keeps what each of its parts names, and everything
 * that is not understood claims nothing. A part counts only where it is sure to be a whole part: the precedence of the dialects is kept.
 */

import { comparisonClaims } from "./check-comparisons.ts";
import type { CheckText } from "./check-cursor.ts";
import { deepest } from "./check-cursor.ts";
import type { Claims } from "./limit-claims.ts";
import { allOf, anyOf, noClaims } from "./limit-claims.ts";

/** The tokens from `from` up to `end`, inside `depth` parentheses. */
interface Span {
  readonly from: number;
  readonly end: number;
  readonly depth: number;
}

export function conditionClaims(check: CheckText): Claims {
  return claimsOf(check, { from: 0, end: check.tokens.length, depth: 0 });
}

function claimsOf(check: CheckText, span: Span): Claims {
  const choices = split(check, span, "or");
  if (choices.length > 1) return anyOf(choices.map((choice) => claimsOf(check, choice)));
  // Between OR and AND, and not understood.
  if (check.dialect === "mysql" && split(check, span, "xor").length > 1) return noClaims;
  const parts = split(check, span, "and");
  return parts.length > 1 ? allOf(parts.map((part) => partClaims(check, part))) : partClaims(check, span);
}

/** A comparison, or a condition in parentheses. */
function partClaims(check: CheckText, { from, end, depth }: Span): Claims {
  const isGroup = check.tokens[from]?.keyword === "(" && check.closes.get(from) === end - 1;
  if (!isGroup) return comparisonClaims({ check, at: from, depth }, end);
  const isDeep = depth >= deepest || queries.has(check.tokens[from + 1]?.keyword ?? "");
  return isDeep ? noClaims : claimsOf(check, { from: from + 1, end: end - 1, depth: depth + 1 });
}

/** What follows is about other rows. */
const queries: ReadonlySet<string> = new Set(["select", "with", "values"]);

/** The parts between the separators; what stands in brackets is not looked at, and the AND of a BETWEEN separates nothing. */
function split({ tokens, closes }: CheckText, { from, end, depth }: Span, separator: string): readonly Span[] {
  const parts: Span[] = [];
  let start = from;
  let betweens = 0;
  for (let at = from; at < end; at = (closes.get(at) ?? at) + 1) {
    const keyword = tokens[at]?.keyword;
    if (keyword === "between") betweens += 1;
    else if (keyword === "and" && betweens > 0) betweens -= 1;
    else if (keyword === separator) {
      parts.push({ from: start, end: at, depth });
      start = at + 1;
    }
  }
  return [...parts, { from: start, end, depth }];
}
