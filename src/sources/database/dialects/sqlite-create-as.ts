/**
 * CREATE TABLE … AS SELECT without running the query: it becomes a view for a moment, which tells the names and types of its columns, and
 * the table is made from those as SQLite would make it.
 */
import type { Database } from "bun:sqlite";

/** A name that no script has by chance; one that has it on purpose gets an error. */
const view = "query of specmill";

/** `header` is the statement up to AS. */
export function createTableAs(database: Database, header: string, query: string): void {
  database.prepare(`create temp view "${view}" as ${query}`).run();
  try {
    const rows = database.prepare("select name, type from pragma_table_xinfo(?1, 'temp')").all(view);
    const columns = (rows as { name: string; type: string }[]).map(
      ({ name, type }) => `${quoted(name)} ${affinity(type)}`,
    );
    database.prepare(`${header} (${columns.join(", ")})`).run();
  } finally {
    database.run(`drop view temp."${view}"`);
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What SQLite writes for a type: https://sqlite.org/datatype3.html#determination_of_column_affinity, in the order of its rules. */
function affinity(type: string): string {
  if (/int/i.test(type)) return "INT";
  if (/char|clob|text/i.test(type)) return "TEXT";
  if (type === "" || /blob/i.test(type)) return "";
  return /real|floa|doub/i.test(type) ? "REAL" : "NUM";
}
