/**
 * Primary keys, unique constraints and foreign keys of SQLite. The pragmas say what holds; the CREATE text adds names and deferral.
 * Constraints without a name come first, in the order in which they were declared.
 */
import { compareText } from "#model/diagnostic.ts";
import type { ForeignKey, Key, ReferenceAction } from "../schema.ts";
import type { ParsedTable } from "../sqlite-ddl.ts";
import { foldCase } from "../sqlite-ddl-tokens.ts";
import type { ColumnRow, ForeignKeyRow, IndexRow } from "./sqlite-queries.ts";

/** Columns of the key in its own order, which need not be that of the table. */
export function primaryKeyOf(columns: readonly ColumnRow[], parsed: ParsedTable): Key | undefined {
  const names = primaryColumns(columns);
  if (names.length === 0) return undefined;
  const { name } = parsed.primaryKey ?? {};
  return { ...(name === undefined ? {} : { name }), columns: names };
}

function primaryColumns(columns: readonly ColumnRow[]): string[] {
  const ofKey = columns.filter((column) => column.pk > 0);
  return ofKey.sort((a, b) => a.pk - b.pk).map((column) => column.name);
}

/** `indexes` are those of the table, each as its columns; SQLite numbers the indexes of its own in the order of their constraints. */
export function uniquesOf(indexes: readonly (readonly IndexRow[])[], parsed: ParsedTable): Key[] {
  const made = indexes.filter(([first]) => first?.origin === "u");
  const keys = made.sort((a, b) => madeAs(a) - madeAs(b)).map((rows) => rows.map((row) => row.name ?? ""));
  return sortKeys(keys.map((columns) => ({ ...nameOfKey(parsed.uniques, columns), columns })));
}

function madeAs([first]: readonly IndexRow[]): number {
  return Number(/\d+$/.exec(first?.idx ?? "")?.[0] ?? 0);
}

function nameOfKey(declared: ParsedTable["uniques"], columns: readonly string[]): { name?: string } {
  const wanted = sameness(columns);
  const name = declared.find((key) => key.name !== undefined && sameness(key.columns) === wanted)?.name;
  return name === undefined ? {} : { name };
}

function sameness(names: readonly string[]): string {
  return JSON.stringify(names.map(foldCase));
}

/** What a foreign key has to know of other tables: how names are really spelled there, and the key. */
export interface Target {
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
  readonly primaryKey: readonly string[];
}

/** By names in lower case. */
export type Targets = ReadonlyMap<string, Target>;

export function targetOf(name: string, columns: readonly ColumnRow[]): Target {
  const spelled = columns.map((column) => [foldCase(column.name), column.name] as const);
  return { name, columns: new Map(spelled), primaryKey: primaryColumns(columns) };
}

/** `rows` in the order of the declarations, which is that of the CREATE text. */
export function foreignKeysOf(rows: readonly ForeignKeyRow[], parsed: ParsedTable, targets: Targets): ForeignKey[] {
  const keys = [...Map.groupBy(rows, (row) => row.id).values()];
  const isUnderstood = keys.length === parsed.foreignKeys.length;
  return sortKeys(
    keys.map((columns, index) => {
      const { name, deferrable } = (isUnderstood ? parsed.foreignKeys[index] : undefined) ?? {};
      return {
        ...(name === undefined ? {} : { name }),
        ...foreignKeyOf(columns, targets),
        ...(deferrable === undefined ? {} : { deferrable }),
      };
    }),
  );
}

function foreignKeyOf(rows: readonly ForeignKeyRow[], targets: Targets): ForeignKey {
  const target = targets.get(foldCase(rows[0]?.table ?? ""));
  const columns = rows.map((row) => row.from);
  const references = { schema: "main", table: target?.name ?? rows[0]?.table ?? "", columns: referenced(rows, target) };
  const onUpdate = actions.get(rows[0]?.on_update ?? "");
  const onDelete = actions.get(rows[0]?.on_delete ?? "");
  return {
    columns,
    references,
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(onDelete === undefined ? {} : { onDelete }),
  };
}

/** Without names it is the primary key; where that is not known or does not fit (SQLite finds out on writing), columns of the same names. */
function referenced(rows: readonly ForeignKeyRow[], target: Target | undefined): string[] {
  const key = target?.primaryKey ?? [];
  return rows.map(({ from, to }, index) => {
    if (to !== null) return target?.columns.get(foldCase(to)) ?? to;
    return (key.length === rows.length ? key[index] : undefined) ?? from;
  });
}

const actions: ReadonlyMap<string, ReferenceAction> = new Map([
  ["RESTRICT", "restrict"],
  ["CASCADE", "cascade"],
  ["SET NULL", "set null"],
  ["SET DEFAULT", "set default"],
]);

/** Sorting keeps the order of those that are equal. */
export function sortKeys<T extends { readonly name?: string }>(keys: readonly T[]): T[] {
  return [...keys].sort((a, b) => compareText(a.name ?? "", b.name ?? ""));
}
