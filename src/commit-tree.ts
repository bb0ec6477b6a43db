/** `generate`: moves the new outputs in place, deletes what is left over, and records what was done, in that order. */

import type { LogHead } from "#cache/build-log.ts";
import { writeBuildLog } from "#cache/build-log.ts";
import { racyFloor } from "#cache/racy.ts";
import { keepResult } from "#cache/result-cache.ts";
import type { StatRow } from "#cache/stat-table.ts";
import { warning } from "#model/diagnostic.ts";
import type { Counts, OutputEvent } from "#model/event.ts";
import type { JobRecord, Read } from "#model/job.ts";
import type { OutputClaim, TargetClaim, TargetRecord } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent, hashParts } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import { statWords } from "#platform/stat-batch.ts";
import { encodeManifest, LOCK_FILE } from "#write/manifest.ts";
import { stagedPath } from "#write/stage.ts";
import type { Change } from "#write/transaction.ts";
import { commit, writeProblem } from "#write/transaction.ts";
import type { PlannedTarget } from "./plan-targets.ts";
import type { Session } from "./session.ts";
import type { Output, Settled } from "./settle-outputs.ts";
import { claimsOfOthers } from "./settle-outputs.ts";

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
  commit(changes, { root, fs, stage: state.stage, journal: state.journal, allow: session.config.allow, placed });
  tryToKeep(() => session.saveMemos(), session);
  tryToKeep(() => writeLog(settled, records, claims, session), session);
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

/** What every target claims after this run, for the lock. */
export function claimsOf(settled: Settled, session: Session): Map<string, TargetClaim> {
  return recordsOf(settled, session).claims;
}

/** The text of the lock for these claims; the tool's version changes only when something else does. `undefined` with `lock: false`. */
export function lockTextFor(claims: ReadonlyMap<string, TargetClaim>, session: Session): string | undefined {
  if (!session.config.lock) return undefined;
  const sameTool = encodeManifest(session.manifest?.tool ?? session.host.version, claims);
  return sameTool === session.lockText ? sameTool : encodeManifest(session.host.version, claims);
}

interface Records {
  readonly records: ReadonlyMap<string, TargetRecord>;
  readonly claims: Map<string, TargetClaim>;
}

function recordsOf(settled: Settled, session: Session): Records {
  const claims = claimsOfOthers(settled.plan, session);
  const records = new Map<string, TargetRecord>();
  for (const [name, claim] of claims) records.set(name, session.records.get(name) ?? withoutJobs(claim));
  for (const [name, target] of settled.plan.targets) {
    const record = recordTarget(name, target, settled, session);
    records.set(name, record);
    claims.set(name, record);
  }
  for (const { target, isOurs } of settled.orphans) {
    if (!isOurs && !claims.has(target)) claims.set(target, retiredClaim(target, settled, session));
  }
  return { records, claims };
}

/** What a target that is not configured any more leaves behind, because it was edited: it is still reported by the next run. */
function retiredClaim(name: string, settled: Settled, session: Session): TargetClaim {
  const outputs = new Map<string, OutputClaim>();
  for (const { path, target, isOurs } of settled.orphans) {
    if (target === name && !isOurs) keepClaim(path, outputs, session);
  }
  return { slice: hashParts(["retired", name]), inputs: new Map(), outputs };
}

/** A target whose claim came from the lock alone: the next change renders all of it once. */
function withoutJobs(claim: TargetClaim): TargetRecord {
  return {
    ...claim,
    options: "",
    format: "",
    templates: new Map(),
    plainTemplates: new Set(),
    reads: new Map(),
    jobs: new Map(),
  };
}

function recordTarget(name: string, target: PlannedTarget, settled: Settled, session: Session): TargetRecord {
  const jobs = new Map<string, JobRecord>();
  const outputs = new Map<string, OutputClaim>();
  const reads = new Map<Read, Digest>();
  for (const output of settled.outputs) {
    if (output.target !== name) continue;
    if (output.standing === "edited" || output.standing === "foreign") {
      keepClaim(output.path, outputs, session);
      continue;
    }
    jobs.set(output.record.id, output.record);
    outputs.set(output.path, { hash: output.record.hash, job: output.record.id });
    for (const read of output.record.reads) reads.set(read, target.reads.digest(read));
  }
  for (const orphan of settled.orphans)
    if (orphan.target === name && !orphan.isOurs) keepClaim(orphan.path, outputs, session);
  const { options, open } = target;
  // A file of somebody else in the way has no claim that could fail, so the whole claim must: the next run looks again.
  const isBlocked = settled.outputs.some((output) => output.target === name && output.standing === "foreign");
  const slice = isBlocked ? hashParts(["blocked", target.slice]) : target.slice;
  const inputs = session.tracker.claims(target.scopes);
  const format = settled.plan.format.digest;
  return {
    slice,
    options,
    format,
    templates: open.templateDigests,
    plainTemplates: open.plainTemplates,
    inputs,
    outputs,
    jobs,
    reads,
  };
}

/** What was left alone keeps the claim it had, so that it is still known for edited the next time. */
function keepClaim(path: string, outputs: Map<string, OutputClaim>, session: Session): void {
  for (const claims of [session.records, session.manifest?.targets]) {
    for (const claim of claims?.values() ?? []) {
      const old = claim.outputs.get(path);
      if (old !== undefined) outputs.set(path, old);
    }
  }
}

function outputChanges(settled: Settled, session: Session): Change[] {
  const changes: Change[] = [];
  for (const { path, record, standing } of settled.outputs) {
    if (standing === "absent") changes.push({ path, after: record.hash });
    else if (standing === "ours") changes.push({ path, before: hashThere(path, session), after: record.hash });
  }
  for (const { path, hash, isOurs } of settled.orphans) if (isOurs) changes.push({ path, before: hash });
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
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
      : { path: LOCK_FILE, before: hashContent(session.lockText), after },
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
    const bytes = output.how === "rendered" && target !== undefined ? bytesOf(output, session) : undefined;
    if (bytes === undefined || target === undefined || left < bytes.length) continue;
    left -= bytes.length;
    keepResult(plan.store, target.actionKey(output.record), output.record, bytes, (read) => target.reads.digest(read));
  }
  plan.store.flush();
}

function bytesOf(output: Output, session: Session): Uint8Array | undefined {
  if (output.text !== undefined) return Buffer.from(output.text);
  return output.bytes === "stage" ? fs.read(stagedPath(session.project.state.stage, output.path)) : undefined;
}

function writeLog(
  settled: Settled,
  records: ReadonlyMap<string, TargetRecord>,
  claims: ReadonlyMap<string, TargetClaim>,
  session: Session,
): void {
  const isWhole = session.targets.length === session.config.targets.length;
  const hasKept = settled.outputs.some(isKept) || settled.orphans.some((orphan) => !orphan.isOurs);
  let outputs = 0;
  for (const claim of claims.values()) outputs += claim.outputs.size;
  const head: LogHead = {
    build: session.host.build,
    config: session.project.config,
    clean: isWhole && !hasKept,
    targets: session.config.targets.map(({ name }) => name),
    outputs,
    warnings: session.diagnostics.filter(
      ({ severity, code }) => severity === "warning" && !code.startsWith("cache/") && !code.startsWith("lock/"),
    ),
    globs: [...session.tracker.globs()],
    ...resolvedConfig(session),
  };
  writeBuildLog(session.project.state.log, head, tableRows(claims, session), records, fs);
}

/** A `.ts` config is evaluated every time: what it computes is not known from its text alone. */
function resolvedConfig({ project, config, tracker }: Session): Pick<LogHead, "resolved"> {
  const hash = project.config.endsWith(".ts") ? undefined : tracker.digest(project.config);
  return hash === undefined ? {} : { resolved: { hash, config } };
}

/** Inputs of this run, outputs of every claim, the lock; inputs of targets that this run was not about stay as they were. */
function tableRows(claims: ReadonlyMap<string, TargetClaim>, session: Session): StatRow[] {
  const rows = new Map<string, StatRow>();
  for (const row of session.tracker.rows()) rows.set(row.path, row);
  for (const claim of claims.values()) {
    for (const name of claim.inputs.keys()) {
      const known = rows.has(name) ? undefined : session.disk.known(name);
      if (known !== undefined) rows.set(name, known);
    }
    for (const path of claim.outputs.keys()) {
      session.disk.digest(path);
      const row = session.disk.row(path);
      if (row !== undefined) rows.set(path, row);
    }
  }
  if (session.config.lock) {
    session.disk.digest(LOCK_FILE);
    const row = session.disk.row(LOCK_FILE);
    if (row !== undefined) rows.set(LOCK_FILE, row);
  }
  return [...rows.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
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
  let inStep = 0;
  for (const claim of settled.plan.inStep.values()) inStep += claim.outputs.size;
  const own = changes.filter(({ path }) => path !== LOCK_FILE);
  return {
    outputs: settled.outputs.length + inStep,
    rendered: settled.outputs.filter(({ how }) => how === "rendered").length,
    restored: settled.outputs.filter(({ how, standing }) => how === "restored" && standing !== "same").length,
    created: own.filter(({ before, after }) => before === undefined && after !== undefined).length,
    changed: own.filter(({ before, after }) => before !== undefined && after !== undefined).length,
    deleted: own.filter(({ after }) => after === undefined).length,
    kept: settled.outputs.filter(isKept).length + settled.orphans.filter((orphan) => !orphan.isOurs).length,
    drift: 0,
  };
}

function isKept({ standing }: Output): boolean {
  return standing === "edited" || standing === "foreign";
}
