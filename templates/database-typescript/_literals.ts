/** The few values that checks leave to a column, where the database compares them as code does. */
import type { DialectName, Typed } from "./_types.ts";

const texts: ReadonlySet<string> = new Set([
  "text",
  "character varying",
  "varchar",
  "character",
  "nvarchar",
  "nchar",
  "char",
]);

/** The only values; undefined where there are others, or where `A` may be `a`. */
export function literalsOf(typed: Typed, dialect: DialectName): readonly (string | number)[] | undefined {
  const values = typed.limits?.values;
  if (values === undefined || typed.array !== undefined) return undefined;
  if (typed.kind === "integer") return values.every((value) => typeof value === "number") ? values : undefined;
  if (typed.kind !== "string" || dialect === "mysql" || dialect === "mariadb") return undefined;
  if (typed.collation !== undefined || !texts.has(typed.typeName)) return undefined;
  return values.every((value) => typeof value === "string" && fits(value, typed, dialect)) ? values : undefined;
}

/** PostgreSQL fills `char(n)` with spaces. */
function fits(value: string, { typeName, length }: Typed, dialect: DialectName): boolean {
  return dialect !== "postgres" || typeName !== "character" || [...value].length === length;
}
