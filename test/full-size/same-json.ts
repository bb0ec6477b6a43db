/** Whether two JSON texts say the same, whatever the order of the names: digits count, so that 1.0 is not 1.00. */
export function isSameJson(one: string, other: string): boolean {
  return Bun.deepEquals(parse(one), parse(other), true);
}

/** A number becomes the symbol of its text, which equals no string. */
function parse(text: string): unknown {
  return JSON.parse(text, keepNumber as (key: string, value: unknown) => unknown);
}

/** The third argument is younger than the types of the library. */
function keepNumber(_: string, value: unknown, { source }: { readonly source: string }): unknown {
  return typeof value === "number" ? Symbol.for(source) : value;
}
