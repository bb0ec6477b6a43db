/** What became of every output of a plan, and what is left over from earlier runs. Looks at the disk; changes nothing. */
import type { JobRecord } from "#model/job.ts";
import type { TargetClaim } from "#model/manifest.ts";
import type { PlannedJob } from "#model/plan.ts";
import { describeReason } from "#model/plan.ts";
import type { Digest } from "#model/unit.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { RenderResult } from "#render/render-job.ts";
import type { Standing } from "#write/changes.ts";
import { standing } from "#write/changes.ts";
import { refusePath } from "#write/guard.ts";
import { stagedPath } from "#write/stage.ts";
import type { Plan, PlannedTarget } from "./plan-targets.ts";
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

export interface Settled {
  readonly plan: Plan;
  readonly outputs: readonly Output[];
  readonly orphans: readonly LeftOver[];
}

export function settleOutputs(rendered: RenderedPlan, session: Session): Settled {
  const outputs: Output[] = [];
  for (const [name, target] of rendered.plan.targets) {
    const results = rendered.results.get(name);
    for (const planned of target.jobs) {
      outputs.push(settleOutput(name, planned, results?.get(planned.job.id), target, rendered.plan, session));
    }
  }
  return { plan: rendered.plan, outputs, orphans: orphans(rendered.plan, session) };
}

function settleOutput(
  target: string,
  planned: PlannedJob,
  result: RenderResult | undefined,
  { options: _options }: PlannedTarget,
  plan: Plan,
  session: Session,
): Output {
  const { job, decision } = planned;
  const record = recordOf(planned, result, plan, session);
  const there = session.disk.digest(job.path);
  const found = standing(there, record.hash, session.owned(job.path));
  const isFree = (found === "edited" || found === "foreign") && mayOverwrite(job.path, session);
  const output = { target, path: job.path, record, standing: isFree ? ("ours" as const) : found };
  if (decision.type === "fresh") return { ...output, bytes: "none", how: "fresh" };
  const reason = describeReason(decision.reason);
  if (decision.type === "restorable") return { ...output, reason, bytes: "store", how: "restored" };
  const bytes = result?.isStaged === true ? "stage" : "none";
  const isRaw = result?.text !== undefined && !plan.format.applies(job.path);
  return { ...output, reason, bytes, how: "rendered", ...(isRaw ? { text: result.text } : {}) };
}

function recordOf(
  { job, decision }: PlannedJob,
  result: RenderResult | undefined,
  plan: Plan,
  session: Session,
): JobRecord {
  if (decision.type !== "stale") return { ...decision.record, path: job.path };
  if (result === undefined) throw new RangeError(`job ${job.id} gave no result`);
  const { rawHash, reads, cost } = result;
  const isFormatted = result.isStaged && plan.format.applies(job.path);
  const hash = isFormatted ? (fs.hash(stagedPath(session.project.state.stage, job.path)) ?? rawHash) : rawHash;
  return { ...job, rawHash, hash, reads, cost };
}

function mayOverwrite(path: string, session: Session): boolean {
  return session.request.overwrite.some((pattern) => pattern === path || new Bun.Glob(pattern).match(path));
}

/** Outputs that lock or log claim for the selected targets, or for targets that are not configured any more, and that no job makes. */
function orphans(plan: Plan, session: Session): LeftOver[] {
  const made = new Set<string>();
  for (const { jobs } of plan.targets.values()) for (const { job } of jobs) made.add(job.path);
  for (const [name, claim] of claimsOfOthers(plan, session)) {
    if (!plan.targets.has(name)) for (const path of claim.outputs.keys()) made.add(path);
  }
  const found = new Map<string, LeftOver>();
  for (const [target, claim] of retiredClaims(plan, session)) {
    for (const path of claim.outputs.keys()) {
      // A lock is a file of the repository: it cannot make ours what specmill never writes.
      const isPossible = !made.has(path) && refusePath(path, ".", session.config.allow) === undefined;
      const hash = isPossible ? session.disk.digest(path) : undefined;
      if (hash === undefined) continue;
      const isOurs = session.owned(path)?.has(hash) === true || mayOverwrite(path, session);
      found.set(path, { path, target, hash, isOurs });
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Claims that stay as they are: targets in step, and configured ones that this run is not about. */
export function claimsOfOthers(plan: Plan, session: Session): Map<string, TargetClaim> {
  const claims = new Map<string, TargetClaim>(plan.inStep);
  for (const { name } of session.config.targets) {
    if (claims.has(name) || plan.targets.has(name)) continue;
    const claim = session.records.get(name) ?? session.manifest?.targets.get(name);
    if (claim !== undefined) claims.set(name, claim);
  }
  return claims;
}

/** Claims whose outputs may have no job any more: planned targets as they were, and targets that the config has dropped. */
function* retiredClaims(plan: Plan, session: Session): Iterable<readonly [string, TargetClaim]> {
  const configured = new Set(session.config.targets.map(({ name }) => name));
  for (const claims of [session.records, session.manifest?.targets ?? new Map<string, TargetClaim>()]) {
    for (const [name, claim] of claims) if (plan.targets.has(name) || !configured.has(name)) yield [name, claim];
  }
}
