/** What limits of a length say about the text itself. */
import type { LengthUnit } from "./check-terms.ts";
import type { Limits } from "./unit-data.ts";

/**
 * A text has at most as many characters as bytes, so an upper limit of bytes is one of characters; of the lower limits only that of a
 * single byte is.
 */
export function lengthLimits(limits: Limits, unit: LengthUnit): Limits {
  const { least, most } = rangeOf(limits);
  const isMeant = least !== undefined && (unit === "bytes" ? least === 1 : least > 0);
  return {
    ...(isMeant ? { minLength: least } : {}),
    ...(most !== undefined && most >= 0 ? { maxLength: most } : {}),
  };
}

interface Range {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/** Lengths are whole numbers. */
function rangeOf({ min, max, exclusiveMin, exclusiveMax, values }: Limits): Range {
  if (values !== undefined) return rangeOfValues(values);
  const least =
    min !== undefined ? Math.ceil(min) : exclusiveMin !== undefined ? Math.floor(exclusiveMin) + 1 : undefined;
  const most =
    max !== undefined ? Math.floor(max) : exclusiveMax !== undefined ? Math.ceil(exclusiveMax) - 1 : undefined;
  return { least, most };
}

function rangeOfValues(values: readonly (string | number)[]): Range {
  const lengths = values.filter((value) => typeof value === "number").toSorted((one, other) => one - other);
  if (lengths.length < values.length) return {};
  const [first, last] = [lengths[0], lengths.at(-1)];
  return { least: first && Math.ceil(first), most: last && Math.floor(last) };
}
