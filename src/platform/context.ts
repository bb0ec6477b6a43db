/** What every stage is handed besides its input: the edges of the world, so that a test can replace them. */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import type { FileSystem } from "./file-system.ts";
import type { Trace } from "./trace.ts";

export interface Context {
  /** Absolute path of the project root: the folder of the config file. */
  readonly root: string;
  readonly fs: FileSystem;
  /** Reports a problem and goes on; a stage that has no value to return throws SpecmillError instead. */
  report(diagnostic: Diagnostic): void;
  emit(event: Event): void;
  readonly trace: Trace;
  readonly signal: AbortSignal;
  /** Built-in packs and data configs only (promise 9). */
  readonly untrusted: boolean;
}
