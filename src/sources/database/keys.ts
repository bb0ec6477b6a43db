/** What the keys of a table say about sets of columns. */
import { compareText } from "#model/diagnostic.ts";
import type { ForeignKey, Table } from "./schema.ts";

/** Sets of columns of which no two rows share their values: primary key, unique constraints, unique indexes over whole columns. */
export function uniqueSets(table: Table): readonly (readonly string[])[] {
  const constraints = [table.primaryKey, ...table.uniques].flatMap((key) => (key === undefined ? [] : [key.columns]));
  const indexes = table.indexes
    .filter(({ unique, where, parts }) => unique === true && where === undefined && parts.every(isWholeColumn))
    .map(({ parts }) => parts.map(({ column }) => column ?? ""));
  return [...constraints, ...indexes];
}

function isWholeColumn({ column, length }: { readonly column?: string; readonly length?: number }): boolean {
  return column !== undefined && length === undefined;
}

/** Whether values of these columns, taken together, are found at most once. */
export function isUnique(columns: readonly string[], sets: readonly (readonly string[])[]): boolean {
  return sets.some((set) => set.every((column) => columns.includes(column)));
}

export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Columns that rows of a pivot may have without being about anything else than the pair. */
const bookkeeping = /^(created|updated|modified|inserted)(_?(at|on))?$|^last_?update(d)?$/i;

type Pair = readonly [ForeignKey, ForeignKey];

/**
 * The two foreign keys of a table that joins two others, in the order of their columns; `undefined` for any other table. They may share
 * columns (a tenant), but neither alone may be unique: then a row is about that one, and only mentions the other.
 */
export function pivotKeys(table: Table): Pair | undefined {
  const sets = uniqueSets(table);
  const pairs = pairsOf(inOrderOfColumns(table)).filter(
    ([first, second]) => !isUnique(first.columns, sets) && !isUnique(second.columns, sets),
  );
  const primary = table.primaryKey?.columns;
  return (
    pairs.find((pair) => primary !== undefined && isSameSet(primary, columnsOf(pair))) ??
    pairs.find((pair) => sets.some((set) => isSameSet(set, columnsOf(pair)))) ??
    pairs.find((pair) => isBarePair(table, columnsOf(pair)))
  );
}

/** As a database lists keys by name or by age, their order says nothing. */
function inOrderOfColumns({ columns, foreignKeys }: Table): readonly ForeignKey[] {
  const positions = new Map(columns.map(({ name }, at) => [name, at]));
  const placed = foreignKeys.map((key) => {
    const at = key.columns.map((column) => String(positions.get(column) ?? columns.length).padStart(6, "0"));
    const { schema, table, columns: targets } = key.references;
    return { key, order: [...at, "", schema, table, ...targets, key.name ?? ""].join("\0") };
  });
  return placed.sort((a, b) => compareText(a.order, b.order)).map(({ key }) => key);
}

function pairsOf(keys: readonly ForeignKey[]): Pair[] {
  return keys.flatMap((first, at) => keys.slice(at + 1).map((second): Pair => [first, second]));
}

function columnsOf([first, second]: Pair): readonly string[] {
  return [...new Set([...first.columns, ...second.columns])];
}

/** Without any key, only a table that holds nothing but the pair is taken for a pivot. */
function isBarePair({ columns, foreignKeys }: Table, both: readonly string[]): boolean {
  if (foreignKeys.length !== 2 || foreignKeys.some((key) => isSameSet(key.columns, both))) return false;
  return columns.every(({ name }) => both.includes(name) || bookkeeping.test(name));
}
