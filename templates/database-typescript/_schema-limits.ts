/** Limits of the database as zod has them: declared sizes, and what checks say of single columns. */
import type { Shape } from "./_shapes.ts";
import type { Limits, PackContext, Typed } from "./_types.ts";

interface Range {
  readonly base: string;
  readonly min?: number;
  readonly max?: number;
}

/** The schema with the limits that its shape can have. `char(40)` counts characters, zod units of UTF-16: no text that is too long passes. */
export function withLimits(schema: string, typed: Typed, shape: Shape, ts: PackContext["ts"]): string {
  if (typed.kind === "bits") return shape.holds === "text" ? bits(schema, typed) : schema;
  const limits = typed.array === undefined ? (typed.limits ?? {}) : {};
  if (shape.holds === "text") return schema + lengths(typed, limits);
  if (shape.holds === "integer") return integer(typed, limits);
  if (shape.holds === "number") return schema + bounds(sized(typed, limits));
  return shape.holds === "numberText" ? schema + boundsArgument(sized(typed, limits), ts) : schema;
}

function bits(schema: string, { typeName, length }: Typed): string {
  const size = length === undefined ? "" : typeName === "bit" ? `.length(${length})` : `.max(${length})`;
  return `${schema}.regex(/^[01]*$/)${size}`;
}

function lengths({ kind, length }: Typed, { minLength, maxLength }: Limits): string {
  const max = kind === "string" ? smaller(length, maxLength) : maxLength;
  return (minLength === undefined ? "" : `.min(${minLength})`) + (max === undefined ? "" : `.max(${max})`);
}

function smaller(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function integer(typed: Typed, { min, max, ...rest }: Limits): string {
  const range = rangeOf(typed);
  const least = min === undefined || range.min === undefined ? (min ?? range.min) : Math.max(min, range.min);
  return range.base + bounds({ ...rest, ...defined("min", least), ...defined("max", smaller(max, range.max)) });
}

function defined(name: "min" | "max", value: number | undefined): Limits {
  return value === undefined ? {} : { [name]: value };
}

/** By bytes; zod has names for those of 4. */
function rangeOf({ typeName, bytes, unsigned = false }: Typed): Range {
  if (typeName.startsWith("year")) return { base: "z.int()", min: 0, max: 2155 };
  if (bytes === 4) return { base: unsigned ? "z.uint32()" : "z.int32()" };
  if (bytes === undefined || bytes > 4) return { base: "z.int()" };
  const count = 2 ** (8 * bytes);
  return { base: "z.int()", min: unsigned ? 0 : -count / 2, max: unsigned ? count - 1 : count / 2 - 1 };
}

/** `numeric(5,2)` ends before 1000; a bound that is no nearer says nothing new. */
function sized({ kind, precision, scale = 0, unsigned }: Typed, limits: Limits): Limits {
  if (kind !== "decimal") return limits;
  const end = precision === undefined || precision - scale > 300 ? Infinity : Number(`1e${precision - scale}`);
  const { min, exclusiveMin, max, exclusiveMax } = limits;
  const hasMin = (min ?? exclusiveMin ?? -Infinity) > -end || (exclusiveMin ?? -Infinity) >= -end;
  const hasMax = (max ?? exclusiveMax ?? Infinity) < end || (exclusiveMax ?? Infinity) <= end;
  const least: Limits = unsigned === true ? { min: Math.max(min ?? 0, 0) } : hasMin ? {} : { exclusiveMin: -end };
  return { ...limits, ...least, ...(hasMax ? {} : { exclusiveMax: end }) };
}

function bounds({ min, exclusiveMin, max, exclusiveMax }: Limits): string {
  const calls = [call("min", min), call("gt", exclusiveMin), call("max", max), call("lt", exclusiveMax)];
  return calls.join("");
}

function call(method: string, value: number | undefined): string {
  return value === undefined ? "" : `.${method}(${value})`;
}

/** The argument of `decimal` and `int64`. */
function boundsArgument({ min, exclusiveMin, max, exclusiveMax }: Limits, ts: PackContext["ts"]): string {
  const all = { min, gt: exclusiveMin, max, lt: exclusiveMax };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return given.length === 0 ? "()" : `(${ts.literal(Object.fromEntries(given))})`;
}
