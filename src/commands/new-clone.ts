/** `--allow-net`: repositories that `setup` names, each in a folder of its own that goes again at the end. */
import { join } from "node:path";
import { makeTemporaryFolder, realFileSystem } from "#platform/file-system.ts";
import { cloneRepository } from "#platform/git-clone.ts";
import { repositoryName } from "#scaffold/new/writing/repository-name.ts";
import type { Run } from "./run-command.ts";

export interface Clones {
  /** Absolute path of the files. Throws Error when there is no such repository. */
  readonly clone: (repository: string) => Promise<string>;
  remove(): void;
}

export function openClones({ interrupts, host }: Run): Clones {
  const folders: string[] = [];
  return {
    async clone(repository) {
      const name = repositoryName(repository);
      if (name === undefined) throw new Error("that is no repository on GitHub");
      // A signal ends git, and what it has fetched is removed.
      interrupts.hold();
      const temporary = makeTemporaryFolder("specmill-clone");
      folders.push(temporary);
      const folder = join(temporary, "repository");
      await cloneRepository({ ...name, folder, signal: host.signal });
      return join(folder, name.folder);
    },
    remove() {
      for (const folder of folders) realFileSystem.removeFolder(folder);
    },
  };
}
