/**
 * Streaming readers for lists of records: CSV and TSV (RFC 4180) and NDJSON. Memory is that of one record.
 * Every record says where its bytes lie, so that a caller can keep the offsets and parse a record again.
 */
import type { Limits } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { encodingProblem } from "./check-bytes.ts";
import { firstFlaw } from "./check-values.ts";
import { csvFields } from "./csv.ts";
import type { JsonProblem } from "./json-scan.ts";
import { scanJson } from "./json-scan.ts";
import { placeAt, placeAtByte, shiftPlace } from "./place.ts";
import type { RecordBytes } from "./record-splitter.ts";
import { splitRecords } from "./record-splitter.ts";

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
  readonly report: (problem: Diagnostic) => void;
}

export interface CsvOptions extends ReadOptions {
  /** `,` without it. */
  readonly separator?: "," | "\t";
  /** Called once with the columns, before the first record. */
  readonly columns?: (columns: readonly string[]) => void;
}

/** After so many broken records in a file, the rest are only counted. */
const maxReported = 20;

/** Records as objects of text, by the names in the first line. A record that does not fit them is reported and left out. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<DataRecord> {
  const separator = options.separator ?? ",";
  const problems = limited(options);
  let columns: readonly string[] | undefined;
  let index = 0;
  for await (const record of splitRecords(chunks, splitOptions(problems, options, separator.charCodeAt(0)))) {
    if (record.bytes.length === 0) continue;
    const fields = readFields(record, separator, options.file, problems.report);
    if (fields === undefined) continue;
    if (columns === undefined) {
      columns = fields;
      const bad = headerProblem(fields, record, options.file);
      if (bad !== undefined) return options.report(bad);
      options.columns?.(fields);
    } else if (fields.length !== columns.length) {
      problems.report(raggedProblem(fields.length, columns.length, record, options.file));
    } else {
      yield {
        index: index++,
        start: record.start,
        end: record.end,
        line: record.line,
        value: toObject(columns, fields),
      };
    }
  }
  problems.finish();
}

/** One JSON value a line; blank lines are left out, a line that is not JSON is reported and left out. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<DataRecord> {
  const problems = limited(options);
  let index = 0;
  for await (const record of splitRecords(chunks, splitOptions(problems, options))) {
    const text = decodeRecord(record, options.file, problems.report);
    if (text === undefined || !/\S/.test(text)) continue;
    const value = readLine(text, record, options, problems.report);
    if (value !== undefined) yield { index: index++, start: record.start, end: record.end, line: record.line, value };
  }
  problems.finish();
}

/** A record from its bytes, which a reader accepted before. */
export function parseRecord(
  bytes: Uint8Array,
  csv?: { readonly columns: readonly string[]; readonly separator: "," | "\t" },
): Json {
  const text = new TextDecoder().decode(bytes);
  return csv === undefined ? (JSON.parse(text) as Json) : toObject(csv.columns, csvFields(text, csv.separator).fields);
}

/** A whole file at once; `undefined` when something was reported. */
export async function parseRecords(
  file: string,
  bytes: Uint8Array,
  format: "csv" | "tsv" | "ndjson",
  limits: Limits,
  report: (problem: Diagnostic) => void,
): Promise<Json | undefined> {
  let isGood = true;
  const options: ReadOptions = {
    file,
    limits,
    report: (problem) => {
      isGood = false;
      report(problem);
    },
  };
  const chunks = (async function* () {
    yield bytes;
  })();
  const records =
    format === "ndjson"
      ? readNdjson(chunks, options)
      : readCsv(chunks, { ...options, separator: format === "tsv" ? "\t" : "," });
  const values: Json[] = [];
  for await (const { value } of records) values.push(value);
  return isGood ? values : undefined;
}

/** Own keys whatever their names: `Object.fromEntries` defines, it does not assign. */
function toObject(columns: readonly string[], fields: readonly string[]): JsonObject {
  return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? ""]));
}

function readFields(
  record: RecordBytes,
  separator: string,
  file: string,
  report: ReadOptions["report"],
): readonly string[] | undefined {
  const text = decodeRecord(record, file, report);
  if (text === undefined) return undefined;
  if (record.isOpen === true) {
    report(
      error("document/syntax", "a quote is never closed", {
        place: placeIn(record, file, text, Math.max(0, text.indexOf('"'))),
      }),
    );
    return undefined;
  }
  const { fields, junk } = csvFields(text, separator);
  if (junk === undefined) return fields;
  const notes = ["a quote inside quotes is written twice"];
  report(
    error("document/syntax", "there is text after a closing quote", {
      place: placeIn(record, file, text, junk),
      notes,
    }),
  );
  return undefined;
}

function decodeRecord(record: RecordBytes, file: string, report: ReadOptions["report"]): string | undefined {
  try {
    return strictDecoder.decode(record.bytes);
  } catch {
    const problem = encodingProblem(file, record.bytes, record.start);
    report(problem.place === undefined ? problem : { ...problem, place: shiftPlace(problem.place, record.line - 1) });
    return undefined;
  }
}

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readLine(
  text: string,
  record: RecordBytes,
  options: ReadOptions,
  report: ReadOptions["report"],
): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    const flaw = firstFlaw(value, options.limits.depth);
    if (flaw === undefined) return value;
    report(flawProblem(flaw, record, options));
  } catch {
    const found = scanJson(record.bytes, { open() {}, key() {}, item() {}, scalar() {}, close() {} });
    if (found !== undefined) report(lineProblem(found, record, options.file));
  }
  return undefined;
}

function lineProblem(found: JsonProblem, record: RecordBytes, file: string): Diagnostic {
  const place = placeAtByte(file, record.bytes, found.offset, { length: found.length });
  const notes = [...(found.note === undefined ? [] : [found.note]), "each line of this file is one JSON value"];
  return error("document/syntax", found.message, { place: shiftPlace(place, record.line - 1), notes });
}

function flawProblem(flaw: "too-deep" | "not-finite", record: RecordBytes, { file, limits }: ReadOptions): Diagnostic {
  const place: Place = { file, line: record.line, column: 1 };
  if (flaw === "not-finite") return error("document/syntax", "numbers have to be finite", { place });
  return error(
    "document/too-deep",
    `the record is nested deeper than the ${limits.depth} levels that \`limits.depth\` allows`,
    { place },
  );
}

function headerProblem(columns: readonly string[], record: RecordBytes, file: string): Diagnostic | undefined {
  const place = placeIn(record, file, new TextDecoder().decode(record.bytes), 0);
  const unnamed = columns.findIndex((column) => column.trim() === "");
  if (unnamed >= 0)
    return error("document/syntax", `column ${unnamed + 1} has no name`, {
      place,
      notes: ["the first line names the columns"],
    });
  const twice = columns.find((column, at) => columns.indexOf(column) < at);
  if (twice === undefined) return undefined;
  return error("document/duplicate-key", `the column \`${twice}\` is there twice`, {
    place,
    notes: ["the first line names the columns"],
  });
}

function raggedProblem(count: number, expected: number, record: RecordBytes, file: string): Diagnostic {
  const message = `this record has ${count} field${count === 1 ? "" : "s"}, and the first line names ${expected}`;
  const place = placeIn(record, file, new TextDecoder().decode(record.bytes), 0);
  return error("document/syntax", message, {
    place,
    notes: ["a field with a separator or a line break in it needs quotes"],
  });
}

function placeIn(record: RecordBytes, file: string, text: string, offset: number): Place {
  return shiftPlace(placeAt(file, text, offset), record.line - 1);
}

function splitOptions(problems: { report: ReadOptions["report"] }, { file, limits }: ReadOptions, separator?: number) {
  const tooLarge = (line: number) => {
    const message = `a record has more than the ${limits.documentBytes} bytes that \`limits.documentBytes\` allows`;
    problems.report(error("source/too-large", message, { place: { file, line, column: 1 } }));
  };
  return { maxBytes: limits.documentBytes, tooLarge, ...(separator === undefined ? {} : { separator }) };
}

/** Lets the first problems through and counts the others. */
function limited({ file, report }: ReadOptions): { report: ReadOptions["report"]; finish: () => void } {
  let count = 0;
  return {
    report(problem) {
      if (++count <= maxReported) report(problem);
    },
    finish() {
      if (count <= maxReported) return;
      report(
        error("document/syntax", `${count - maxReported} more records of this file are broken`, { place: { file } }),
      );
    },
  };
}
