/** The files of a folder that `setup` copies. What a tool keeps there for itself is not part of it: repositories, installed packages, state. */
import { join } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { isWithin } from "#platform/paths.ts";

export interface StarterFile {
  /** Absolute. */
  readonly path: string;
  /** Of a link: the file that it leads to, when that lies in the folder too. Its content is copied, because a link may lead anywhere later. */
  readonly link?: string;
}

const leftOut: ReadonlySet<string> = new Set([".git", ".specmill", "node_modules"]);

/** Of a link that leads elsewhere, nowhere or to a folder, `link` is "outside". */
export function* starterFiles(folder: string, fs: FileSystem): Iterable<StarterFile> {
  const source = fs.realPath(folder);
  if (source !== undefined) yield* filesBelow(folder, source, fs);
}

function* filesBelow(folder: string, source: string, fs: FileSystem): Iterable<StarterFile> {
  for (const { name, type } of fs.list(folder) ?? []) {
    if (leftOut.has(name)) continue;
    const path = join(folder, name);
    if (type === "folder") yield* filesBelow(path, source, fs);
    else if (type === "file") yield { path };
    else if (type === "link") yield { path, link: fileBehind(path, source, fs) ?? "outside" };
  }
}

function fileBehind(path: string, source: string, fs: FileSystem): string | undefined {
  const target = fs.realPath(path);
  if (target === undefined || !isWithin(source, target)) return undefined;
  return fs.stamp(target)?.type === "file" ? target : undefined;
}
