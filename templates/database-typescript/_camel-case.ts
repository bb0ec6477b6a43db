/**
 * Names as the CamelCasePlugin of Kysely (0.29) makes them with its default options, so that the types say what a query finds: its two
 * functions, unit of text by unit of text. Not every name comes back from them: `line_2` is `line2`, and that is `line2` to the database.
 */
import type { DialectName, Options } from "./_types.ts";

/** `first_name` is `firstName`; capitals stay. */
export function camelCase(name: string): string {
  let camel = name.slice(0, 1);
  for (let at = 1; at < name.length; at++) {
    const unit = name.charAt(at);
    if (unit !== "_") camel += name[at - 1] === "_" ? unit.toUpperCase() : unit;
  }
  return camel;
}

/** What the plugin asks the database for. */
export function snakeCase(name: string): string {
  const upper = name.toUpperCase();
  const lower = name.toLowerCase();
  const isUpper = (at: number) => name[at] === upper[at] && upper[at] !== lower[at];
  let snake = lower.slice(0, 1);
  for (let at = 1; at < name.length; at++) {
    if (!isUpper(at)) snake += name[at];
    else snake += isUpper(at - 1) ? lower[at] : `_${lower[at]}`;
  }
  return snake;
}

/** The name of a table or column in code. */
export function codeName(name: string, options: Options): string {
  return options.camelCase ? camelCase(name) : name;
}

/** Whether a query can name it; PostgreSQL alone knows capitals in names. */
export function isReachable(name: string, options: Options, dialect: DialectName): boolean {
  if (!options.camelCase) return true;
  const found = snakeCase(camelCase(name));
  return dialect === "postgres" ? found === name : found.toLowerCase() === name.toLowerCase();
}

/** Of things whose names in code meet, the one that a query finds, or else the first; order stays. */
export function withoutDoubles<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  options: Options,
  dialect: DialectName,
): readonly T[] {
  if (!options.camelCase) return things;
  const kept = new Map<string, T>();
  for (const thing of things) {
    const name = nameOf(thing);
    const inCode = camelCase(name);
    if (!kept.has(inCode) || isReachable(name, options, dialect)) kept.set(inCode, thing);
  }
  if (kept.size === things.length) return things;
  return things.filter((thing) => kept.get(camelCase(nameOf(thing))) === thing);
}
