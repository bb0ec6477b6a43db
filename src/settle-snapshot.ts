/**
 * A snapshot on its way to the disk: whether it may lie where the config wants it, whether it differs, and the write. Guarded as outputs
 * are: whatever the config says, nothing is staged or written outside of the project.
 */
import { dirname } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { SnapshotStatus } from "#model/event.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { refusePath, refusePlace } from "#write/guard.ts";
import { stagedPath } from "#write/stage.ts";
import type { Change } from "#write/transaction.ts";
import { commit, endCommit } from "#write/transaction.ts";
import type { Session } from "./session.ts";

/** What speaks against a snapshot at this path; asked before anything there is read. */
export function refuseSnapshot(path: string, { context, config }: Session): Diagnostic | undefined {
  const { root, fs } = context;
  const refusal = refusePath(path, ".", config.allow) ?? refusePlace(path, root, fs);
  if (refusal === undefined) return undefined;
  const why = refusal.code === "write/outside" ? "leaves the project" : refusal.why;
  const notes = ["give `snapshot` of the source another path"];
  return error(refusal.code, `the snapshot \`${path}\` ${why}`, { notes });
}

/** Compares a snapshot with the disk and, unless only checking, writes it when it differs: the same bytes keep file and mtime. */
export function settleSnapshot(path: string, text: string, check: boolean, session: Session): SnapshotStatus {
  const { context } = session;
  const there = context.fs.read(absolute(context.root, path));
  const before = there === undefined ? undefined : hashContent(there);
  const after = hashContent(text);
  if (before === after) return "unchanged";
  if (check) return before === undefined ? "missing" : "stale";
  write({ path, after, ...(before === undefined ? {} : { before }) }, text, session);
  return before === undefined ? "created" : "changed";
}

/** Alone in its transaction: a snapshot that cannot be written is no reason to hold back the others. */
function write(change: Change, text: string, { context: { root, fs }, project, config }: Session): void {
  const { stage, journal } = project.state;
  const staged = stagedPath(stage, change.path);
  fs.makeFolder(dirname(staged));
  fs.remove(staged);
  fs.create(staged, text);
  const transaction = { root, fs, stage, journal, allow: config.allow };
  commit([change], transaction);
  endCommit(transaction);
}
