/**
 * The stamps of many files in one pass: the floor under an unchanged run, so it makes no JavaScript string and no object a file.
 * On Linux it calls statx itself (10,000 files: 14 ms against 24 ms through node:fs, bench/README.md); elsewhere, or when that
 * cannot be loaded, node:fs gives the same words.
 */
import type { BigIntStats } from "node:fs";
import { lstatSync, statSync } from "node:fs";
import { join } from "node:path";

/** 32-bit words a stamp takes: size, mtime, ctime and inode in two each, then the type bits of the mode (0: there is no such file). */
export const STAMP_WORDS = 9;
const TYPE_WORD = 8;

export interface StatRequest {
  /** Absolute folder that the names are relative to. */
  readonly root: string;
  /** Names as UTF-8, each ended by a NUL, in a buffer of their own. */
  readonly names: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** Rows of `stride` words: the stamp that is expected first. */
  readonly rows: Uint32Array;
  readonly stride: number;
  /** Which word of a row says where its name begins. */
  readonly nameWord: number;
  /** Whether a link at the end of a row's name is to be followed. */
  follows(row: number): boolean;
}

/** Whether many stamps can be asked for without the runtime in between. */
export function hasFastStat(): boolean {
  return process.platform === "linux" && linuxStatx() !== undefined;
}

/** Numbers of the rows whose file has another stamp now. Never throws for a file: what cannot be seen counts as absent. */
export function changedStamps(request: StatRequest): number[] {
  const call = process.platform === "linux" ? linuxStatx() : undefined;
  return call === undefined ? compareByNode(request) : compareByLibc(request, call);
}

/** The words of one file, for a table that is being made. */
export function statWords(path: string, follow: boolean): Uint32Array {
  const words = new Uint32Array(STAMP_WORDS);
  writeStat(path, follow, words, 0);
  return words;
}

/** Nanoseconds since the epoch of the modification (`at` 2) or change (`at` 4) time in a stamp. */
export function stampTime(words: Uint32Array, at: 2 | 4): bigint {
  return BigInt(words[at] ?? 0) * 1_000_000_000n + BigInt(words[at + 1] ?? 0);
}

/** Whether the stamp is that of a regular file. */
export function isFileStamp(words: Uint32Array): boolean {
  return words[TYPE_WORD] === 0o100000;
}

/** Whether the stamp says that there is nothing. */
export function isAbsentStamp(words: Uint32Array): boolean {
  return words[TYPE_WORD] === 0;
}

export function sameStamp(a: Uint32Array, b: Uint32Array): boolean {
  for (let i = 0; i < STAMP_WORDS; i++) if (a[i] !== b[i]) return false;
  return true;
}

type Statx = (folder: number, name: number, flags: number, mask: number, into: number) => number;

const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const STATX_BASIC_STATS = 0x7ff;
/** sizeof(struct statx), linux/stat.h; the layout is part of the kernel's ABI. */
const STATX_SIZE = 256;

function linuxStatx(): { call: Statx; pointer: (view: NodeJS.TypedArray) => number } | undefined {
  try {
    const { dlopen, ptr, FFIType } = require("bun:ffi") as typeof import("bun:ffi");
    const { i32, u32, pointer: address } = FFIType;
    for (const name of ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`]) {
      try {
        const library = dlopen(name, { statx: { args: [i32, address, i32, u32, address], returns: i32 } });
        return { call: library.symbols.statx as unknown as Statx, pointer: (view) => Number(ptr(view)) };
      } catch {
        // Not this C library: try the next one, then node:fs.
      }
    }
  } catch {
    // No FFI in this build of the runtime.
  }
  return undefined;
}

function compareByLibc(request: StatRequest, libc: NonNullable<ReturnType<typeof linuxStatx>>): number[] {
  const before = process.cwd();
  process.chdir(request.root);
  try {
    // The view is made over an ArrayBuffer of its own: small typed arrays move when their buffer is first asked for.
    const stat = new Uint32Array(new ArrayBuffer(STATX_SIZE));
    const into = libc.pointer(stat);
    const names = libc.pointer(request.names);
    const { rows, stride, nameWord, count } = request;
    const { call } = libc;
    const changed: number[] = [];
    for (let row = 0, at = 0; row < count; row++, at += stride) {
      const flags = request.follows(row) ? 0 : AT_SYMLINK_NOFOLLOW;
      const isThere = call(AT_FDCWD, names + (rows[at + nameWord] as number), flags, STATX_BASIC_STATS, into) === 0;
      if (isThere ? differs(rows, at, stat) : rows[at + TYPE_WORD] !== 0) changed.push(row);
    }
    return changed;
  } finally {
    process.chdir(before);
  }
}

/** Word numbers of struct statx: mode 7, ino 8-9, size 10-11, ctime 24-26, mtime 28-30. */
function differs(rows: Uint32Array, at: number, stat: Uint32Array): boolean {
  return (
    rows[at] !== stat[10] ||
    rows[at + 1] !== stat[11] ||
    rows[at + 2] !== stat[28] ||
    rows[at + 3] !== stat[30] ||
    rows[at + 4] !== stat[24] ||
    rows[at + 5] !== stat[26] ||
    rows[at + 6] !== stat[8] ||
    rows[at + 7] !== stat[9] ||
    rows[at + TYPE_WORD] !== ((stat[7] as number) & 0o170000)
  );
}

function compareByNode(request: StatRequest): number[] {
  const decoder = new TextDecoder();
  const { rows, stride, names } = request;
  const changed: number[] = [];
  for (let row = 0; row < request.count; row++) {
    const at = row * stride;
    const start = rows[at + request.nameWord] as number;
    const name = decoder.decode(names.subarray(start, names.indexOf(0, start)));
    const now = statWords(join(request.root, name), request.follows(row));
    if (!sameStamp(now, rows.subarray(at, at + STAMP_WORDS))) changed.push(row);
  }
  return changed;
}

function writeStat(path: string, follow: boolean, words: Uint32Array, at: number): void {
  const stat = statOrNothing(path, follow);
  if (stat === undefined) return;
  const pairs = [stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino];
  for (let i = 0; i < pairs.length; i++) {
    const value = pairs[i] as bigint;
    const isTime = i === 1 || i === 2;
    const divisor = isTime ? 1_000_000_000n : 0x1_0000_0000n;
    const low = Number(value % divisor);
    const high = Number((value / divisor) & 0xffff_ffffn);
    words[at + i * 2] = isTime ? high : low;
    words[at + i * 2 + 1] = isTime ? low : high;
  }
  words[at + TYPE_WORD] = Number(stat.mode) & 0o170000;
}

function statOrNothing(path: string, follow: boolean): BigIntStats | undefined {
  try {
    const options = { bigint: true, throwIfNoEntry: false } as const;
    return follow ? statSync(path, options) : lstatSync(path, options);
  } catch {
    return undefined;
  }
}
