/**
 * The test that most runs end with: nothing changed since the last one. It reads the head of the build log, stamps the files it lists
 * and hashes only those in doubt. It imports no parser, no schema and no template engine, and must stay that way.
 */

import type { BuildLog } from "#cache/build-log.ts";
import { writeBuildLog } from "#cache/build-log.ts";
import { findFiles } from "#cache/find-files.ts";
import { isRacy, racyFloor } from "#cache/racy.ts";
import type { StatRow } from "#cache/stat-table.ts";
import type { StateFolder } from "#cache/state-folder.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
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
  if (request.targets.some((target) => !head.targets.includes(target))) return undefined;
  if (fs.stamp(state.journal) !== undefined) return undefined;
  if (doubtful.length > 0) {
    const rows = doubtful.map((index) => table.row(index));
    if (!rows.every((row) => isSame(row, look, fs))) return undefined;
    if (rows.some((row) => row.role === "folder") && !head.globs.every((glob) => matchesSame(glob, look.root, fs))) {
      return undefined;
    }
    if (request.mayWrite) tryToRefresh(look, log, state, fs);
  }
  return { outputs: head.outputs, warnings: head.warnings };
}

/** Whether a file in doubt has the content it had. A folder has none: its globs are walked again. */
function isSame(row: StatRow, { root, held }: FirstLook, fs: FileSystem): boolean {
  if (row.role === "folder") return true;
  const path = absolute(root, row.path);
  const stamp = statWords(path, row.role !== "output");
  if (row.role === "absent") return isAbsentStamp(stamp);
  if (!isFileStamp(stamp) || !sameSize(stamp, row.stamp)) return false;
  try {
    const bytes = fs.read(path);
    if (bytes === undefined) return false;
    const hash = hashContent(bytes);
    if (sameStamp(stamp, statWords(path, row.role !== "output"))) held.set(row.path, { stamp, bytes, hash });
    return hash === row.hash;
  } catch {
    return false;
  }
}

/** Another size is another content, however large: then it need not be read to tell. */
function sameSize(a: Uint32Array, b: Uint32Array): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function matchesSame(glob: BuildLog["head"]["globs"][number], root: string, fs: FileSystem): boolean {
  return hashParts(findFiles(glob.pattern, glob.ignore, root, fs).files) === glob.hash;
}

/** Where the state cannot be written, the next run hashes again: that is no reason to fail. */
function tryToRefresh(look: FirstLook, log: BuildLog, state: StateFolder, fs: FileSystem): void {
  try {
    if (fs.stamp(state.folder)?.type === "folder") refreshStamps(look, log, state, fs);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
  }
}

/** A touched file costs its hash once, not on every run. Only stamps that were taken around the hashing are kept. */
function refreshStamps({ root, doubtful, held }: FirstLook, log: BuildLog, state: StateFolder, fs: FileSystem): void {
  const lock = tryLock(state.lock);
  if (!("release" in lock)) return;
  try {
    const floor = racyFloor(state.folder, fs);
    const doubts = new Set(doubtful);
    const rows = Array.from(log.table.rows(), (row, index): StatRow => {
      if (!doubts.has(index) || row.role === "absent") return row;
      const stamp = row.role === "folder" ? statWords(absolute(root, row.path), true) : held.get(row.path)?.stamp;
      // The floor is later than the hashing: the content of a stamp this old cannot have changed in between unseen.
      return stamp === undefined ? { ...row, racy: true } : { ...row, stamp, racy: isRacy(stamp, floor) };
    });
    writeBuildLog(state.log, log.head, rows, log.recordBytes(), fs);
  } finally {
    lock.release();
  }
}
