/** Looks at the folder of one generator, and notes every file and folder that what it says depends on. */
import { join, relative } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { statWords } from "#platform/stat-batch.ts";
import type { ActionEntry } from "./action-facts.ts";
import { describeAction } from "./action-facts.ts";

export interface ScannedGenerator {
  /** Name of its folder. */
  readonly name: string;
  readonly actions: readonly ActionEntry[];
}

/** A path that was looked at, relative to the templates folder, and what it looked like right before; links are followed. */
export interface Watched {
  readonly path: string;
  readonly stamp: Uint32Array;
}

/** All of its folders are actions, as hygen has it; names that begin with a dot are nobody's. */
export function scanGenerator(templates: string, name: string, fs: FileSystem): ScannedGenerator {
  const folder = join(templates, name);
  const actions = foldersOf(folder, fs).map((action) => describeAction(action, join(folder, action), fs));
  return { name, actions };
}

/** Names of the folders in a folder, and of links that lead to one, sorted. */
export function foldersOf(path: string, fs: FileSystem): readonly string[] {
  const entries = fs.list(path) ?? [];
  const isFolder = (name: string, type: string) =>
    type === "folder" || (type === "link" && leadsToFolder(join(path, name), fs));
  return entries.filter(({ name, type }) => !name.startsWith(".") && isFolder(name, type)).map(({ name }) => name);
}

function leadsToFolder(path: string, fs: FileSystem): boolean {
  const target = fs.realPath(path);
  return target !== undefined && fs.stamp(target)?.type === "folder";
}

/** A file system that puts into `seen` what each path looked like before it was first asked about. */
export function watching(templates: string, fs: FileSystem, seen: Map<string, Watched>): FileSystem {
  const look = (path: string) => {
    const way = relative(templates, path).replaceAll("\\", "/") || ".";
    if (!seen.has(way) && isBelow(way)) seen.set(way, { path: way, stamp: statWords(path, true) });
    return path;
  };
  return {
    ...fs,
    list: (path) => fs.list(look(path)),
    read: (path) => fs.read(look(path)),
    realPath: (path) => fs.realPath(look(path)),
  };
}

/** The target of a link was looked at through the link. */
function isBelow(way: string): boolean {
  return way !== ".." && !way.startsWith("../");
}
