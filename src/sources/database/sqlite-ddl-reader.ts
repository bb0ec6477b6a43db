/** A walk over the parts of one item of a CREATE TABLE, and what it gathers. */
import type { Check, Deferrable } from "./schema.ts";
import type { Part } from "./sqlite-ddl-parts.ts";
import { partName, partWord } from "./sqlite-ddl-parts.ts";

export interface ParsedKey {
  readonly name?: string;
  /** As they are spelled there. */
  readonly columns: readonly string[];
}

export interface ParsedForeignKey extends ParsedKey {
  deferrable?: Deferrable;
}

/** What is found, in the order of the text. */
export interface Constraints {
  primaryKey?: ParsedKey;
  readonly uniques: ParsedKey[];
  readonly foreignKeys: ParsedForeignKey[];
  readonly checks: Check[];
}

/** What only a column has. */
export interface ColumnExtras {
  collation?: string;
  generated?: string;
}

export interface Reader {
  readonly sql: string;
  readonly parts: readonly Part[];
  /** The next part. */
  at: number;
  /** Given by CONSTRAINT, until it is used. */
  name?: string | undefined;
  /** What the next key is of: the column, or those of FOREIGN KEY. */
  columns: readonly string[];
  readonly into: Constraints;
  readonly extras: ColumnExtras;
}

export function takeWord(reader: Reader, word: string): boolean {
  if (partWord(reader.sql, reader.parts[reader.at]) !== word) return false;
  reader.at += 1;
  return true;
}

export function takeName(reader: Reader): string {
  const name = partName(reader.sql, reader.parts[reader.at]);
  reader.at += 1;
  return name;
}

export function takeGroup(reader: Reader): Part | undefined {
  const part = reader.parts[reader.at];
  if (part?.kind !== "group") return undefined;
  reader.at += 1;
  return part;
}

/** A name is that of one constraint only, also of NOT NULL and others that are not kept. */
export function takeConstraintName(reader: Reader): { name?: string } {
  const { name } = reader;
  reader.name = undefined;
  return name === undefined ? {} : { name };
}
