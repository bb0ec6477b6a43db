/**
 * Comments in a CREATE TABLE, which SQLite keeps and people use to describe a table:
 *   - at the end of a line, of the column that stands before it, or of the table right behind `CREATE TABLE x (`;
 *   - on lines of their own directly above a column, of that column;
 *   - on lines of their own at the start, with a blank line behind them, of the table.
 * Comments inside parentheses, above a constraint, rulers (`-- ----`) and columns that are commented out (`-- old TEXT,`) are of nothing.
 */
import type { Part } from "./sqlite-ddl-parts.ts";
import type { Token } from "./sqlite-ddl-tokens.ts";
import { tokenAt } from "./sqlite-ddl-tokens.ts";

export interface Comments {
  readonly table?: string;
  /** By the number of the item. */
  readonly items: ReadonlyMap<number, string>;
}

type Item = readonly Part[];
type Say = (owner: "table" | number, comments: readonly Token[]) => void;

/** Comments of a text whose body is the group `body`, split into `items`. Each comment is looked at once. */
export function readComments(sql: string, body: Part, items: readonly Item[]): Comments {
  const found = new Map<"table" | number, string[]>();
  const say: Say = (owner, comments) => {
    for (const comment of comments) {
      const text = commentText(sql, comment);
      if (text === "") continue;
      const texts = found.get(owner);
      if (texts === undefined) found.set(owner, [text]);
      else texts.push(text);
    }
  };
  const queue = commentsOf(sql, body.end);
  say("table", takeBefore(queue, body.start));
  for (let index = 0; index <= items.length && queue.length > 0; index++) {
    const item = items[index];
    const gap = {
      sql,
      from: index === 0 ? body.start : endOf(items[index - 1]),
      to: startOf(item, body.end),
      next: index,
    };
    readGap(gap, takeBefore(queue, gap.to), say);
    const inside = item === undefined ? [] : takeBefore(queue, endOf(item));
    say(
      index,
      inside.filter((comment) => !isInGroup(comment, item)),
    );
  }
  const { table, ...rest } = joined(found);
  return table === undefined ? rest : { ...rest, table };
}

function joined(found: ReadonlyMap<"table" | number, readonly string[]>): {
  table?: string | undefined;
  items: Map<number, string>;
} {
  const items = new Map<number, string>();
  for (const [owner, texts] of found) if (owner !== "table") items.set(owner, texts.join("\n"));
  return { table: found.get("table")?.join("\n"), items };
}

function commentsOf(sql: string, end: number): Token[] {
  const found: Token[] = [];
  if (!sql.includes("--") && !sql.includes("/*")) return found;
  for (let token = tokenAt(sql, 0); token !== undefined && token.start < end; token = tokenAt(sql, token.end))
    if (token.kind === "comment") found.push(token);
  return found.reverse();
}

/** Takes from the end of `queue`, where the first ones are. */
function takeBefore(queue: Token[], end: number): Token[] {
  const taken: Token[] = [];
  for (let last = queue.at(-1); last !== undefined && last.start < end; last = queue.at(-1)) {
    taken.push(last);
    queue.pop();
  }
  return taken;
}

/** What lies between two items, or between one and a parenthesis. */
interface Gap {
  readonly sql: string;
  readonly from: number;
  readonly to: number;
  /** Number of the item behind it. */
  readonly next: number;
}

function readGap(gap: Gap, comments: readonly Token[], say: Say): void {
  const previous = gap.next === 0 ? "table" : gap.next - 1;
  let above: Token[] = [];
  let end = gap.from;
  let isOnLine = true;
  const passTo = (start: number) => {
    const space = gap.sql.slice(end, start);
    isOnLine &&= !space.includes("\n");
    if (!/\n[ \t\r]*\n/.test(space)) return;
    if (gap.next === 0) say("table", above);
    above = [];
  };
  for (const comment of comments) {
    passTo(comment.start);
    if (isOnLine && endsLine(gap.sql, comment)) say(previous, [comment]);
    else above.push(comment);
    end = comment.end;
  }
  passTo(gap.to);
  say(gap.next, above);
}

/** A comment before the comma is of what stands before it, also when more follows on the line. */
function endsLine(sql: string, comment: Token): boolean {
  const next = tokenAt(sql, comment.end);
  const mark = next === undefined ? "" : sql.slice(next.start, next.end);
  return mark === "" || mark === "," || mark === ")" || sql.slice(comment.end, next?.start).includes("\n");
}

function isInGroup(comment: Token, item: Item | undefined): boolean {
  return item?.some((part) => part.start < comment.start && comment.start < part.end) ?? false;
}

function startOf(item: Item | undefined, otherwise: number): number {
  return item?.[0]?.start ?? otherwise;
}

function endOf(item: Item | undefined): number {
  return item?.at(-1)?.end ?? 0;
}

function commentText(sql: string, { start, end }: Token): string {
  const whole = sql.slice(start, end);
  const inner = whole.startsWith("--") ? whole.replace(/^-+/, "") : whole.slice(2).replace(/\*\/$/, "");
  const lines = inner.split("\n").map((line) => line.trim().replace(/^\*+ ?/, ""));
  const text = lines.join("\n").trim();
  return /[\p{L}\p{N}]/u.test(text) && !text.endsWith(",") ? text : "";
}
