/**
 * What the files of this pack call their types.
 * Invariant: a name depends on the unit's own name and the options alone, so that the file that declares it and those that import it agree.
 */
import type { PackContext } from "./_types.ts";

/** Names that the generated code uses; no generated type may hide them. */
const usedNames: ReadonlySet<string> = new Set([
  ...["ColumnType", "Database", "Generated", "GeneratedAlways", "Insertable", "Selectable", "Updateable"],
  ...["Buffer", "Date", "Float32Array", "Int32Array", "Readonly", "Record", "Uint8Array"],
  ...["JsonArray", "JsonInput", "JsonObject", "JsonValue", "PostgresInterval"],
]);

/** `mpaa_rating` is `MpaaRating`, `archive.film` is `ArchiveFilm`. */
export function typeName({ casing, ts }: PackContext, name: string): string {
  const wanted = ts.identifier(ts.typeName(casing.pascal(name)));
  return usedNames.has(wanted) ? `${wanted}_` : wanted;
}

/** What the file of a table exports. */
export interface TableNames {
  /** The interface of its columns. */
  readonly table: string;
  readonly select: string;
  readonly insert: string;
  readonly update: string;
}

export function tableNames(it: PackContext, name: string): TableNames {
  const row = typeName(it, rowName(it, name));
  return {
    table: `${typeName(it, name).replace(/_$/, "")}Table`,
    select: row,
    insert: `New${row}`,
    update: `${row}Update`,
  };
}

/** What the file of a view exports. */
export function viewNames(it: PackContext, name: string): Pick<TableNames, "table" | "select"> {
  const { table, select } = tableNames(it, name);
  return { table: table.replace(/Table$/, "View"), select };
}

/** What the schemas of a table are called. */
export function schemaNames(it: PackContext, name: string): Omit<TableNames, "table"> {
  const { casing, ts } = it;
  const row = ts.identifier(casing.camel(rowName(it, name))).replace(/_$/, "");
  return { select: `${row}Select`, insert: `${row}Insert`, update: `${row}Update` };
}

/** How far the name of a row is from that of its table: not at all, in spelling, or in number. */
export function distanceOf(it: PackContext, name: string, row: string): number {
  return name === row ? 0 : rowName(it, name) === name ? 1 : 2;
}

function rowName({ casing, options }: PackContext, name: string): string {
  return options.singular ? casing.singular(name) : name;
}

/** The values of an enum, for `enums: const`. */
export function valuesName(it: PackContext, name: string): string {
  return `${typeName(it, name)}Values`;
}

/** The name in the id of a unit: `enum:mood` is `mood`. */
export function nameOfId(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}
