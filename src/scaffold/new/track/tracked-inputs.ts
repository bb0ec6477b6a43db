/** Whether anything that a tracked scaffold is made from has changed. Many scaffolds share their templates: each file is looked at once. */
import { dirname, join } from "node:path";
import type { Digest } from "#model/unit.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, isWithin, projectPath } from "#platform/paths.ts";
import type { Grounds } from "../find-templates.ts";
import { findGeneratorConfig } from "../generator-config.ts";
import { templatePaths } from "../template-files.ts";
import type { TrackedScaffold } from "./tracked-scaffold.ts";

export interface InputLook {
  /** Absolute path of the `.hygen.js` that holds in a folder of the project. */
  configOf(cwd: string): string | undefined;
  /** Of a path from the root; `undefined` when there is no such file. */
  digestOf(path: string): Digest | undefined;
  /** Nothing that the scaffold read has changed, and no template came to its action. Says nothing of a `.hygen.js`. */
  isUnchanged(scaffold: TrackedScaffold): boolean;
}

export function lookAtInputs(grounds: Grounds, fs: FileSystem): InputLook {
  const digestOf = remembered((path: string): Digest | undefined => fs.hash(absolute(grounds.root, path)));
  const pathsOf = remembered((key: string) => {
    const [folder = "", subaction] = key.split("\0");
    const found = templatePaths(absolute(grounds.root, folder), fs, subaction);
    return found.map((path) => projectPath(grounds.root, path));
  });
  return {
    digestOf,
    configOf: remembered((cwd: string) => findGeneratorConfig(foldersUpTo(grounds.boundary, cwd), fs)),
    isUnchanged({ folder, action, inputs }) {
      const subaction = subactionOf(action);
      const paths = pathsOf(subaction === undefined ? folder : `${folder}\0${subaction}`);
      return (
        paths.every((path) => inputs.has(path)) && [...inputs].every(([path, digest]) => digestOf(path) === digest)
      );
    },
  };
}

/** `sub` of `new:sub`. */
export function subactionOf(action: string): string | undefined {
  return action.split(":")[1];
}

function foldersUpTo(boundary: string, folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; isWithin(boundary, at); at = join(at, "..")) {
    found.push(at);
    if (dirname(at) === at) break;
  }
  return found;
}

function remembered<T>(look: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, look(key));
    return known.get(key) as T;
  };
}
