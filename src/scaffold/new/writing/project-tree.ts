/**
 * The project as an action sees it while it is worked out: the disk, and over it what the operations so far would write. Nothing of
 * it is on the disk before the whole action is known to work.
 */
import { dirname } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";

/** One file that the action creates or changes; paths are absolute. */
export interface PendingFile {
  readonly path: string;
  /** `undefined` when it does not exist. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
  /** Permission bits of a new file, where they are not the usual ones. */
  readonly mode?: number;
}

export interface ProjectTree {
  /** What a later operation finds at an absolute path. */
  read(path: string): Uint8Array | undefined;
  /** Whether the content is one that this tree would write, and not that of the disk. */
  isPending(path: string): boolean;
  /** A file of this tree that would have to be a folder for this path, or lies in it: both cannot be. */
  obstacle(path: string): string | undefined;
  write(path: string, content: Uint8Array, mode?: number): void;
  /** What differs from the disk, in the order of the first write; the tree is as the disk again afterwards. */
  take(): readonly PendingFile[];
}

interface Written {
  readonly content: Uint8Array;
  readonly mode?: number | undefined;
}

/**
 * A tree over the disk. What was read once is what the action was worked out from: who changes the file afterwards (while a question
 * waits for its answer) finds the commit refused, and no edit lost.
 */
export function openTree(fs: FileSystem): ProjectTree {
  const seen = new Map<string, Uint8Array | undefined>();
  const written = new Map<string, Written>();
  /** Folder -> a file that is to lie somewhere in it. */
  const folders = new Map<string, string>();
  const onDisk = (path: string) => {
    // Most files are not there yet, and a look is cheaper than an attempt to read.
    if (!seen.has(path)) seen.set(path, fs.stamp(path) === undefined ? undefined : fs.read(path));
    return seen.get(path);
  };
  return {
    read: (path) => written.get(path)?.content ?? onDisk(path),
    isPending: (path) => written.has(path),
    obstacle: (path) => folders.get(path) ?? foldersOf(path).find((folder) => written.has(folder)),
    write(path, content, mode) {
      written.set(path, { content, mode: mode ?? written.get(path)?.mode });
      for (const folder of foldersOf(path)) {
        if (folders.has(folder)) break;
        folders.set(folder, path);
      }
    },
    take() {
      const pending = [...written].map(([path, change]) => toPending(path, onDisk(path), change));
      for (const map of [seen, written, folders]) map.clear();
      return pending.filter(({ before, after }) => before === undefined || !isSame(before, after));
    },
  };
}

function toPending(path: string, before: Uint8Array | undefined, { content, mode }: Written): PendingFile {
  const file = { path, before, after: content };
  return mode === undefined ? file : { ...file, mode };
}

/** Upwards, the nearest first. */
function foldersOf(path: string): readonly string[] {
  const above: string[] = [];
  for (let at = dirname(path); dirname(at) !== at; at = dirname(at)) above.push(at);
  return above;
}

/** Whether two contents are the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
