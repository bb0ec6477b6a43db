/**
 * `setup`: a whole folder or repository, copied into the project. A local path is read where it lies; `owner/repo` is
 * a download, which `--allow-net` has to permit.
 */
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { Operation } from "../action.ts";
import { attributePlace } from "../front-matter/attribute-place.ts";
import type { Bounds } from "./output-guard.ts";
import { guardOutput } from "./output-guard.ts";
import type { ProjectTree } from "./project-tree.ts";
import { isSame } from "./project-tree.ts";
import type { StarterFile } from "./starter-files.ts";
import { starterFiles } from "./starter-files.ts";

type Setup = Extract<Operation, { kind: "setup" }>;

export interface SetupOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly bounds: Bounds;
  readonly fs: FileSystem;
  mayReplace(path: string): boolean;
  /** Fetches `owner/repo` and returns the absolute path of its files; absent where downloads are not allowed. */
  readonly clone?: (repository: string) => Promise<string>;
}

/** Puts the files of the folder into the tree. Throws SpecmillError when it cannot be had, or when something else lies in the way. */
export async function setUp(operation: Setup, tree: ProjectTree, options: SetupOptions): Promise<void> {
  const source = await sourceOf(operation, options);
  const files = [...starterFiles(source, options.fs)];
  if (files.length === 0)
    throw refuse(
      operation,
      `\`${operation.from}\` is no folder with files in it`,
      "name a folder, seen from where you stand",
    );
  for (const file of files) place(file, source, operation, tree, options);
}

async function sourceOf(operation: Setup, { cwd, clone, fs }: SetupOptions): Promise<string> {
  const { from } = operation;
  if (from.startsWith("file://")) return fileURLToPath(from);
  if (isLocal(from)) return resolve(cwd, from.replace(/^file:/, ""));
  if (clone === undefined) throw needsNet(operation, fs.stamp(resolve(cwd, from))?.type === "folder");
  try {
    return await clone(from);
  } catch (problem) {
    if (problem instanceof SpecmillError) throw problem;
    throw refuse(
      operation,
      (problem as Error).message,
      "`setup` takes `owner/repository`, with `/folder` and `#branch` behind it",
    );
  }
}

/** `owner/repo` is a name on GitHub, as in hygen; whatever begins like a path is one. */
function isLocal(from: string): boolean {
  return isAbsolute(from) || /^(?:\.{1,2}(?:[/\\]|$)|file:)/.test(from);
}

function place(
  { path, link }: StarterFile,
  source: string,
  operation: Setup,
  tree: ProjectTree,
  options: SetupOptions,
) {
  const { cwd, bounds, fs } = options;
  const way = relative(source, path);
  if (link === "outside")
    throw refuse(
      operation,
      `\`${way}\` is a link that leads out of the folder, or nowhere`,
      "remove it, or put a copy in its place",
    );
  const to = join(operation.to, way);
  const target = guardOutput(
    { path: resolve(cwd, to), to, key: "setup", template: operation.template },
    bounds,
    fs,
    tree,
  );
  const content = fs.read(path);
  if (content === undefined) return;
  const there = tree.read(target);
  if (there !== undefined && !isSame(there, content) && !options.mayReplace(target)) throw inTheWay(operation, to);
  tree.write(target, content, fs.stamp(link ?? path)?.mode);
}

function needsNet(operation: Setup, isFolder: boolean): SpecmillError {
  const { from } = operation;
  const fix = isFolder
    ? `the folder here is \`./${from}\`; what does not begin like a path is a name on GitHub`
    : "`--allow-net` permits it; a path such as `./starter` needs no download";
  return refuse(operation, `\`${from}\` would have to be downloaded`, fix, exitCodes.untrusted);
}

function inTheWay(operation: Setup, shown: string): SpecmillError {
  return refuse(
    operation,
    `\`${shown}\` exists and is another one`,
    `move it away, or name it: \`--overwrite ${shown}\``,
  );
}

function refuse({ from, template }: Setup, what: string, fix: string, exitCode?: number): SpecmillError {
  const at = attributePlace(template, "setup");
  return new SpecmillError(
    [error("scaffold/setup", `\`setup: ${from}\`: ${what}`, { place: at, notes: [fix] })],
    exitCode,
  );
}
