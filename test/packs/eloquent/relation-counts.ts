/** What SQL says that relations lead to: rows on this side times rows on the other. */
import type { Relation, TableData } from "#sources/database/unit-data.ts";
import type { LiveDatabase } from "./live.ts";
import { quoted, tableName } from "./rows.ts";

/** Pairs of rows that a relation joins. */
export async function countOf(relation: Relation, table: TableData, database: LiveDatabase): Promise<number> {
  const { dialect } = database.schema;
  const { through } = relation;
  const other = relation.table === undefined ? "" : tableName(relation.table, dialect);
  const near = on("a", relation.columns, through === undefined ? "b" : "p", relation.references, dialect);
  const pivot = through === undefined ? "" : ` join ${tableName(through.table, dialect)} p on ${near}`;
  const far = through === undefined ? near : on("p", through.columns, "b", through.references, dialect);
  const sql = `select count(*) as n from ${tableName(table, dialect)} a${pivot} join ${other} b on ${far}`;
  return Number((await database.query(sql))[0]?.n);
}

function on(
  left: string,
  columns: readonly string[],
  right: string,
  others: readonly string[],
  dialect: string,
): string {
  return columns
    .map((name, at) => `${left}.${quoted(name, dialect)} = ${right}.${quoted(others[at] ?? "", dialect)}`)
    .join(" and ");
}
