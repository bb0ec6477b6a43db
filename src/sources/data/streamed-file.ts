/**
 * CSV, TSV and NDJSON: read once as a stream, of which only offsets stay. A record is read again when it is needed.
 */
import { offsetOfField } from "#document/csv.ts";
import { locate } from "#document/locate.ts";
import { placeAt, shiftPlace } from "#document/place.ts";
import { pointerOf, pointerSegments } from "#document/pointer.ts";
import type { DataRecord } from "#document/records.ts";
import { csvReader, ndjsonReader, parseRecord } from "#document/records.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { StreamHash } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { NumberColumn } from "./columns.ts";
import type { Position } from "./facts.ts";
import type { RecordFile, RecordSeen } from "./record-file.ts";
import { RecordWindow } from "./record-window.ts";

export interface StreamInput {
  readonly path: string;
  readonly format: "csv" | "tsv" | "ndjson";
  readonly hasRecordUnits: boolean;
  readonly inputs: Inputs;
  readonly limits: Limits;
  readonly report: (problem: Diagnostic) => void;
}

/** Reads the file and shows each record to `see`. */
export async function loadStreamed(input: StreamInput, see: (record: RecordSeen) => void): Promise<RecordFile> {
  const { path: file, limits, report } = input;
  const hash = new StreamHash();
  const streamed = new StreamedFile(input);
  const columns = (names: readonly string[]) => {
    streamed.columns = names;
  };
  const csv = { file, limits, report, columns, separator: streamed.separator };
  const reader = input.format === "ndjson" ? ndjsonReader({ file, limits, report }) : csvReader(csv);
  const take = (records: Iterable<DataRecord>) => {
    for (const record of records) {
      streamed.add(record);
      see({ value: record.value, position: { index: record.index } });
    }
  };
  for await (const piece of input.inputs.stream(file)) {
    hash.update(piece);
    take(reader.feed(piece));
  }
  take(reader.finish());
  streamed.digest = hash.digest();
  return streamed;
}

/** What is read at once while lines are counted. */
const pieceBytes = 1024 * 1024;

class StreamedFile implements RecordFile {
  readonly path: string;
  readonly hasRecordUnits: boolean;
  readonly separator: "," | "\t";
  digest: Digest = "";
  columns: readonly string[] = [];
  readonly #isNdjson: boolean;
  readonly #inputs: Inputs;
  readonly #starts = new NumberColumn(Float64Array);
  readonly #lengths = new NumberColumn();
  readonly #window: RecordWindow;

  constructor({ path, format, hasRecordUnits, inputs }: StreamInput) {
    this.path = path;
    this.hasRecordUnits = hasRecordUnits;
    this.separator = format === "tsv" ? "\t" : ",";
    this.#isNdjson = format === "ndjson";
    this.#inputs = inputs;
    this.#window = new RecordWindow((start, end) => inputs.range(path, start, end));
  }

  get count(): number {
    return this.#starts.length;
  }

  add(record: DataRecord): void {
    this.#starts.push(record.start);
    this.#lengths.push(record.end - record.start);
  }

  #end(index: number): number {
    return this.#starts.at(index) + this.#lengths.at(index);
  }

  content(): Json {
    return Array.from({ length: this.count }, (_, index) => this.value(index));
  }

  value(index: number): Json {
    const limit = this.#end(this.count - 1);
    const bytes = this.#window.slice(this.#starts.at(index), this.#end(index), limit);
    return parseRecord(bytes, this.#isNdjson ? undefined : this);
  }

  position(index: number): Position {
    return { index };
  }

  pointer(index: number): string {
    return `/${index}`;
  }

  place(pointer: string): Place {
    const [first = "", ...inside] = pointerSegments(pointer);
    const record = Number(first);
    if (!/^\d+$/.test(first) || record >= this.count) return { file: this.path, line: 1, column: 1, pointer: "" };
    const { text, shift, offset } = this.#around(record);
    const place = placeAt(this.path, text, offset + this.#offsetInside(record, inside), { length: text.length });
    return { ...shiftPlace(place, shift), pointer };
  }

  /** The record with the lines that a frame shows around it. */
  #around(record: number): { text: string; shift: number; offset: number } {
    const first = Math.max(0, record - 2);
    const start = first < 2 ? 0 : this.#starts.at(first);
    const end = this.#end(Math.min(record + 1, this.count - 1));
    const isShort = end - start <= 65_536;
    const from = isShort ? start : this.#starts.at(record);
    const bytes = this.#inputs.range(this.path, from, isShort ? end : this.#end(record));
    const before = bytes.subarray(0, this.#starts.at(record) - from);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return { text: decoder.decode(bytes), shift: this.#linesBefore(from), offset: decoder.decode(before).length };
  }

  /** Counted when a place is asked for: a column of line numbers would be memory for problems that nobody has. */
  #linesBefore(end: number): number {
    let lines = 0;
    for (let at = 0; at < end; at += pieceBytes) {
      const piece = this.#inputs.range(this.path, at, Math.min(end, at + pieceBytes));
      for (let found = piece.indexOf(0x0a); found >= 0; found = piece.indexOf(0x0a, found + 1)) lines++;
    }
    return lines;
  }

  /** UTF-16 offset of a field in its record. */
  #offsetInside(record: number, inside: readonly string[]): number {
    const [field] = inside;
    if (field === undefined) return 0;
    const bytes = this.#inputs.range(this.path, this.#starts.at(record), this.#end(record));
    if (!this.#isNdjson)
      return offsetOfField(new TextDecoder().decode(bytes), this.separator, this.columns.indexOf(field));
    return (locate(this.path, bytes, "json", pointerOf(inside), "value").column ?? 1) - 1;
  }
}
