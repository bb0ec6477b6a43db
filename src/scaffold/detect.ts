/** Finds what a folder holds that specmill could read: by content where that tells, data files by ending and place. */
import type { FileSystem } from "#platform/file-system.ts";
import { folderOf, isInside, join } from "#platform/paths.ts";
import { detectPackages } from "./detect-fhir.ts";
import type { DetectedDatabase, DetectedDescription, DetectedSpec } from "./detected-spec.ts";
import { isSqlite, sniffDescription, sniffUnit } from "./sniff.ts";
import type { Walk } from "./spec-walk.ts";
import { readStart, readText, walkFolder } from "./spec-walk.ts";

/** Looks through `root`, an absolute path. OpenAPI documents first, then FHIR, databases and data, each group sorted by path. */
export function detectSpecs(root: string, fs: FileSystem): readonly DetectedSpec[] {
  const walk = walkFolder(root, fs);
  const packages = detectPackages(walk);
  // What a package holds is the package's.
  const folders = packages.flatMap((one) => one.packages).filter((path) => path.startsWith("./"));
  const isFree = (path: string) => !folders.some((folder) => isInside(folder.slice(2), path));
  const rest = { ...walk, files: walk.files.filter(isFree) };
  const descriptions = findDescriptions(rest);
  return [...descriptions, ...packages, ...findDatabases(rest), ...findData(rest, descriptions)];
}

function findDescriptions(walk: Walk): DetectedDescription[] {
  return walk.files
    .filter((path) => /\.(json|ya?ml)$/i.test(path))
    .flatMap((path): DetectedDescription[] => {
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

/** Endings under which databases are kept; which of these files is one, its first bytes say. */
function findDatabases(walk: Walk): DetectedDatabase[] {
  const candidates = walk.files.filter((path) => /\.(?:sqlite3?|db3?|s3db)$/i.test(path));
  return candidates.flatMap((path) => (isSqlite(readStart(path, 16, walk)) ? [{ kind: "database", path }] : []));
}

function isRecords(ending: string): boolean {
  return ["csv", "tsv", "ndjson", "jsonl"].includes(ending);
}

function isDataFolder(folder: string): boolean {
  return folder.split("/").includes("data");
}
