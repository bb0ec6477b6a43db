/**
 * What the checks of a table say about single columns: `price >= 0 AND price < 100` limits price, whatever else they say. Only what holds
 * for every row is returned: a condition that is not understood is left out, and NULL passes a check, so limits speak of other values.
 *
 * Numbers limit a value as a number and texts as a text, as the database compares them: by the collation of the column (in MySQL 'A' is
 * mostly 'a'), and `char(n)` without the spaces at its end. Which of them a type can have is not known here. Lengths are in characters.
 */
import { matchBrackets } from "./check-brackets.ts";
import { conditionClaims } from "./check-conditions.ts";
import type { CheckDialect, Token } from "./check-tokens.ts";
import { checkTokens } from "./check-tokens.ts";
import { columnFinder } from "./column-finder.ts";
import type { Claims } from "./limit-claims.ts";
import { allOf, noClaims } from "./limit-claims.ts";
import type { Limits } from "./unit-data.ts";

export type { CheckDialect } from "./check-tokens.ts";

/** Limits by column, for those of the columns that have any; all expressions hold, so the tighter limit counts. */
export function checkLimits(
  expressions: readonly string[],
  columns: readonly string[],
  dialect: CheckDialect,
): ReadonlyMap<string, Limits> {
  const columnOf = columnFinder(columns, dialect);
  const found = new Map<string, Limits>();
  for (const [column, claimed] of allOf(expressions.map((expression) => claimsOf(expression, dialect, columnOf)))) {
    const limits = claimed && withoutEmptySet(claimed);
    if (limits !== null && Object.keys(limits).length > 0) found.set(column, limits);
  }
  return found;
}

/** The limits of a domain (PostgreSQL), whose checks call the value VALUE. */
export function domainLimits(expressions: readonly string[]): Limits | undefined {
  return checkLimits(expressions, ["VALUE"], "postgres").get("VALUE");
}

function claimsOf(expression: string, dialect: CheckDialect, columnOf: (token: Token) => string | undefined): Claims {
  const tokens = checkTokens(expression, dialect);
  const closes = matchBrackets(tokens);
  return closes === undefined ? noClaims : conditionClaims({ dialect, tokens, closes, columnOf });
}

/** Checks that leave no value contradict each other, or a collation knows better: a set of nothing is of no use to a reader. */
function withoutEmptySet({ values, ...rest }: Limits): Limits {
  return values === undefined || values.length === 0 ? rest : { ...rest, values };
}
