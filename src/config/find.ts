/**
 * Finds the config by walking up from a folder. Imported before anything is known to have changed, so it must stay light:
 * node:path and the model, nothing that parses.
 */
import { dirname, join, relative, resolve } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";

/** Every name a config can have. A folder holds one of them at most. */
export const configNames = [
  "specmill.yaml",
  "specmill.yml",
  "specmill.json",
  "specmill.toml",
  "specmill.config.ts",
] as const;

/** Both paths are absolute; `root` is the folder that `file` lies in. */
export interface ConfigLocation {
  readonly file: string;
  readonly root: string;
}

/**
 * The config of `from`: the file called `named` (relative to `from`), or else the nearest one in `from` and the folders above.
 * `undefined` when there is none. Throws SpecmillError (exit 2) when `named` is not a file or one folder holds two configs.
 */
export function findConfig(from: string, fs: FileSystem, named?: string): ConfigLocation | undefined {
  if (named !== undefined) return findNamed(from, fs, named);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = configNames.filter((name) => typeAt(join(folder, name), fs) === "file");
    if (found.length > 1) throw refuse(severalProblem(displayPath(from, folder), found));
    if (found[0] !== undefined) return { file: join(folder, found[0]), root: folder };
    if (dirname(folder) === folder) return undefined;
  }
}

function findNamed(from: string, fs: FileSystem, named: string): ConfigLocation {
  const file = resolve(from, named);
  const type = typeAt(file, fs);
  if (type === "file") return { file, root: dirname(file) };
  const message = type === undefined ? `there is no config \`${named}\`` : `the config \`${named}\` is not a file`;
  throw refuse(
    error("config/not-found", message, { notes: ["give `--config` the path of a config file, or leave it out"] }),
  );
}

/** What a path leads to, through links: a config may be a link into a dotfiles folder. */
function typeAt(path: string, fs: FileSystem): string | undefined {
  const stamp = fs.stamp(path);
  if (stamp?.type !== "link") return stamp?.type;
  const target = fs.realPath(path);
  return target === undefined ? undefined : fs.stamp(target)?.type;
}

function severalProblem(folder: string, names: readonly string[]): Diagnostic {
  const listed = names.map((name) => `\`${folder}${name}\``).join(" and ");
  return error("config/several", `there is more than one config in a folder: ${listed}`, {
    notes: ["delete all but one, or choose one with `--config`"],
  });
}

/** `""` for the folder one stands in, `../` for the one above. */
function displayPath(from: string, folder: string): string {
  const path = relative(resolve(from), folder).replaceAll("\\", "/");
  return path === "" ? "" : `${path}/`;
}

function refuse(problem: Diagnostic): SpecmillError {
  return new SpecmillError([problem], exitCodes.usage);
}
