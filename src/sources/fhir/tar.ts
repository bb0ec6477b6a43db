/**
 * Reads a tar archive piece by piece: ustar, pax, GNU long names. Never more than one entry is in memory, and what an archive says of itself
 * is not believed: names that lead elsewhere, links, devices, wrong checksums and sizes above the caps are errors.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { ByteReader } from "./tar-bytes.ts";
import type { TarHeader } from "./tar-header.ts";
import { BLOCK, isZeroBlock, parseHeader } from "./tar-header.ts";
import type { PaxFields } from "./tar-pax.ts";
import { parsePax, textOf } from "./tar-pax.ts";
import type { TarEntryType } from "./tar-safety.ts";
import { entryType, normalPath, unsafeEntry } from "./tar-safety.ts";

export interface TarLimits {
  /** What messages call the archive: a path or the name of a package. */
  readonly archive: string;
  /** Most bytes of one entry. Default: 50 MB. */
  readonly entryBytes?: number;
  /** Most bytes of all entries. Default: 500 MB. */
  readonly unpackedBytes?: number;
  /** Most entries. Default: 50,000. */
  readonly files?: number;
}

export interface TarEntry {
  /** Safe to join to a folder: relative, with `/`, neither `.` nor `..` in it, no slash at the end. */
  readonly path: string;
  readonly type: Extract<TarEntryType, "file" | "folder">;
  readonly size: number;
  /** A buffer of its own; empty for folders. */
  readonly content: Uint8Array;
}

/** Caps of an archive: larger is no FHIR package (the largest there are unpack to 190 MB, their largest file is 35 MB). */
export const defaultTarLimits = { entryBytes: 52_428_800, unpackedBytes: 524_288_000, files: 50_000 } as const;

/** More than the names of a file need; the headers of an entry are read whole. */
const MAX_HEADER_BYTES = 1 << 20;

/** One for a long name, one for a long link, one or two of pax; without a cap they would never end. */
const MAX_HEADERS = 8;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** The entries of an archive, which is not compressed (any more), in its order. Throws SpecmillError at the first thing that is wrong. */
export async function* readTar(chunks: Chunks, limits: TarLimits): AsyncGenerator<TarEntry, void, undefined> {
  const archive = new TarArchive(chunks, limits);
  try {
    for (let entry = await archive.next(); entry !== undefined; entry = await archive.next()) yield entry;
  } finally {
    await archive.close();
  }
}

/** Names and sizes that stand before the entry that they are about. */
interface Overrides extends PaxFields {
  readonly longPath?: string;
}

class TarArchive {
  readonly #bytes: ByteReader;
  readonly #limits: Required<TarLimits>;
  #entries = 0;
  #unpacked = 0;
  #global: PaxFields = {};

  constructor(chunks: Chunks, limits: TarLimits) {
    this.#bytes = new ByteReader(chunks);
    this.#limits = {
      archive: limits.archive,
      entryBytes: limits.entryBytes ?? defaultTarLimits.entryBytes,
      unpackedBytes: limits.unpackedBytes ?? defaultTarLimits.unpackedBytes,
      files: limits.files ?? defaultTarLimits.files,
    };
  }

  async next(): Promise<TarEntry | undefined> {
    let overrides: Overrides = {};
    for (let before = 0; before <= MAX_HEADERS; before++) {
      const header = await this.#header();
      if (header === undefined) return this.#end();
      if (!isAboutNext(header.flag)) return this.#entry(header, { ...this.#global, ...overrides });
      overrides = await this.#override(header, overrides);
    }
    throw this.#problem(`is no tar archive: more than ${MAX_HEADERS} headers before one entry`);
  }

  async #end(): Promise<undefined> {
    await this.#bytes.drain();
    return undefined;
  }

  close(): Promise<void> {
    return this.#bytes.close();
  }

  /** `undefined` at the end of the archive: a block of zeros, or no more bytes (gzip tells whether some are missing). */
  async #header(): Promise<TarHeader | undefined> {
    const start = this.#bytes.offset;
    const block = await this.#bytes.take(BLOCK);
    if (block.length === 0) return undefined;
    if (block.length < BLOCK) throw this.#truncated();
    if (isZeroBlock(block)) return undefined;
    const header = parseHeader(block);
    if (typeof header === "string") throw this.#problem(`is no tar archive: ${header} at byte ${start}`);
    return header;
  }

  async #override(header: TarHeader, before: Overrides): Promise<Overrides> {
    const start = this.#bytes.offset;
    if (header.size > MAX_HEADER_BYTES) throw this.#problem(`is no tar archive: a header of ${header.size} bytes`);
    const content = await this.#content(header.size);
    if (header.flag === "L") return { ...before, longPath: textOf(content) };
    if (header.flag === "K") return before;
    const fields = parsePax(content);
    if (typeof fields === "string") throw this.#problem(`is no tar archive: ${fields} at byte ${start}`);
    if (header.flag === "x") return { ...before, ...fields };
    this.#global = { ...this.#global, ...fields };
    return before;
  }

  async #entry(header: TarHeader, overrides: Overrides): Promise<TarEntry> {
    const path = overrides.path ?? overrides.longPath ?? header.path;
    const type = overrides.isSparse === true ? "sparse file" : entryType(header.flag, path);
    const unsafe = unsafeEntry(path, type);
    if (unsafe !== undefined) throw this.#problem(`is not safe to unpack: ${unsafe}`);
    if (type !== "file") {
      this.#count(path, 0);
      return { path: normalPath(path), type: "folder", size: 0, content: new Uint8Array(0) };
    }
    const size = overrides.size ?? header.size;
    this.#count(path, size);
    return { path: normalPath(path), type, size, content: await this.#content(size) };
  }

  /** Before the content is read, so that no claim can make a buffer above the cap. */
  #count(path: string, size: number): void {
    const { entryBytes, unpackedBytes, files } = this.#limits;
    this.#entries++;
    if (this.#entries > files) throw this.#problem(`has more entries than the cap of ${files}`);
    if (size > entryBytes) throw this.#problem(`is too large: \`${path}\` has ${size} bytes, the cap is ${entryBytes}`);
    this.#unpacked += size;
    if (this.#unpacked > unpackedBytes)
      throw this.#problem(`is too large: it unpacks to more than ${unpackedBytes} bytes`);
  }

  async #content(size: number): Promise<Uint8Array> {
    const content = await this.#bytes.take(size);
    if (content.length < size) throw this.#truncated();
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if ((await this.#bytes.take(padding)).length < padding) throw this.#truncated();
    return content;
  }

  #truncated(): SpecmillError {
    return this.#problem(`ends in the middle of an entry, at byte ${this.#bytes.offset}`);
  }

  #problem(what: string): SpecmillError {
    return new SpecmillError([error("fhir/package", `the archive \`${this.#limits.archive}\` ${what}`)]);
  }
}

/** Headers that hold a name or fields for the entry after them, or for all of them. */
function isAboutNext(flag: string): boolean {
  return flag === "x" || flag === "g" || flag === "L" || flag === "K";
}
