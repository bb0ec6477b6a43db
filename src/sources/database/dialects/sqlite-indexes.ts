/** Indexes of SQLite that somebody made: those of keys and unique constraints only serve them. */
import { compareText } from "#model/diagnostic.ts";
import type { Index, IndexPart } from "../schema.ts";
import type { ParsedIndex } from "../sqlite-ddl.ts";
import { parseCreateIndex } from "../sqlite-ddl.ts";
import { foldCase } from "../sqlite-ddl-tokens.ts";
import type { IndexRow } from "./sqlite-queries.ts";

export interface IndexInput {
  /** Each as its columns. */
  readonly indexes: readonly (readonly IndexRow[])[];
  /** CREATE INDEX by the name of the index. */
  readonly texts: ReadonlyMap<string, string>;
  /** The collation of a column, by its name. */
  readonly collationOf: (column: string) => string | undefined;
}

export function indexesOf({ indexes, texts, collationOf }: IndexInput): Index[] {
  const made = indexes.filter(([first]) => first?.origin === "c");
  const all = made.map((rows) => {
    const parsed = parseCreateIndex(texts.get(rows[0]?.idx ?? "") ?? "");
    return {
      name: rows[0]?.idx ?? "",
      parts: rows.map((row, at) => partOf(row, parsed.parts[at] ?? "", collationOf)),
      ...(rows[0]?.unique === 1 ? { unique: true as const } : {}),
      ...conditionOf(parsed),
    };
  });
  return all.sort((a, b) => compareText(a.name, b.name));
}

function conditionOf({ where }: ParsedIndex): { where?: string } {
  return where === undefined ? {} : { where };
}

/** The rowid has no name in the pragma: it is an expression like any other. */
function partOf(row: IndexRow, text: string, collationOf: IndexInput["collationOf"]): IndexPart {
  const usual = (row.name === null ? undefined : collationOf(row.name)) ?? "BINARY";
  return {
    ...(row.name === null ? { expression: text } : { column: row.name }),
    ...(row.desc === 1 ? { descending: true as const } : {}),
    ...(foldCase(row.coll) === foldCase(usual) ? {} : { collation: row.coll }),
  };
}
