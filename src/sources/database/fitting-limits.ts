/** Limits that mean something for the type of their column: a check may compare a number as a text, or count the letters of a date. */
import type { ColumnKind, Limits } from "./unit-data.ts";

const numbers: ReadonlySet<ColumnKind> = new Set(["integer", "bigint", "decimal", "float"]);
const texts: ReadonlySet<ColumnKind> = new Set(["string", "uuid", "enum"]);

/** What is left of the limits; `undefined` when nothing is. */
export function fittingLimits(limits: Limits | undefined, kind: ColumnKind): Limits | undefined {
  // A column of SQLite without a type holds both.
  if (limits === undefined || kind === "other") return limits;
  const { values, minLength, maxLength, ...bounds } = limits;
  const fits = numbers.has(kind) ? "number" : texts.has(kind) ? "string" : undefined;
  const lengths = { minLength, maxLength };
  const kept = {
    ...(fits === "number" ? bounds : {}),
    ...(fits === "string" ? lengths : {}),
    ...(values?.every((value) => typeof value === fits) === true ? { values } : {}),
  };
  const given = Object.entries(kept).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as Limits);
}
