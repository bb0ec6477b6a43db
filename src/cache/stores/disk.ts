/**
 * The local store: pack files that are only ever appended as a whole, one a run. A file a blob would double the cost of a cold run.
 * Each entry carries its key, length and checksum; what does not check out is a miss.
 */
import { join } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { Store, StoreStats } from "../store.ts";

/** key 16 bytes, length 4, checksum 8 */
const ENTRY_HEAD = 28;
const PACK = /^[0-9a-z]+\.pack$/;

interface Entry {
  readonly pack: Uint8Array;
  readonly at: number;
}

export class DiskStore implements Store {
  readonly #folder: string;
  readonly #fs: FileSystem;
  readonly #fresh = new Map<Digest, Uint8Array>();
  #entries: Map<Digest, Entry> | undefined;

  constructor(folder: string, fs: FileSystem) {
    this.#folder = folder;
    this.#fs = fs;
  }

  get(key: Digest): Uint8Array | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh;
    const entry = this.#index().get(key);
    return entry === undefined ? undefined : readEntry(entry);
  }

  put(key: Digest, bytes: Uint8Array): void {
    const old = this.#entries?.get(key);
    if (old !== undefined && Buffer.compare(readEntry(old) ?? new Uint8Array(), bytes) === 0) return;
    this.#fresh.set(key, bytes);
  }

  flush(): void {
    if (this.#fresh.size === 0) return;
    const pieces = Array.from(this.#fresh, ([key, bytes]) => [entryHead(key, bytes), bytes]).flat();
    const body = Buffer.concat(pieces);
    const name = `${Bun.hash(body).toString(36)}.pack`;
    this.#fs.makeFolder(this.#folder);
    const fresh = join(this.#folder, `${name}.${process.pid}`);
    this.#fs.remove(fresh);
    this.#fs.create(fresh, body);
    this.#fs.rename(fresh, join(this.#folder, name));
    this.#fresh.clear();
    this.#entries = undefined;
  }

  stats(): StoreStats {
    const index = this.#index();
    let bytes = 0;
    for (const { path } of this.packs()) bytes += this.#fs.stamp(path)?.size ?? 0;
    return { entries: index.size, bytes };
  }

  /** Entries whose checksum does not match, for `cache verify`. */
  damaged(): number {
    let count = 0;
    for (const entry of this.#index().values()) if (readEntry(entry) === undefined) count++;
    return count;
  }

  /** Drops the oldest packs until the store is no larger than `limit` bytes; says how many bytes went. */
  prune(limit: number): number {
    const packs = [...this.packs()].sort((a, b) => (a.changedNs < b.changedNs ? -1 : 1));
    let size = packs.reduce((sum, pack) => sum + pack.size, 0);
    const before = size;
    for (const pack of packs) {
      if (size <= limit) break;
      this.#fs.remove(pack.path);
      size -= pack.size;
    }
    this.#entries = undefined;
    return before - size;
  }

  *packs(): Iterable<{ path: string; size: number; changedNs: bigint }> {
    for (const { name } of this.#fs.list(this.#folder) ?? []) {
      const path = join(this.#folder, name);
      const stamp = PACK.test(name) ? this.#fs.stamp(path) : undefined;
      if (stamp !== undefined) yield { path, size: stamp.size, changedNs: stamp.mtimeNs };
    }
  }

  /** Newest pack last, so that its entries win. */
  #index(): Map<Digest, Entry> {
    if (this.#entries !== undefined) return this.#entries;
    const entries = new Map<Digest, Entry>();
    for (const { path } of [...this.packs()].sort((a, b) => (a.changedNs < b.changedNs ? -1 : 1))) {
      const pack = this.#fs.read(path) ?? new Uint8Array();
      for (let at = 0; at + ENTRY_HEAD <= pack.length; at += ENTRY_HEAD + entryLength(pack, at)) {
        entries.set(Buffer.from(pack.subarray(at, at + 16)).toString("hex"), { pack, at });
      }
    }
    this.#entries = entries;
    return entries;
  }
}

function entryHead(key: Digest, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(ENTRY_HEAD);
  head.write(key, "hex");
  head.writeUInt32LE(bytes.length, 16);
  head.writeBigUInt64LE(BigInt(Bun.hash(bytes)), 20);
  return head;
}

function entryLength(pack: Uint8Array, at: number): number {
  return new DataView(pack.buffer, pack.byteOffset).getUint32(at + 16, true);
}

function readEntry({ pack, at }: Entry): Uint8Array | undefined {
  const end = at + ENTRY_HEAD + entryLength(pack, at);
  if (end > pack.length) return undefined;
  const bytes = pack.subarray(at + ENTRY_HEAD, end);
  const sum = new DataView(pack.buffer, pack.byteOffset).getBigUint64(at + 20, true);
  return sum === BigInt(Bun.hash(bytes)) ? bytes : undefined;
}
