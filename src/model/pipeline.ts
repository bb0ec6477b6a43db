/** What one run is asked for, and what it says at the end. */
import type { Diagnostic } from "./diagnostic.ts";
import type { Counts, Event } from "./event.ts";

export interface PipelineRequest {
  /** `check` and `diff` write nothing. */
  readonly command: "generate" | "check" | "diff" | "watch";
  /** Absolute folder from which the config is looked for. */
  readonly cwd: string;
  /** The path given to `--config`. */
  readonly config?: string;
  /** Targets by name; none means all. */
  readonly targets: readonly string[];
  /** Render everything, whatever the records say (`generate --force`, `check --rebuild`). */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** Write nothing that the lock does not say already. */
  readonly frozen?: boolean;
  /** Report why each output was rendered. */
  readonly explain: boolean;
  /** Add unified diffs to the events. */
  readonly showDiff: boolean;
  /** Threads to render in; absent: as many as pay. */
  readonly jobs?: number;
  readonly executor?: "inline" | "threads";
  /** Whether results may come from, and go to, the local store. */
  readonly cache: boolean;
  readonly untrusted: boolean;
  /** Paths or patterns of hand-edited or foreign files that may be replaced. */
  readonly overwrite: readonly string[];
  /** How long to wait for another run to end. */
  readonly waitSeconds: number;
}

/** The edges of a run that the command line owns. */
export interface Host {
  emit(event: Event): void;
  readonly signal: AbortSignal;
  /** Milliseconds since the command began. */
  elapsed(): number;
  /** Version for people (`0.1.0`). */
  readonly version: string;
  /** Digest of the code this binary was built from: what was rendered by another build is rendered again. */
  readonly build: string;
}

export interface Outcome {
  readonly exitCode: number;
  readonly counts: Counts;
  readonly diagnostics: readonly Diagnostic[];
}
