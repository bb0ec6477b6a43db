/**
 * The files of a folder, as far as one looks for specs: bounded, so that `init` in a home folder ends; sorted, so that it says the same
 * everywhere. Reads and never writes.
 */
import { compareText } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readRange } from "#platform/file-system.ts";
import { absolute, join } from "#platform/paths.ts";

/** Deep enough for `services/<name>/api/<version>/openapi.yaml`. */
const maxDepth = 4;
/** A repository of this size lists in a tenth of a second. */
const maxEntries = 5_000;
/** Larger documents exist, but nobody starts with one; the default cap of a source is the same. */
const maxDocumentBytes = 64 * 1024 * 1024;
/** Everything that is read, so that a folder of large dumps costs seconds at most. */
const maxTotalBytes = 512 * 1024 * 1024;

/** Not the project's own: dependencies, results of builds, our state. Hidden folders are skipped as well. */
const skippedFolders = new Set([
  "node_modules",
  "bower_components",
  "vendor",
  "dist",
  "build",
  "out",
  "target",
  "coverage",
]);

export interface Walk {
  readonly root: string;
  readonly fs: FileSystem;
  /** Sorted project paths. */
  readonly files: readonly string[];
  bytesLeft: number;
}

/** Lists the files below `root`, an absolute path. */
export function walkFolder(root: string, fs: FileSystem): Walk {
  const listing: Listing = { root, fs, files: [], entriesLeft: maxEntries };
  collect(".", 0, listing);
  return { root, fs, files: listing.files.sort(compareText), bytesLeft: maxTotalBytes };
}

interface Listing {
  readonly root: string;
  readonly fs: FileSystem;
  readonly files: string[];
  entriesLeft: number;
}

function collect(folder: string, depth: number, walk: Listing): void {
  const folders: string[] = [];
  for (const entry of attempt(() => walk.fs.list(absolute(walk.root, folder))) ?? []) {
    if (walk.entriesLeft-- <= 0) return;
    const path = join(folder, entry.name);
    if (entry.type === "file") walk.files.push(path);
    if (entry.type === "folder" && !entry.name.startsWith(".") && !skippedFolders.has(entry.name)) folders.push(path);
  }
  // Files first: what lies near the top is found before the bounds are reached.
  for (const inner of depth < maxDepth ? folders : []) collect(inner, depth + 1, walk);
}

/** The text of a file within the bounds; what is too large or cannot be read counts as empty. */
export function readText(path: string, walk: Walk): string {
  const file = absolute(walk.root, path);
  const size = walk.fs.stamp(file)?.size ?? 0;
  if (size > maxDocumentBytes || size > walk.bytesLeft) return "";
  walk.bytesLeft -= size;
  return new TextDecoder().decode(attempt(() => walk.fs.read(file)));
}

/** A folder or file that one may not read is none of our business here. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The first bytes of a file; fewer when it ends before, none when it cannot be read. */
export function readStart(path: string, length: number, { root }: Walk): Uint8Array {
  return attempt(() => readRange(absolute(root, path), 0, length)) ?? new Uint8Array(0);
}
