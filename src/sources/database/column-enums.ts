/**
 * Enums that belong to a column (MySQL and MariaDB) and have no name of their own: they are called after table and column. Pure.
 * Where two of those names meet, `a_b.c` and `a.b_c`, the later one gets a number: so no enum loses its name to a table that sorts after it.
 */
import { typeDetails } from "./column-type.ts";
import type { DatabaseSchema, Schema } from "./schema.ts";
import { tableKey } from "./table-names.ts";
import type { EnumData } from "./unit-data.ts";

/** By `columnKey`, in the order of schemas, tables and columns. */
export type ColumnEnums = ReadonlyMap<string, EnumData>;

export function columnEnums({ dialect, schemas }: DatabaseSchema): ColumnEnums {
  if (dialect !== "mysql" && dialect !== "mariadb") return new Map();
  return new Map(schemas.flatMap(enumsOf));
}

export function columnKey(schema: string, table: string, column: string): string {
  return tableKey(tableKey(schema, table), column);
}

function enumsOf(schema: Schema): [key: string, data: EnumData][] {
  const taken = new Set(schema.enums.map(({ name }) => name));
  return schema.tables.flatMap(({ name: table, columns }) =>
    columns.flatMap((column): [string, EnumData][] => {
      const { kind, values } = typeDetails(column.type, "mysql");
      if (kind !== "enum" || values === undefined) return [];
      const name = freeName(`${table}_${column.name}`, taken);
      const data = { schema: schema.name, name, values, column: { table, name: column.name } };
      return [[columnKey(schema.name, table, column.name), data]];
    }),
  );
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  taken.add(name);
  return name;
}
