/** The pages of the documentation, and what their tables list. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./source-graph.ts";

export const read = (path: string) => readFileSync(join(repository, path), "utf8");

/** README.md, and all of docs/. */
export const pages = [
  "README.md",
  ...[...new Bun.Glob("docs/**/*.md").scanSync({ cwd: repository })].map((path) => path.replaceAll("\\", "/")).sort(),
];

/** The rows of the tables of a page as cells; code spans lose their backticks. */
export function rowsOf(page: string): string[][] {
  const lines = page.split("\n").filter((line) => /^\|.*\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => plain(cell.trim())),
  );
}

/** `` `a\|b` `` as it is meant. */
function plain(cell: string): string {
  const code = /^(`+)( ?)(.*)\2\1$/.exec(cell)?.[3];
  return code === undefined || code.includes("` ") ? cell : code.replaceAll("\\|", "|");
}

/** First cells of the tables below a heading, up to the next one of its level or above. */
export function listedBelow(page: string, heading: string): string[] {
  return rowsBelow(page, heading).map(([first = ""]) => first);
}

/** What the table of an index page links to: `` [`data`](sources/data.md) ``. */
export function namesLinked(page: string): string[] {
  return [...read(page).matchAll(/^\| \[`([\w-]+)`\]\(/gm)].map(([, name = ""]) => name).toSorted();
}

/** The same tables with all their cells, the two rows of each head included. Throws where there is no such heading. */
export function rowsBelow(page: string, heading: string): string[][] {
  const level = heading.indexOf(" ");
  const start = page.indexOf(`\n${heading}\n`);
  const rest = page.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  if (start < 0) throw new Error(`the page has no heading \`${heading}\``);
  return rowsOf(end < 0 ? rest : rest.slice(0, end));
}
