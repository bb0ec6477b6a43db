/**
 * The file system as specmill uses it. Synchronous on purpose: for thousands of small files the asynchronous calls of the runtime
 * are slower (bench/README.md). This file and its neighbours in platform/ are the only ones that import node:fs.
 */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Digest } from "#model/unit.ts";
import { StreamHash } from "./hash.ts";

/** Identity of a file's state. Two equal stamps mean "certainly unchanged" only outside the racy window (cache/README.md). */
export interface FileStamp {
  readonly type: "file" | "folder" | "link" | "other";
  readonly size: number;
  /** Nanoseconds; text of a number is exact, so a bigint. */
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly inode: bigint;
  readonly mode: number;
  /** How many names the file has. */
  readonly links: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly type: FileStamp["type"];
}

/** All paths are absolute. Everything but the methods that return `undefined` throws the operating system's error. */
export interface FileSystem {
  /** Does not follow a link at the end; `undefined` when there is nothing. */
  stamp(path: string): FileStamp | undefined;
  /** `undefined` when there is no such file. */
  read(path: string): Uint8Array | undefined;
  /** Hash of a file's content, read in pieces of 1 MiB; `undefined` when there is no such file. */
  hash(path: string): Digest | undefined;
  /** Sorted by name; `undefined` when there is no such folder. */
  list(path: string): readonly FolderEntry[] | undefined;
  /** The path with every link resolved; `undefined` when it does not exist. */
  realPath(path: string): string | undefined;
  /** Gives the file a second name; throws where the file system has no hard links. */
  link(from: string, to: string): void;
  copy(from: string, to: string): void;
  /** Creates the file and refuses one that exists or a link (O_EXCL, O_NOFOLLOW). Missing folders are an error. */
  create(path: string, content: string | Uint8Array, mode?: number): void;
  /** Opens a new file for writing in pieces; the same guarantees as `create`. */
  createStream(path: string, mode?: number): FileWriter;
  /** Sets the permission bits. */
  setMode(path: string, mode: number): void;
  /** With its parents; nothing happens when it is there. */
  makeFolder(path: string): void;
  rename(from: string, to: string): void;
  /** Removes one file; nothing happens when there is none. */
  remove(path: string): void;
  /** Removes a folder only when it is empty; says whether it did. */
  removeEmptyFolder(path: string): boolean;
  /** Removes a folder with all it holds. Only for specmill's own state folder. */
  removeFolder(path: string): void;
}

/** The content in pieces, for files too large to hold. */
export function streamFile(path: string): AsyncIterable<Uint8Array> {
  return Bun.file(path).stream();
}

/** A new folder of this process alone, below the system's temporary one. The caller removes it. */
export function makeTemporaryFolder(name: string): string {
  return fs.realpathSync(fs.mkdtempSync(join(tmpdir(), `${name}-`)));
}

/** Gives a folder a second place, as a link; nothing happens when something is there. */
export function linkFolder(from: string, to: string): void {
  if (fs.existsSync(from) && !fs.existsSync(to)) fs.symlinkSync(from, to, "junction");
}

/** The content as text, whatever bytes it has; `undefined` when there is no such file. */
export function readText(path: string, disk: FileSystem = realFileSystem): string | undefined {
  const bytes = disk.read(path);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}

/** Reads a byte range; fewer bytes when the file ends before. */
export function readRange(path: string, start: number, end: number): Uint8Array {
  const file = fs.openSync(path, "r");
  try {
    const bytes = new Uint8Array(end - start);
    return bytes.subarray(0, fs.readSync(file, bytes, 0, bytes.length, start));
  } finally {
    fs.closeSync(file);
  }
}

/** An open file that is read in parts, each into an ArrayBuffer of its own, so that it can be read as words in place. */
export interface AlignedFile {
  readonly size: number;
  /** Fewer bytes when the file ends before. */
  read(start: number, length: number): Uint8Array<ArrayBuffer>;
  close(): void;
}

/** `undefined` when there is no such file or it cannot be opened. What is read later is of this file, also after another took its name. */
export function openAligned(path: string): AlignedFile | undefined {
  try {
    const file = fs.openSync(path, "r");
    return {
      size: fs.fstatSync(file).size,
      read(start, length) {
        const bytes = new Uint8Array(new ArrayBuffer(length));
        const found = fs.readSync(file, bytes, 0, length, start);
        return found === length ? bytes : bytes.slice(0, found);
      },
      close: () => fs.closeSync(file),
    };
  } catch {
    return undefined;
  }
}

export interface FileWriter {
  write(piece: string | Uint8Array): void;
  close(): void;
}

/** The disk. */
export const realFileSystem: FileSystem = {
  stamp(path) {
    const stat = orUndefined(() => fs.lstatSync(path, { bigint: true, throwIfNoEntry: false }));
    return stat === undefined ? undefined : toStamp(stat);
  },
  read(path) {
    return orUndefined(() => fs.readFileSync(path));
  },
  hash: (path) => orUndefined(() => hashFile(path)),
  list(path) {
    const entries = orUndefined(() => fs.readdirSync(path, { withFileTypes: true }));
    return entries?.map(toEntry).sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  realPath(path) {
    return orUndefined(() => fs.realpathSync.native(path));
  },
  link: (from, to) => fs.linkSync(from, to),
  copy: (from, to) => fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL),
  create(path, content, mode = 0o666) {
    const writer = openNew(path, mode);
    try {
      writer.write(content);
    } finally {
      writer.close();
    }
  },
  createStream: (path, mode = 0o666) => openNew(path, mode),
  setMode: (path, mode) => fs.chmodSync(path, mode),
  makeFolder(path) {
    fs.mkdirSync(path, { recursive: true });
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.rmSync(path, { force: true }),
  removeEmptyFolder(path) {
    try {
      fs.rmdirSync(path);
      return true;
    } catch {
      return false;
    }
  },
  removeFolder: (path) => fs.rmSync(path, { recursive: true, force: true }),
};

function hashFile(path: string): Digest {
  const hash = new StreamHash();
  const piece = new Uint8Array(1 << 20);
  const file = fs.openSync(path, "r");
  try {
    for (;;) {
      const length = fs.readSync(file, piece, 0, piece.length, null);
      if (length === 0) return hash.digest();
      hash.update(piece.subarray(0, length));
    }
  } finally {
    fs.closeSync(file);
  }
}

function openNew(path: string, mode: number): FileWriter {
  const flags = fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_WRONLY | (fs.constants.O_NOFOLLOW ?? 0);
  const file = fs.openSync(path, flags, mode);
  return {
    write(piece) {
      const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at);
    },
    close: () => fs.closeSync(file),
  };
}

function toStamp(stat: fs.BigIntStats): FileStamp {
  return {
    type: stat.isFile() ? "file" : stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : "other",
    size: Number(stat.size),
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
    inode: stat.ino,
    mode: Number(stat.mode) & 0o7777,
    links: Number(stat.nlink),
  };
}

function toEntry(entry: fs.Dirent): FolderEntry {
  const type = entry.isFile() ? "file" : entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";
  return { name: entry.name, type };
}

/** ENOENT and ENOTDIR mean "not there"; every other error is the caller's to report. */
function orUndefined<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw problem;
  }
}
