/** What the units need to know of a file, however it is read: streamed formats and documents answer alike. */
import type { Place } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import type { Position } from "./facts.ts";

export interface RecordFile {
  readonly path: string;
  /** Digest of the file's bytes. */
  readonly digest: Digest;
  /** How many records the file holds; `undefined` when it is one thing, not a list. */
  readonly count: number | undefined;
  /** Whether the records of this file are units. */
  readonly hasRecordUnits: boolean;
  /** The whole content. */
  content(): Json;
  /** The content of one record; read again when it is not at hand. */
  value(index: number): Json;
  position(index: number): Position;
  /** RFC 6901 pointer to a record in the file. */
  pointer(index: number): string;
  /** The place of a node; `key` is where it begins with its name. */
  place(pointer: string, want: "key" | "value"): Place;
}

/** What a loader tells about each record, in order. */
export interface RecordSeen {
  readonly value: Json;
  readonly position: Position;
}
