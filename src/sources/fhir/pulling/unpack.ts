/**
 * Unpacks the archive of a package into a folder, entry by entry. Only files and folders come out, and none of them outside: readTar sees to
 * that. A half unpacked folder is left to whoever made it.
 */
import { dirname } from "node:path";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { streamFile } from "#platform/file-system.ts";
import type { archiveLimits } from "../archive-limits.ts";
import { gunzip } from "../gunzip.ts";
import type { TarEntry } from "../tar.ts";
import { readTar } from "../tar.ts";

/** How many bytes came out. `folder` is absolute, and empty. Throws SpecmillError for what is damaged, unsafe, too large or no package. */
export async function unpack(
  file: string,
  folder: string,
  limits: ReturnType<typeof archiveLimits>,
  { fs, signal }: { readonly fs: FileSystem; readonly signal: AbortSignal },
): Promise<number> {
  const folders = new Set<string>();
  let bytes = 0;
  let hasManifest = false;
  for await (const entry of readTar(gunzip(streamFile(file), limits.gunzip), limits.tar)) {
    signal.throwIfAborted();
    putEntry(entry, folder, folders, fs);
    bytes += entry.size;
    hasManifest ||= entry.type === "file" && entry.path === "package/package.json";
  }
  if (!hasManifest) {
    const message = `the archive \`${limits.tar.archive}\` is no FHIR package: there is no \`package/package.json\` in it`;
    throw new SpecmillError([error("fhir/package", message)]);
  }
  return bytes;
}

function putEntry({ path, type, content }: TarEntry, folder: string, folders: Set<string>, fs: FileSystem): void {
  const target = `${folder}/${path}`;
  const parent = type === "folder" ? target : dirname(target);
  if (!folders.has(parent)) {
    fs.makeFolder(parent);
    folders.add(parent);
  }
  if (type === "folder") return;
  // An entry that comes again replaces the one before.
  if (fs.stamp(target) !== undefined) fs.remove(target);
  fs.create(target, content);
}
