/** The words that differences are told in: names and values on one line, fields and flags of anything. Pure. */

/** A name or a value, quoted; what would break the line is escaped. */
export function quote(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
  return `\`${line.replace(/[\u007f-\u009f\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`)}\``;
}

/** Longer ones would hide what the sentence is about. */
const longest = 80;

function isShort(value: unknown): boolean {
  return typeof value === "string" ? value.length <= longest && !value.includes("\n") : typeof value !== "object";
}

/** The value itself, or as much of it as is read in passing. */
export function quoteStart(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return quote(isShort(line) ? line : `${line.slice(0, longest)}…`);
}

/** Texts that fit on a line are quoted, from what to what; of others it is told that they changed. */
export function changed(what: string, old: unknown, now: unknown): string {
  if (!isShort(old) || !isShort(now)) return `${what} changed`;
  return `${what} changed from ${quote(String(old))} to ${quote(String(now))}`;
}

/** One field that either side may be without. */
export function fieldDifference(what: string, old: unknown, now: unknown): string[] {
  if (isSame(old, now)) return [];
  if (old === undefined) return [isShort(now) ? `${what} added: ${quote(String(now))}` : `${what} added`];
  return [now === undefined ? `${what} removed` : changed(what, old, now)];
}

/** What a flag that was set or taken away means. */
export function flagDifference(
  what: string,
  old: unknown,
  now: unknown,
  [set, unset]: readonly [string, string],
): string[] {
  if (old === now) return [];
  return [`${what} ${now === true ? set : unset}`];
}

interface Commented {
  readonly comment?: string;
}

export function commentDifference(what: string, { comment: old }: Commented, { comment: now }: Commented): string[] {
  if (old === now) return [];
  return [`comment of ${what} ${old === undefined ? "added" : now === undefined ? "removed" : "changed"}`];
}

export interface Named {
  readonly name: string;
}

/** What the members of a list are called, and how two of one name are compared. */
export interface Members<T extends Named> {
  what(member: T): string;
  compare(what: string, old: T, now: T): readonly string[];
}

/** Members of a list by name: added, removed, or compared. What is new stands where it is now, what is gone at the end. */
export function memberDifferences<T extends Named>(
  before: readonly T[],
  after: readonly T[],
  { what, compare }: Members<NoInfer<T>>,
): string[] {
  const olds = new Map(before.map((one) => [one.name, one]));
  const kept = new Set(after.map((one) => one.name));
  return [
    ...after.flatMap((now) => {
      const old = olds.get(now.name);
      return old === undefined ? [`${what(now)} added`] : isSame(old, now) ? [] : compare(what(now), old, now);
    }),
    ...before.filter((one) => !kept.has(one.name)).map((old) => `${what(old)} removed`),
  ];
}

/** What both lists have stands in another order. */
export function orderDifference(what: string, old: readonly string[], now: readonly string[]): string[] {
  const [olds, news] = [new Set(old), new Set(now)];
  const isMoved = !isSame(
    old.filter((name) => news.has(name)),
    now.filter((name) => olds.has(name)),
  );
  return isMoved ? [`${what} in another order`] : [];
}

/** Equal as JSON; the order of keys says nothing, as a snapshot and a catalogue may differ in it. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((member, at) => isSame(member, other[at]));
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one);
  // What is `undefined` is not in the JSON.
  return (
    names.every((name) => isSame(one[name], other[name])) &&
    Object.keys(other).every((name) => other[name] === undefined || one[name] !== undefined)
  );
}

/** The same text for the same JSON. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member) => (isRecord(member) ? sorted(member) : member)) ?? "";
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function sorted(value: { readonly [key: string]: unknown }): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
