/** Everything that can be shown while and after a run: a closed union of plain data. Reporters see nothing else. */
import type { Diagnostic } from "./diagnostic.ts";

/** What happened to an output, or (in `check` and `diff`) what would. */
export type OutputStatus =
  | "created"
  | "changed"
  | "deleted"
  | "restored"
  /** Edited by hand, or not ours: left alone. */
  | "kept"
  | "stale"
  | "missing"
  | "edited"
  | "orphaned";

export interface OutputEvent {
  readonly type: "output";
  readonly status: OutputStatus;
  readonly path: string;
  readonly target: string;
  /** Why it was rendered, for `--explain`. */
  readonly reason?: string;
  /** Unified diff, where one was asked for. */
  readonly diff?: string;
}

/** What `pull` did with a snapshot, or (with `--check`) what it would do. */
export type SnapshotStatus = "created" | "changed" | "unchanged" | "stale" | "missing";

export interface SnapshotEvent {
  readonly type: "snapshot";
  readonly status: SnapshotStatus;
  readonly path: string;
  readonly source: string;
  /** What is new outside, a sentence each. */
  readonly changes: readonly string[];
}

export interface Counts {
  readonly outputs: number;
  readonly rendered: number;
  readonly restored: number;
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
  readonly kept: number;
  /** In `check` and `diff`: outputs that `generate` would change. */
  readonly drift: number;
}

/** Of a run that did nothing. */
export const noCounts: Counts = {
  outputs: 0,
  rendered: 0,
  restored: 0,
  created: 0,
  changed: 0,
  deleted: 0,
  kept: 0,
  drift: 0,
};

export interface SummaryEvent {
  readonly type: "summary";
  readonly command: string;
  readonly counts: Counts;
  readonly errors: number;
  readonly warnings: number;
  readonly durationMs: number;
  readonly exitCode: number;
}

export type Event =
  | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic }
  /** Work in progress; `total` may grow. Shown on a terminal only, from 300 ms on. */
  | { readonly type: "progress"; readonly stage: string; readonly done: number; readonly total: number }
  | OutputEvent
  | SnapshotEvent
  | SummaryEvent;
