/** `generate`: moves the new outputs in place, deletes what is left over, and records what was done, in that order. */

import { racyFloor } from "#cache/racy.ts";
import { keepResult } from "#cache/result-cache.ts";
import { compareText, warning } from "#model/diagnostic.ts";
import type { Counts, OutputEvent } from "#model/event.ts";
import type { TargetClaim } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { statWords } from "#platform/stat-batch.ts";
import { encodeManifest, LOCK_FILE } from "#write/manifest.ts";
import { stagedPath } from "#write/stage.ts";
import type { Change } from "#write/transaction.ts";
import { commit, endCommit, writeProblem } from "#write/transaction.ts";
import { outputsInStep } from "./plan-targets.ts";
import { writeLog } from "./record-run.ts";
import { recordsOf } from "./record-targets.ts";
import type { Session } from "./session.ts";
import type { Output, Settled } from "./settle-outputs.ts";
import { isKept } from "./settle-outputs.ts";

export function commitTree(settled: Settled, session: Session): Counts {
  stageRestored(settled, session);
  const { records, claims } = recordsOf(settled, session);
  const changes = [...outputChanges(settled, session), ...lockChange(claims, session)];
  tryToKeep(() => keepInStore(settled, session), session);
  const { state, root } = session.project;
  const floor = racyFloor(state.folder, fs);
  const placed = ({ path, after }: Change) => {
    if (after === undefined) session.disk.removed(path);
    else session.disk.wrote(path, after, statWords(absolute(root, path), false), floor);
  };
  session.tracker.verifyStreams();
  const transaction = { root, fs, stage: state.stage, journal: state.journal, allow: session.config.allow, placed };
  commit(changes, transaction);
  tryToKeep(() => session.saveMemos(), session);
  tryToKeep(() => writeLog(settled, records, claims, session), session);
  endCommit(transaction);
  return emitAll(settled, changes, session);
}

/** The tree is what counts: a state that cannot be written (a full disk) is a slower next run, and one warning. */
function tryToKeep(work: () => void, session: Session): void {
  try {
    work();
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).syscall === undefined) throw problem;
    if (session.diagnostics.some(({ code }) => code === "cache/unreadable")) return;
    const { message, place, notes } = writeProblem(problem as Error, session.project.root);
    const next = { message: "the outputs are in step; only the next run takes longer" };
    session.context.report(warning("cache/unreadable", message, { place, notes: [...notes.slice(1), next] }));
  }
}

/** The text of the lock for these claims; the tool's version changes only when something else does. `undefined` with `lock: false`. */
export function lockTextFor(claims: ReadonlyMap<string, TargetClaim>, session: Session): string | undefined {
  if (!session.config.lock) return undefined;
  const sameTool = encodeManifest(session.manifest?.tool ?? session.host.version, claims);
  const isSame = sameTool === session.lockText || session.manifest?.tool === session.host.version;
  return isSame ? sameTool : encodeManifest(session.host.version, claims);
}

function outputChanges(settled: Settled, session: Session): Change[] {
  const changes: Change[] = [];
  for (const { path, record, standing } of settled.outputs) {
    if (standing === "absent") changes.push({ path, after: record.hash });
    else if (standing === "ours") changes.push({ path, before: hashThere(path, session), after: record.hash });
  }
  for (const { path, hash, isOurs } of settled.orphans) if (isOurs) changes.push({ path, before: hash });
  // Deletions first: an output may lie where a leftover file or folder is.
  const rank = ({ after }: Change) => (after === undefined ? 0 : 1);
  return changes.sort((a, b) => rank(a) - rank(b) || compareText(a.path, b.path));
}

function hashThere(path: string, session: Session): Digest {
  return session.disk.digest(path) ?? "";
}

function lockChange(claims: ReadonlyMap<string, TargetClaim>, session: Session): Change[] {
  const text = lockTextFor(claims, session);
  if (text === undefined || text === session.lockText) return [];
  fs.makeFolder(session.project.state.stage);
  fs.create(stagedPath(session.project.state.stage, LOCK_FILE), text);
  const after = hashContent(text);
  return [
    session.lockText === undefined
      ? { path: LOCK_FILE, after }
      : { path: LOCK_FILE, before: hashThere(LOCK_FILE, session), after },
  ];
}

/** Outputs that the store has: their bytes go to the stage like rendered ones. */
function stageRestored({ outputs, plan }: Settled, session: Session): void {
  for (const { bytes, record, path, standing } of outputs) {
    if (bytes !== "store" || standing === "same") continue;
    const content = plan.store?.get(record.hash);
    if (content === undefined) throw new RangeError(`the store lost ${record.hash}`);
    const staged = stagedPath(session.project.state.stage, path);
    fs.makeFolder(staged.slice(0, staged.lastIndexOf("/")));
    fs.create(staged, content);
  }
}

/** A run keeps at most this much for later: a larger one is rendered again faster than it is read back. */
const KEPT_BYTES = 32 << 20;

function keepInStore({ outputs, plan }: Settled, session: Session): void {
  if (plan.store === undefined) return;
  let left = KEPT_BYTES;
  for (const output of outputs) {
    const target = plan.targets.get(output.target);
    const isKept = output.how === "rendered" && output.record.isStarter !== true && target !== undefined;
    const bytes = isKept ? bytesOf(output, session) : undefined;
    if (bytes === undefined || target === undefined || left < bytes.length) continue;
    left -= bytes.length;
    keepResult(plan.store, target.actionKey(output.record), output.record, bytes, (read) => target.reads.digest(read));
  }
  plan.store.flush();
}

function bytesOf(output: Output, session: Session): Uint8Array | undefined {
  if (output.text !== undefined) return Buffer.from(output.text);
  if (output.bytes !== "stage") return undefined;
  const staged = stagedPath(session.project.state.stage, output.path);
  return (fs.stamp(staged)?.size ?? 0) <= KEPT_BYTES ? fs.read(staged) : undefined;
}

function emitAll(settled: Settled, changes: readonly Change[], session: Session): Counts {
  const reasons = new Map(settled.outputs.map((output) => [output.path, output]));
  for (const { path, before, after } of changes) {
    const output = reasons.get(path);
    const isRestored = output?.how === "restored";
    const status =
      after === undefined ? "deleted" : isRestored ? "restored" : before === undefined ? "created" : "changed";
    const event: OutputEvent = { type: "output", status, path, target: output?.target ?? "" };
    if (path !== LOCK_FILE)
      session.context.emit(
        output?.reason === undefined || !session.request.explain ? event : { ...event, reason: output.reason },
      );
  }
  const own = changes.filter(({ path }) => path !== LOCK_FILE);
  return {
    outputs: settled.outputs.length + outputsInStep(settled.plan),
    rendered: settled.outputs.filter(({ how }) => how === "rendered").length,
    restored: settled.outputs.filter(({ how, standing }) => how === "restored" && standing !== "same").length,
    created: own.filter(({ before, after }) => before === undefined && after !== undefined).length,
    changed: own.filter(({ before, after }) => before !== undefined && after !== undefined).length,
    deleted: own.filter(({ after }) => after === undefined).length,
    kept: settled.outputs.filter(isKept).length + settled.orphans.filter((orphan) => !orphan.isOurs).length,
    drift: 0,
  };
}
