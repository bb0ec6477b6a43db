/** What is remembered of every target after a run: for the lock its claim, for the log its jobs and what they read. */
import type { JobRecord, Read } from "#model/job.ts";
import type { OutputClaim, TargetClaim, TargetRecord } from "#model/manifest.ts";
import { STARTER } from "#model/manifest.ts";
import type { Digest } from "#model/unit.ts";
import { hashParts } from "#platform/hash.ts";
import { claimsOfOthers, configMark } from "./other-claims.ts";
import type { PlannedTarget } from "./plan-targets.ts";
import type { Session } from "./session.ts";
import type { Settled } from "./settle-outputs.ts";
import { isKept } from "./settle-outputs.ts";

export interface Records {
  readonly records: ReadonlyMap<string, TargetRecord>;
  readonly claims: Map<string, TargetClaim>;
}

/** What every target claims after this run, for the lock. */
export function claimsOf(settled: Settled, session: Session): Map<string, TargetClaim> {
  return recordsOf(settled, session).claims;
}

export function recordsOf(settled: Settled, session: Session): Records {
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
    if (isKept(output)) {
      keepClaim(output.path, outputs, session);
      continue;
    }
    const record = remembered(output.record);
    jobs.set(record.id, record);
    outputs.set(output.path, { hash: record.hash, job: record.id });
    for (const read of record.reads) reads.set(read, target.reads.digest(read));
  }
  for (const orphan of settled.orphans)
    if (orphan.target === name && !orphan.isOurs) keepClaim(orphan.path, outputs, session);
  const { options, open } = target;
  // A file of somebody else in the way has no claim that could fail, so the whole claim must: the next run looks again.
  const isBlocked = settled.outputs.some((output) => output.target === name && output.standing === "foreign");
  const slice = isBlocked ? hashParts(["blocked", target.slice]) : target.slice;
  const inputs = session.tracker.claims(target.scopes);
  const format = settled.plan.format.digest;
  const mark = configMark(session);
  return {
    ...(mark === "" ? {} : { config: mark }),
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

/** Of a starter only that it was written: what it was made from and what became of it is no business of later runs. */
function remembered(record: JobRecord): JobRecord {
  return record.isStarter === true ? { ...record, rawHash: STARTER, hash: STARTER, reads: [], cost: 0 } : record;
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
