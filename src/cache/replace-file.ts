/** How every state file is written: whole, under another name, and then moved in place. A reader sees the old file or the new one. */
import type { FileSystem } from "#platform/file-system.ts";

/** Throws the operating system's error; then the old file is still there, and nothing is left of the new one. */
export function replaceFile(path: string, content: string | Uint8Array, fs: FileSystem): void {
  const fresh = `${path}.${process.pid}`;
  fs.remove(fresh);
  try {
    fs.create(fresh, content);
    fs.rename(fresh, path);
  } catch (problem) {
    fs.remove(fresh);
    throw problem;
  }
}
