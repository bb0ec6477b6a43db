/**
 * Columns, spelled the same by both servers. MariaDB shows a default as SQL; MySQL shows the bare value, unless EXTRA says
 * DEFAULT_GENERATED. Widths that integers are displayed with say nothing and are left out, as MySQL does since 8.0.19; `tinyint(1)`
 * stays, which both take for a boolean. What is here of MySQL is known from its manual and not from a server.
 */
import type { Column, Generated } from "../schema.ts";
import { flag, present } from "./mysql-present.ts";
import type { Naming } from "./mysql-sql.ts";
import { quotedText, respell, unescaped, withoutParentheses } from "./mysql-sql.ts";
import type { Row } from "./mysql-views.ts";

export interface ColumnContext {
  readonly isMariaDB: boolean;
  readonly naming: Naming;
  /** Of the table; nothing for a view, whose columns have that of the tables they are from. */
  readonly collation: string | undefined;
  readonly isView: boolean;
  /** Columns that MariaDB stores as `longtext` and checks to be JSON. */
  readonly jsonColumns: ReadonlySet<string>;
}

export function columnOf(row: Row<"columns">, context: ColumnContext): Column {
  const { isView, jsonColumns } = context;
  const extra = row.extra ?? "";
  const isJson = jsonColumns.has(row.name);
  return present({
    name: row.name,
    type: isJson ? "json" : columnType(row.type),
    nullable: row.nullable === "YES",
    // A view shows what an insert into its table would use, or a value made up from the type.
    default: isView ? undefined : defaultOf(row, context),
    autoIncrement: flag(/\bauto_increment\b/i.test(extra)),
    generated: generatedOf(row, context),
    onUpdate: /\bon update (\w+(?:\(\d*\))?)/i.exec(extra)?.[1],
    collation: isJson || isView || row.collation === context.collation ? undefined : row.collation,
    comment: row.comment || undefined,
    invisible: flag(/\bINVISIBLE\b/.test(extra)),
  });
}

/** COLUMN_TYPE as both servers of today would show it. */
export function columnType(type: string): string {
  if (/\bzerofill\b/i.test(type)) return type;
  return type.replace(/^(?!tinyint\(1\))((?:tiny|small|medium|big)?int|year)\(\d+\)/i, "$1");
}

/** SQL of the default. A bare NULL is none: it is what a column without a default gets. */
function defaultOf(row: Row<"columns">, { isMariaDB, naming }: ColumnContext): string | undefined {
  if (row.default === undefined || generationKind(row) !== undefined) return undefined;
  if (isMariaDB) return row.default.toUpperCase() === "NULL" ? undefined : respell(row.default, naming);
  if (/\bDEFAULT_GENERATED\b/.test(row.extra ?? "")) return respell(unescaped(row.default), naming);
  return isBareSql(row.default, row.type) ? row.default : quotedText(row.default);
}

const numeric = /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|bit|year)\b/i;
const binary = /^(?:var)?binary\b/i;
const temporal = /^(?:datetime|timestamp)\b/i;

/** Values that MySQL shows as SQL has them: numbers, `b'1'`, binary as `0x6162`, and before 8.0 CURRENT_TIMESTAMP. */
function isBareSql(value: string, type: string): boolean {
  if (numeric.test(type)) return true;
  if (binary.test(type)) return /^0x(?:[0-9A-F]{2})*$/i.test(value);
  return temporal.test(type) && /^CURRENT_TIMESTAMP\b/i.test(value);
}

function generatedOf(row: Row<"columns">, { isMariaDB, naming }: ColumnContext): Generated | undefined {
  const kind = generationKind(row);
  if (kind === undefined) return undefined;
  const generation = row.generation ?? "";
  return { expression: respell(withoutParentheses(isMariaDB ? generation : unescaped(generation)), naming), kind };
}

function generationKind({ extra = "" }: Row<"columns">): Generated["kind"] | undefined {
  const kind = /\b(VIRTUAL|STORED|PERSISTENT) GENERATED\b/i.exec(extra)?.[1]?.toUpperCase();
  if (kind === undefined) return undefined;
  return kind === "VIRTUAL" ? "virtual" : "stored";
}
