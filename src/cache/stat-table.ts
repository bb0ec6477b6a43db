/**
 * What every file looked like when its content was last known: the half of the build log that an unchanged run reads.
 * A table is one buffer, compared with the disk word by word. Rules: cache/README.md.
 */

import type { Digest } from "#model/unit.ts";
import { changedStamps, STAMP_WORDS } from "#platform/stat-batch.ts";

/** What a row stands for. A folder's row only hints that a glob must be walked again. */
export type Role = "input" | "output" | "absent" | "folder";
const ROLES: readonly Role[] = ["input", "output", "absent", "folder"];

export interface StatRow {
  /** Project path. */
  readonly path: string;
  readonly role: Role;
  /** `STAMP_WORDS` words; see platform/stat-batch.ts. */
  readonly stamp: Uint32Array;
  /** Content hash; "" for a role without content. */
  readonly hash: Digest;
  /** The stamp is too new to be trusted (the racy window): the content must be hashed next time. */
  readonly racy: boolean;
}

/** Words of a row: stamp, flags, four of the hash, where the name begins. */
const FLAGS = STAMP_WORDS;
const HASH = FLAGS + 1;
const NAME = HASH + 4;
const ROW = NAME + 1;
const RACY = 0x100;

/** A table as it lies in the file. */
export class StatTable {
  readonly #rows: Uint32Array;
  readonly #names: Uint8Array<ArrayBuffer>;

  /** `bytes` must start on a multiple of four in its buffer. Throws RangeError when it is not a table. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    const count = new Uint32Array(bytes.buffer, bytes.byteOffset, 1)[0] ?? 0;
    this.#rows = new Uint32Array(bytes.buffer, bytes.byteOffset + 4, count * ROW);
    this.#names = bytes.subarray(4 + count * ROW * 4);
  }

  get length(): number {
    return this.#rows.length / ROW;
  }

  /** Numbers of the rows whose file does not look as it did, or whose stamp was too new to be trusted. */
  doubtful(root: string): number[] {
    const rows = this.#rows;
    const output = ROLES.indexOf("output");
    const follows = (row: number) => ((rows[row * ROW + FLAGS] as number) & 0xff) !== output;
    const request = { root, names: this.#names, count: this.length, rows, stride: ROW, nameWord: NAME, follows };
    const found = new Set(changedStamps(request));
    for (let row = 0; row < this.length; row++) if (((rows[row * ROW + FLAGS] as number) & RACY) !== 0) found.add(row);
    return [...found].sort((a, b) => a - b);
  }

  row(index: number): StatRow {
    const at = index * ROW;
    const start = this.#rows[at + NAME] as number;
    return {
      path: new TextDecoder().decode(this.#names.subarray(start, this.#names.indexOf(0, start))),
      role: this.#role(index),
      stamp: this.#rows.slice(at, at + STAMP_WORDS),
      hash: hashText(this.#rows.subarray(at + HASH, at + NAME)),
      racy: ((this.#rows[at + FLAGS] as number) & RACY) !== 0,
    };
  }

  /** The paths of all rows, in order: ten times as fast as asking each row. */
  paths(): string[] {
    const text = Buffer.from(this.#names.buffer, this.#names.byteOffset, this.#names.length).toString("utf8");
    return text.split("\0").slice(0, this.length);
  }

  *rows(): Iterable<StatRow> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }

  #role(index: number): Role {
    return ROLES[(this.#rows[index * ROW + FLAGS] as number) & 0xff] ?? "input";
  }
}

/** The bytes of a table; the length is a multiple of four. Rows keep their order. */
export function encodeStatTable(rows: readonly StatRow[]): Uint8Array<ArrayBuffer> {
  const names = rows.map((row) => row.path).join("\0");
  const nameBytes = Buffer.from(rows.length === 0 ? "" : `${names}\0`);
  const words = new Uint32Array(1 + rows.length * ROW);
  words[0] = rows.length;
  let offset = 0;
  for (const [index, row] of rows.entries()) {
    const at = 1 + index * ROW;
    words.set(row.stamp, at);
    words[at + FLAGS] = ROLES.indexOf(row.role) | (row.racy ? RACY : 0);
    if (row.hash !== "")
      for (let i = 0; i < 4; i++) words[at + HASH + i] = Number.parseInt(row.hash.slice(i * 8, i * 8 + 8), 16);
    words[at + NAME] = offset;
    offset = nameBytes.indexOf(0, offset) + 1;
  }
  const bytes = new Uint8Array(Math.ceil((words.byteLength + nameBytes.length) / 4) * 4);
  bytes.set(new Uint8Array(words.buffer));
  bytes.set(nameBytes, words.byteLength);
  return bytes;
}

function hashText(words: Uint32Array): Digest {
  if (words.every((word) => word === 0)) return "";
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}
