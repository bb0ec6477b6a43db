/** What must hold of a document before it is parsed: a size below the cap, valid UTF-8, and something in it. */
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { placeAtByte } from "./place.ts";

/** The problem of a document of `size` bytes that is over its cap; ask before reading, so that a huge file is never held. */
export function checkSize(file: string, size: number, limits: Limits): Diagnostic | undefined {
  if (size <= limits.documentBytes) return undefined;
  const message = `the document has ${megabytes(size)}, more than the ${megabytes(limits.documentBytes)} that \`limits.documentBytes\` allows`;
  return error("source/too-large", message, {
    place: { file },
    notes: [`to read it all the same, set \`limits.documentBytes\` to ${size} or more`],
  });
}

/** The text of a document, without its byte order mark; reports and gives `undefined` when the bytes are not UTF-8 or hold nothing. */
export function decodeDocument(
  file: string,
  bytes: Uint8Array,
  report: (problem: Diagnostic) => void,
): string | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    report(encodingProblem(file, bytes));
    return undefined;
  }
  if (/\S/.test(text)) return text;
  report(emptyProblem(file));
  return undefined;
}

export function emptyProblem(file: string): Diagnostic {
  return error("source/empty", "the document is empty", { place: { file, line: 1, column: 1 } });
}

export function encodingProblem(file: string, bytes: Uint8Array, base = 0): Diagnostic {
  const offset = firstInvalidByte(bytes);
  const shown = `0x${(bytes[offset] ?? 0).toString(16).padStart(2, "0")}`;
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return error("document/encoding", `byte ${shown} at offset ${base + offset} is not valid UTF-8`, {
    place: placeAtByte(file, bytes, offset),
    notes: [isUtf16 ? "the file looks like UTF-16; save it as UTF-8" : "save the file as UTF-8"],
  });
}

/** Offset of the first byte that does not belong to a well-formed sequence (Unicode 16, table 3-7). */
function firstInvalidByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return bytes.length;
}

/** Length of the well-formed sequence at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let next = 1; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const isOverlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const isOutside = (lead === 0xed && second >= 0xa0) || (lead === 0xf4 && second >= 0x90);
  return isOverlong || isOutside ? 0 : length;
}

function megabytes(size: number): string {
  return size < 1_000_000 ? `${size} byte${size === 1 ? "" : "s"}` : `${(size / 1_000_000).toFixed(1)} MB`;
}
