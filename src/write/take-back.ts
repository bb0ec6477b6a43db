/**
 * The way back from a commit that cannot be gone on with: an action whose command failed, or that was killed. What was replaced is put
 * back, what was created goes. A file that somebody changed since is theirs and stays.
 */
import { join } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, folderOf } from "#platform/paths.ts";
import { moveFile } from "./move-file.ts";

/** One file that was to be replaced, created (no `before`) or deleted (no `after`). */
interface Replacement {
  readonly path: string;
  readonly before?: Digest;
  readonly after?: Digest;
}

interface WayBack {
  readonly root: string;
  readonly fs: FileSystem;
  /** Absolute; holds the old contents. */
  readonly stage: string;
  /** Whether a path must not be touched, whatever the journal says. */
  isRefused(path: string): boolean;
}

/** Where the old content of the n-th change of a journal is kept. */
export function keptOld(stage: string, number: number): string {
  return join(stage, `.old-${number}`);
}

/** Takes back those that were done, the last one first. Returns the paths of what was changed since and left alone. */
export function takeBack(changes: readonly Replacement[], context: WayBack): readonly string[] {
  const left: string[] = [];
  for (const [number, change] of [...changes.entries()].reverse()) {
    if (context.isRefused(change.path) || !takeBackOne(change, number, context)) left.push(change.path);
  }
  return left.reverse();
}

function takeBackOne({ path, before, after }: Replacement, number: number, { root, fs, stage }: WayBack): boolean {
  const target = absolute(root, path);
  const there = fs.stamp(target) === undefined ? undefined : fs.hash(target);
  if (there === before) return true;
  if (there !== after) return false;
  if (before === undefined) {
    fs.remove(target);
    removeEmptyFolders(path, { root, fs, stage });
    return true;
  }
  const old = keptOld(stage, number);
  if (fs.stamp(old) === undefined || fs.hash(old) !== before) return false;
  moveFile(old, target, fs);
  return true;
}

function removeEmptyFolders(path: string, { root, fs }: Omit<WayBack, "isRefused">): void {
  for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder)) {
    if (!fs.removeEmptyFolder(absolute(root, folder))) break;
  }
}
