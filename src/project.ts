/** Where a project lies. Light: an unchanged run goes no further. */
import { relative } from "node:path";
import type { StateFolder } from "#cache/state-folder.ts";
import { stateFolder } from "#cache/state-folder.ts";
import { findConfig } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";

export interface Project {
  readonly root: string;
  /** Config file, relative to the root. */
  readonly config: string;
  readonly state: StateFolder;
}

/** The project of a folder. Throws SpecmillError, exit 2, when there is no config. Light: an unchanged run goes no further. */
export function findProject(cwd: string, named?: string): Project {
  const found = findConfig(cwd, fs, named);
  if (found === undefined) {
    const notes = ["run `specmill init` to write one, or name one with `--config`"];
    throw new SpecmillError(
      [error("config/not-found", "there is no specmill config here or in a folder above", { notes })],
      exitCodes.usage,
    );
  }
  return {
    root: found.root,
    config: relative(found.root, found.file).replaceAll("\\", "/"),
    state: stateFolder(found.root),
  };
}
