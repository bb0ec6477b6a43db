/** The first look at a project: the log, what its stamps leave in doubt, and the files that had to be read to tell. The run goes on from it. */
import type { BuildLog } from "#cache/build-log.ts";
import { readBuildLog } from "#cache/build-log.ts";
import type { HeldFile } from "#cache/held-file.ts";
import type { StateFolder } from "#cache/state-folder.ts";
import type { FileSystem } from "#platform/file-system.ts";

export interface FirstLook {
  readonly root: string;
  /** Of the log's file: every writing replaces it. */
  readonly logInode: bigint | undefined;
  readonly log: BuildLog | undefined;
  /** Why there is a log that cannot be used. */
  readonly unusable?: string;
  /** Rows of the log's table whose stamp does not prove that they are unchanged. */
  readonly doubtful: readonly number[];
  /** Files that were hashed, by project path: no later stage reads them again. */
  readonly held: Map<string, HeldFile>;
}

/** A look that nothing has gone on from: quick.ts looks before it is known that there will be a run. */
let waiting: FirstLook | undefined;

/** Looks, and keeps what was seen for the run that follows in this process. */
export function lookAhead(root: string, state: StateFolder, fs: FileSystem): FirstLook {
  waiting = look(root, state, fs);
  return waiting;
}

/** The look that is waiting, once; else a new one. */
export function takeFirstLook(root: string, state: StateFolder, fs: FileSystem): FirstLook {
  const found = waiting?.root === root ? waiting : look(root, state, fs);
  waiting = undefined;
  return found;
}

/** `undefined` also where the state folder may not be looked into: that is as good as none. */
export function inodeOf(path: string, fs: FileSystem): bigint | undefined {
  try {
    return fs.stamp(path)?.inode;
  } catch {
    return undefined;
  }
}

function look(root: string, state: StateFolder, fs: FileSystem): FirstLook {
  const logInode = inodeOf(state.log, fs);
  const log = readBuildLog(state.log);
  const held = new Map<string, HeldFile>();
  if (log === undefined) return { root, logInode, log, doubtful: [], held };
  if ("unusable" in log) return { root, logInode, log: undefined, unusable: log.unusable, doubtful: [], held };
  return { root, logInode, log, doubtful: log.table.doubtful(root), held };
}
