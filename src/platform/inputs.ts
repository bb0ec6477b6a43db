/** The one way in: stages read inputs through this, so that what they read, listed or found missing is known to the next run. */
import type { Digest } from "#model/unit.ts";

/**
 * Reads inputs and remembers them. Paths are project paths (they may start with `../`).
 * Each file is read once a run: every stage sees the same bytes, and the digest that is recorded is that of those bytes.
 */
export interface Inputs {
  /** The content; `undefined` when there is no such file, which is remembered too. Throws SpecmillError when it cannot be read. */
  read(path: string): Uint8Array | undefined;
  /** Digest of the content, without keeping it; unchanged files are not opened. `undefined` when there is no such file. */
  digest(path: string): Digest | undefined;
  /** The content in pieces, for files too large to hold; read again on every call. Throws when it changes between two readings. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** A byte range of a file that was streamed before. */
  range(path: string, start: number, end: number): Uint8Array;
  /** Files that match a glob pattern, sorted; every folder that was looked into is remembered. Never follows links to folders. */
  glob(pattern: string): readonly string[];
  /** Whether a file exists; the answer is remembered either way. */
  exists(path: string): boolean;
  /** Path with links resolved, project-relative: for the check that a `$ref` stays inside. */
  realPath(path: string): string | undefined;
}
