/**
 * What a condition claims of single columns, and how claims join. A claim holds wherever its condition is not false, which is when a
 * check lets a row pass (NULL passes too), and it speaks of values that are not NULL.
 */
import type { Limits } from "./unit-data.ts";

/** By column; `null` claims that it has no value at all. */
export type Claims = ReadonlyMap<string, Limits | null>;

type Value = string | number;

export const noClaims: Claims = new Map();

/** All conditions hold: so do all their claims. */
export function allOf(conditions: readonly Claims[]): Claims {
  const joined = new Map<string, Limits | null>();
  for (const claims of conditions)
    for (const [column, limits] of claims) {
      const known = joined.get(column);
      joined.set(column, limits === null || known === null ? null : bothLimits(known ?? {}, limits));
    }
  return joined;
}

/** One of the conditions holds: a column has one of the values that they name, if each of them does, or says that it has none. */
export function anyOf(conditions: readonly Claims[]): Claims {
  // What all of them claim, the one that claims least does too: looking further would take quadratic time.
  const fewest = conditions.reduce((least, claims) => (claims.size < least.size ? claims : least));
  const joined = new Map<string, Limits | null>();
  for (const column of fewest.keys()) {
    const either = eitherOf(conditions.map((claims) => claims.get(column)));
    if (either !== undefined) joined.set(column, either);
  }
  return joined;
}

/** Nothing but sets of values is joined: of two ranges, what lies between them would be a guess. */
function eitherOf(choices: readonly (Limits | null | undefined)[]): Limits | null | undefined {
  const given = choices.filter((choice) => choice !== null);
  const [first] = given;
  if (given.length < 2) return given.length === 0 ? null : first;
  const values = given.flatMap((limits) => limits?.values ?? []);
  const isSet = given.every((limits) => limits?.values !== undefined) && isOfOneKind(values);
  return isSet ? { values: unique(values) } : undefined;
}

/** The tighter of each; its members are always in the same order. */
export function bothLimits(one: Limits, other: Limits): Limits {
  const minLength = larger(one.minLength, other.minLength);
  const maxLength = smaller(one.maxLength, other.maxLength);
  const values = bothValues(one.values, other.values);
  return {
    ...lowerBound(larger(one.min, other.min), larger(one.exclusiveMin, other.exclusiveMin)),
    ...upperBound(smaller(one.max, other.max), smaller(one.exclusiveMax, other.exclusiveMax)),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(values === undefined ? {} : { values }),
  };
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function lowerBound(min: number | undefined, exclusiveMin: number | undefined): Limits {
  if (exclusiveMin === undefined) return min === undefined ? {} : { min };
  return min !== undefined && min > exclusiveMin ? { min } : { exclusiveMin };
}

function upperBound(max: number | undefined, exclusiveMax: number | undefined): Limits {
  if (exclusiveMax === undefined) return max === undefined ? {} : { max };
  return max !== undefined && max < exclusiveMax ? { max } : { exclusiveMax };
}

/** Texts and numbers are not compared: '1' may be 1 to the database, so the first set stays as it is. */
function bothValues(one: Limits["values"], other: Limits["values"]): Limits["values"] {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.length > 0 && other.length > 0 && typeof one[0] !== typeof other[0]) return one;
  const others = new Set(other);
  return one.filter((value) => others.has(value));
}

export function isOfOneKind(values: readonly Value[]): boolean {
  return values.every((value) => typeof value === typeof values[0]);
}

export function unique(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
