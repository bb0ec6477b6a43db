/**
 * The local store: pack files, one a run, each with a sorted index behind its entries. A file a blob would double the cost of a cold run, and an
 * index in memory would cost every small run; here a look-up is a binary search in the index. What does not check out is a miss.
 */
import { join } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readRange } from "#platform/file-system.ts";
import { replaceFile } from "../replace-file.ts";
import type { Store, StoreStats } from "../store.ts";

/** An index row: key 16 bytes, checksum 8, offset 4, length 4. */
const ROW = 32;
/** Behind the index: checksum of the index 8, number of rows 4, magic 4. */
const FOOTER = 16;
const MAGIC = 0x6b636170;
const PACK = /^[0-9a-z]+\.pack$/;
/** From this many packs on they are merged: each costs a look-up two reads. */
const MAX_PACKS = 12;
/** The oldest entries go when the store is larger (docs/cache.md). */
const MAX_BYTES = 512 << 20;

interface OpenPack {
  readonly path: string;
  readonly index: Buffer;
  readonly changedNs: bigint;
  readonly size: number;
}

export class DiskStore implements Store {
  readonly #folder: string;
  readonly #fs: FileSystem;
  readonly #fresh = new Map<Digest, Uint8Array>();
  #packs: readonly OpenPack[] | undefined;
  /** Packs whose index cannot be read. */
  #broken: string[] = [];

  constructor(folder: string, fs: FileSystem) {
    this.#folder = folder;
    this.#fs = fs;
  }

  get(key: Digest): Uint8Array | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    for (const pack of this.#opened()) {
      const row = findRow(pack.index, key);
      const bytes = row === undefined ? undefined : readEntry(pack, row);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  put(key: Digest, bytes: Uint8Array): void {
    this.#fresh.set(key, bytes);
  }

  flush(): void {
    if (this.#fresh.size === 0) return;
    const packs = this.#opened();
    const old = packs.length >= MAX_PACKS ? packs : [];
    for (const pack of old)
      for (const [key, bytes] of entriesOf(pack)) if (!this.#fresh.has(key)) this.#fresh.set(key, bytes);
    this.#write();
    for (const pack of old) this.#fs.remove(pack.path);
    this.#fresh.clear();
    this.#packs = undefined;
    if (packs.reduce((sum, pack) => sum + pack.size, 0) > MAX_BYTES) this.prune(MAX_BYTES);
  }

  stats(): StoreStats {
    let entries = 0;
    let bytes = 0;
    for (const pack of this.#opened()) {
      entries += pack.index.length / ROW;
      bytes += pack.size;
    }
    return { entries, bytes };
  }

  /** Entries whose checksum does not match, and packs that cannot be opened, for `cache verify`. */
  damaged(): number {
    this.#opened();
    let count = this.#broken.length;
    for (const pack of this.#opened()) {
      for (let row = 0; row < pack.index.length; row += ROW) if (readEntry(pack, row) === undefined) count++;
    }
    return count;
  }

  /** Drops the oldest packs until the store is no larger than `limit` bytes; says how many bytes went. */
  prune(limit: number): number {
    const before = this.stats().bytes;
    let size = before;
    for (const path of this.#broken) this.#fs.remove(path);
    for (const pack of [...this.#opened()].reverse()) {
      if (size <= limit) break;
      this.#fs.remove(pack.path);
      size -= pack.size;
    }
    this.#packs = undefined;
    return before - size;
  }

  #write(): void {
    const pack = encodePack([...this.#fresh].sort(([a], [b]) => (a < b ? -1 : 1)));
    const name = `${Bun.hash(pack).toString(36)}.pack`;
    this.#fs.makeFolder(this.#folder);
    replaceFile(join(this.#folder, name), pack, this.#fs);
  }

  /** A folder that may not be read is an empty one. */
  #names(): readonly string[] {
    try {
      return (this.#fs.list(this.#folder) ?? []).map(({ name }) => name).filter((name) => PACK.test(name));
    } catch {
      return [];
    }
  }

  /** Newest first, so that its entries win. */
  #opened(): readonly OpenPack[] {
    if (this.#packs !== undefined) return this.#packs;
    const packs: OpenPack[] = [];
    this.#broken = [];
    for (const name of this.#names()) {
      const path = join(this.#folder, name);
      const pack = openPack(path, this.#fs);
      if (pack === undefined) this.#broken.push(path);
      else packs.push(pack);
    }
    this.#packs = packs.sort((a, b) => (a.changedNs > b.changedNs ? -1 : 1));
    return this.#packs;
  }
}

/** `undefined` when it is not a whole pack, or cannot be read. */
function openPack(path: string, fs: FileSystem): OpenPack | undefined {
  try {
    const stamp = fs.stamp(path);
    const index = stamp === undefined ? undefined : readIndex(path, stamp.size);
    if (stamp === undefined || index === undefined) return undefined;
    return { path, index, changedNs: stamp.mtimeNs, size: stamp.size };
  } catch {
    return undefined;
  }
}

function encodePack(entries: readonly (readonly [Digest, Uint8Array])[]): Buffer {
  const index = Buffer.alloc(entries.length * ROW);
  let offset = 0;
  for (const [number, [key, bytes]] of entries.entries()) {
    const row = number * ROW;
    index.write(key, row, "hex");
    index.writeBigUInt64LE(checksum(bytes), row + 16);
    index.writeUInt32LE(offset, row + 24);
    index.writeUInt32LE(bytes.length, row + 28);
    offset += bytes.length;
  }
  const footer = Buffer.alloc(FOOTER);
  footer.writeBigUInt64LE(checksum(index));
  footer.writeUInt32LE(entries.length, 8);
  footer.writeUInt32LE(MAGIC, 12);
  return Buffer.concat([...entries.map(([, bytes]) => bytes), index, footer]);
}

/** `undefined` when the file is not a whole pack. */
function readIndex(path: string, size: number): Buffer | undefined {
  if (size < FOOTER) return undefined;
  const footer = Buffer.from(readRange(path, size - FOOTER, size));
  const length = footer.readUInt32LE(8) * ROW;
  if (footer.readUInt32LE(12) !== MAGIC || length + FOOTER > size) return undefined;
  const index = Buffer.from(readRange(path, size - FOOTER - length, size - FOOTER));
  return checksum(index) === footer.readBigUInt64LE() ? index : undefined;
}

/** Where the row of the key begins. */
function findRow(index: Buffer, key: Digest): number | undefined {
  const wanted = Buffer.from(key, "hex");
  let [low, high] = [0, index.length / ROW];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = index.compare(wanted, 0, 16, middle * ROW, middle * ROW + 16);
    if (order === 0) return middle * ROW;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function readEntry({ path, index }: OpenPack, row: number): Uint8Array | undefined {
  const start = index.readUInt32LE(row + 24);
  const length = index.readUInt32LE(row + 28);
  try {
    const bytes = readRange(path, start, start + length);
    return bytes.length === length && checksum(bytes) === index.readBigUInt64LE(row + 16) ? bytes : undefined;
  } catch {
    // Another run merged the packs in the meantime.
    return undefined;
  }
}

function* entriesOf(pack: OpenPack): Iterable<readonly [Digest, Uint8Array]> {
  for (let row = 0; row < pack.index.length; row += ROW) {
    const bytes = readEntry(pack, row);
    if (bytes !== undefined) yield [pack.index.toString("hex", row, row + 16), bytes];
  }
}

function checksum(bytes: Uint8Array): bigint {
  return BigInt(Bun.hash(bytes));
}
