/** Rows for schemas that come without: three in every table, that refer to one another. */
import type { ColumnData, TableData } from "#sources/database/unit-data.ts";
import type { LiveDatabase } from "./live.ts";

const count = 3;

/** Fills all tables, with the checks of references turned off: samples refer to one another in circles. */
export async function fill(database: LiveDatabase, tables: readonly TableData[]): Promise<void> {
  const { dialect } = database.schema;
  const isMaria = dialect === "mariadb";
  await database.query(isMaria ? "SET FOREIGN_KEY_CHECKS = 0" : "set session_replication_role = replica");
  for (const table of tables) {
    for (let row = 1; row <= count; row++) {
      const columns = table.columns.filter(({ isReadOnly }) => !isReadOnly);
      const names = columns.map(({ name }) => quoted(name, dialect));
      const values = columns.map((column) => madeUp(column, row, dialect));
      // Triggers may have made the row already.
      const insert = isMaria ? "INSERT IGNORE INTO" : "insert into";
      await database.query(
        `${insert} ${tableName(table, dialect)} (${names.join(", ")}) values (${values.join(", ")})`,
      );
    }
  }
  for (const { name, kind } of database.schema.schemas.flatMap(({ tables: all }) => all)) {
    if (kind === "materialized-view") await database.query(`refresh materialized view ${quoted(name, dialect)}`);
  }
  await database.query(isMaria ? "SET FOREIGN_KEY_CHECKS = 1" : "set session_replication_role = origin");
}

export function tableName(table: { readonly schema: string; readonly name: string }, dialect: string): string {
  return dialect === "postgres"
    ? `${quoted(table.schema, dialect)}.${quoted(table.name, dialect)}`
    : quoted(table.name, dialect);
}

export function quoted(name: string, dialect: string): string {
  return dialect === "mariadb" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
}

function madeUp(column: ColumnData, row: number, dialect: string): string {
  if (column.array !== undefined) return "'{}'";
  const { kind, typeName, values } = column;
  if (values !== undefined) return `'${values[row % values.length]?.replaceAll("'", "''")}'`;
  if (column.domain !== undefined && kind === "integer") return String(2000 + row);
  if (typeName === "year") return String(2000 + row);
  if (typeName === "geometry") return `ST_GeomFromText('POINT(${row} 1)')`;
  if (typeName === "tsvector") return "to_tsvector('row')";
  if (kind === "boolean") return dialect === "postgres" ? "true" : "1";
  if (kind === "binary") return dialect === "postgres" ? `'\\x0${row}'` : `'${row}'`;
  // In the partitions of Pagila.
  if (kind === "date" || kind === "datetime" || kind === "timestamp") return `'2022-0${row + 1}-03 04:05:06'`;
  if (kind === "string") return `'${`r${row}`.slice(0, column.length ?? 2)}'`;
  return String(row);
}
