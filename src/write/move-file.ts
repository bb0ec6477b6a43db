/** A rename that also works from one file system to another: then the content is copied beside the target first. */
import type { FileSystem } from "#platform/file-system.ts";

/** The target is replaced at once, never half. Both paths are absolute. */
export function moveFile(from: string, to: string, fs: FileSystem): void {
  try {
    fs.rename(from, to);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EXDEV") throw problem;
    const beside = `${to}.specmill-${process.pid}`;
    try {
      fs.copy(from, beside);
      fs.rename(beside, to);
    } finally {
      fs.remove(beside);
    }
    fs.remove(from);
  }
}
