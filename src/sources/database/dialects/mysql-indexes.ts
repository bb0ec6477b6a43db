/**
 * Indexes: primary keys, unique constraints and all others come from the same rows. In MySQL a unique index of plain columns is a unique
 * constraint; one of prefixes, of expressions or in descending order says more than a constraint can, and stays an index.
 */
import type { Index, IndexPart, Key } from "../schema.ts";
import { byName, flag, present } from "./mysql-present.ts";
import type { Naming } from "./mysql-sql.ts";
import { respell, unescaped, withoutParentheses } from "./mysql-sql.ts";
import { byPosition } from "./mysql-table-rows.ts";
import type { Row } from "./mysql-views.ts";

export interface TableIndexes {
  readonly primaryKey: Key | undefined;
  readonly uniques: readonly Key[];
  readonly indexes: readonly Index[];
}

/** Takes the rows of one table. */
export function indexesOf(rows: readonly Row<"indexParts">[], naming: Naming): TableIndexes {
  const all = [...Map.groupBy(rows, (row) => row.index).values()]
    .map((parts) => indexOf(parts.toSorted(byPosition), naming))
    .sort(byName);
  const isConstraint = (index: Index) => index.unique === true && index.parts.every(isPlain);
  const primary = all.find(isPrimary);
  return {
    primaryKey: primary && { columns: columnsOf(primary) },
    uniques: all
      .filter((index) => isConstraint(index) && !isPrimary(index))
      .map((index) => ({ name: index.name, columns: columnsOf(index) })),
    indexes: all.filter((index) => !isConstraint(index) && !isPrimary(index)),
  };
}

/** No other index can have this name. */
function isPrimary({ name }: Index): boolean {
  return name === "PRIMARY";
}

function indexOf(rows: readonly Row<"indexParts">[], naming: Naming): Index {
  const [first] = rows;
  const method = first?.method?.toLowerCase();
  return present({
    name: first?.index ?? "",
    parts: rows.map((row) => partOf(row, method, naming)),
    unique: flag(first?.nonUnique === "0"),
    method: method === "btree" ? undefined : method,
    comment: first?.comment || undefined,
  });
}

function partOf(row: Row<"indexParts">, method: string | undefined, naming: Naming): IndexPart {
  const { column, expression, length } = row;
  return present({
    column,
    expression: expression === undefined ? undefined : respell(withoutParentheses(unescaped(expression)), naming),
    descending: flag(row.direction === "D"),
    // A spatial index has the size of a box there.
    length: length === undefined || method === "spatial" ? undefined : Number(length),
  });
}

function isPlain({ column, length, descending }: IndexPart): boolean {
  return column !== undefined && length === undefined && descending === undefined;
}

function columnsOf({ parts }: Index): readonly string[] {
  return parts.flatMap(({ column }) => column ?? []);
}
