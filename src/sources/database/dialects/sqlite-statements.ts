/**
 * What is done with a statement of a script. Scripts come from repositories that nobody has read: only what makes the schema is run.
 *   - CREATE, ALTER, DROP, transactions and two pragmas that ALTER obeys are run. With no rows in any table, none of them takes long.
 *   - Everything that reads or writes rows is skipped (INSERT, UPDATE, DELETE, SELECT, WITH, PRAGMA, VACUUM, …): rows are not the schema,
 *     a recursive query never ends, and functions reach files. A dump's own way to make a virtual table, an INSERT, is understood.
 *   - CREATE TABLE … AS SELECT makes the table with the columns of the query, which is not run.
 *   - ATTACH and DETACH are refused: what follows would be about another file.
 */
import type { Statement } from "../sqlite-ddl-statements.ts";
import { statementsOf } from "../sqlite-ddl-statements.ts";
import type { Token } from "../sqlite-ddl-tokens.ts";
import { foldCase, keyword, nameOf } from "../sqlite-ddl-tokens.ts";

export type Action =
  | { readonly do: "run" | "skip" | "refuse" }
  /** Words that SQLite does not know, for its own words about them: compiled, and not run. */
  | { readonly do: "compile" }
  | { readonly do: "create-as"; readonly header: string; readonly query: string }
  | { readonly do: "create-virtual"; readonly sql: string };

export function actionFor(sql: string, statement: Statement): Action {
  const first = keyword(sql, statement.head[0]);
  if (first === "CREATE") return actionForCreate(sql, statement);
  if (first === "PRAGMA") return { do: pragmas.has(foldCase(nameOf(sql, statement.head[1]))) ? "run" : "skip" };
  if (first === "INSERT") return actionForInsert(sql, statement);
  return { do: actions.get(first) ?? "compile" };
}

const actions: ReadonlyMap<string, "run" | "skip" | "refuse"> = new Map([
  ...["ALTER", "DROP", "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"].map(
    (word) => [word, "run"] as const,
  ),
  ...["REPLACE", "UPDATE", "DELETE", "SELECT", "WITH", "VALUES"].map((word) => [word, "skip"] as const),
  ...["ANALYZE", "REINDEX", "VACUUM", "EXPLAIN"].map((word) => [word, "skip"] as const),
  ["ATTACH", "refuse"],
  ["DETACH", "refuse"],
]);

/** They decide what becomes of references when a table is dropped or renamed. */
const pragmas: ReadonlySet<string> = new Set(["foreign_keys", "legacy_alter_table"]);

function actionForCreate(sql: string, { start, end, head }: Statement): Action {
  const words = head.map((token) => keyword(sql, token));
  if (words[1] === "VIRTUAL") return { do: "create-virtual", sql: sql.slice(start, end) };
  const table = words.indexOf("TABLE");
  if (table !== 1 && table !== 2) return { do: "run" };
  const name = behindName(sql, head, words[table + 1] === "IF" ? table + 4 : table + 1);
  if (/^sqlite_/i.test(nameOf(sql, head[name.last]))) return { do: "skip" };
  if (words[name.next] === "(") return { do: "run" };
  const as = head[name.next];
  if (words[name.next] !== "AS" || as === undefined) return { do: "compile" };
  return { do: "create-as", header: sql.slice(start, as.start), query: sql.slice(as.end, end) };
}

/** Where a name, maybe with that of a schema before it, has its last part, and what is next. */
function behindName(sql: string, head: readonly Token[], at: number): { last: number; next: number } {
  return keyword(sql, head[at + 1]) === "." ? { last: at + 2, next: at + 3 } : { last: at, next: at + 1 };
}

/** `INSERT INTO sqlite_schema … VALUES('table', 'docs', 'docs', 0, 'CREATE VIRTUAL TABLE docs USING fts5(title)')` */
function actionForInsert(sql: string, { head, tail }: Statement): Action {
  const [text] = tail;
  const isSchema = /^sqlite_(schema|master)$/i.test(nameOf(sql, head[2]));
  if (!isSchema || text?.kind !== "string") return { do: "skip" };
  const inner = nameOf(sql, text);
  const [statement] = statementsOf(inner);
  const action = statement === undefined ? undefined : actionFor(inner, statement);
  return action?.do === "create-virtual" ? action : { do: "skip" };
}

/** The table that a CREATE TABLE makes, or that an index, a trigger or an ALTER is about. */
export function subjectOf(sql: string, { head }: Statement): { table?: string; isMade: boolean } {
  const words = head.map((token) => keyword(sql, token));
  const isMade = words[0] === "CREATE" && words.indexOf("TABLE") > 0 && words.indexOf("TABLE") < 3;
  const before = isMade || words[0] === "ALTER" ? words.indexOf("TABLE") : words.indexOf("ON");
  if (before === -1) return { isMade };
  const name = isMade && words[before + 1] === "IF" ? before + 4 : before + 1;
  return { table: nameOf(sql, head[behindName(sql, head, name).last]), isMade };
}
