/** Constants of check expressions: which numbers a double holds, and what a cast of PostgreSQL makes of a constant. */

/** `inexact`: a number that a double does not hold as it is written, so that it limits nothing. */
export type Constant =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "inexact" };

const inexact: Constant = { kind: "inexact" };

/** Longer ones are inexact, or could be shorter. */
const longestNumber = 40;

/** The most decimal digits that every double keeps. */
const exactDigits = 15;

/** The least double that is as precise as the others. */
const leastNormal = 2 ** -1022;

/** `undefined` when the text is no number. */
export function numberConstant(text: string): Constant | undefined {
  if (text.length > longestNumber) return inexact;
  const mantissa = /^[+-]?(\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.exec(text)?.[1];
  if (mantissa === undefined) return undefined;
  const digits = mantissa.replace(".", "").replace(/^0+|0+$/g, "");
  // Never -0, which JSON does not keep.
  const value = Number(text) + 0;
  const isKept = digits.length <= exactDigits || /^[+-]?\d+$/.test(text);
  const isTooSmall = digits !== "" && Math.abs(value) < leastNormal;
  return isKept && !isTooSmall && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { kind: "number", value } : inexact;
}

export function negate(constant: Exclude<Constant, { kind: "text" }>): Constant {
  return constant.kind === "number" ? { kind: "number", value: 0 - constant.value } : constant;
}

const sameTextTypes: ReadonlySet<string> = new Set(["text", "character varying", "varchar"]);
const textTypes: ReadonlySet<string> = new Set([...sameTextTypes, "bpchar", "name"]);
const integerTypes: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"]);
const numberTypes: ReadonlySet<string> = new Set([...integerTypes, "numeric", "double precision", "real"]);

/** Types under which the texts of a column keep their value: `bpchar` drops spaces, `name` cuts. */
export function isSameText(type: string): boolean {
  return sameTextTypes.has(type);
}

export function isNumberType(type: string): boolean {
  return numberTypes.has(type);
}

/** The constant as a value of the type; `undefined` for types whose constants are neither plain texts nor numbers. */
export function castConstant(constant: Constant, type: string): Constant | undefined {
  if (constant.kind === "text" && textTypes.has(type)) return constant;
  if (!isNumberType(type)) return undefined;
  const number = constant.kind === "text" ? numberConstant(constant.value) : constant;
  return number?.kind === "number" && !isKeptBy(type, number.value) ? inexact : number;
}

/** A cast to an integer rounds, one to `real` takes a neighbour. */
function isKeptBy(type: string, value: number): boolean {
  if (integerTypes.has(type)) return Number.isInteger(value);
  return type !== "real" || Math.fround(value) === value;
}
