/** Jobs -> plan: what must be rendered and why, and what can be restored. Decides; changes nothing. */
import type { Job, JobRecord } from "#model/job.ts";
import type { TargetRecord } from "#model/manifest.ts";
import { STARTER } from "#model/manifest.ts";
import type { Decision, PlannedJob, StaleReason } from "#model/plan.ts";
import type { Digest } from "#model/unit.ts";
import type { CurrentReads } from "./reads.ts";
import type { Changes } from "./stale.ts";
import { stale } from "./stale.ts";

export interface PlanRequest {
  readonly jobs: readonly Job[];
  /** What the last run knew of the target. */
  readonly record: TargetRecord | undefined;
  readonly forced: boolean;
  /** The record was made by another build of specmill. */
  readonly toolChanged: boolean;
  readonly options: Digest;
  readonly format: Digest;
  /** Template name to digest, now. */
  readonly templates: ReadonlyMap<string, Digest>;
  readonly reads: CurrentReads;
  /** Hash of an output on disk; see cache/disk-state.ts. */
  onDisk(path: string): Digest | "other" | undefined;
  /** Whether specmill wrote a file with this hash under the path. */
  isOwned(path: string, hash: Digest): boolean;
  /** A record of the job with the same reads as now, whose bytes the store still has. */
  restorable(job: Job): JobRecord | undefined;
}

/** One decision a job, in the order of the jobs. */
export function makePlan(request: PlanRequest): PlannedJob[] {
  const changes = changesSince(request);
  return request.jobs.map((job) => ({ job, decision: decide(job, request, changes) }));
}

function decide(job: Job, request: PlanRequest, changes: Changes): Decision {
  if (job.isStarter === true) return decideStarter(job, request);
  const record = request.record?.jobs.get(job.id);
  const reason = stale(job, record, changes);
  if (reason === undefined && record !== undefined) return decideByDisk(record, request);
  const found = reason ?? { type: "never-rendered" };
  return found.type === "forced" ? { type: "stale", reason: found } : restoreOr(job, found, request);
}

/** Whatever changes, a starter that is there stays. One that was an ordinary output until now, unedited, is still specmill's to replace. */
function decideStarter(job: Job, request: PlanRequest): Decision {
  const there = request.onDisk(job.path);
  if (there === undefined) return { type: "stale", reason: { type: "output-missing" } };
  if (there !== "other" && request.isOwned(job.path, there))
    return { type: "stale", reason: { type: "output-replaced" } };
  return { type: "fresh", record: { ...job, rawHash: STARTER, hash: STARTER, reads: [], cost: 0 } };
}

/** The output would be the record's bytes: is that what lies there? */
function decideByDisk(record: JobRecord, request: PlanRequest): Decision {
  const there = request.onDisk(record.path);
  if (there === record.hash) return { type: "fresh", record };
  if (there === undefined) return restoreOr(record, { type: "output-missing" }, request);
  if (there === "other") return { type: "stale", reason: { type: "output-replaced" } };
  return restoreOr(record, { type: "output-replaced" }, request);
}

function restoreOr(job: Job, reason: StaleReason, request: PlanRequest): Decision {
  const record = request.restorable(job);
  return record === undefined ? { type: "stale", reason } : { type: "restorable", reason, record };
}

function changesSince(request: PlanRequest): Changes {
  const { record, reads, templates } = request;
  const changed = new Map<string, boolean>();
  return {
    forced: request.forced,
    toolChanged: request.toolChanged,
    optionsChanged: record?.options !== request.options,
    formatChanged: record?.format !== request.format,
    template: (name) => ({ now: templates.get(name) ?? "", then: record?.templates.get(name) }),
    readChanged(read) {
      let answer = changed.get(read);
      if (answer === undefined) {
        answer = record?.reads.get(read) !== reads.digest(read);
        changed.set(read, answer);
      }
      return answer;
    },
  };
}
