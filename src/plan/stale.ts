/** Why a job must be rendered. Pure: the same answer for `generate`, `check`, `explain` and the tests. */
import type { Job, JobRecord, Read } from "#model/job.ts";
import type { StaleReason } from "#model/plan.ts";
import type { Digest } from "#model/unit.ts";

/** What differs between the last run and now, for all jobs of a target. */
export interface Changes {
  readonly forced: boolean;
  readonly toolChanged: boolean;
  readonly optionsChanged: boolean;
  readonly formatChanged: boolean;
  /** Digest of the job's template now and then. */
  template(name: string): { readonly now: Digest; readonly then: Digest | undefined };
  /** Whether something that was read looks different now. */
  readChanged(read: Read): boolean;
}

/** The first reason that holds, cheapest test first; `undefined` when the output would be the same bytes. */
export function stale(job: Job, record: JobRecord | undefined, changes: Changes): StaleReason | undefined {
  if (changes.forced) return { type: "forced" };
  if (record === undefined) return { type: "never-rendered" };
  if (changes.toolChanged) return { type: "tool-changed" };
  if (changes.optionsChanged) return { type: "options-changed" };
  if (record.path !== job.path) return { type: "path-changed", from: record.path };
  const template = changes.template(job.template);
  if (template.now !== template.then) return { type: "template-changed", template: job.template };
  const read = record.reads.find((one) => changes.readChanged(one));
  if (read !== undefined) return { type: "read-changed", read };
  if (changes.formatChanged) return { type: "format-changed" };
  return undefined;
}
