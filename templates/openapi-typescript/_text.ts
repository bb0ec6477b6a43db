/** Type expressions as text: precedence, line breaks and indentation, as a formatter would set them. */

/** How tightly a type holds together: what is looser than its surroundings needs brackets. */
export const rank = { atom: 0, operator: 1, intersection: 2, union: 3 } as const;

export interface TypeText {
  readonly text: string;
  readonly rank: number;
  /**
   * `line` fits on one line; `block` begins on the line of its property and goes on below, indented for its level;
   * `list` begins on a line of its own. Kept, because looking for it in a long text costs more than making the text.
   */
  readonly layout: "line" | "block" | "list";
  /** The parts of a union, so that a union of unions is one union. */
  readonly members?: readonly TypeText[];
  /** The same for a union of literals. */
  readonly literals?: readonly string[];
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

/** A type on one line that holds together by itself. */
export function atom(text: string): TypeText {
  return { text, rank: rank.atom, layout: "line" };
}

export const unknownType = atom("unknown");
export const neverType = atom("never");
export const nullType = atom("null");

/** The text behind `:` or `=`. */
export function after(type: TypeText): string {
  return type.layout === "list" ? type.text : ` ${type.text}`;
}

/** An object type with these lines as its members. */
export function objectBlock(members: string, level: number): TypeText {
  return { text: `{\n${members}${pad(level)}}`, rank: rank.atom, layout: "block", isObject: true };
}

/** One of the types. What no value can have adds nothing; `null` stands last; members must be rendered for `level + 2`. */
export function union(types: readonly TypeText[], level: number): TypeText {
  const all = types.flatMap((type) => type.members ?? type.literals?.map(literalAtom) ?? [type]);
  if (all.includes(unknownType)) return unknownType;
  const members = nullLast(distinct(all.filter((type) => type !== neverType)));
  const [first, second] = members;
  if (first === undefined) return neverType;
  if (second === undefined) return first;
  const texts = members.map((type) => (type.rank === rank.intersection ? bracketed(type, level + 2) : type.text));
  const inline = texts.join(" | ");
  const isLine = inline.length + 2 * level <= lineWidth && members.every((type) => type.layout === "line");
  const text = isLine ? inline : texts.map((member) => `\n${pad(level + 1)}| ${member}`).join("");
  return { text, rank: rank.union, layout: isLine ? "line" : "list", members };
}

/** One of some literals, each on one line: the common union, without the work that others need. */
export function literalUnion(literals: readonly string[], level: number): TypeText {
  const unique = literals.length < 2 ? literals : [...new Set(literals)];
  const inline = unique.join(" | ");
  const isShort = inline.length + 2 * level <= lineWidth;
  if (!isShort || unique.length < 2 || unique.includes("null")) return union(unique.map(literalAtom), level);
  return { text: inline, rank: rank.union, layout: "line", literals: unique };
}

function literalAtom(text: string): TypeText {
  return text === "null" ? nullType : atom(text);
}

/** A type that may be null; `type` must be rendered for `level`. */
export function nullable(type: TypeText, level: number): TypeText {
  if (type === unknownType || type === nullType) return type;
  if ((type.members ?? type.literals) !== undefined) return union([type, nullType], level);
  const text = type.rank === rank.intersection ? bracketed(type, level) : type.text;
  return { text: `${text} | null`, rank: rank.union, layout: type.layout, members: [type, nullType] };
}

/** All of the types at once. */
export function intersection(types: readonly TypeText[], level: number): TypeText {
  const parts = distinct(types.filter((type) => type !== unknownType));
  const [first, second] = parts;
  if (first === undefined) return unknownType;
  if (second === undefined) return first;
  const texts = parts.map((type) => (type.rank > rank.intersection ? bracketed(type, level) : type.text));
  const inline = texts.join(" & ");
  const isBlock = parts.some((type) => type.layout !== "line");
  if (isBlock || inline.length + 2 * level <= lineWidth) {
    return { text: inline, rank: rank.intersection, layout: isBlock ? "block" : "line" };
  }
  return { text: texts.join(` &\n${pad(level + 1)}`), rank: rank.intersection, layout: "block" };
}

/** An array of the type. */
export function arrayOf(item: TypeText, isReadonly: boolean, level: number): TypeText {
  const text = `${item.rank === rank.atom ? item.text : bracketed(item, level)}[]`;
  return readonlyIf(isReadonly, text, item.layout === "line");
}

/** A tuple; items must be rendered for `level + 1`. */
export function tupleOf(
  items: readonly TypeText[],
  rest: TypeText | undefined,
  isReadonly: boolean,
  level: number,
): TypeText {
  const parts = items.map((item) => (item.layout === "list" ? bracketed(item, level + 1) : item.text));
  if (rest !== undefined) parts.push(`...${arrayOf(rest, false, level + 1).text}`);
  const inline = `[${parts.join(", ")}]`;
  const isLine = inline.length + 2 * level <= lineWidth && !inline.includes("\n");
  const lines = parts.map((part) => `\n${pad(level + 1)}${part},`).join("");
  return readonlyIf(isReadonly, isLine ? inline : `[${lines}\n${pad(level)}]`, isLine);
}

function readonlyIf(isReadonly: boolean, text: string, isLine: boolean): TypeText {
  const layout = isLine ? "line" : "block";
  return isReadonly ? { text: `readonly ${text}`, rank: rank.operator, layout } : { text, rank: rank.atom, layout };
}

function bracketed(type: TypeText, level: number): string {
  return type.layout === "list" ? `(${type.text}\n${pad(level)})` : `(${type.text})`;
}

function distinct(types: readonly TypeText[]): readonly TypeText[] {
  if (types.length < 2) return types;
  const seen = new Set<string>();
  return types.filter((type) => !seen.has(type.text) && seen.add(type.text));
}

function nullLast(members: readonly TypeText[]): readonly TypeText[] {
  return members.includes(nullType) ? [...members.filter((type) => type !== nullType), nullType] : members;
}
