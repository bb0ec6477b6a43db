/** Absent members: the nouns of a schema leave out what is not there, so that two of them are equal when they say the same. */

type Present<T> = { [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name] } & {
  [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>;
};

/** The value without its members that are undefined, in the same order. A loop: it runs once for every column of a database. */
export function present<T extends object>(value: T): Present<T> {
  const result: Partial<T> = {};
  for (const name in value) if (value[name] !== undefined) result[name] = value[name];
  return result as unknown as Present<T>;
}

/** `true`, or a member that is left out. */
export function flag(condition: boolean): true | undefined {
  return condition ? true : undefined;
}

/** Code units decide, never a locale: the same on every machine. */
export function byName(one: { readonly name?: string }, other: { readonly name?: string }): number {
  const [a = "", b = ""] = [one.name, other.name];
  return a < b ? -1 : a > b ? 1 : 0;
}
