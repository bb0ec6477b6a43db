/** What outputs look like on disk now. Files that the stat table proves unchanged are not opened. */
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { isAbsentStamp, isFileStamp, statWords } from "#platform/stat-batch.ts";
import type { RacyFloor } from "./racy.ts";
import { isRacy } from "./racy.ts";
import type { StatRow, StatTable } from "./stat-table.ts";

export interface DiskStateOptions {
  readonly root: string;
  readonly fs: FileSystem;
  readonly floor: RacyFloor;
  readonly table?: StatTable;
  /** Rows of the table that cannot be trusted; see plan/first-look.ts. */
  readonly doubtful?: readonly number[];
}

export class DiskState {
  readonly #options: DiskStateOptions;
  #doubtful: ReadonlySet<number> = new Set();
  readonly #gone = new Set<string>();
  /** Row number by path; rows are made when they are asked for. */
  readonly #known = new Map<string, number>();
  readonly #rows = new Map<string, StatRow>();

  constructor(options: DiskStateOptions) {
    this.#options = options;
    const { table } = options;
    if (table === undefined) return;
    for (const [index, path] of table.paths().entries()) this.#known.set(path, index);
    this.#doubtful = new Set(options.doubtful ?? table.doubtful(options.root));
  }

  /** What the last run knew of a path, of any role. */
  known(path: string): StatRow | undefined {
    const index = this.#known.get(path);
    return index === undefined ? undefined : this.#options.table?.row(index);
  }

  /** The row of an output whose stamp was just compared and is trusted. */
  #cleanRow(path: string): StatRow | undefined {
    const index = this.#known.get(path);
    if (index === undefined || this.#doubtful.has(index) || this.#gone.has(path)) return undefined;
    const row = this.#options.table?.row(index);
    return row?.role === "output" ? row : undefined;
  }

  /** Hash of the file, `undefined` when there is none, "other" when it is not a regular file or cannot be read. */
  digest(path: string): Digest | "other" | undefined {
    const seen = this.#rows.get(path) ?? this.#cleanRow(path);
    if (seen !== undefined) {
      this.#rows.set(path, seen);
      return seen.hash;
    }
    const full = absolute(this.#options.root, path);
    // Stamp first: an edit in between makes the stamp old, and the next run hashes again.
    const stamp = statWords(full, false);
    if (isAbsentStamp(stamp)) return undefined;
    if (!isFileStamp(stamp)) return "other";
    const bytes = this.#read(full);
    if (bytes === undefined) return "other";
    const hash = hashContent(bytes);
    this.#rows.set(path, { path, role: "output", stamp, hash, racy: isRacy(stamp, this.#options.floor) });
    return hash;
  }

  /** Notes a file that was just written: `stamp` is that of the moment after the rename. */
  wrote(path: string, hash: Digest, stamp: Uint32Array, floor: RacyFloor): void {
    this.#rows.set(path, { path, role: "output", stamp, hash, racy: isRacy(stamp, floor) });
  }

  removed(path: string): void {
    this.#rows.delete(path);
    this.#gone.add(path);
  }

  /** The row of an output whose digest was asked for, or that was clean. */
  row(path: string): StatRow | undefined {
    return this.#rows.get(path) ?? this.#cleanRow(path);
  }

  #read(full: string): Uint8Array | undefined {
    try {
      return this.#options.fs.read(full);
    } catch {
      return undefined;
    }
  }
}
