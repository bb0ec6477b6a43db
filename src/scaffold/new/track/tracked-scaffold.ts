/** The nouns of tracking: what is known of a scaffold that is kept in step with its templates. Plain data; paths are from the project's root. */
import type { Digest } from "#model/unit.ts";
import type { Compat, Locals } from "../action.ts";

/** One file that an action wrote. */
export interface TrackedOutput {
  /** Path of its template in the action's folder. */
  readonly template: string;
  /** Of the text that the template gave last: what an edit of the user is told from. */
  readonly hash: Digest;
  /** That text, packed; absent for what is no text. */
  readonly base?: string;
  /** A merge left conflicts in it: it is looked at until the markers are gone. */
  readonly hasConflict?: true;
}

export interface TrackedScaffold {
  /** Folder of generators. */
  readonly templates: string;
  /** Folder of the action. */
  readonly folder: string;
  readonly generator: string;
  /** As it was typed: `new:sub`. */
  readonly action: string;
  /** Folder from which `to` counts. */
  readonly cwd: string;
  readonly compat: Compat;
  readonly answers: Locals;
  /** Every file that was read to render it, with its content's digest. */
  readonly inputs: ReadonlyMap<string, Digest>;
  /** false: what it is made from is not known as a whole, because a `.hygen.js` can do anything. It is rendered every time. */
  readonly isWhole: boolean;
  readonly outputs: ReadonlyMap<string, TrackedOutput>;
  /** Outputs of the action that are the user's alone: deleted, untracked, or there before. */
  readonly left: ReadonlySet<string>;
}

/** By name, such as `component new Button`. */
export type TrackedScaffolds = ReadonlyMap<string, TrackedScaffold>;
