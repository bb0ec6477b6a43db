/**
 * The sides of a comparison: a column, its length, or a constant. A cast is looked through only where it changes no value, so that what
 * is found for the term is true of the column. Everything else is no term, and the condition around it is left out.
 */
import type { Constant } from "./check-constants.ts";
import { castConstant, isNumberType, isSameText, negate, numberConstant } from "./check-constants.ts";
import type { Cursor } from "./check-cursor.ts";
import { keywordAt, readCasts, readGroup, skip } from "./check-cursor.ts";
import type { CheckDialect, Token } from "./check-tokens.ts";

export type LengthUnit = "characters" | "bytes";

export type Term =
  | { readonly kind: "column"; readonly column: string }
  | { readonly kind: "length"; readonly column: string; readonly unit: LengthUnit }
  | Constant;

/** Reads one side; `undefined` when it is none of these. */
export function readTerm(cursor: Cursor): Term | undefined {
  const term = readBareTerm(cursor);
  return term && readCasts(cursor)?.reduce<Term | undefined>(castTerm, term);
}

function castTerm(term: Term | undefined, type: string): Term | undefined {
  if (term?.kind === "column") return isSameText(type) ? term : undefined;
  if (term?.kind === "length") return isNumberType(type) ? term : undefined;
  return term && castConstant(term, type);
}

function readBareTerm(cursor: Cursor): Term | undefined {
  const token = cursor.check.tokens[cursor.at];
  if (token === undefined) return undefined;
  if (token.keyword === "(") return readGroup(cursor, readTerm);
  if (token.keyword === "-" || token.keyword === "+") return readSigned(cursor);
  if (token.kind === "symbol") return undefined;
  cursor.at += 1;
  if (token.kind === "number") return numberConstant(token.text);
  if (token.kind === "string") return textConstant(cursor, token.text);
  return readPrefixedText(cursor, token) ?? readLength(cursor, token) ?? readColumn(cursor, token);
}

/** Signs are counted and not descended into: there may be a flood of them. */
function readSigned(cursor: Cursor): Term | undefined {
  let isNegative = false;
  for (; keywordAt(cursor) === "-" || keywordAt(cursor) === "+"; cursor.at += 1)
    if (keywordAt(cursor) === "-") isNegative = !isNegative;
  const term = readBareTerm(cursor);
  if (term?.kind !== "number" && term?.kind !== "inexact") return undefined;
  return isNegative ? negate(term) : term;
}

/** `N'…'`, `E'…'` and, in MySQL, the character set before a text. */
const prefixes: Readonly<Record<CheckDialect, RegExp>> = {
  postgres: /^[en]$/,
  mysql: /^(?:n|_utf8|_utf8mb3|_utf8mb4|_latin1|_ascii)$/,
  sqlite: /^n$/,
};

function readPrefixedText(cursor: Cursor, { keyword }: Token): Term | undefined {
  const text = cursor.check.tokens[cursor.at];
  if (text?.kind !== "string" || !prefixes[cursor.check.dialect].test(keyword)) return undefined;
  // How other letters of these sets reach us is not settled.
  if ((keyword === "_latin1" || keyword === "_ascii") && /[\u0080-\uffff]/.test(text.text)) return undefined;
  cursor.at += 1;
  return textConstant(cursor, text.text);
}

/** information_schema of MariaDB has four question marks for a character beyond the first 65,536: which one is lost. */
function textConstant({ check }: Cursor, value: string): Constant | undefined {
  return check.dialect === "mysql" && value.includes("????") ? undefined : { kind: "text", value };
}

function readLength(cursor: Cursor, { keyword }: Token): Term | undefined {
  if (keywordAt(cursor) !== "(") return undefined;
  const unit = unitOfLength(keyword, cursor.check.dialect);
  const argument = unit && readGroup(cursor, readTerm);
  return unit && argument?.kind === "column" ? { kind: "length", column: argument.column, unit } : undefined;
}

function unitOfLength(name: string, dialect: CheckDialect): LengthUnit | undefined {
  if (name === "char_length" || name === "character_length") return "characters";
  if (name === "length") return dialect === "mysql" ? "bytes" : "characters";
  return name === "octet_length" ? "bytes" : undefined;
}

/** What SQLite takes for the row's id, also where no column is called so. */
const rowIds: ReadonlySet<string> = new Set(["rowid", "oid", "_rowid_"]);

function readColumn(cursor: Cursor, first: Token): Term | undefined {
  const { dialect, tokens, columnOf } = cursor.check;
  // A check can only name its own table before the point; in PostgreSQL it would be a column, and what follows a part of it.
  const isQualified = dialect !== "postgres" && skip(cursor, ".");
  const token = isQualified ? tokens[cursor.at++] : first;
  if (token === undefined) return undefined;
  const column = columnOf(token);
  if (column !== undefined) return { kind: "column", column };
  const isText = dialect === "sqlite" && token.mayBeString && !isQualified && !rowIds.has(token.text.toLowerCase());
  return isText ? { kind: "text", value: token.text } : undefined;
}
