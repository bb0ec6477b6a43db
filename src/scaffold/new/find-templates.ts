/**
 * Where the generators of a folder are: `_templates` here or above, what the environment names, or what `.hygen.js` says.
 * The config wins over the environment, which wins over the search.
 */
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { isWithin } from "#platform/paths.ts";
import type { Environment } from "#platform/terminal.ts";
import type { ConflictStrategy, GeneratorHome, TemplatesFolder } from "./action.ts";
import { findGeneratorConfig, loadGeneratorConfig } from "./generator-config.ts";

/** What counts as the user's own: templates in it may run code, outputs stay in it. Both are absolute. */
export interface Grounds {
  /** The repository, or the folder that the templates lie in. */
  readonly boundary: string;
  /** Where `.specmill` and what is known of tracked files lie: the folder of the config, or the boundary. */
  readonly root: string;
}

export interface FindRequest {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Environment;
  /** A config from outside the boundary may run. */
  readonly trust: boolean;
}

export const TEMPLATES = "_templates";

/** The grounds of a folder: up to the repository that holds it, else the nearest folder with a config or with templates, else itself. */
export function findGrounds(cwd: string, fs: FileSystem): Grounds {
  const above = foldersAbove(cwd);
  const has = (names: readonly string[]) =>
    above.find((folder) => names.some((name) => isThere(join(folder, name), fs)));
  const repository = has([".git"]);
  const config = has(configNames);
  const boundary = repository ?? config ?? has([TEMPLATES]) ?? cwd;
  const isConfigInside = config !== undefined && isWithin(boundary, config);
  return { boundary, root: isConfigInside ? config : boundary };
}

/** Throws SpecmillError when a config would have to run and may not, or does not load. */
export async function findTemplates(request: FindRequest, grounds: Grounds, fs: FileSystem): Promise<GeneratorHome> {
  const file = findGeneratorConfig(foldersAbove(request.cwd), fs);
  if (file !== undefined && !request.trust && !isWithin(grounds.boundary, file)) throw untrustedConfig(file);
  const { config, templates, conflicts } =
    file === undefined ? none : await loadGeneratorConfig(file, shownFrom(grounds));
  const named = templates ?? fromEnvironment(request, fs) ?? fromSearch(request.cwd, grounds, fs);
  const folders = named.map((one) => ({ ...one, isInside: isWithin(grounds.boundary, one.path) }));
  return { folders, conflicts: conflicts ?? "fail", config };
}

const none: { config: GeneratorHome["config"]; templates?: readonly NamedFolder[]; conflicts?: ConflictStrategy } = {
  config: {},
};

/** Relative to the project where a file lies in there. */
function shownFrom({ root }: Grounds): (file: string) => string {
  return (file) => (isWithin(root, file) ? relative(root, file).replaceAll("\\", "/") : file);
}

type NamedFolder = Pick<TemplatesFolder, "path" | "prefix">;

/** One folder, or several as in PATH; one that is not there is passed over, as hygen does. */
function fromEnvironment({ cwd, env }: FindRequest, fs: FileSystem): readonly NamedFolder[] | undefined {
  const named = env.HYGEN_TMPLS || env.HYPERGEN_TMPLS;
  if (named === undefined || named === "") return undefined;
  const whole = resolve(cwd, named);
  const paths = isThere(whole, fs) ? [whole] : named.split(delimiter).map((part) => resolve(cwd, part));
  const found = paths.filter((path) => isThere(path, fs)).map((path) => ({ path }));
  return found.length === 0 ? undefined : found;
}

/** hygen looks in the working folder alone, although its README promises more. */
function fromSearch(cwd: string, { boundary }: Grounds, fs: FileSystem): readonly NamedFolder[] {
  const path = foldersAbove(cwd)
    .filter((folder) => isWithin(boundary, folder))
    .map((folder) => join(folder, TEMPLATES))
    .find((folder) => isThere(folder, fs));
  return path === undefined ? [] : [{ path }];
}

function foldersAbove(folder: string): readonly string[] {
  const above = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) above.push(dirname(at));
  return above;
}

function isThere(path: string, fs: FileSystem): boolean {
  return fs.stamp(path) !== undefined;
}

function untrustedConfig(file: string): SpecmillError {
  const notes = ["it lies outside the project, and it is code: `--trust` lets it run"];
  const problem = error("scaffold/untrusted", `\`${file}\` would have to run`, { place: { file }, notes });
  return new SpecmillError([problem], exitCodes.untrusted);
}
