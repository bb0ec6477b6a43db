/** Which columns tell the rows of a table apart, and who makes their values. */
import type { Column, Table } from "./_types.ts";

export interface RowKey {
  /** Empty where nothing tells rows apart. */
  readonly columns: readonly string[];
  /** What Eloquent takes for the key: the only column, or of several the one that the database counts. */
  readonly single?: Column;
  /** The database makes the value of `single`, and Eloquent can learn it. */
  readonly isMade: boolean;
}

/** The primary key; without one, the first unique constraint that no NULL gets around. */
export function rowKey({ primaryKey, uniques, columns, dialect }: Table): RowKey {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const isWhole = (names: readonly string[]) => names.every((name) => byName.get(name)?.nullable === false);
  const names = primaryKey?.columns ?? uniques.find((key) => isWhole(key.columns))?.columns ?? [];
  const key = names.map((name) => byName.get(name)).filter((column) => column !== undefined);
  const counted = key.find((column) => isMadeByDatabase(column, dialect));
  const single = key.length === 1 ? key[0] : counted;
  return { columns: names, isMade: counted !== undefined, ...(single === undefined ? {} : { single }) };
}

/** PostgreSQL hands back whatever it made; the others only what they counted. */
function isMadeByDatabase(column: Column, dialect: Table["dialect"]): boolean {
  if (column.autoIncrement === true || column.identity !== undefined) return true;
  return dialect === "postgres" && column.default !== undefined;
}

export function isInteger({ kind, array }: Column): boolean {
  return (kind === "integer" || kind === "bigint") && array === undefined;
}
