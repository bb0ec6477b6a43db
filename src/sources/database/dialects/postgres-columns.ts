/** Columns of tables and views, and attributes of composites. */
import type { Column, Generated } from "../schema.ts";
import { groupBy } from "./postgres-places.ts";
import type { Catalog, ColumnRow, Oid, SequenceRow, TypedRow } from "./postgres-rows.ts";
import type { Typed } from "./postgres-typed.ts";

/** Columns by relation, as they stand there. */
export function columnsByRelation(
  { columns, defaults, comments, sequences }: Catalog,
  typed: (row: TypedRow) => Typed,
): (relation: Oid) => readonly Column[] {
  const rowsOf = groupBy(columns, (row) => row.relation);
  const expressions = new Map(defaults.map((row) => [keyOf(row), row.expression]));
  const texts = new Map(comments.map((row) => [keyOf(row), row.text]));
  const owned = new Map(sequences.map((row) => [`${row.ownerRelation} ${row.ownerNumber}`, row]));
  const columnOf = (row: ColumnRow): Column => {
    const key = keyOf(row);
    const comment = texts.get(key);
    return {
      name: row.name,
      ...typed(row),
      nullable: !row.required,
      ...valueFrom(row, expressions.get(key), owned.get(key)),
      ...(comment !== undefined && { comment }),
    };
  };
  return (relation) => rowsOf(relation).map(columnOf);
}

function keyOf({ relation, number }: { readonly relation: Oid; readonly number: number }): string {
  return `${relation} ${number}`;
}

type Value = Pick<Column, "default" | "identity" | "autoIncrement" | "generated">;

/** What the database puts into a column by itself. */
function valueFrom(row: ColumnRow, expression: string | undefined, owned: SequenceRow | undefined): Value {
  if (row.identity !== "") return { identity: row.identity === "a" ? "always" : "by default" };
  if (expression === undefined || isBareNull(expression)) return {};
  if (row.generated !== "") return { generated: { expression, kind: generatedKinds[row.generated] } };
  const isSerial = owned !== undefined && expression === nextOf(owned);
  return { default: expression, ...(isSerial && { autoIncrement: true }) };
}

const generatedKinds: { readonly [kind in "s" | "v"]: Generated["kind"] } = { s: "stored", v: "virtual" };

/** `default null` comes with its type: `NULL::text`, `NULL::character varying(3)`. */
function isBareNull(expression: string): boolean {
  return /^NULL(?:::[\p{L}\d\s_."(),[\]]+)?$/u.test(expression);
}

/** What makes a column a `serial`: its default counts on with the sequence that it owns. */
function nextOf({ spelling }: SequenceRow): string {
  return `nextval('${spelling.replaceAll("'", "''")}'::regclass)`;
}
