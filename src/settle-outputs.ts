/** What became of every output of a plan, and what is left over from earlier runs. Looks at the disk; changes nothing. */
import type { Job, JobRecord } from "#model/job.ts";
import { STARTER } from "#model/manifest.ts";
import type { PlannedJob } from "#model/plan.ts";
import { describeReason } from "#model/plan.ts";
import type { Digest } from "#model/unit.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, isInside, projectPath } from "#platform/paths.ts";
import type { RenderResult } from "#render/render-job.ts";
import type { Standing } from "#write/changes.ts";
import { standing } from "#write/changes.ts";
import { refusePath } from "#write/guard.ts";
import { stagedPath } from "#write/stage.ts";
import { claimsOfOthers, retiredClaims } from "./other-claims.ts";
import type { Plan } from "./plan-targets.ts";
import type { RenderedPlan } from "./render-plan.ts";
import type { Session } from "./session.ts";

export interface Output {
  readonly target: string;
  readonly path: string;
  /** What to remember of the job when the output is in step. */
  readonly record: JobRecord;
  readonly standing: Standing;
  /** Where its new bytes are, when they are needed. */
  readonly bytes: "stage" | "store" | "none";
  readonly how: "fresh" | "rendered" | "restored";
  /** Why it was rendered. */
  readonly reason?: string;
  /** Held in memory for a diff or for the store. */
  readonly text?: string;
}

/** An output of an earlier run that nothing makes any more, and that is still there. */
export interface LeftOver {
  readonly path: string;
  readonly target: string;
  readonly hash: Digest;
  /** Unedited: may be deleted. */
  readonly isOurs: boolean;
}

/** A starter that no job makes any more: the user's file, and only the user can say whether it is still needed. */
export interface LeftStarter {
  readonly path: string;
  readonly target: string;
}

export interface Settled {
  readonly plan: Plan;
  readonly outputs: readonly Output[];
  readonly orphans: readonly LeftOver[];
  readonly leftStarters: readonly LeftStarter[];
  /** Paths of the left-over outputs that this run deletes: another output may take their place. */
  readonly gone: ReadonlySet<string>;
}

export function settleOutputs(rendered: RenderedPlan, session: Session): Settled {
  const outputs: Output[] = [];
  const { leftOver, leftStarters } = leavings(rendered.plan, session);
  const gone = new Set(leftOver.filter(({ isOurs }) => isOurs).map(({ path }) => path));
  for (const [name, target] of rendered.plan.targets) {
    const results = rendered.results.get(name);
    for (const planned of target.jobs) {
      outputs.push(settleOutput(name, planned, results?.get(planned.job.id), { plan: rendered.plan, gone }, session));
    }
  }
  return { plan: rendered.plan, outputs, orphans: leftOver, leftStarters, gone };
}

function settleOutput(
  target: string,
  planned: PlannedJob,
  result: RenderResult | undefined,
  { plan, gone }: Pick<Settled, "plan" | "gone">,
  session: Session,
): Output {
  const { job, decision } = planned;
  const record = recordOf(planned, result, target, plan, session);
  const seen = session.disk.digest(job.path);
  const there = seen === "other" && isEmptied(job.path, gone, session) ? undefined : seen;
  const found = standing(there, record.hash, session.owned(job.path));
  const isFree = (found === "edited" || found === "foreign") && mayOverwrite(job.path, session);
  const output = { target, path: job.path, record, standing: isFree ? ("ours" as const) : found };
  if (decision.type === "fresh") {
    const isLeft = job.isStarter === true;
    return { ...output, standing: isLeft ? "same" : output.standing, bytes: "none", how: "fresh" };
  }
  const reason = describeReason(decision.reason);
  if (decision.type === "restorable") return { ...output, reason, bytes: "store", how: "restored" };
  const bytes = result?.isStaged === true ? "stage" : "none";
  const isRaw = result?.text !== undefined && !plan.format.applies(job.path);
  return { ...output, reason, bytes, how: "rendered", ...(isRaw ? { text: result.text } : {}) };
}

function recordOf(
  { job, decision }: PlannedJob,
  result: RenderResult | undefined,
  target: string,
  plan: Plan,
  session: Session,
): JobRecord {
  if (decision.type !== "stale") return { ...decision.record, path: job.path };
  if (result === undefined) throw new RangeError(`job ${job.id} gave no result`);
  const { rawHash, reads, cost } = result;
  const isFormatted = plan.format.applies(job.path);
  const known = isFormatted ? formattedHash(job, rawHash, target, plan, session) : undefined;
  const staged =
    isFormatted && result.isStaged ? fs.hash(stagedPath(session.project.state.stage, job.path)) : undefined;
  return { ...job, rawHash, hash: known ?? staged ?? rawHash, reads, cost };
}

/** Whether a folder holds nothing but what this run deletes. */
export function isEmptied(folder: string, gone: ReadonlySet<string>, session: Session): boolean {
  const entries = gone.size === 0 ? undefined : fs.list(absolute(session.project.root, folder));
  if (entries === undefined) return false;
  return entries.every(({ name, type }) => {
    const path = `${folder}/${name}`;
    return type === "folder" ? isEmptied(path, gone, session) : gone.has(path);
  });
}

/**
 * Hash of what the formatter made of this very text before, where that is what the disk has: then it need not run again.
 * `undefined` when it must.
 */
export function formattedHash(
  job: Job,
  rawHash: Digest,
  target: string,
  plan: Plan,
  session: Session,
): Digest | undefined {
  const before = session.records.get(target);
  const known = before?.format === plan.format.digest ? before.jobs.get(job.id) : undefined;
  return known?.rawHash === rawHash && session.disk.digest(job.path) === known.hash ? known.hash : undefined;
}

/** A pattern may be given as a shell completes it: from the folder of the call, absolute, or as a folder. */
function mayOverwrite(path: string, session: Session): boolean {
  const { overwrite, cwd } = session.request;
  return overwrite.some((pattern) => {
    const named = projectPath(session.project.root, absolute(cwd, pattern));
    return [pattern, named].some((one) => one === path || isInside(one, path) || new Bun.Glob(one).match(path));
  });
}

/** Outputs that lock or log claim for the selected targets, or for targets that are not configured any more, and that no job makes. */
function leavings(plan: Plan, session: Session): { leftOver: LeftOver[]; leftStarters: LeftStarter[] } {
  const made = new Set<string>();
  for (const { jobs } of plan.targets.values()) for (const { job } of jobs) made.add(job.path);
  for (const [name, claim] of claimsOfOthers(plan, session)) {
    if (!plan.targets.has(name)) for (const path of claim.outputs.keys()) made.add(path);
  }
  const found = new Map<string, LeftOver>();
  const starters = new Map<string, LeftStarter>();
  for (const [target, claim] of retiredClaims(plan, session)) {
    for (const [path, { hash: claimed }] of claim.outputs) {
      // A lock is a file of the repository: it cannot make ours what specmill never writes.
      const isPossible = !made.has(path) && refusePath(path, ".", session.config.allow) === undefined;
      const hash = isPossible ? session.disk.digest(path) : undefined;
      if (hash === undefined) continue;
      const isOurs = session.owned(path)?.has(hash) === true || mayOverwrite(path, session);
      if (claimed === STARTER && !isOurs) starters.set(path, { path, target });
      else found.set(path, { path, target, hash, isOurs });
    }
  }
  return { leftOver: byPath(found.values()), leftStarters: byPath(starters.values()) };
}

function byPath<T extends { readonly path: string }>(found: Iterable<T>): T[] {
  return [...found].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Left alone: edited by hand, or somebody else's. */
export function isKept({ standing }: Output): boolean {
  return standing === "edited" || standing === "foreign";
}
