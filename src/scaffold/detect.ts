/**
 * Finds what a folder holds that specmill could read: OpenAPI documents by their content, data files by ending and place.
 * Bounded, so that `init` in a home folder ends; sorted, so that it says the same everywhere. Reads and never writes.
 */
import { compareText } from "#model/diagnostic.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, folderOf, join } from "#platform/paths.ts";
import { sniffDescription, sniffUnit } from "./sniff.ts";

/** Something that can be a source: `path` goes into the config as it stands. */
export type DetectedSpec =
  | {
      readonly kind: "openapi";
      readonly path: string;
      /** As the document says: `3.1.0`, `2.0`. */
      readonly version: string;
    }
  | {
      readonly kind: "data";
      /** A file, or a glob pattern when there are several of one ending in a folder. */
      readonly path: string;
      /** What a unit of it will be. */
      readonly unit: "file" | "record";
    };

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

/** Looks through `root`, an absolute path. OpenAPI documents first, each group sorted by path. */
export function detectSpecs(root: string, fs: FileSystem): readonly DetectedSpec[] {
  const walk: Walk = { root, fs, files: [], entriesLeft: maxEntries, bytesLeft: maxTotalBytes };
  collect(".", 0, walk);
  walk.files.sort(compareText);
  const descriptions = findDescriptions(walk);
  return [...descriptions, ...findData(walk, descriptions)];
}

interface Walk {
  readonly root: string;
  readonly fs: FileSystem;
  readonly files: string[];
  entriesLeft: number;
  bytesLeft: number;
}

function collect(folder: string, depth: number, walk: Walk): void {
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

function findDescriptions(walk: Walk): DetectedSpec[] {
  return walk.files
    .filter((path) => /\.(json|ya?ml)$/i.test(path))
    .flatMap((path): DetectedSpec[] => {
      const version = sniffDescription(path, readText(path, walk));
      return version === undefined ? [] : [{ kind: "openapi", path, version }];
    });
}

/** CSV, TSV and NDJSON hold records wherever they lie; YAML, TOML and JSON only in a folder that is called `data`. */
function findData(walk: Walk, descriptions: readonly DetectedSpec[]): DetectedSpec[] {
  const taken = new Set(descriptions.map(({ path }) => folderOf(path)));
  const groups = new Map<string, string[]>();
  for (const path of walk.files) {
    const ending = /\.(csv|tsv|ndjson|jsonl|ya?ml|toml|json)$/.exec(path)?.[1];
    const folder = folderOf(path);
    if (ending === undefined || (!isRecords(ending) && (!isDataFolder(folder) || taken.has(folder)))) continue;
    const pattern = join(folder, `*.${ending}`);
    groups.set(pattern, [...(groups.get(pattern) ?? []), path]);
  }
  return [...groups].flatMap(([pattern, files]) => dataSpec(pattern, files, walk));
}

function dataSpec(pattern: string, [first = "", ...others]: readonly string[], walk: Walk): DetectedSpec[] {
  const unit = sniffUnit(first, readText(first, walk));
  return unit === undefined ? [] : [{ kind: "data", path: others.length === 0 ? first : pattern, unit }];
}

/** The text of a file within the bounds; what is too large or cannot be read counts as empty. */
function readText(path: string, walk: Walk): string {
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

function isRecords(ending: string): boolean {
  return ["csv", "tsv", "ndjson", "jsonl"].includes(ending);
}

function isDataFolder(folder: string): boolean {
  return folder.split("/").includes("data");
}
