/**
 * A condition without AND, OR and NOT: `price >= 0`, `x BETWEEN 1 AND 5`, `status IN ('a', 'b')`, `x = ANY (ARRAY[1, 2])`, `x IS NULL`.
 * A comparison with NULL lets every row pass, also in a list: NULL is no constant here, so that nothing is claimed of it.
 */
import type { Constant } from "./check-constants.ts";
import type { Cursor } from "./check-cursor.ts";
import { keywordAt, skip } from "./check-cursor.ts";
import { readAnyList, readList } from "./check-lists.ts";
import type { Term } from "./check-terms.ts";
import { readTerm } from "./check-terms.ts";
import { lengthLimits } from "./length-limits.ts";
import type { Claims } from "./limit-claims.ts";
import { allOf, isOfOneKind, noClaims, unique } from "./limit-claims.ts";
import type { Limits } from "./unit-data.ts";

/** What the condition from the cursor up to `end` claims; nothing, unless all of it is understood. */
export function comparisonClaims(cursor: Cursor, end: number): Claims {
  const left = readTerm(cursor);
  if (left === undefined) return noClaims;
  const claims = readRest(cursor, left);
  return cursor.at === end ? claims : noClaims;
}

function readRest(cursor: Cursor, left: Term): Claims {
  const operator = keywordAt(cursor);
  cursor.at += 1;
  if (operator === "is") return skip(cursor, "null") ? nullClaim(left) : noClaims;
  if (operator === "isnull") return nullClaim(left);
  if (operator === "between") return readBetween(cursor, left);
  if (operator === "in") return setClaim(left, readList(cursor));
  if (operator === "=" && skip(cursor, "any")) return setClaim(left, readAnyList(cursor));
  return compare(left, operator, readTerm(cursor));
}

function nullClaim(term: Term): Claims {
  return term.kind === "column" ? new Map([[term.column, null]]) : noClaims;
}

function readBetween(cursor: Cursor, term: Term): Claims {
  const low = readTerm(cursor);
  if (!skip(cursor, "and")) return noClaims;
  return allOf([compare(term, ">=", low), compare(term, "<=", readTerm(cursor))]);
}

function setClaim(term: Term, constants: readonly Constant[] = []): Claims {
  const values = constants.flatMap((constant) => (constant.kind === "inexact" ? [] : constant.value));
  const isSet = values.length > 0 && values.length === constants.length && isOfOneKind(values);
  return isSet ? claim(term, { values: unique(values) }) : noClaims;
}

const mirrored: ReadonlyMap<string, string> = new Map([
  ["=", "="],
  ["<>", "<>"],
  ["<", ">"],
  ["<=", ">="],
  [">", "<"],
  [">=", "<="],
]);

function compare(left: Term, operator: string, right: Term | undefined): Claims {
  if (right === undefined) return noClaims;
  if (isConstant(right)) return claim(left, limitsOf(operator, right));
  return isConstant(left) ? claim(right, limitsOf(mirrored.get(operator) ?? "", left)) : noClaims;
}

function isConstant(term: Term): term is Constant {
  return term.kind !== "column" && term.kind !== "length";
}

function limitsOf(operator: string, constant: Constant): Limits {
  if (constant.kind === "inexact") return {};
  if (operator === "=") return { values: [constant.value] };
  if (constant.kind === "text") return operator === "<>" && constant.value === "" ? { minLength: 1 } : {};
  return bounds.get(operator)?.(constant.value) ?? {};
}

const bounds: ReadonlyMap<string, (value: number) => Limits> = new Map([
  ["<", (exclusiveMax: number): Limits => ({ exclusiveMax })],
  ["<=", (max: number): Limits => ({ max })],
  [">", (exclusiveMin: number): Limits => ({ exclusiveMin })],
  [">=", (min: number): Limits => ({ min })],
]);

/** Empty limits claim nothing, and must not stand for a set in an OR. */
function claim(term: Term, limits: Limits): Claims {
  if (isConstant(term)) return noClaims;
  const said = term.kind === "length" ? lengthLimits(limits, term.unit) : limits;
  return Object.keys(said).length === 0 ? noClaims : new Map([[term.column, said]]);
}
