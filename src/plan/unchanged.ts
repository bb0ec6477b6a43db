/**
 * The test that most runs end with: nothing changed since the last one. It reads the head of the build log, stamps the files it lists
 * and hashes only those in doubt. It imports no parser, no schema and no template engine, and must stay that way.
 */

import type { BuildLog } from "#cache/build-log.ts";
import { writeBuildLog } from "#cache/build-log.ts";
import { findFiles } from "#cache/find-files.ts";
import type { RacyFloor } from "#cache/racy.ts";
import { isRacy, noFloor, racyFloor } from "#cache/racy.ts";
import type { StatRow } from "#cache/stat-table.ts";
import type { StateFolder } from "#cache/state-folder.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Digest } from "#model/unit.ts";
import { tryLock } from "#platform/file-lock.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent, hashParts } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { isAbsentStamp, isFileStamp, sameStamp, statWords } from "#platform/stat-batch.ts";
import type { FirstLook } from "./first-look.ts";

export interface UnchangedRequest {
  /** Project path of the config that the run would load. */
  readonly config: string;
  readonly build: string;
  /** Named targets; none means all. */
  readonly targets: readonly string[];
  /** Code of the project is refused; see `Context.untrusted`. */
  readonly untrusted: boolean;
  /** Whether the stamps of touched files may be brought up to date in the log (`check` writes nothing). */
  readonly mayWrite: boolean;
}

export interface Unchanged {
  readonly outputs: number;
  readonly warnings: readonly Diagnostic[];
}

/** The proof that every output is in step, or `undefined`: then the pipeline decides. Never a guess. */
export function unchanged(
  look: FirstLook,
  request: UnchangedRequest,
  state: StateFolder,
  fs: FileSystem,
): Unchanged | undefined {
  const { log, doubtful } = look;
  if (log === undefined) return undefined;
  const { head, table } = log;
  if (!head.clean || head.build !== request.build || head.config !== request.config) return undefined;
  if (request.untrusted && head.ranCode) return undefined;
  if (request.targets.some((target) => !head.targets.includes(target))) return undefined;
  if (fs.stamp(state.journal) !== undefined) return undefined;
  if (doubtful.length > 0) {
    const floor = request.mayWrite ? floorOf(state, fs) : noFloor;
    const seen = new Map<number, Seen>();
    for (const index of doubtful) {
      const found = lookCloser(table.row(index), look, floor, fs);
      if (found === undefined) return undefined;
      seen.set(index, found);
    }
    const isFolder = (index: number) => table.row(index).role === "folder";
    if (doubtful.some(isFolder) && !head.globs.every((glob) => matchesSame(glob, look.root, fs))) return undefined;
    if (floor !== noFloor) tryToRefresh(seen, log, state, fs);
  }
  return { outputs: head.outputs, warnings: head.warnings };
}

/** A stamp that was taken before the content was looked at. */
interface Seen {
  readonly stamp: Uint32Array;
  readonly racy: boolean;
}

/** The stamp of a file in doubt that has the content it had. A folder has none: its globs are walked again. */
function lookCloser(row: StatRow, { root, held }: FirstLook, floor: RacyFloor, fs: FileSystem): Seen | undefined {
  const path = absolute(root, row.path);
  const stamp = statWords(path, row.role !== "output");
  const seen = { stamp, racy: isRacy(stamp, floor) };
  if (row.role === "folder") return seen;
  if (row.role === "absent") return isAbsentStamp(stamp) ? { stamp, racy: false } : undefined;
  if (!isFileStamp(stamp) || !sameSize(stamp, row.stamp)) return undefined;
  try {
    const hash = row.role === "input" ? hold(row.path, path, seen, held, fs) : fs.hash(path);
    const isSettled = sameStamp(stamp, statWords(path, row.role !== "output"));
    return hash === row.hash ? { stamp, racy: seen.racy || !isSettled } : undefined;
  } catch {
    return undefined;
  }
}

/** An input is read once: when the run goes on, its stages get these bytes. */
function hold(name: string, path: string, seen: Seen, held: FirstLook["held"], fs: FileSystem): Digest | undefined {
  const bytes = fs.read(path);
  if (bytes === undefined) return undefined;
  const hash = hashContent(bytes);
  if (sameStamp(seen.stamp, statWords(path, true))) held.set(name, { ...seen, bytes, hash });
  return hash;
}

/** Another size is another content, however large: then it need not be read to tell. */
function sameSize(a: Uint32Array, b: Uint32Array): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function matchesSame(glob: BuildLog["head"]["globs"][number], root: string, fs: FileSystem): boolean {
  return hashParts(findFiles(glob.pattern, glob.ignore, root, fs).files) === glob.hash;
}

/** The floor is taken before the first content is looked at. Where the state cannot be written there is none to be had. */
function floorOf(state: StateFolder, fs: FileSystem): RacyFloor {
  try {
    return fs.stamp(state.folder)?.type === "folder" ? racyFloor(state.folder, fs) : noFloor;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
    return noFloor;
  }
}

/** A touched file costs its hash once, not on every run. Where the log cannot be written, the next run hashes again. */
function tryToRefresh(seen: ReadonlyMap<number, Seen>, log: BuildLog, state: StateFolder, fs: FileSystem): void {
  try {
    const lock = tryLock(state.lock);
    if (!("release" in lock)) return;
    try {
      const rows = Array.from(log.table.rows(), (row, index): StatRow => ({ ...row, ...seen.get(index) }));
      writeBuildLog(state.log, log.head, rows, log.recordBytes(), fs);
    } finally {
      lock.release();
    }
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
  }
}
