/** The option `types`: types of one's own, for a type of the database or for a column. What is on the right is taken as it is. */
import type { Options, Typed } from "./_types.ts";

/** Per list, because every file asks for every column. */
const parsed = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/**
 * The type for a column: by `table.column`, or by its type in whole or bare: `numeric(10,2)`, `numeric`. The bare name of an array is that
 * of its items; a domain is not what it is made of.
 */
export function overrideOf({ types }: Options, typed: Typed, path: string | undefined): string | undefined {
  if (types.length === 0) return undefined;
  const known = parsed.get(types) ?? new Map(types.map(parse));
  parsed.set(types, known);
  const whole = (path === undefined ? undefined : known.get(path)) ?? known.get(typed.type.toLowerCase());
  if (whole !== undefined || typed.domain !== undefined) return whole;
  const bare = known.get(typed.typeName);
  return bare === undefined || typed.array === undefined ? bare : listOf(bare, typed.array);
}

/** An array of so many dimensions. */
export function listOf(item: string, dimensions: number): string {
  return `${/[|&]/.test(item) ? `(${item})` : item}${"[]".repeat(dimensions)}`;
}

function parse(entry: string): readonly [string, string] {
  const at = entry.indexOf("=");
  const name = entry.slice(0, Math.max(at, 0)).trim();
  const type = entry.slice(at + 1).trim();
  if (name === "" || type === "")
    throw new Error(`the option \`types\` takes \`numeric=number\` or \`film.rating=Stars\`, not \`${entry}\``);
  return [name, type];
}
