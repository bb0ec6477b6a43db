/**
 * The build log: what the last run knew, in one file. Its head (small facts and the stat table) is all that an unchanged run reads;
 * the records of the targets behind it are parsed only when something changed. It is written last, by rename: a run that was
 * killed before leaves the old log, which can only cause work, never a wrong answer.
 */
import type { Config } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { TargetRecord } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import type { AlignedFile, FileSystem } from "#platform/file-system.ts";
import { openAligned } from "#platform/file-system.ts";
import type { GlobRecord } from "./input-tracker.ts";
import { replaceFile } from "./replace-file.ts";
import type { StatRow } from "./stat-table.ts";
import { encodeStatTable, StatTable } from "./stat-table.ts";
import { decodeRecords, encodeRecords } from "./target-records.ts";

/** Small facts about the last run. */
export interface LogHead {
  /** Build of specmill that wrote the log. */
  readonly build: string;
  /** Project path of the config. */
  readonly config: string;
  /** Every target was in step and no problem was left when it was written. */
  readonly clean: boolean;
  readonly targets: readonly string[];
  readonly outputs: number;
  /** Shown again by an unchanged run. */
  readonly warnings: readonly Diagnostic[];
  readonly globs: readonly GlobRecord[];
  /** The project's own code ran: its templates, a `.ts` config or a formatter. */
  readonly ranCode: boolean;
  /** The config as it was resolved from a data file with this content: checking it again would load the schema. */
  readonly resolved?: { readonly hash: Digest; readonly config: Config };
}

export interface BuildLog {
  readonly head: LogHead;
  readonly table: StatTable;
  /** Parses the second half; `undefined` when it is damaged. */
  targets(): ReadonlyMap<string, TargetRecord> | undefined;
  /** The second half as it lies in the file, for a log whose rows are the same but for their stamps. */
  recordBytes(): Uint8Array<ArrayBuffer>;
}

/** "spml" and the version of the format, read as two words. */
const MAGIC = 0x6c6d7073;
const FORMAT = 1;
/** magic, format, three lengths, two checksums of two words each, three reserved. */
const HEADER_WORDS = 12;

/** The log, `undefined` when there is none, or why it cannot be used. Reads the head only: half a millisecond for 10,000 outputs. */
export function readBuildLog(path: string): BuildLog | undefined | { readonly unusable: string } {
  const file = openAligned(path);
  if (file === undefined) return undefined;
  const log = readHead(file);
  if ("unusable" in log) file.close();
  return log;
}

function readHead(file: AlignedFile): BuildLog | { readonly unusable: string } {
  const start = HEADER_WORDS * 4;
  if (file.size < start) return { unusable: "it is cut short" };
  const words = new Uint32Array(file.read(0, start).buffer);
  if (words[0] !== MAGIC || words[1] !== FORMAT) return { unusable: "it is not a build log of this version" };
  const [headLength = 0, tableLength = 0, backLength = 0] = words.subarray(2, 5);
  const backStart = start + headLength + tableLength;
  if (file.size !== backStart + backLength) return { unusable: "it is cut short" };
  const front = file.read(start, headLength + tableLength);
  if (!hasChecksum(words, 5, front)) return { unusable: "its checksum does not match" };
  const table = new StatTable(front.subarray(headLength));
  const head = JSON.parse(Buffer.from(front.subarray(0, headLength)).toString("utf8")) as LogHead;
  let back: Uint8Array<ArrayBuffer> | undefined;
  const recordBytes = () => {
    back ??= file.read(backStart, backLength);
    return back;
  };
  let records: ReadonlyMap<string, TargetRecord> | undefined;
  return {
    head,
    table,
    recordBytes,
    targets() {
      records ??= hasChecksum(words, 7, recordBytes()) ? decodeRecords(recordBytes(), table) : undefined;
      return records;
    },
  };
}

/** Replaces the log. Rows keep their order; the records refer to them by path. */
export function writeBuildLog(
  path: string,
  head: LogHead,
  rows: readonly StatRow[],
  targets: ReadonlyMap<string, TargetRecord> | Uint8Array<ArrayBuffer>,
  fs: FileSystem,
): void {
  const headBytes = padded(JSON.stringify(head));
  const front = Buffer.concat([headBytes, encodeStatTable(rows)]);
  const back = targets instanceof Uint8Array ? targets : encodeRecords(targets, rows);
  const words = new Uint32Array(HEADER_WORDS);
  words.set([MAGIC, FORMAT, headBytes.length, front.length - headBytes.length, back.length]);
  setChecksum(words, 5, front);
  setChecksum(words, 7, back);
  replaceFile(path, Buffer.concat([new Uint8Array(words.buffer), front, back]), fs);
}

/** Spaces up to a multiple of four: the table behind is read as words. */
function padded(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, " ")]);
}

function setChecksum(words: Uint32Array, at: number, bytes: Uint8Array): void {
  const sum = BigInt(Bun.hash(bytes));
  words[at] = Number(sum & 0xffff_ffffn);
  words[at + 1] = Number(sum >> 32n);
}

function hasChecksum(words: Uint32Array, at: number, bytes: Uint8Array): boolean {
  const sum = BigInt(Bun.hash(bytes));
  return words[at] === Number(sum & 0xffff_ffffn) && words[at + 1] === Number(sum >> 32n);
}
