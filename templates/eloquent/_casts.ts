/** How a column is read: the cast of Eloquent, and the type of PHP that comes out of it. */
import type { PhpFile } from "./_file.ts";
import { nameInPath } from "./_names.ts";
import type { Column, Table } from "./_types.ts";

/** Digits that a double holds without loss: Laravel 8 takes decimals through one. */
const doubleDigits = 15;

/** The cast as PHP, `'integer'` or `Rating::class`; `undefined` where the value of the driver is as good as it gets. */
export function castOf(column: Column, { dialect }: Table, file: PhpFile): string | undefined {
  if (column.array !== undefined) return undefined;
  const enumClass = enumOf(column, file);
  if (enumClass !== undefined) return `${enumClass}::class`;
  const name = castName(column, dialect, file.it.options.dates === "immutable");
  return name === undefined ? undefined : `'${name}'`;
}

function castName(column: Column, dialect: Table["dialect"], isImmutable: boolean): string | undefined {
  const { kind, precision, scale } = column;
  const immutable = isImmutable ? "immutable_" : "";
  switch (kind) {
    case "boolean":
      return "boolean";
    case "integer":
    case "bigint":
      return "integer";
    case "float":
      return "float";
    case "decimal":
      if (scale !== undefined && ((precision ?? 0) <= doubleDigits || dialect === "sqlite")) return `decimal:${scale}`;
      return dialect === "sqlite" ? "float" : undefined;
    case "date":
      return `${immutable}date`;
    case "datetime":
    case "timestamp":
      return `${immutable}datetime`;
    case "json":
      return "array";
    default:
      return undefined;
  }
}

/** The enum class of a column, by its short name. */
export function enumOf(column: Column, file: PhpFile): string | undefined {
  const { it } = file;
  if (!it.options.enums || column.enum === undefined || column.array !== undefined) return undefined;
  const link = it.link(column.enum);
  return link === undefined ? undefined : file.use(`${it.options.namespace}\\Enums\\${nameInPath(link)}`);
}

/** The type of the attribute, without null. */
export function phpType(column: Column, table: Table, file: PhpFile): string {
  if (column.array !== undefined) return "string";
  const enumClass = enumOf(column, file);
  if (enumClass !== undefined) return enumClass;
  const { kind } = column;
  if (kind === "date" || kind === "datetime" || kind === "timestamp") return dateClass(file);
  if (kind === "decimal") return castName(column, table.dialect, false) === "float" ? "float" : "string";
  if (kind === "binary") return table.dialect === "postgres" ? "resource|string" : "string";
  if (kind === "bits") return table.dialect === "postgres" ? "string" : "int|string";
  if (kind === "other") return table.dialect === "sqlite" ? "mixed" : "string";
  return plainTypes.get(kind) ?? "string";
}

const plainTypes: ReadonlyMap<string, string> = new Map([
  ["boolean", "bool"],
  ["integer", "int"],
  ["bigint", "int"],
  ["float", "float"],
  ["json", "array<array-key, mixed>"],
]);

export function dateClass(file: PhpFile): string {
  const isImmutable = file.it.options.dates === "immutable";
  return file.use(isImmutable ? "Carbon\\CarbonImmutable" : "Illuminate\\Support\\Carbon");
}
