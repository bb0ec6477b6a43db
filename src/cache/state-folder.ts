/** `.specmill/`: where the local state lies and what each file in it is. Deleting any of it changes the time a run takes, never its output. */

import { join } from "node:path";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";

/** Raised when the meaning of a state file changes; files of other versions are left alone, for the other binary that wrote them. */
const VERSION = "v1";

export interface StateFolder {
  readonly folder: string;
  readonly log: string;
  readonly memos: string;
  readonly store: string;
  readonly lock: string;
  readonly journal: string;
  /** Files that wait to be moved in place. */
  readonly stage: string;
}

export function stateFolder(root: string): StateFolder {
  const folder = join(root, ".specmill");
  return {
    folder,
    log: join(folder, `build-log.${VERSION}`),
    memos: join(folder, `memo.${VERSION}`),
    store: join(folder, `store.${VERSION}`),
    lock: join(folder, "lock"),
    journal: join(folder, "journal"),
    stage: join(folder, "stage"),
  };
}

/** Signature that tells backup tools to skip the folder (bford.info/cachedir). */
const CACHEDIR_TAG =
  "Signature: 8a477f597d28d172789f06886806bc55\n# The local state of specmill. It can be deleted at any time.\n";

/** Makes the folder. Throws SpecmillError where something else lies in its place. */
export function makeStateFolder(state: StateFolder, fs: FileSystem): void {
  for (const folder of [state.folder, state.memos, state.store]) refuseOthers(folder, fs);
  fs.makeFolder(state.folder);
}

/** Puts the marks into it, once. The caller holds the run lock: two runs may meet in a new folder. */
export function markStateFolder(state: StateFolder, fs: FileSystem): void {
  if (fs.stamp(join(state.folder, "CACHEDIR.TAG")) !== undefined) return;
  fs.remove(join(state.folder, ".gitignore"));
  fs.create(join(state.folder, ".gitignore"), "*\n");
  fs.create(join(state.folder, "CACHEDIR.TAG"), CACHEDIR_TAG);
}

/** What is behind a link is not specmill's to replace and delete, and a repository may hold a link. */
function refuseOthers(folder: string, fs: FileSystem): void {
  const type = fs.stamp(folder)?.type;
  if (type === undefined || type === "folder") return;
  const name = folder.slice(folder.lastIndexOf(".specmill"));
  const place = { file: name };
  const notes = ["delete it or move it away: specmill makes a folder there, for what it can do without"];
  const problem =
    type === "link"
      ? error("write/symlink", `\`${name}\` is a symbolic link, and its files would be written elsewhere`, {
          place,
          notes,
        })
      : error("cache/unreadable", `\`${name}\` is not a folder`, { place, notes });
  throw new SpecmillError([problem]);
}
