/**
 * Puts an unpacked package where all FHIR tools look for it. In one step: nobody sees half of it. What another process has put there in the
 * meantime stays when it is the same, and gives way when it is not: the lock file says what a version is.
 */
import type { FileSystem } from "#platform/file-system.ts";
import { INDEX_FILE } from "../package-in-cache.ts";

/** What was there before. */
export type Installed = "new" | "same" | "replaced";

/** `fresh` and `target` are folders of a package on one disk; `aside` is a path beside `fresh` that is free. */
export function install(fresh: string, target: string, aside: string, fs: FileSystem): Installed {
  if (moved(fresh, target, fs)) return "new";
  if (hasSame(fresh, target, "", fs)) {
    adoptIndex(fresh, target, fs);
    return "same";
  }
  fs.rename(target, aside);
  // Whoever came in between has unpacked the same archive or will be told of the difference by the next pull.
  moved(fresh, target, fs);
  return "replaced";
}

/** A folder that is there and not empty is never replaced by a rename. */
function moved(from: string, to: string, fs: FileSystem): boolean {
  try {
    fs.rename(from, to);
    return true;
  } catch (problem) {
    if (fs.stamp(to) !== undefined) return false;
    throw problem;
  }
}

/** Whether everything that is in `fresh` is in `target` too, but for what tools write for themselves. */
function hasSame(fresh: string, target: string, folder: string, fs: FileSystem): boolean {
  return (fs.list(`${fresh}${folder}`) ?? []).every(({ name, type }) => {
    if (/^\.(?:specmill-|index\.json)/.test(name)) return true;
    const path = `${folder}/${name}`;
    if (type === "folder") return hasSame(fresh, target, path, fs);
    return isSameFile(`${fresh}${path}`, `${target}${path}`, fs);
  });
}

function isSameFile(a: string, b: string, fs: FileSystem): boolean {
  const [first, second] = [fs.stamp(a), fs.stamp(b)];
  if (second?.type !== "file" || first?.size !== second.size) return false;
  return fs.hash(a) === fs.hash(b);
}

/** From now on the folder is known to be what the archive has. */
function adoptIndex(fresh: string, target: string, fs: FileSystem): void {
  if (fs.stamp(`${fresh}/${INDEX_FILE}`) !== undefined) fs.rename(`${fresh}/${INDEX_FILE}`, `${target}/${INDEX_FILE}`);
}
