/**
 * Type expressions as text: precedence, line breaks and indentation, as a formatter would set them.
 * Invariant: a text that does not fit on its line starts with a line end and is indented for `level` (unions), or opens with
 * a bracket and closes at `level` (objects, tuples); `after` puts either behind a colon or an equals sign.
 */

/** How tightly a type holds together: what is looser than its surroundings needs brackets. */
export const rank = { atom: 0, operator: 1, intersection: 2, union: 3 } as const;

export interface TypeText {
  readonly text: string;
  readonly rank: number;
  /** The parts of a union, so that a union of unions is one union. */
  readonly members?: readonly TypeText[];
  /** An object type with nothing around it: an interface can be made of it. */
  readonly isObject?: boolean;
}

/** Room for a type on the line of its property; names before it are not counted. */
const lineWidth = 90;

const pads: string[] = [];

/** Two spaces a level. */
export function pad(level: number): string {
  pads[level] ??= "  ".repeat(level);
  return pads[level];
}

export function atom(text: string): TypeText {
  return { text, rank: rank.atom };
}

export const unknownType = atom("unknown");
export const neverType = atom("never");
export const nullType = atom("null");

/** The text behind `:` or `=`. */
export function after(type: TypeText): string {
  return type.text.startsWith("\n") ? type.text : ` ${type.text}`;
}

/** One of the types. What no value can have adds nothing; `null` stands last; members must be rendered for `level + 2`. */
export function union(types: readonly TypeText[], level: number): TypeText {
  const members = distinct(types.flatMap((type) => type.members ?? [type])).filter((type) => type.text !== "never");
  if (members.some((type) => type.text === "unknown")) return unknownType;
  const [first, second] = members;
  if (first === undefined) return neverType;
  if (second === undefined) return first;
  const ordered = nullLast(members);
  const texts = ordered.map((type) => (type.rank === rank.intersection ? bracketed(type, level + 2) : type.text));
  return { text: setUnion(texts, level), rank: rank.union, members: ordered };
}

/** A type that may be null; `type` must be rendered for `level`. */
export function nullable(type: TypeText, level: number): TypeText {
  if (type.text === "unknown" || type.text === "null") return type;
  if (type.members !== undefined) return union([type, nullType], level);
  const text = type.rank === rank.intersection ? bracketed(type, level) : type.text;
  return { text: `${text} | null`, rank: rank.union, members: [type, nullType] };
}

function setUnion(texts: readonly string[], level: number): string {
  const inline = texts.join(" | ");
  if (inline.length + 2 * level <= lineWidth && !inline.includes("\n")) return inline;
  return texts.map((text) => `\n${pad(level + 1)}| ${text}`).join("");
}

/** All of the types at once. */
export function intersection(types: readonly TypeText[], level: number): TypeText {
  const parts = distinct(types).filter((type) => type.text !== "unknown");
  const [first, second] = parts;
  if (first === undefined) return unknownType;
  if (second === undefined) return first;
  const texts = parts.map((type) => (type.rank > rank.intersection ? bracketed(type, level) : type.text));
  const inline = texts.join(" & ");
  const fits = inline.includes("\n") || inline.length + 2 * level <= lineWidth;
  return { text: fits ? inline : texts.join(` &\n${pad(level + 1)}`), rank: rank.intersection };
}

/** An array of the type. */
export function arrayOf(item: TypeText, isReadonly: boolean, level: number): TypeText {
  const text = `${item.rank === rank.atom ? item.text : bracketed(item, level)}[]`;
  return isReadonly ? { text: `readonly ${text}`, rank: rank.operator } : atom(text);
}

/** A tuple; items must be rendered for `level + 1`. */
export function tupleOf(
  items: readonly TypeText[],
  rest: TypeText | undefined,
  isReadonly: boolean,
  level: number,
): TypeText {
  const texts = items.map((item) => (item.text.startsWith("\n") ? bracketed(item, level + 1) : item.text));
  if (rest !== undefined) texts.push(`...${arrayOf(rest, false, level + 1).text}`);
  const inline = `[${texts.join(", ")}]`;
  const fits = !inline.includes("\n") && inline.length + 2 * level <= lineWidth;
  const lines = texts.map((text) => `\n${pad(level + 1)}${text},`).join("");
  const text = fits ? inline : `[${lines}\n${pad(level)}]`;
  return isReadonly ? { text: `readonly ${text}`, rank: rank.operator } : atom(text);
}

function bracketed(type: TypeText, level: number): string {
  return type.text.startsWith("\n") ? `(${type.text}\n${pad(level)})` : `(${type.text})`;
}

function distinct(types: readonly TypeText[]): readonly TypeText[] {
  if (types.length < 2) return types;
  const seen = new Set<string>();
  return types.filter((type) => !seen.has(type.text) && seen.add(type.text));
}

function nullLast(members: readonly TypeText[]): readonly TypeText[] {
  if (!members.some((type) => type.text === "null")) return members;
  return [...members.filter((type) => type.text !== "null"), nullType];
}
