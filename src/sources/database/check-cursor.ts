/** A check expression while it is read: a place among its tokens, and the small steps that all readers take. */
import type { CheckDialect, Token } from "./check-tokens.ts";

/** A check, and whose columns it speaks of. */
export interface CheckText {
  readonly dialect: CheckDialect;
  readonly tokens: readonly Token[];
  /** The place of the closing bracket for that of each opening one. */
  readonly closes: ReadonlyMap<number, number>;
  /** The column that a word or a quoted name stands for, as the table spells it. */
  columnOf(token: Token): string | undefined;
}

/** Reads on from `at`; a read that fails leaves it anywhere. */
export interface Cursor {
  readonly check: CheckText;
  at: number;
  /** How many parentheses there are around what is read. */
  depth: number;
}

/** More parentheses than a person writes or a server prints, and far from the end of the stack. */
export const deepest = 200;

export function keywordAt({ check, at }: Cursor): string {
  return check.tokens[at]?.keyword ?? "";
}

/** Steps over the keyword if it is there. */
export function skip(cursor: Cursor, keyword: string): boolean {
  if (keywordAt(cursor) !== keyword) return false;
  cursor.at += 1;
  return true;
}

/** What `read` finds between parentheses. */
export function readGroup<T>(cursor: Cursor, read: (inner: Cursor) => T | undefined): T | undefined {
  if (cursor.depth >= deepest || !skip(cursor, "(")) return undefined;
  cursor.depth += 1;
  const found = read(cursor);
  cursor.depth -= 1;
  return skip(cursor, ")") ? found : undefined;
}

/** The type behind each `::`, one after the other; `undefined` when one of them could be anything. */
export function readCasts(cursor: Cursor): readonly string[] | undefined {
  const types: string[] = [];
  while (skip(cursor, "::")) {
    const type = readType(cursor);
    if (type === undefined) return undefined;
    types.push(type);
  }
  return types;
}

/** The name of a type, with `[]` for an array. One with arguments may cut values, and one of a schema may be anything. */
function readType(cursor: Cursor): string | undefined {
  let type = keywordAt(cursor);
  if (!/^[a-z]/.test(type)) return undefined;
  cursor.at += 1;
  if (type === "character" && skip(cursor, "varying")) type = "character varying";
  if (type === "double" && skip(cursor, "precision")) type = "double precision";
  if (keywordAt(cursor) === "(" || keywordAt(cursor) === ".") return undefined;
  if (!skip(cursor, "[")) return type;
  return skip(cursor, "]") ? `${type}[]` : undefined;
}
