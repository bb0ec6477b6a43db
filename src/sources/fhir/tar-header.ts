/** The header block of a tar entry: POSIX.1-1988 (ustar), and the sizes of GNU tar. Pure. */

/** Everything in an archive is a multiple of this. */
export const BLOCK = 512;

export interface TarHeader {
  /** As it is written; longer names stand in an entry before. */
  readonly path: string;
  readonly size: number;
  /** `0` a file, `5` a folder, `x` fields for the next entry, …; "0" also for the zero byte of old archives. */
  readonly flag: string;
}

/** The header, or in words what is wrong with it. */
export function parseHeader(block: Uint8Array): TarHeader | string {
  if (!hasChecksum(block)) return "a header with a wrong checksum";
  const size = numberAt(block, 124, 12);
  if (size === undefined) return "a size that is no number";
  const name = textAt(block, 0, 100);
  // GNU tar keeps times where POSIX has the first part of the path, and says so by another magic.
  const prefix = textAt(block, 257, 6) === "ustar" ? textAt(block, 345, 155) : "";
  const flag = textAt(block, 156, 1) || "0";
  return { path: prefix === "" ? name : `${prefix}/${name}`, size, flag };
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

const [CHECKSUM_START, CHECKSUM_END, SPACE] = [148, 156, 0x20];

/** The sum of all bytes, its own field counted as spaces; old programs took the bytes as signed. */
function hasChecksum(block: Uint8Array): boolean {
  const claimed = numberAt(block, CHECKSUM_START, 8);
  let [unsigned, signed] = [0, 0];
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= CHECKSUM_START && at < CHECKSUM_END ? SPACE : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return claimed === unsigned || claimed === signed;
}

/** Octal digits between spaces and zeros, or with the top bit set the number itself. `undefined` for anything else. */
function numberAt(block: Uint8Array, start: number, length: number): number | undefined {
  const field = block.subarray(start, start + length);
  if (((field[0] ?? 0) & 0x80) !== 0) return binaryNumber(field);
  const text = textAt(block, start, length).trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : undefined;
}

function binaryNumber(field: Uint8Array): number | undefined {
  let value = (field[0] ?? 0) & 0x7f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Up to the first zero byte. */
function textAt(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

const decoder = new TextDecoder();
