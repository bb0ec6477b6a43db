/** Values that an element is held to, and what else limits it. */
import type { Json } from "specmill";
import type { Element, Field, It, Slicing, Value } from "./_fhir.ts";
import { remarks } from "./_text.ts";

/** Longer values are cut in a tree; the table of values has them whole. */
const longest = 100;

/** `always `final``, `fits `{"coding":…}``. */
export function rulesText(it: It, field: Field & Partial<Element>): string {
  const { path, fixed, pattern, minValue, maxValue, maxLength, representation, isProhibited } = field;
  return remarks([
    isProhibited && "not allowed",
    fixed !== undefined && `always ${shortValue(it, fixed)}`,
    pattern !== undefined && `fits ${shortValue(it, pattern)}`,
    minValue !== undefined && `at least ${shortValue(it, minValue)}`,
    maxValue !== undefined && `at most ${shortValue(it, maxValue)}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    // Of an id nobody wants to know how XML has it.
    !path.endsWith(".id") && representation?.map((one) => it.md.code(one)).join(", "),
  ]);
}

/** `by value of `code`, closed, ordered` */
export function slicingText(it: It, { discriminators, rules, isOrdered }: Slicing): string {
  const told = discriminators.map(({ type, path }) => `${it.md.escape(type)} of ${it.md.code(path)}`);
  return remarks([
    told.length > 0 && `by ${it.text.list(told)}`,
    rules === "closed" ? "closed" : rules === "openAtEnd" ? "open at the end" : "open",
    isOrdered && "ordered",
  ]);
}

export function shortValue(it: It, { value }: Value): string {
  const text = valueText(value);
  return it.md.code(text.length > longest ? it.text.truncate(text, longest) : text);
}

export function wholeValue(it: It, { value }: Value): string {
  return it.md.code(valueText(value));
}

/** A coding as `system#code`, which is how people of the field write it; everything else as JSON. */
function valueText(value: Json): string {
  if (typeof value === "string") return value;
  return codingText(value) ?? JSON.stringify(value);
}

function codingText(value: Json): string | undefined {
  const coding = soleCoding(value);
  if (coding === undefined) return undefined;
  const { system, code, ...rest } = coding;
  if (typeof code !== "string" || Object.keys(rest).some((key) => key !== "display")) return undefined;
  return typeof system === "string" ? `${system}#${code}` : code;
}

function soleCoding(value: Json): { readonly [key: string]: Json } | undefined {
  if (!isObject(value)) return undefined;
  const { coding, ...rest } = value;
  if (coding === undefined) return "code" in value && !("value" in value) ? value : undefined;
  if (!Array.isArray(coding) || coding.length !== 1 || Object.keys(rest).length > 0) return undefined;
  const [only] = coding;
  return only !== undefined && isObject(only) ? only : undefined;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
