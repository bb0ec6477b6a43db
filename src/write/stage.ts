/**
 * Staging: what was rendered is hashed and compared where it was rendered, and lands in `.specmill/stage/` only when it differs from the
 * disk. Nothing of the project is touched before every job is staged (transaction.ts).
 */
import { dirname, join } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem, FileWriter } from "#platform/file-system.ts";
import { hashContent, StreamHash } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";

export interface Staged {
  /** Hash of what was rendered. */
  readonly hash: Digest;
  /** The disk has these very bytes already. */
  readonly isSame: boolean;
  /** Whether the bytes lie in the stage folder, under the output's own path. */
  readonly isStaged: boolean;
  /** What was rendered, where it was asked for and held in memory. */
  readonly text?: string;
}

export interface StageOptions {
  readonly root: string;
  /** Absolute; made when it is first needed. */
  readonly folder: string;
  readonly fs: FileSystem;
  /** Whether to write what differs; `check` only compares. */
  readonly write: boolean;
  /** Outputs that a formatter will change: always staged, since their bytes on disk are other ones. */
  isFormatted(path: string): boolean;
  /** Whether to hand back the text. */
  readonly keepText: boolean;
  /** The same for outputs that come in pieces, which may be larger than memory: only where a diff was asked for. */
  readonly keepPieces: boolean;
}

/** Stages one output. Throws the operating system's error when the stage cannot be written (a full disk). */
export function stage(path: string, rendered: string | Iterable<string>, options: StageOptions): Staged {
  return typeof rendered === "string" ? stageText(path, rendered, options) : stagePieces(path, rendered, options);
}

/** Where an output is staged. */
export function stagedPath(folder: string, path: string): string {
  return join(folder, path);
}

function stageText(path: string, text: string, options: StageOptions): Staged {
  const bytes = Buffer.from(text);
  const hash = hashContent(bytes);
  const isFormatted = options.isFormatted(path);
  const isSame = !isFormatted && isOnDisk(path, bytes, options);
  const isStaged = isFormatted || (options.write && !isSame);
  if (isStaged) {
    const writer = openStaged(path, options);
    try {
      writer.write(bytes);
    } finally {
      writer.close();
    }
  }
  return options.keepText ? { hash, isSame, isStaged, text } : { hash, isSame, isStaged };
}

/** Pieces go to the stage as they come, so that an output may be larger than memory; the comparison is by hash. */
function stagePieces(path: string, pieces: Iterable<string>, options: StageOptions): Staged {
  const mustWrite = options.write || options.isFormatted(path);
  const writer = mustWrite ? openStaged(path, options) : undefined;
  const hasher = new StreamHash();
  const kept: string[] = [];
  try {
    for (const piece of batched(pieces)) {
      hasher.update(piece);
      writer?.write(piece);
      if (options.keepPieces) kept.push(piece);
    }
  } finally {
    writer?.close();
  }
  const hash = hasher.digest();
  const isSame = !options.isFormatted(path) && hashOnDisk(path, options) === hash;
  if (isSame && mustWrite) options.fs.remove(stagedPath(options.folder, path));
  const staged = { hash, isSame, isStaged: mustWrite && !isSame };
  return options.keepPieces ? { ...staged, text: kept.join("") } : staged;
}

/** 64 KiB a write: a template yields lines. */
const PIECE = 65_536;

function* batched(pieces: Iterable<string>): Iterable<string> {
  let held: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield held.join("");
    held = [];
    length = 0;
  }
  if (held.length > 0) yield held.join("");
}

function openStaged(path: string, options: StageOptions): FileWriter {
  const full = stagedPath(options.folder, path);
  const folder = dirname(full);
  let folders = madeFolders.get(options);
  if (folders === undefined) {
    folders = new Set();
    madeFolders.set(options, folders);
  }
  if (!folders.has(folder)) {
    options.fs.makeFolder(folder);
    folders.add(folder);
  }
  return options.fs.createStream(full);
}

/** Folders made in a stage already: a call of the system for each of 10,000 outputs is saved. */
const madeFolders = new WeakMap<StageOptions, Set<string>>();

function isOnDisk(path: string, bytes: Uint8Array, options: StageOptions): boolean {
  const full = absolute(options.root, path);
  const stamp = stampOf(full, options);
  if (stamp?.type !== "file" || stamp.size !== bytes.length) return false;
  const there = options.fs.read(full);
  return there !== undefined && Buffer.compare(there, bytes) === 0;
}

/** Read in pieces too: the output may not fit into memory. */
function hashOnDisk(path: string, options: StageOptions): Digest | undefined {
  const full = absolute(options.root, path);
  if (stampOf(full, options)?.type !== "file") return undefined;
  return options.fs.hash(full);
}

/** What cannot be seen is not the same; why it cannot is said when it is to be written (guard.ts). */
function stampOf(full: string, { fs }: StageOptions): ReturnType<FileSystem["stamp"]> {
  try {
    return fs.stamp(full);
  } catch {
    return undefined;
  }
}
