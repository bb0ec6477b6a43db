/** Project paths are relative to the root, with `/` on every system. These functions never touch the disk. */
import { isAbsolute, posix, relative, resolve } from "node:path";

/** Absolute path of a project path. */
export function absolute(root: string, path: string): string {
  return isAbsolute(path) ? path : resolve(root, path);
}

/** Project path of an absolute path; may start with `../` when it lies outside. */
export function projectPath(root: string, path: string): string {
  const found = relative(root, path).replaceAll("\\", "/");
  return found === "" ? "." : found;
}

/** Joins and normalises project paths: `join("docs", "../x")` is `x`. */
export function join(...parts: readonly string[]): string {
  return posix.normalize(parts.join("/")).replace(/(?<=.)\/$/, "");
}

/** The folder of a project path; "." at the top. */
export function folderOf(path: string): string {
  return posix.dirname(path);
}

/** Whether a normalised project path stays inside `folder` ("." is everything below the root). */
export function isInside(folder: string, path: string): boolean {
  if (path.startsWith("../") || path === ".." || path.startsWith("/")) return false;
  return folder === "." || path === folder || path.startsWith(`${folder}/`);
}

/** Relative link from one output to another, as a document writes it: `../schemas/pet.md`. */
export function relativeLink(from: string, to: string): string {
  const link = posix.relative(posix.dirname(from), to);
  return link === "" ? posix.basename(to) : link;
}
