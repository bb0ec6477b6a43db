/** `.hygen.js`: code of the user that says where templates are and what they can call. */
import { dirname, join, resolve } from "node:path";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { ConflictStrategy, GeneratorConfig, TemplatesFolder } from "./action.ts";

/** The names of hygen and of its successor; a folder's first counts. */
const names = [".hygen.js", ".hypergen.js", ".hygen.cjs", ".hygen.mjs", ".hygen.ts", ".hypergen.ts"];

export interface LoadedConfig {
  readonly config: GeneratorConfig;
  /** Absent when the config names none. */
  readonly templates?: readonly Pick<TemplatesFolder, "path" | "prefix">[];
  readonly conflicts?: ConflictStrategy;
}

/** The first one in the folders, which go upwards. */
export function findGeneratorConfig(folders: readonly string[], fs: FileSystem): string | undefined {
  for (const folder of folders) {
    const name = names.find((one) => fs.stamp(join(folder, one)) !== undefined);
    if (name !== undefined) return join(folder, name);
  }
  return undefined;
}

/** Runs it. Throws SpecmillError when it throws or holds something else; `display` says how problems name a file. */
export async function loadGeneratorConfig(file: string, display = (path: string) => path): Promise<LoadedConfig> {
  const { loadModule } = await import("./asking/load-module.ts");
  const raw = await loadModule(file, display);
  try {
    return configOf(raw, file);
  } catch (problem) {
    throw problem instanceof ConfigProblem ? refuse(display(file), problem.message, problem.fix) : problem;
  }
}

function configOf(raw: unknown, file: string): LoadedConfig {
  if (typeof raw !== "object" || raw === null)
    throw new ConfigProblem("exports no object", "write `module.exports = { … }`");
  const { templates, conflictResolutionStrategy: conflicts, cwd, ...rest } = raw as Record<string, unknown>;
  const found = templates === undefined ? undefined : templateFolders(templates, file);
  const known = pick(rest, ["helpers", "localsDefaults", "exec", "createPrompter"]);
  return {
    config: { ...known, file, ...(typeof cwd === "string" ? { cwd: resolve(dirname(file), cwd) } : {}) },
    ...(found === undefined ? {} : { templates: found }),
    ...(conflicts === undefined ? {} : { conflicts: strategyOf(conflicts) }),
  };
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): Partial<GeneratorConfig> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}

/** A path, or a list of paths and of `{ path, prefix }`. */
function templateFolders(value: unknown, file: string) {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one: unknown) => {
    const { path, prefix } = typeof one === "string" ? { path: one, prefix: undefined } : ((one ?? {}) as Named);
    if (typeof path !== "string")
      throw new ConfigProblem("has `templates` that are no path", "name a folder, or several in a list");
    const folder = resolve(dirname(file), path);
    return typeof prefix === "string" ? { path: folder, prefix } : { path: folder };
  });
}

type Named = { readonly path?: unknown; readonly prefix?: unknown };

function strategyOf(value: unknown): ConflictStrategy {
  if (value === "fail" || value === "override" || value === "skip") return value;
  throw new ConfigProblem("has a `conflictResolutionStrategy` that is not known", "it is `fail`, `override` or `skip`");
}

/** What is wrong with a config, as words behind its name. */
class ConfigProblem extends Error {
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.fix = fix;
  }
}

function refuse(file: string, what: string, fix: string): SpecmillError {
  return new SpecmillError([error("scaffold/hook", `\`${file}\` ${what}`, { place: { file }, notes: [fix] })]);
}
