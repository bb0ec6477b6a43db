/** The extension point for inputs: one folder a kind. `index.ts` exports `source`, `options.ts` exports the zod schema `options`. */

import type { Limits } from "#model/config.ts";
import type { JsonObject } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";

export interface SourceInput<Options = JsonObject> {
  /** As the config names it. */
  readonly name: string;
  readonly options: Options;
  readonly limits: Limits;
}

/**
 * Small results that a source may keep from run to run, by the digest of what they were computed from
 * (the facts of an operation by the digest of its text). A miss is normal; entries not used in a run are dropped.
 */
export interface Memo {
  get(digest: string): unknown;
  /** `value` must be JSON. */
  set(digest: string, value: unknown): void;
}

export interface SourceContext extends Context {
  readonly inputs: Inputs;
  readonly memo: Memo;
}

export interface Source<Options = JsonObject> {
  readonly kind: string;
  /** Every unit kind it emits, for messages and for `list units --types`. */
  readonly unitKinds: readonly string[];
  /**
   * Reads the input and says which units there are. Problems are reported through `context.report`, all of them;
   * throws SpecmillError when there is nothing to go on with. Same bytes in, same units out: no clock, no network, no environment.
   */
  load(input: SourceInput<Options>, context: SourceContext): Promise<UnitSet>;
}

/** What `pull` may use beyond what loading may: the environment, in which secrets are kept. */
export interface PullContext extends Context {
  readonly limits: Limits;
  /** Only say what is out of date: nothing may be downloaded or written. */
  readonly check: boolean;
  env(name: string): string | undefined;
}

/** A snapshot as it should be. */
export interface Pulled {
  /** Its whole content. The same state of the outside gives the same text; no secret is in it. */
  readonly text: string;
  /** What is new against the snapshot that is there, a sentence each; empty when there is none. */
  readonly changes: readonly string[];
}

/** A source that looks outside: `pull.ts` of its folder exports `puller`. Only `specmill pull` loads it; it alone may open connections. */
export interface Puller<Options = JsonObject> {
  /** Project path of the snapshot; `undefined` when these options have nothing to pull. Pure. */
  snapshot(options: Options): string | undefined;
  /**
   * Only for options that have a snapshot. Throws SpecmillError when the outside cannot be reached, or is not what the options say;
   * writes nothing.
   */
  pull(input: SourceInput<Options>, context: PullContext): Promise<Pulled>;
}
