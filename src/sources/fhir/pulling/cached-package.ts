/**
 * What the shared cache has of a package. A folder that specmill unpacked has an index beside it, made of what came out of the archive with
 * this hash; every definition is held against it. Nothing is known of a folder that another tool has put there.
 */
import type { Limits } from "#model/config.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { decodeManifest } from "../manifest.ts";
import type { PackageManifest } from "../package.ts";
import { INDEX_FILE } from "../package-in-cache.ts";
import { decodeIndex } from "../package-index.ts";

export type CachedState =
  | { readonly kind: "sound"; readonly manifest: PackageManifest }
  | { readonly kind: "missing" }
  /** There, and nobody knows from which archive. */
  | { readonly kind: "unknown" }
  /** A file is not what was unpacked. */
  | { readonly kind: "changed"; readonly file: string };

/** `home` is the folder of the package in the cache, `integrity` the hash of the archive that it should come from. */
export function cachedState(home: string, integrity: string, fs: FileSystem): CachedState {
  if (fs.stamp(`${home}/package/package.json`) === undefined) return { kind: "missing" };
  const index = indexOf(home, integrity, fs);
  if (index === undefined) return { kind: "unknown" };
  for (const { file, digest } of index.entries) {
    const bytes = fs.read(`${home}/package/${file}`);
    if (bytes === undefined || hashContent(bytes) !== digest) return { kind: "changed", file };
  }
  return { kind: "sound", manifest: index.manifest };
}

/** The manifest that lies there, whoever put it there; `undefined` when there is none that can be read. */
export function cachedManifest(home: string, limits: Limits, fs: FileSystem): PackageManifest | undefined {
  const bytes = fs.read(`${home}/package/package.json`);
  if (bytes === undefined) return undefined;
  try {
    return decodeManifest({ bytes, limits, report: () => {} });
  } catch (problem) {
    if (problem instanceof SpecmillError) return undefined;
    throw problem;
  }
}

function indexOf(home: string, integrity: string, fs: FileSystem): ReturnType<typeof decodeIndex> {
  if (integrity === "") return undefined;
  try {
    const bytes = fs.read(`${home}/${INDEX_FILE}`);
    return bytes === undefined ? undefined : decodeIndex(new TextDecoder().decode(bytes), integrity);
  } catch {
    return undefined;
  }
}
