/** The properties of a model that are lists of columns: what may be filled, what is hidden, defaults and casts. */
import { castOf } from "./_casts.ts";
import type { WrittenDates } from "./_dates.ts";
import { defaultOf } from "./_defaults.ts";
import type { PhpFile } from "./_file.ts";
import { property } from "./_file.ts";
import type { RowKey } from "./_key.ts";
import { isInteger } from "./_key.ts";
import type { Column, Table } from "./_types.ts";

/** `$fillable` or `$guarded`: all but what the database or Eloquent writes. */
export function guardList({ columns }: Table, key: RowKey, dates: WrittenDates, { it }: PhpFile): string {
  const { php, options } = it;
  const written = new Set<string | undefined>(Object.values(dates));
  if (key.isMade) written.add(key.single?.name);
  const isOurs = ({ name, isReadOnly, autoIncrement }: Column) =>
    !isReadOnly && autoIncrement !== true && !written.has(name);
  if (options.fillable === "fillable") return property("protected $fillable", names(columns.filter(isOurs)));
  return property("protected $guarded", names(columns.filter((column) => !isOurs(column))));

  function names(chosen: readonly Column[]): string[] {
    return chosen.map(({ name }) => php.string(name));
  }
}

export function hiddenList({ columns }: Table, { it }: PhpFile): string {
  const patterns = it.options.hidden.map(patternOf);
  const hidden = columns.filter(({ name }) => patterns.some((pattern) => pattern.test(name)));
  return hidden.length === 0
    ? ""
    : property(
        "protected $hidden",
        hidden.map(({ name }) => it.php.string(name)),
      );
}

function patternOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.split("*").map(RegExp.escape).join(".*")}$`, "is");
}

export function defaultList({ columns }: Table, key: RowKey, { it }: PhpFile): string {
  const items = columns.flatMap((column) => {
    const value = key.columns.includes(column.name) ? undefined : defaultOf(column, it);
    return value === undefined ? [] : [`${it.php.string(column.name)} => ${value}`];
  });
  return items.length === 0 ? "" : property("protected $attributes", items);
}

/** Eloquent casts a key that the database counts without being told. */
export function castList(table: Table, key: RowKey, file: PhpFile): string {
  const items = table.columns.flatMap((column) => {
    const isCounted = key.isMade && column === key.single && isInteger(column);
    const cast = isCounted ? undefined : castOf(column, table, file);
    return cast === undefined ? [] : [`${file.it.php.string(column.name)} => ${cast}`];
  });
  return items.length === 0 ? "" : property("protected $casts", items);
}
