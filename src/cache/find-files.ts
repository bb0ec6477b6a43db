/** Walks a glob pattern. Light on purpose: the unchanged test walks it again when a folder's stamp moved. */
import { compareText } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, isInside, join } from "#platform/paths.ts";

export interface FoundFiles {
  /** Project paths, sorted. */
  readonly files: readonly string[];
  /** Every folder that was looked into, also those that are missing. */
  readonly folders: readonly string[];
}

/** Never inputs: tools keep their own things there. A pattern that names one literally still looks into it. */
const SKIPPED = new Set(["node_modules", ".git", ".specmill"]);
const MAGIC = /[*?[\]{}!]/;

/** Files that match `pattern`; hidden names only when the pattern spells the dot. Links to folders are not followed. */
export function findFiles(pattern: string, ignore: readonly string[], root: string, fs: FileSystem): FoundFiles {
  const segments = join(pattern).split("/");
  const literal = segments.findIndex((segment) => MAGIC.test(segment));
  if (literal === -1) return { files: isFile(join(pattern), root, fs) ? [join(pattern)] : [], folders: [] };
  const base = literal === 0 ? "." : segments.slice(0, literal).join("/");
  const rest = segments.slice(literal).join("/");
  const glob = new Bun.Glob(rest);
  const walk: Walk = {
    ignore,
    root,
    fs,
    isDeep: rest.includes("/"),
    dots: /(^|\/)\./.test(rest),
    files: [],
    folders: [],
  };
  visit(base, "", glob, walk);
  return { files: walk.files.sort(compareText), folders: walk.folders };
}

interface Walk {
  readonly ignore: readonly string[];
  readonly root: string;
  readonly fs: FileSystem;
  readonly isDeep: boolean;
  readonly dots: boolean;
  readonly files: string[];
  readonly folders: string[];
}

function visit(base: string, inside: string, glob: Bun.Glob, walk: Walk): void {
  const folder = join(base, inside);
  walk.folders.push(folder);
  for (const entry of walk.fs.list(absolute(walk.root, folder)) ?? []) {
    if (entry.name.startsWith(".") && !walk.dots) continue;
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    const full = join(base, path);
    if (entry.type === "folder") {
      const isOutput = walk.ignore.some((one) => one !== "." && isInside(one, full));
      if (walk.isDeep && !SKIPPED.has(entry.name) && !isOutput) visit(base, path, glob, walk);
    } else if (glob.match(path) && (entry.type === "file" || isFile(full, walk.root, walk.fs))) {
      walk.files.push(full);
    }
  }
}

function isFile(path: string, root: string, fs: FileSystem): boolean {
  const real = fs.realPath(absolute(root, path));
  return real !== undefined && fs.stamp(real)?.type === "file";
}
