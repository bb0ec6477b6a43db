/** Helper group `path`: output paths, always with `/`. Nothing here looks at the disk. */
import { posix } from "node:path";
import { pathSegment } from "../path-segment.ts";

export const helper = {
  segment: pathSegment,
  /** Joins and normalises; values from a spec belong into `segment` first. */
  join: (...parts: readonly string[]): string => posix.join(...parts),
  /** The link from one output to another: `../schemas/pet.md`. */
  relative: (from: string, to: string): string => posix.relative(posix.dirname(from), to) || posix.basename(to),
  folder: (path: string): string => posix.dirname(path),
  file: (path: string): string => posix.basename(path),
  /** The ending, with its dot. */
  extension: (path: string): string => posix.extname(path),
  withoutExtension: (path: string): string => path.slice(0, path.length - posix.extname(path).length),
};
