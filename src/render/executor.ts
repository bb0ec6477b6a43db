/** The extension point for where jobs are rendered: one file an executor. All of them give the same bytes. */
import type { RenderResult } from "./render-job.ts";

export interface RenderTask {
  readonly target: string;
  /** Number of the job among the jobs of its target. */
  readonly job: number;
}

export interface TaskResult extends RenderResult {
  readonly target: string;
}

/** Renders a task in this thread. */
export type RenderHere = (task: RenderTask) => TaskResult;

export interface Executor {
  /**
   * Yields one result a task, in any order. A thread that dies is a result with a problem for each task it held, never a hang.
   * Stops early when the signal is aborted.
   */
  run(tasks: readonly RenderTask[], renderHere: RenderHere, signal: AbortSignal): AsyncIterable<readonly TaskResult[]>;
}

/** Tasks between two looks at the signal and the progress line: about 10 ms of work. */
export const BATCH = 64;
