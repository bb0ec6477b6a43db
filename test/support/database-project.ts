/** Projects over a database, with a pack of their own that is as small as it can be: a file a table that lists its columns, and one of all tables. */
import { Database } from "bun:sqlite";
import { join } from "node:path";
import type { Files, Project, Run } from "./rig.ts";

/** `source` are the options of the source `shop`, as YAML has them in one line: `url: $DATABASE_URL, timeout: 1`. */
export function shopOver(source: string, more: Files = {}): Files {
  return {
    "specmill.yaml": shopConfig(`  shop: { kind: database, ${source} }`),
    "pack/pack.yaml": "name: tables\nsource: database\n",
    "pack/table.txt.eta": `---
each: table
output: "<%= unit.slug %>.txt"
---
<% for (const column of unit.data.columns) { %>
<%= column.name %> <%= column.type %>
<% } %>
`,
    "pack/all.txt.eta": `---
each: once
output: all.txt
---
<% for (const table of units("table")) { %>
<%= table.name %>
<% } %>
`,
    ...more,
  };
}

/** A config with these lines for sources, of which `shop` is rendered. */
export function shopConfig(...sources: readonly string[]): string {
  return ["sources:", ...sources, "targets:", "  tables: { source: shop, pack: ./pack, output: out }", ""].join("\n");
}

export const filmTable = "create table film (id integer primary key, title varchar(100) not null)";

/** Runs statements on a SQLite file of a project, and closes it. */
export function runSqlite(at: Project, file: string, ...statements: readonly string[]): void {
  const database = new Database(join(at.root, file), { create: true });
  try {
    for (const statement of statements) database.run(statement);
  } finally {
    database.close();
  }
}

/** The last event of a run that was asked for JSON. */
export function summaryOf({ stdout }: Run): { readonly counts: { readonly [name: string]: number } } {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

/** With what was said, so that a failure explains itself. */
export function expectRun({ code, stdout, stderr }: Run, expected: number, said?: string): void {
  if (code !== expected || !(stdout + stderr).includes(said ?? ""))
    throw new Error(
      `expected exit code ${expected}${said === undefined ? "" : ` and\n${said}\n`}, got ${code} and\n${stdout}${stderr}`,
    );
}
