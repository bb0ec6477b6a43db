/** A file that was read in this run: what it looked like, what was in it. */
import type { Digest } from "#model/unit.ts";

export interface HeldFile {
  /** Taken before the reading, and the same after it. */
  readonly stamp: Uint32Array;
  readonly bytes: Uint8Array;
  readonly hash: Digest;
  /** The stamp was too new to be trusted when the file was read. */
  readonly racy: boolean;
}
