/** A zip with the same bytes every time: the entries in the order given, one time for all, no extra fields. For Windows. */
import type { ArchiveEntry } from "./tar.ts";
import { deflateLevel } from "./tar.ts";

const version = 20; // Folders and deflate: all that is used here, and what every program reads.
const madeOnUnix = 3 << 8;
const isUtf8 = 1 << 11;
const deflated = 8;

export function zip(entries: readonly ArchiveEntry[], seconds: number): Uint8Array {
  const stamp = dosTime(seconds);
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const data = Bun.deflateSync(new Uint8Array(entry.bytes), deflateLevel);
    const facts = factsOf(entry, data.length, name.length, stamp);
    files.push(record(0x04034b50, facts), name, data);
    directory.push(directoryRecord(entry, facts, offset), name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((total, part) => total + part.length, 0);
  return Buffer.concat([...files, ...directory, endRecord(entries.length, size, offset)]);
}

/** The part that a file's own header and its line in the directory have in common: 26 bytes. */
function factsOf({ bytes }: ArchiveEntry, compressed: number, nameLength: number, stamp: number): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(version, 0);
  facts.writeUInt16LE(isUtf8, 2);
  facts.writeUInt16LE(deflated, 4);
  facts.writeUInt32LE(stamp, 6);
  facts.writeUInt32LE(Bun.hash.crc32(bytes), 10);
  facts.writeUInt32LE(compressed, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(nameLength, 22);
  return facts;
}

function record(signature: number, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature, 0);
  return Buffer.concat([head, ...parts]);
}

function directoryRecord({ isExecutable }: ArchiveEntry, facts: Buffer, offset: number): Buffer {
  const maker = Buffer.alloc(2);
  maker.writeUInt16LE(madeOnUnix | version, 0);
  const rest = Buffer.alloc(14);
  // The mode of Unix in the upper half: unzip on Linux and macOS keeps the program executable.
  rest.writeUInt32LE(((isExecutable ? 0o100755 : 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return record(0x02014b50, maker, facts, rest);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return record(0x06054b50, end);
}

/** Two seconds a tick, from 1980 on, in UTC: the format has no zone, so the one of this machine must not count. */
function dosTime(seconds: number): number {
  const at = new Date(Math.max(seconds, Date.UTC(1980) / 1000) * 1000);
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}
