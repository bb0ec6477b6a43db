/**
 * The CREATE texts that SQLite keeps, for what no pragma tells. SQLite has accepted them, so nothing is checked; of a text that is not
 * understood nothing is said, and none makes this throw.
 */
import { readComments } from "./sqlite-ddl-comments.ts";
import { readConstraints } from "./sqlite-ddl-constraints.ts";
import type { Part } from "./sqlite-ddl-parts.ts";
import { itemsOf, partName, partsOf, partWord } from "./sqlite-ddl-parts.ts";
import type { ColumnExtras, Constraints } from "./sqlite-ddl-reader.ts";
import { compactSql, foldCase } from "./sqlite-ddl-tokens.ts";

export interface ParsedTable extends Readonly<Constraints> {
  readonly comment?: string;
  /** By names in lower case. */
  readonly columns: ReadonlyMap<string, ParsedColumn>;
}

export interface ParsedColumn extends Readonly<ColumnExtras> {
  readonly comment?: string;
}

/** What a CREATE TABLE says of its columns and constraints. */
export function parseCreateTable(sql: string): ParsedTable {
  const constraints: Constraints = { uniques: [], foreignKeys: [], checks: [] };
  const columns = new Map<string, ParsedColumn>();
  const body = partsOf(sql).find((part) => part.kind === "group");
  if (body === undefined) return { ...constraints, columns };
  const items = itemsOf(sql, body);
  const comments = readComments(sql, body, items);
  for (const [index, parts] of items.entries()) {
    const column = columnName(sql, parts);
    if (column === undefined) readConstraints({ sql, parts }, constraints);
    else {
      const extras = readConstraints({ sql, parts, column, at: 1 }, constraints);
      const comment = comments.items.get(index);
      columns.set(foldCase(column), comment === undefined ? extras : { ...extras, comment });
    }
  }
  return { ...constraints, columns, ...(comments.table === undefined ? {} : { comment: comments.table }) };
}

/** Words that begin a constraint; a column of that name is quoted. */
const constraintWords: ReadonlySet<string> = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]);

function columnName(sql: string, parts: readonly Part[]): string | undefined {
  return constraintWords.has(partWord(sql, parts[0])) ? undefined : partName(sql, parts[0]);
}

export interface ParsedIndex {
  /** What each part is made of, without its collation and direction. */
  readonly parts: readonly string[];
  readonly where?: string;
}

/** What a CREATE INDEX is made of. */
export function parseCreateIndex(sql: string): ParsedIndex {
  const all = partsOf(sql);
  const body = all.find((part) => part.kind === "group");
  if (body === undefined) return { parts: [] };
  const where = all.find((part) => part.start > body.end && partWord(sql, part) === "WHERE");
  const parts = itemsOf(sql, body).map((item) => expressionOf(sql, item));
  return where === undefined ? { parts } : { parts, where: compactSql(sql.slice(where.end)) };
}

function expressionOf(sql: string, item: readonly Part[]): string {
  let count = item.length;
  if (["ASC", "DESC"].includes(partWord(sql, item[count - 1]))) count -= 1;
  if (partWord(sql, item[count - 2]) === "COLLATE") count -= 2;
  return compactSql(sql.slice(item[0]?.start, item[count - 1]?.end));
}

/** The query of a CREATE VIEW: what stands behind AS. */
export function viewQuery(sql: string): string {
  const as = partsOf(sql).find((part) => partWord(sql, part) === "AS");
  return as === undefined ? "" : sql.slice(as.end).trim().replace(/;$/, "").trimEnd();
}

/** The module of a CREATE VIRTUAL TABLE. */
export function virtualModule(sql: string): string {
  const parts = partsOf(sql);
  const using = parts.findIndex((part) => partWord(sql, part) === "USING");
  return using === -1 ? "" : partName(sql, parts[using + 1]);
}
