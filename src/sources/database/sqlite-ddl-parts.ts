/** SQL as a flat list of parts, where parentheses with all they hold are one part: no nesting is followed, so none is too deep. */
import type { Token, TokenKind } from "./sqlite-ddl-tokens.ts";
import { compactSql, keyword, nameOf, tokensOf } from "./sqlite-ddl-tokens.ts";

export interface Part {
  readonly kind: TokenKind | "group";
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** The parts of a piece of the text; it ends before a parenthesis that closes what was opened outside. */
export function partsOf(sql: string, from = 0, to = sql.length): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let opened = 0;
  for (const token of tokensOf(sql, from, to)) {
    const mark = token.kind === "mark" ? sql[token.start] : "";
    if (mark === "(" && depth++ === 0) opened = token.start;
    if (mark === ")" && depth === 0) return parts;
    if (mark === ")" && --depth === 0) parts.push({ kind: "group", start: opened, end: token.end });
    else if (depth === 0) parts.push(token);
  }
  if (depth > 0) parts.push({ kind: "group", start: opened, end: to });
  return parts;
}

/** The parts inside a group, split at its commas; an empty group has no items. */
export function itemsOf(sql: string, group: Part): Part[][] {
  const items: Part[][] = [[]];
  for (const part of partsOf(sql, group.start + 1, group.end)) {
    if (part.kind === "mark" && sql[part.start] === ",") items.push([]);
    else items.at(-1)?.push(part);
  }
  return items.filter((item) => item.length > 0);
}

/** What a group holds, on one line. */
export function insideOf(sql: string, group: Part): string {
  const end = sql[group.end - 1] === ")" ? group.end - 1 : group.end;
  return compactSql(sql.slice(group.start + 1, end));
}

/** The names that the items of a group begin with: `(a COLLATE NOCASE, "b" DESC)` has `a` and `b`. */
export function namesIn(sql: string, group: Part): string[] {
  return itemsOf(sql, group).map(([first]) => partName(sql, first));
}

export function partWord(sql: string, part: Part | undefined): string {
  return part === undefined || part.kind === "group" ? "" : keyword(sql, part as Token);
}

export function partName(sql: string, part: Part | undefined): string {
  return part === undefined || part.kind === "group" ? "" : nameOf(sql, part as Token);
}
