/** Small trees of templates on the disk, for tests. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { GeneratorHome } from "#scaffold/new/action.ts";

export interface TreeRig {
  /** Absolute path of a folder with the files; a name may be used again, to add to it. */
  tree(name: string, files: Readonly<Record<string, string>>): string;
  remove(): void;
}

export function openTrees(): TreeRig {
  const top = realpathSync(mkdtempSync(join(tmpdir(), "specmill-generators-")));
  return {
    tree(name, files) {
      for (const [path, text] of Object.entries(files)) write(join(top, name, path), text);
      return join(top, name);
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** One templates folder in the project, or several. */
export function homeOf(...paths: readonly string[]): GeneratorHome {
  return { folders: paths.map((path) => ({ path, isInside: true })), conflicts: "fail", config: {} };
}
