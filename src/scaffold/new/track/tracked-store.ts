/** Where `specmill.tracked.json` lies, and how it comes from there and goes back. What another run wrote meanwhile is never overwritten. */
import { join } from "node:path";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { TRACKED_FILE } from "#write/guard.ts";
import type { Grounds } from "../find-templates.ts";
import { openActionCommit } from "../writing/commit-action.ts";
import type { PendingFile } from "../writing/project-tree.ts";
import { decodeTracked, encodeTracked } from "./tracked-file.ts";
import type { TrackedScaffolds } from "./tracked-scaffold.ts";

/** The file as it was read. */
export interface TrackedState {
  /** `undefined` without a file. */
  readonly bytes: Uint8Array | undefined;
  readonly scaffolds: TrackedScaffolds;
}

/** Throws SpecmillError when the file is damaged. */
export function readTracked(grounds: Grounds, fs: FileSystem): TrackedState {
  const bytes = fs.read(trackedPath(grounds));
  return { bytes, scaffolds: bytes === undefined ? new Map() : decodeTracked(bytes) };
}

/**
 * The change from what was read; `undefined` when there is none. Without scaffolds the file stays, empty. A commit of it refuses to replace
 * what was written since.
 */
export function trackedChange(
  scaffolds: TrackedScaffolds,
  { bytes }: TrackedState,
  grounds: Grounds,
): PendingFile | undefined {
  const text = encodeTracked(new Map([...scaffolds].filter(([, { outputs }]) => outputs.size > 0)));
  if (bytes === undefined ? scaffolds.size === 0 : Buffer.from(bytes).toString("utf8") === text) return undefined;
  return { path: trackedPath(grounds), before: bytes, after: Buffer.from(text) };
}

/** Changes the file alone. Waits for other runs a while; throws SpecmillError when they do not end. */
export function updateTracked(
  grounds: Grounds,
  fs: FileSystem,
  update: (scaffolds: TrackedScaffolds) => TrackedScaffolds,
): void {
  for (let attempt = 1; ; attempt++) {
    try {
      return updateOnce(grounds, fs, update);
    } catch (problem) {
      const isMeanwhile =
        problem instanceof SpecmillError &&
        (problem.exitCode === exitCodes.busy || problem.exitCode === exitCodes.edited);
      if (!isMeanwhile || attempt === ATTEMPTS) throw problem;
      Bun.sleepSync(PAUSE_MS);
    }
  }
}

/** Five seconds: a run that writes is done sooner. */
const ATTEMPTS = 200;
const PAUSE_MS = 25;

function updateOnce(grounds: Grounds, fs: FileSystem, update: (scaffolds: TrackedScaffolds) => TrackedScaffolds): void {
  const state = readTracked(grounds, fs);
  const change = trackedChange(update(state.scaffolds), state, grounds);
  if (change === undefined) return;
  const commit = openActionCommit(grounds, { boundary: grounds.boundary, outside: [] }, fs);
  try {
    commit.write([change]);
  } finally {
    commit.close();
  }
}

function trackedPath(grounds: Grounds): string {
  return join(grounds.root, TRACKED_FILE);
}
