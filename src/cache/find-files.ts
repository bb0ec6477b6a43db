/** Walks a glob pattern. Light on purpose: the unchanged test walks it again when a folder's stamp moved. */
import { compareText } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, isInside, join } from "#platform/paths.ts";

export interface FoundFiles {
  /** Project paths, sorted. */
  readonly files: readonly string[];
  /** Every folder that was looked into, also those that are missing. */
  readonly folders: readonly string[];
  /** Links that match and lead nowhere yet: they become files without a change in their folder. */
  readonly dangling: readonly string[];
}

/** Never inputs: tools keep their own things there. A pattern that names one literally still looks into it. */
const SKIPPED = new Set(["node_modules", ".git", ".specmill"]);
const MAGIC = /[*?[\]{}!]/;

/** Files that match `pattern`; hidden names only when the pattern spells the dot. Links to folders are not followed. */
export function findFiles(pattern: string, ignore: readonly string[], root: string, fs: FileSystem): FoundFiles {
  const parts = split(pattern);
  if (parts === undefined)
    return { files: isFile(join(pattern), root, fs) ? [join(pattern)] : [], folders: [], dangling: [] };
  const walk: Walk = { ...parts, ignore, root, fs, files: [], folders: [], dangling: [] };
  visit("", walk);
  return { files: walk.files.sort(compareText), folders: walk.folders, dangling: walk.dangling };
}

/** Whether `findFiles` would find a file at `path`, were there one. Pure. */
export function wouldFind(pattern: string, ignore: readonly string[], path: string): boolean {
  const parts = split(pattern);
  if (parts === undefined) return join(pattern) === path;
  if (!isInside(parts.base, path)) return false;
  const inside = parts.base === "." ? path : path.slice(parts.base.length + 1);
  if (!parts.glob.match(inside)) return false;
  const names = inside.split("/");
  const folders = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join("/"));
  return (
    names.every((name) => !isHidden(name, parts)) && folders.every((folder) => isEntered(folder, { ...parts, ignore }))
  );
}

/** A pattern as the folder where its wildcards begin, and the rest. */
interface Parts {
  readonly base: string;
  readonly glob: Bun.Glob;
  readonly isDeep: boolean;
  readonly dots: boolean;
}

/** `undefined` for a pattern without wildcards. */
function split(pattern: string): Parts | undefined {
  const segments = join(pattern).split("/");
  const literal = segments.findIndex((segment) => MAGIC.test(segment));
  if (literal === -1) return undefined;
  const base = literal === 0 ? "." : segments.slice(0, literal).join("/");
  const rest = segments.slice(literal).join("/");
  return { base, glob: new Bun.Glob(rest), isDeep: /\/|\*\*/.test(rest), dots: /(^|\/)\./.test(rest) };
}

interface Walk extends Parts {
  readonly ignore: readonly string[];
  readonly root: string;
  readonly fs: FileSystem;
  readonly files: string[];
  readonly folders: string[];
  readonly dangling: string[];
}

function visit(inside: string, walk: Walk): void {
  const folder = join(walk.base, inside);
  walk.folders.push(folder);
  for (const entry of walk.fs.list(absolute(walk.root, folder)) ?? []) {
    if (isHidden(entry.name, walk)) continue;
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    const full = join(walk.base, path);
    if (entry.type === "folder") {
      if (isEntered(path, walk)) visit(path, walk);
    } else if (walk.glob.match(path)) {
      if (entry.type === "file" || isFile(full, walk.root, walk.fs)) walk.files.push(full);
      else if (entry.type === "link") walk.dangling.push(full);
    }
  }
}

function isHidden(name: string, { dots }: Parts): boolean {
  return name.startsWith(".") && !dots;
}

/** Whether the walk looks into a folder, given relative to the base. */
function isEntered(folder: string, { base, isDeep, ignore }: Pick<Walk, "base" | "isDeep" | "ignore">): boolean {
  const full = join(base, folder);
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  // An output folder around the whole pattern was meant: the user named a place inside of it.
  const isIgnored = (one: string) => one !== "." && isInside(one, full) && !isInside(one, base);
  return isDeep && !SKIPPED.has(name) && !ignore.some(isIgnored);
}

function isFile(path: string, root: string, fs: FileSystem): boolean {
  const real = fs.realPath(absolute(root, path));
  return real !== undefined && fs.stamp(real)?.type === "file";
}
