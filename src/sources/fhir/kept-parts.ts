/**
 * The parts of a definition that are read. No unit shows the narrative, which is half of HL7's own packages, nor the differential of a type
 * that carries its snapshot. Where they lie is found once, when a file is scanned; they are cut out of the bytes before these are hashed,
 * decoded and parsed, and so cost neither time nor memory.
 */
import { hasByteOrderMark, members } from "#document/json-members.ts";
import type { JsonObject } from "#model/json.ts";
import type { Digest } from "#model/unit.ts";
import { hashContent } from "#platform/hash.ts";

export interface KeptParts {
  /** Offsets in the bytes of the file, in pairs of start and end: one behind the other these ranges are JSON. */
  readonly ranges: readonly number[];
  /** Of what is in them. */
  readonly digest: Digest;
}

/** A file as its index knows it; without `kept` all of it is read. */
interface IndexedFile {
  readonly digest: Digest;
  readonly kept?: KeptParts;
}

/** `undefined` when all is read. `value` is the definition that the bytes are. */
export function keptParts(bytes: Uint8Array, value: JsonObject, hasSnapshot: boolean): KeptParts | undefined {
  const needsDifferential = value.derivation === "constraint" || !hasSnapshot;
  const isUnread = (key: string) => key === "text" || (key === "differential" && !needsDifferential);
  const ranges = rangesWithout(bytes, isUnread);
  if (ranges.length <= 2) return undefined;
  return { ranges, digest: hashContent(joined(bytes.slice(), ranges)) };
}

function rangesWithout(bytes: Uint8Array, isUnread: (key: string) => boolean): number[] {
  const all = members(bytes, hasByteOrderMark(bytes) ? 3 : 0) ?? [];
  const ranges = [0];
  let before = all[0]?.end ?? 0;
  // A member goes with the comma before it, so that the first one stays.
  for (const { key, end } of all.slice(1)) {
    if (isUnread(key)) ranges.push(before, end);
    before = end;
  }
  return [...ranges, bytes.length];
}

/** What of a file is read; `undefined` when it is not what was scanned. The bytes are moved in place: they must be the caller's own. */
export function checkedParts(bytes: Uint8Array, { digest, kept }: IndexedFile): Uint8Array | undefined {
  const read = onlyKept(bytes, kept);
  return hashContent(read) === (kept?.digest ?? digest) ? read : undefined;
}

/** The same without a look at what it is. */
export function onlyKept(bytes: Uint8Array, kept: KeptParts | undefined): Uint8Array {
  return kept === undefined ? bytes : joined(bytes, kept.ranges);
}

function joined(bytes: Uint8Array, ranges: readonly number[]): Uint8Array {
  let length = 0;
  for (let at = 0; at < ranges.length; at += 2) {
    const start = ranges[at] ?? 0;
    const end = Math.min(ranges[at + 1] ?? 0, bytes.length);
    if (start !== length) bytes.copyWithin(length, start, end);
    length += Math.max(0, end - start);
  }
  return bytes.subarray(0, length);
}
