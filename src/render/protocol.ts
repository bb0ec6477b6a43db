/** What the main thread and a render thread say to one another. Plain data; strings are shared between threads, not copied. */
import type { Config } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Digest } from "#model/unit.ts";
import type { RenderTask, TaskResult } from "./executor.ts";

export interface OpenMessage {
  readonly type: "open";
  readonly root: string;
  readonly build: string;
  readonly config: Config;
  readonly targets: readonly string[];
  readonly untrusted: boolean;
  /** Absolute path of the stage folder of this run. */
  readonly stage: string;
  readonly write: boolean;
  /** Whether a formatter will run over what is staged. */
  readonly formats: boolean;
  readonly keepText: boolean;
  /** What the main thread read: a thread that reads other bytes must not render from them. */
  readonly inputs: readonly (readonly [string, Digest])[];
}

export interface RenderMessage {
  readonly type: "render";
  readonly tasks: readonly RenderTask[];
}

export type ToThread = OpenMessage | RenderMessage;

export type FromThread =
  | { readonly type: "opened" }
  | { readonly type: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: "rendered"; readonly results: readonly TaskResult[] };
