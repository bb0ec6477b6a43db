/** What `--track` knows of the run that it tracks. */
import type { FileSystem } from "#platform/file-system.ts";
import type { Compat, GeneratorHome } from "../action.ts";
import type { Grounds } from "../find-templates.ts";
import type { PreparedAction } from "../new.ts";
import type { Giving } from "./given-outputs.ts";

export interface TrackContext {
  readonly grounds: Grounds;
  readonly home: GeneratorHome;
  /** Absolute: where the action runs. */
  readonly cwd: string;
  readonly compat: Compat;
  /** Names of questions whose answers are secrets. */
  readonly secrets: ReadonlySet<string>;
  readonly fs: FileSystem;
}

/** What the action gives its files from. */
export function givingOf({ choice, answers }: PreparedAction, { home, cwd, compat }: TrackContext): Giving {
  return { choice, answers, home, cwd: home.config.cwd ?? cwd, compat };
}
