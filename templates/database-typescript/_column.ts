/** The members of a table's interface. */
import { codeName, isReachable } from "./_camel-case.ts";
import { commentOf } from "./_comment.ts";
import type { Column } from "./_types.ts";
import type { Place, ValueType } from "./_values.ts";
import { valueType } from "./_values.ts";

const unreachable = "The `CamelCasePlugin` does not find this column by name: only `selectAll` does.";

export function columnMember(place: Place, column: Column, isWritable: boolean): string {
  const { file, dialect } = place;
  const note = isReachable(column.name, file.options, dialect) ? "" : unreachable;
  const key = file.it.ts.propertyKey(codeName(column.name, file.options));
  return `${commentOf(file, column, "  ", note)}  ${key}: ${columnType(place, column, isWritable)};\n`;
}

/** The type of a column as Kysely wants it: plain, or one each for select, insert and update. */
function columnType(place: Place, column: Column, isWritable: boolean): string {
  const { file } = place;
  const value = valueType(place, column);
  const select = column.nullable ? orNull(value.select) : value.select;
  if (!isWritable) return `${file.kysely("ColumnType")}<${select}, never, never>`;
  if (column.isReadOnly) return `${file.kysely("GeneratedAlways")}<${select}>`;
  if (value.insert !== value.select) return freeType(place, column, value);
  return hasValue(column) ? `${file.kysely("Generated")}<${select}>` : select;
}

/** An insert takes more than a select gives. */
function freeType({ file }: Place, column: Column, { select, insert }: ValueType): string {
  const whenInserted = hasValue(column) ? `${insert} | undefined` : insert;
  const type = `${file.kysely("ColumnType")}<${select}, ${whenInserted}, ${insert}>`;
  return column.nullable ? orNull(type) : type;
}

/** The database has a value for it when an insert has none; what may be null is optional by that alone. */
export function hasValue({ nullable, isOptional, default: sql, identity, autoIncrement }: Column): boolean {
  return nullable ? sql !== undefined || identity !== undefined || autoIncrement === true : isOptional;
}

export function orNull(type: string): string {
  return type === "unknown" ? type : `${type} | null`;
}
