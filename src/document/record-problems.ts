/** What can be wrong with one record of CSV, TSV or NDJSON, with its place in the file. */
import type { Limits } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { encodingProblem } from "./check-bytes.ts";
import type { Flaw } from "./check-values.ts";
import type { JsonProblem } from "./json-scan.ts";
import { placeAt, placeAtByte, shiftPlace } from "./place.ts";
import type { RecordBytes } from "./record-splitter.ts";

export type Report = (problem: Diagnostic) => void;

/** After so many broken records in a file, the rest are only counted. */
const maxReported = 20;

/** Lets the first problems through and counts the others; `finish` tells how many those were. */
export function limitedReport(file: string, report: Report): { readonly report: Report; readonly finish: () => void } {
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

export function badEncoding(file: string, record: RecordBytes): Diagnostic {
  const problem = encodingProblem(file, record.bytes, record.start);
  return problem.place === undefined ? problem : { ...problem, place: shiftPlace(problem.place, record.line - 1) };
}

export function tooLargeRecord(file: string, line: number, limits: Limits): Diagnostic {
  const message = `a record has more than the ${limits.documentBytes} bytes that \`limits.documentBytes\` allows`;
  const notes = ["is a quote never closed, or is the file not a list of records?"];
  return error("source/too-large", message, { place: { file, line, column: 1 }, notes });
}

export function badLine(file: string, record: RecordBytes, found: JsonProblem): Diagnostic {
  const place = placeAtByte(file, record.bytes, found.offset, { length: found.length });
  const notes = [...(found.note === undefined ? [] : [found.note]), "each line of this file is one JSON value"];
  return error("document/syntax", found.message, { place: shiftPlace(place, record.line - 1), notes });
}

export function flawedRecord(file: string, record: RecordBytes, flaw: Flaw, limits: Limits): Diagnostic {
  const place: Place = { file, line: record.line, column: 1 };
  if (flaw === "not-finite") return error("document/syntax", "numbers have to be finite", { place });
  const message = `the record is nested deeper than the ${limits.depth} levels that \`limits.depth\` allows`;
  return error("document/too-deep", message, { place });
}

export function openQuote(file: string, record: RecordBytes, text: string): Diagnostic {
  return error("document/syntax", "a quote is never closed", {
    place: placeIn(file, record, text, openingQuote(text)),
  });
}

export function textAfterQuote(file: string, record: RecordBytes, text: string, offset: number): Diagnostic {
  const notes = ["a quote inside quotes is written twice"];
  return error("document/syntax", "there is text after a closing quote", {
    place: placeIn(file, record, text, offset),
    notes,
  });
}

export function raggedRecord(file: string, record: RecordBytes, count: number, expected: number): Diagnostic {
  const message = `this record has ${count} field${count === 1 ? "" : "s"}, and the first line names ${expected}`;
  const place = placeIn(file, record, new TextDecoder().decode(record.bytes), 0);
  return error("document/syntax", message, {
    place,
    notes: ["a field with a separator or a line break in it needs quotes"],
  });
}

/** What is wrong with the line that names the columns, if anything is. */
export function headerProblem(file: string, record: RecordBytes, columns: readonly string[]): Diagnostic | undefined {
  const place = placeIn(file, record, new TextDecoder().decode(record.bytes), 0);
  const notes = ["the first line names the columns"];
  const unnamed = columns.findIndex((column) => column.trim() === "");
  if (unnamed >= 0) return error("document/syntax", `column ${unnamed + 1} has no name`, { place, notes });
  const twice = columns.find((column, at) => columns.indexOf(column) < at);
  return twice === undefined
    ? undefined
    : error("document/duplicate-key", `the column \`${twice}\` is there twice`, { place, notes });
}

function placeIn(file: string, record: RecordBytes, text: string, offset: number): Place {
  return shiftPlace(placeAt(file, text, offset), record.line - 1);
}

/** The last quote that opened: quotes come in pairs up to it. */
function openingQuote(text: string): number {
  let opening = 0;
  let isOpen = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    isOpen = !isOpen;
    if (isOpen && text[at - 1] !== '"') opening = at;
  }
  return opening;
}
