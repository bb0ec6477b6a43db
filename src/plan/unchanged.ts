/**
 * The test that most runs end with: nothing changed since the last one. It reads the head of the build log, stamps the files it lists
 * and hashes only those in doubt. It imports no parser, no schema and no template engine, and must stay that way.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { BuildLog } from "#cache/build-log.ts";
import { writeBuildLog } from "#cache/build-log.ts";
import { findFiles } from "#cache/find-files.ts";
import { isRacy, racyFloor } from "#cache/racy.ts";
import type { StatRow } from "#cache/stat-table.ts";
import type { StateFolder } from "#cache/state-folder.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent, hashParts } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { isAbsentStamp, statWords } from "#platform/stat-batch.ts";

export interface UnchangedRequest {
  readonly root: string;
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
  log: BuildLog,
  request: UnchangedRequest,
  state: StateFolder,
  fs: FileSystem,
): Unchanged | undefined {
  const { head, table } = log;
  if (!head.clean || head.build !== request.build || head.config !== request.config) return undefined;
  if (request.targets.some((target) => !head.targets.includes(target))) return undefined;
  if (fs.stamp(state.journal) !== undefined) return undefined;
  const doubtful = table.doubtful(request.root);
  if (doubtful.length > 0) {
    const rows = doubtful.map((index) => table.row(index));
    if (!rows.every((row) => isSame(row, request.root, fs))) return undefined;
    if (rows.some((row) => row.role === "folder") && !head.globs.every((glob) => matchesSame(glob, request.root, fs))) {
      return undefined;
    }
    if (request.mayWrite) refreshStamps(log, new Set(doubtful), request.root, state, fs);
  }
  return { outputs: head.outputs, warnings: head.warnings };
}

/** Whether a file in doubt has the content it had. A folder has none: its globs are walked again. */
function isSame(row: StatRow, root: string, fs: FileSystem): boolean {
  if (row.role === "folder") return true;
  const path = absolute(root, row.path);
  if (row.role === "absent") return isAbsentStamp(statWords(path, true));
  if (row.role === "output" && fs.stamp(path)?.type !== "file") return false;
  try {
    const bytes = fs.read(path);
    return bytes !== undefined && hashContent(bytes) === row.hash;
  } catch {
    return false;
  }
}

function matchesSame(glob: BuildLog["head"]["globs"][number], root: string, fs: FileSystem): boolean {
  return hashParts(findFiles(glob.pattern, glob.ignore, root, fs).files) === glob.hash;
}

/** A touched file costs its hash once, not on every run. */
function refreshStamps(log: BuildLog, doubtful: ReadonlySet<number>, root: string, state: StateFolder, fs: FileSystem): void {
  const records = log.targets();
  if (records === undefined) return;
  const floor = racyFloor(state.folder, fs);
  const rows = Array.from(log.table.rows(), (row, index): StatRow => {
    if (!doubtful.has(index) || row.role === "absent") return row;
    const stamp = statWords(absolute(root, row.path), row.role !== "output");
    const stillSame = isSame({ ...row, stamp }, root, fs);
    return { ...row, stamp, racy: isRacy(stamp, floor) || !stillSame };
  });
  writeBuildLog(state.log, log.head, rows, records, fs);
}
