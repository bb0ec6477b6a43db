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
