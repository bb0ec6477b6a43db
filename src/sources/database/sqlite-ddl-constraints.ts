/** The constraints of a column or table in a CREATE TABLE, with what no pragma tells: names, checks, collations, expressions, deferral. */
import type { Part } from "./sqlite-ddl-parts.ts";
import { insideOf, namesIn, partWord } from "./sqlite-ddl-parts.ts";
import type { ColumnExtras, Constraints, ParsedKey, Reader } from "./sqlite-ddl-reader.ts";
import { takeConstraintName, takeGroup, takeName, takeWord } from "./sqlite-ddl-reader.ts";

/** Reads one item of a CREATE TABLE from `at` on: behind the name of `column`, or the whole of an item that is no column. */
export function readConstraints(
  { sql, parts, column, at = 0 }: { sql: string; parts: readonly Part[]; column?: string; at?: number },
  into: Constraints,
): ColumnExtras {
  const reader: Reader = { sql, parts, at, columns: column === undefined ? [] : [column], into, extras: {} };
  while (reader.at < parts.length) {
    const word = partWord(sql, parts[reader.at]);
    reader.at += 1;
    readers.get(word)?.(reader);
  }
  return reader.extras;
}

/** By the word that was just read. What is in none of them (a type, ON CONFLICT) says nothing that is wanted here. */
const readers: ReadonlyMap<string, (reader: Reader) => void> = new Map([
  ["CONSTRAINT", takeNameOfNext],
  ["PRIMARY", readPrimaryKey],
  ["UNIQUE", (reader) => void reader.into.uniques.push(takeKey(reader))],
  ["CHECK", readCheck],
  ["FOREIGN", readForeignColumns],
  ["REFERENCES", readReference],
  ["COLLATE", readCollation],
  ["AS", readGenerated],
  ["DEFAULT", readDefault],
  ["ON", skipAction],
  ["NOT", readNot],
  ["NULL", takeConstraintName],
  ["DEFERRABLE", readDeferrable],
]);

/** Of the constraint that follows. */
function takeNameOfNext(reader: Reader): void {
  reader.name = takeName(reader);
}

function takeKey(reader: Reader): ParsedKey {
  const group = takeGroup(reader);
  return {
    ...takeConstraintName(reader),
    columns: group === undefined ? reader.columns : namesIn(reader.sql, group),
  };
}

function readPrimaryKey(reader: Reader): void {
  takeWord(reader, "KEY");
  reader.into.primaryKey = takeKey(reader);
}

function readCollation(reader: Reader): void {
  reader.extras.collation = takeName(reader);
}

function readCheck(reader: Reader): void {
  const group = takeGroup(reader);
  if (group === undefined) return;
  reader.into.checks.push({ ...takeConstraintName(reader), expression: insideOf(reader.sql, group) });
}

function readForeignColumns(reader: Reader): void {
  takeWord(reader, "KEY");
  const group = takeGroup(reader);
  if (group !== undefined) reader.columns = namesIn(reader.sql, group);
}

/** The table and its columns are known from the pragma. */
function readReference(reader: Reader): void {
  takeName(reader);
  takeGroup(reader);
  reader.into.foreignKeys.push({ ...takeConstraintName(reader), columns: reader.columns });
}

function readGenerated(reader: Reader): void {
  const group = takeGroup(reader);
  takeConstraintName(reader);
  if (group !== undefined) reader.extras.generated = insideOf(reader.sql, group);
}

/** The value may be any word; a sign has a number behind it. */
function readDefault(reader: Reader): void {
  takeConstraintName(reader);
  const mark = partWord(reader.sql, reader.parts[reader.at]);
  reader.at += mark === "-" || mark === "+" ? 2 : 1;
}

/** `ON DELETE SET DEFAULT` has no default in it. */
function skipAction(reader: Reader): void {
  reader.at += 1;
  if (!takeWord(reader, "SET")) takeWord(reader, "NO");
  reader.at += 1;
}

/** NOT NULL, or NOT DEFERRABLE with what may stand behind it. */
function readNot(reader: Reader): void {
  if (!takeWord(reader, "DEFERRABLE")) return;
  if (takeWord(reader, "INITIALLY")) reader.at += 1;
}

function readDeferrable(reader: Reader): void {
  const isDeferred = takeWord(reader, "INITIALLY") && takeWord(reader, "DEFERRED");
  const key = reader.into.foreignKeys.at(-1);
  if (key !== undefined) key.deferrable = isDeferred ? "initially deferred" : "initially immediate";
}
