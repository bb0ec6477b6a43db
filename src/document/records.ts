/**
 * Readers for lists of records that come in pieces: CSV and TSV (RFC 4180) and NDJSON. Memory is that of one record.
 * Every record says where its bytes lie, so that a caller can keep the offsets and parse a record again.
 */
import type { Limits } from "#model/config.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { firstFlaw } from "./check-values.ts";
import { csvFields } from "./csv.ts";
import { scanJson } from "./json-scan.ts";
import type { Report } from "./record-problems.ts";
import {
  badEncoding,
  badLine,
  flawedRecord,
  headerProblem,
  limitedReport,
  openQuote,
  raggedRecord,
  textAfterQuote,
  tooLargeRecord,
} from "./record-problems.ts";
import type { RecordBytes } from "./record-splitter.ts";
import { RecordSplitter } from "./record-splitter.ts";
import { silentVisitor } from "./structure.ts";

export interface DataRecord {
  /** Position among the records, from 0. */
  readonly index: number;
  /** Byte offsets in the file, without the line break. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly value: Json;
}

export interface ReadOptions {
  readonly file: string;
  readonly limits: Limits;
  readonly report: Report;
}

export interface CsvOptions extends ReadOptions {
  /** `,` without it. */
  readonly separator?: "," | "\t";
  /** Called once with the columns, before the first record. */
  readonly columns?: (columns: readonly string[]) => void;
}

/** Takes the pieces of a file in order and gives the records that end in them. For whoever has many: it needs no promise a record. */
export interface RecordReader {
  feed(piece: Uint8Array): Iterable<DataRecord>;
  finish(): Iterable<DataRecord>;
}

/** Records as objects of text, by the names in the first line. A record that does not fit them is reported and left out. */
export function csvReader(options: CsvOptions): RecordReader {
  const separator = options.separator ?? ",";
  const { file } = options;
  let columns: readonly string[] | undefined;
  let isUsable = true;
  return makeReader(options, new RecordSplitter(separator.charCodeAt(0)), (record, report) => {
    const fields = isUsable && record.bytes.length > 0 ? readFields(file, record, separator, report) : undefined;
    if (fields === undefined) return undefined;
    if (columns === undefined) {
      columns = fields;
      const problem = headerProblem(file, record, fields);
      isUsable = problem === undefined;
      if (problem === undefined) options.columns?.(fields);
      else report(problem);
      return undefined;
    }
    if (fields.length === columns.length) return toObject(columns, fields);
    report(raggedRecord(file, record, fields.length, columns.length));
    return undefined;
  });
}

/** One JSON value a line; blank lines are left out, a line that is not JSON is reported and left out. */
export function ndjsonReader(options: ReadOptions): RecordReader {
  return makeReader(options, new RecordSplitter(), (record, report) => {
    const text = decodeRecord(options.file, record, report);
    return text === undefined || !/\S/.test(text) ? undefined : readLine(text, record, options, report);
  });
}

export function readCsv(chunks: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<DataRecord> {
  return readAll(chunks, csvReader(options));
}

export function readNdjson(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<DataRecord> {
  return readAll(chunks, ndjsonReader(options));
}

/** A record from its bytes, which a reader accepted before. */
export function parseRecord(
  bytes: Uint8Array,
  csv?: { readonly columns: readonly string[]; readonly separator: "," | "\t" },
): Json {
  const text = looseDecoder.decode(bytes);
  return csv === undefined ? (JSON.parse(text) as Json) : toObject(csv.columns, csvFields(text, csv.separator).fields);
}

/** A whole file at once; `undefined` when something was reported. */
export function parseRecords(
  bytes: Uint8Array,
  format: "csv" | "tsv" | "ndjson",
  options: ReadOptions,
): Json | undefined {
  let isGood = true;
  const report: Report = (problem) => {
    isGood = false;
    options.report(problem);
  };
  const separator = format === "tsv" ? "\t" : ",";
  const reader =
    format === "ndjson" ? ndjsonReader({ ...options, report }) : csvReader({ ...options, report, separator });
  const values = [...reader.feed(bytes), ...reader.finish()].map((record) => record.value);
  return isGood ? values : undefined;
}

async function* readAll(chunks: AsyncIterable<Uint8Array>, reader: RecordReader): AsyncGenerator<DataRecord> {
  for await (const chunk of chunks) yield* reader.feed(chunk);
  yield* reader.finish();
}

/** `parse` gives the value of a record, or nothing for one that is left out. */
function makeReader(
  { file, limits, report }: ReadOptions,
  splitter: RecordSplitter,
  parse: (record: RecordBytes, report: Report) => Json | undefined,
): RecordReader {
  const problems = limitedReport(file, report);
  let index = 0;
  let isOver = false;
  function* read(records: Iterable<RecordBytes>): Generator<DataRecord> {
    for (const record of records) {
      const value = parse(record, problems.report);
      if (value !== undefined) yield { index: index++, start: record.start, end: record.end, line: record.line, value };
    }
  }
  return {
    *feed(piece) {
      if (isOver) return;
      yield* read(splitter.feed(piece));
      isOver = splitter.heldBytes > limits.documentBytes;
      if (isOver) report(tooLargeRecord(file, splitter.line, limits));
    },
    *finish() {
      if (!isOver) yield* read(splitter.finish());
      problems.finish();
    },
  };
}

/** Own keys whatever their names: assigning to `__proto__` would set the prototype. A plain loop, because there may be millions. */
function toObject(columns: readonly string[], fields: readonly string[]): JsonObject {
  const object: { [column: string]: Json } = {};
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? "";
    const value = fields[at] ?? "";
    if (column === "__proto__")
      Object.defineProperty(object, column, { value, enumerable: true, writable: true, configurable: true });
    else object[column] = value;
  }
  return object;
}

function readFields(
  file: string,
  record: RecordBytes,
  separator: string,
  report: Report,
): readonly string[] | undefined {
  const text = decodeRecord(file, record, report);
  if (text === undefined) return undefined;
  if (record.isOpen === true) {
    report(openQuote(file, record, text));
    return undefined;
  }
  const { fields, junk } = csvFields(text, separator);
  if (junk === undefined) return fields;
  report(textAfterQuote(file, record, text, junk));
  return undefined;
}

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const looseDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

function decodeRecord(file: string, record: RecordBytes, report: Report): string | undefined {
  try {
    return strictDecoder.decode(record.bytes);
  } catch {
    report(badEncoding(file, record));
    return undefined;
  }
}

function readLine(text: string, record: RecordBytes, { file, limits }: ReadOptions, report: Report): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    const flaw = firstFlaw(value, limits.depth);
    if (flaw === undefined) return value;
    report(flawedRecord(file, record, flaw, limits));
  } catch {
    const found = scanJson(record.bytes, silentVisitor);
    if (found !== undefined) report(badLine(file, record, found));
  }
  return undefined;
}
