/**
 * The ad-hoc signature of a program for macOS: hashes of its pages, signed by nobody. Bun 1.4.5 makes one for arm64, and leaves on x64 that
 * of its own runtime, which no longer fits: macOS ends a program at a page that is not what its signature says.
 * Layout and numbers: <mach-o/loader.h> and cs_blobs.h of Darwin. Mach-O is little-endian, a signature big-endian.
 */

const segmentCommand = 0x19;
const signatureCommand = 0x1d;
const superBlobMagic = 0xfade0cc0;
const directoryMagic = 0xfade0c02;
const directoryVersion = 0x20400; // The first with the limits of the executable segment.
const directorySize = 88;
const adHocByLinker = 0x20002; // What a linker writes: `codesign` replaces it without being forced.
const sha256 = 2;
const hashSize = 32;
const pageBits = 12;
const segmentAlignment = 0x4000;

interface Layout {
  /** Offset of the load command that says where the signature lies. */
  readonly command: number;
  /** Offset of the signature: everything before it is signed. */
  readonly limit: number;
  readonly segments: ReadonlyMap<string, number>;
}

/** The same program with a signature that fits. */
export function signAdHoc(program: Uint8Array, identifier: string): Uint8Array {
  const { command, limit, segments } = layoutOf(view(program));
  const [text, linkEdit] = [segments.get("__TEXT"), segments.get("__LINKEDIT")];
  if (text === undefined || linkEdit === undefined)
    throw new Error("the program has no __TEXT or no __LINKEDIT segment");
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(limit / 2 ** pageBits);
  const size = 20 + directorySize + name.length + pages * hashSize;
  const signed = Buffer.alloc(limit + size);
  signed.set(program.subarray(0, limit));
  // These count as code, so that they have to stand before anything is hashed.
  const linkEditSize = limit + size - Number(signed.readBigUInt64LE(linkEdit + 40));
  signed.writeUInt32LE(size, command + 12);
  signed.writeBigUInt64LE(BigInt(Math.ceil(linkEditSize / segmentAlignment) * segmentAlignment), linkEdit + 32);
  signed.writeBigUInt64LE(BigInt(linkEditSize), linkEdit + 48);
  signed.set(superBlob(size), limit);
  signed.set(directory(name, pages, limit, signed.readBigUInt64LE(text + 48)), limit + 20);
  pageHashes(signed, limit).forEach((hash, page) => {
    signed.set(hash, limit + 20 + directorySize + name.length + page * hashSize);
  });
  return signed;
}

/** Why macOS would not take the signature of a program; undefined when it would. */
export function signatureProblem(program: Uint8Array): string | undefined {
  const bytes = view(program);
  const { limit } = layoutOf(bytes);
  if (limit + bytes.readUInt32BE(limit + 4) > bytes.length) return "the signature is cut off";
  const start = limit + bytes.readUInt32BE(limit + 16); // The first of a super blob is the code directory.
  if (bytes.readUInt32BE(start) !== directoryMagic) return "the signature has no code directory";
  if (bytes.readUInt32BE(start + 32) !== limit) return "the signature covers another part of the file";
  const hashes = start + bytes.readUInt32BE(start + 16);
  const wrong = pageHashes(bytes, limit).filter(
    (hash, page) => !bytes.subarray(hashes + page * hashSize, hashes + (page + 1) * hashSize).equals(hash),
  );
  return wrong.length === 0 ? undefined : `${wrong.length} pages are not what the signature says`;
}

function view(program: Uint8Array): Buffer {
  return Buffer.from(program.buffer, program.byteOffset, program.byteLength);
}

function layoutOf(bytes: Buffer): Layout {
  const segments = new Map<string, number>();
  let at = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    const kind = bytes.readUInt32LE(at);
    if (kind === segmentCommand) segments.set(bytes.toString("latin1", at + 8, at + 24).replace(/\0+$/, ""), at);
    if (kind === signatureCommand) return { command: at, limit: bytes.readUInt32LE(at + 8), segments };
    at += bytes.readUInt32LE(at + 4);
  }
  throw new Error("the program has no place for a signature");
}

/** The last page is hashed as short as it is. */
function pageHashes(bytes: Buffer, limit: number): Buffer[] {
  const size = 2 ** pageBits;
  return Array.from({ length: Math.ceil(limit / size) }, (_, page) => {
    const code = bytes.subarray(page * size, Math.min((page + 1) * size, limit));
    return new Bun.CryptoHasher("sha256").update(code).digest();
  });
}

function superBlob(size: number): Buffer {
  return numbers(superBlobMagic, size, 1, 0, 20);
}

function directory(name: Buffer, pages: number, limit: number, textSize: bigint): Buffer {
  const size = directorySize + name.length + pages * hashSize;
  const nameAt = directorySize;
  const head = numbers(
    directoryMagic,
    size,
    directoryVersion,
    adHocByLinker,
    nameAt + name.length,
    nameAt,
    0,
    pages,
    limit,
  );
  const tail = Buffer.alloc(directorySize - head.length);
  tail.set([hashSize, sha256, 0, pageBits]);
  tail.writeBigUInt64BE(textSize, 36); // The executable segment begins at 0 and is this long,
  tail.writeBigUInt64BE(1n, 44); // and belongs to the main program.
  return Buffer.concat([head, tail, name]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}
