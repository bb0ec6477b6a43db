/** The plan: what each job needs, and why. */
import type { Job, JobRecord, Read } from "./job.ts";

/** Why a job must be rendered. One closed union: `--explain`, `explain`, the language server and the tests read the same value. */
export type StaleReason =
  | { readonly type: "never-rendered" }
  | { readonly type: "forced" }
  | { readonly type: "tool-changed" }
  | { readonly type: "options-changed" }
  | { readonly type: "template-changed"; readonly template: string }
  | { readonly type: "path-changed"; readonly from: string }
  | { readonly type: "read-changed"; readonly read: Read }
  | { readonly type: "format-changed" }
  | { readonly type: "output-missing" }
  | { readonly type: "output-replaced" };

export type Decision =
  /** Nothing it read has changed: the output would be the same bytes. */
  | { readonly type: "fresh"; readonly record: JobRecord }
  /** Must render. */
  | { readonly type: "stale"; readonly reason: StaleReason }
  /** Rendered before from the same reads: the store has the bytes. */
  | { readonly type: "restorable"; readonly reason: StaleReason; readonly record: JobRecord };

export interface PlannedJob {
  readonly job: Job;
  readonly decision: Decision;
}

/** An output of an earlier run that no job makes any more. */
export interface Orphan {
  readonly path: string;
  readonly target: string;
}

/** The sentence for a reason, as `--explain` prints it. */
export function describeReason(reason: StaleReason): string {
  switch (reason.type) {
    case "never-rendered":
      return "there is no record of it";
    case "forced":
      return "--force or --rebuild was given";
    case "tool-changed":
      return "it was rendered by another build of specmill";
    case "options-changed":
      return "the options of its target changed";
    case "template-changed":
      return `template \`${reason.template}\` changed`;
    case "path-changed":
      return `its path was \`${reason.from}\``;
    case "read-changed":
      return describeRead(reason.read);
    case "format-changed":
      return "the formatter or its configuration changed";
    case "output-missing":
      return "the output is not there";
    case "output-replaced":
      return "the output is not what was written last";
  }
}

function describeRead(read: Read): string {
  const split = read.indexOf(":");
  const what = read.slice(split + 1);
  switch (read.slice(0, split)) {
    case "data":
      return `\`${what}\` changed`;
    case "facts":
      return `the name or the facts of \`${what}\` changed`;
    case "list":
      return `the list of units of kind \`${what}\` changed`;
    case "content":
      return `a unit of kind \`${what}\` changed`;
    case "origin":
      return `\`${what}\` stands elsewhere in its source`;
    case "link":
      return `the output of \`${what}\` moved`;
    default:
      return `\`${what}\` changed`;
  }
}
