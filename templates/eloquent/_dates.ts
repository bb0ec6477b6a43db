/** The columns that Eloquent writes itself: when a row was made, changed and deleted. */
import type { Column, Options, Table } from "./_types.ts";

export interface WrittenDates {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly deletedAt?: string;
}

export function writtenDates({ columns, dialect }: Table, options: Options): WrittenDates {
  const find = (name: string) => (name === "" ? undefined : columns.find((column) => column.name === name));
  const isDate = (column: Column | undefined): column is Column =>
    column !== undefined && !column.isReadOnly && column.array === undefined && isDateKind(column, dialect);
  const [created, updated, deleted] = [options.createdAt, options.updatedAt, options.softDeletes].map(find);
  return {
    ...(isDate(created) ? { createdAt: created.name } : {}),
    ...(isDate(updated) ? { updatedAt: updated.name } : {}),
    ...(isDate(deleted) && deleted.nullable ? { deletedAt: deleted.name } : {}),
  };
}

/** SQLite has no type for dates: there a text will do. */
function isDateKind({ kind }: Column, dialect: Table["dialect"]): boolean {
  return kind === "datetime" || kind === "timestamp" || (dialect === "sqlite" && kind === "string");
}
