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

/** Whether an absolute path lies in a folder, or is it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way)) || /^\.\.[^/\\]/.test(way);
}

/** Relative link from one output to another, as a document writes it: `../schemas/pet.md`. Both are normalised project paths. */
export function relativeLink(from: string, to: string): string {
  // By hand: node:path resolves both against the working folder, and pages have many links.
  const [source, target] = [from.split("/"), to.split("/")];
  let shared = 0;
  while (shared < source.length - 1 && shared < target.length - 1 && source[shared] === target[shared]) shared++;
  return "../".repeat(source.length - 1 - shared) + target.slice(shared).join("/");
}
