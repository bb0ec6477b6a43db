/** Which bracket closes which in a check expression: parentheses, square brackets, and CASE with its END. */
import type { Token } from "./check-tokens.ts";

/** The place of the closing bracket for that of each opening one; `undefined` when they do not match. */
export function matchBrackets(tokens: readonly Token[]): ReadonlyMap<number, number> | undefined {
  const closes = new Map<number, number>();
  const open: { readonly at: number; readonly closer: string }[] = [];
  for (const [at, { keyword }] of tokens.entries()) {
    const closer = closers.get(keyword);
    const innermost = open.at(-1);
    if (closer !== undefined) open.push({ at, closer });
    else if (keyword === innermost?.closer) closes.set(open.pop()?.at ?? at, at);
    else if (isStray(keyword, innermost?.closer)) return undefined;
  }
  return open.length === 0 ? closes : undefined;
}

const closers: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["case", "end"],
]);

/** SQLite takes `end` for a name where it likes: a column of that name seems to end its CASE too early, and then THEN is left over. */
function isStray(keyword: string, closer: string | undefined): boolean {
  if (keyword === "when" || keyword === "then" || keyword === "else") return closer !== "end";
  return keyword === ")" || keyword === "]";
}
