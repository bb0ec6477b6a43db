/** Columns of SQLite: what the pragma says, with what only the CREATE text knows. */
import type { Column, Generated } from "../schema.ts";
import type { ParsedColumn, ParsedTable } from "../sqlite-ddl.ts";
import { compactSql, foldCase } from "../sqlite-ddl-tokens.ts";
import type { ColumnRow } from "./sqlite-queries.ts";

export interface ColumnsInput {
  readonly rows: readonly ColumnRow[];
  /** Views and virtual tables have none. */
  readonly parsed?: ParsedTable;
  /** The primary key is the rowid, which SQLite counts, with or without AUTOINCREMENT. */
  readonly isRowid: boolean;
}

/** What a virtual table has for its own use is no column to others: `rank` of FTS5. */
const hiddenOfVirtualTable = 1;
const generatedKinds: ReadonlyMap<number, Generated["kind"]> = new Map([
  [2, "virtual"],
  [3, "stored"],
]);

export function columnsOf({ rows, parsed, isRowid }: ColumnsInput): Column[] {
  const visible = rows.filter((row) => row.hidden !== hiddenOfVirtualTable);
  return visible.map((row) => columnOf(row, parsed?.columns.get(foldCase(row.name)) ?? {}, isRowid && row.pk > 0));
}

function columnOf(row: ColumnRow, text: ParsedColumn, isRowid: boolean): Column {
  const usual = defaultOf(row);
  const kind = generatedKinds.get(row.hidden);
  const collation = collationOf(text);
  return {
    name: row.name,
    type: compactSql(row.type),
    nullable: isNullable(row),
    ...(usual === undefined ? {} : { default: usual }),
    ...(isRowid ? { autoIncrement: true as const } : {}),
    ...(kind === undefined ? {} : { generated: { expression: text.generated ?? "", kind } }),
    ...(collation === undefined ? {} : { collation }),
    ...(text.comment === undefined ? {} : { comment: text.comment }),
  };
}

/**
 * SQLite lets NULL into a primary key that is neither the rowid nor NOT NULL: a mistake of its first version that it keeps for old files.
 * Nobody who writes `id TEXT PRIMARY KEY` means it, and a model whose key may be null is of no use, so a key is never nullable here.
 */
function isNullable(row: ColumnRow): boolean {
  return row.notnull === 0 && row.pk === 0;
}

function defaultOf({ dflt_value: text }: ColumnRow): string | undefined {
  const sql = text === null ? "" : compactSql(text);
  return sql === "" || sql.toUpperCase() === "NULL" ? undefined : sql;
}

/** BINARY is what a column has anyway. */
export function collationOf({ collation }: ParsedColumn): string | undefined {
  return collation === undefined || foldCase(collation) === "binary" ? undefined : collation;
}
