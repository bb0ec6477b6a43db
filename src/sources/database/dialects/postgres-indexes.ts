/** Indexes of a table: the parts of their keys, and what makes each part more than a column in the usual order. */
import type { Index, IndexPart } from "../schema.ts";
import type { Relation } from "./postgres-places.ts";
import { groupBy, sortedByName, systemNames } from "./postgres-places.ts";
import type { Catalog, ColumnRow, ExpressionRow, IndexRow, Oid } from "./postgres-rows.ts";

/** What the parts of all indexes are looked up in. */
interface Context {
  readonly collations: ReadonlyMap<Oid, string>;
  readonly operatorClasses: ReadonlyMap<Oid, string>;
  relationOf(id: Oid): Relation;
  /** Columns of a table that have a collation. */
  sortedColumns(table: Oid): readonly ColumnRow[];
  expressionsOf(index: Oid): readonly ExpressionRow[];
}

export function indexesByTable(
  catalog: Catalog,
  relationOf: (id: Oid) => Relation,
  defaultSchema: string,
): (table: Oid) => Index[] {
  const rowsOf = groupBy(catalog.indexes, (row) => row.relation);
  const context: Context = {
    collations: systemNames(catalog.collations, defaultSchema),
    operatorClasses: systemNames(catalog.operatorClasses, defaultSchema),
    relationOf,
    sortedColumns: groupBy(
      catalog.columns.filter(({ collation }) => collation !== 0),
      (row) => row.relation,
    ),
    expressionsOf: groupBy(catalog.expressions, (row) => row.index),
  };
  return (table) => sortedByName(rowsOf(table).map((row) => indexOf(row, context)));
}

function indexOf(row: IndexRow, context: Context): Index {
  const { columnName } = context.relationOf(row.relation);
  const include = row.columns.slice(row.keys).map(columnName);
  return {
    name: row.name,
    parts: row.columns.slice(0, row.keys).map((_, position) => partOf(row, position, context)),
    ...(row.unique && { unique: true }),
    ...(row.method !== "btree" && { method: row.method }),
    ...(include.length > 0 && { include }),
    ...(row.where !== null && { where: row.where }),
    ...(row.comment !== null && { comment: row.comment }),
  };
}

/** `position` counts from 0. */
function partOf(row: IndexRow, position: number, context: Context): IndexPart {
  const number = row.columns[position] ?? 0;
  const operatorClass = context.operatorClasses.get(row.operatorClasses[position] ?? 0);
  const collation = row.collations[position] ?? 0;
  const expression = context.expressionsOf(row.id).find((one) => one.position === position + 1);
  const column = context.sortedColumns(row.relation).find((one) => one.number === number);
  const usual = (expression ?? column)?.collation;
  const collationName = collation === usual ? undefined : context.collations.get(collation);
  return {
    ...(expression === undefined
      ? { column: context.relationOf(row.relation).columnName(number) }
      : { expression: bare(expression.expression) }),
    ...orderOf(row.options[position] ?? 0),
    ...(collationName !== undefined && { collation: collationName }),
    ...(operatorClass !== undefined && { operatorClass }),
  };
}

const descending = 1;
const nullsFirst = 2;

/** Nulls come last where a key ascends and first where it descends, unless it says otherwise. */
function orderOf(option: number): Pick<IndexPart, "descending" | "nulls"> {
  const isDescending = (option & descending) !== 0;
  const isNullsFirst = (option & nullsFirst) !== 0;
  return {
    ...(isDescending && { descending: true }),
    ...(isDescending !== isNullsFirst && { nulls: isNullsFirst ? "first" : "last" }),
  };
}

/** The server puts parentheses around every expression that does not read as the call of a function. */
function bare(expression: string): string {
  return expression.startsWith("(") ? expression.slice(1, -1) : expression;
}
