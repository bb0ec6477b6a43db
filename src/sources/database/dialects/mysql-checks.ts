/**
 * Checks. In MariaDB a check that stands at its column is listed under the name of that column, which is no name that it has; a column
 * declared JSON is a `longtext` with a check that it is valid, and that check belongs to its type. MySQL lists a check by its name
 * alone, which another view leads to its table; one that is not enforced promises nothing and is left out.
 */
import type { Check } from "../schema.ts";
import { byName, present } from "./mysql-present.ts";
import type { Naming } from "./mysql-sql.ts";
import { quotedName, respell, unescaped, withoutParentheses } from "./mysql-sql.ts";
import type { Catalogue, Row } from "./mysql-views.ts";

export type OwnedCheck = Row<"checks"> & { readonly table: string };

/** Every check with the table that it is of. */
export function ownedChecks({ checks, checkOwners }: Pick<Catalogue, "checks" | "checkOwners">): readonly OwnedCheck[] {
  const owners = new Map(checkOwners.map((owner) => [owner.name, owner]));
  return checks.flatMap((row) => {
    if (row.table !== undefined) return { ...row, table: row.table };
    const owner = owners.get(row.name);
    if (owner === undefined || owner.enforced === "NO") return [];
    return { ...row, table: owner.table, expression: unescaped(row.expression) };
  });
}

/** Names of the columns of one table that are JSON in all but the name of their type. */
export function jsonColumnsOf(checks: readonly OwnedCheck[], columns: readonly Row<"columns">[]): ReadonlySet<string> {
  const conditions = new Set(checks.map((check) => check.expression));
  const texts = columns.filter((column) => column.type === "longtext");
  return new Set(texts.map((column) => column.name).filter((name) => conditions.has(isValidJson(name))));
}

/** Checks of one table, without those that make a column JSON, and each once: some servers list one twice. */
export function checksOf(
  rows: readonly OwnedCheck[],
  jsonColumns: ReadonlySet<string>,
  naming: Naming,
): readonly Check[] {
  const ofTypes = new Set([...jsonColumns].map(isValidJson));
  const checks = rows.filter((row) => !ofTypes.has(row.expression)).map((row) => checkOf(row, naming));
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()].sort(byNameAndExpression);
}

function checkOf({ name, expression, level }: OwnedCheck, naming: Naming): Check {
  return present({
    name: level === "Column" ? undefined : name,
    expression: respell(withoutParentheses(expression), naming),
  });
}

function isValidJson(column: string): string {
  return `json_valid(${quotedName(column)})`;
}

function byNameAndExpression(one: Check, other: Check): number {
  return byName(one, other) || byName({ name: one.expression }, { name: other.expression });
}
