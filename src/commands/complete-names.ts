/**
 * The names that a project has, for completion: while somebody types, so no code of the project runs, nothing is reported, and nothing
 * heavy is loaded. A data config is read as it is now; of a `.ts` config the last run knows the names.
 */
import { dirname, join } from "node:path";
import { build } from "#build-info.ts";
import { readBuildLog } from "#cache/build-log.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute, isWithin } from "#platform/paths.ts";
import type { Environment } from "#platform/terminal.ts";
import type { Project } from "#project.ts";
import { findProject } from "#project.ts";
import type { GeneratorEntry } from "#scaffold/new/listing/generators.ts";
import type { Candidate } from "./complete-words.ts";

/** Nobody writes a larger one by hand. */
const MAX_CONFIG_BYTES = 1_000_000;

interface Names {
  readonly sources: readonly Candidate[];
  readonly targets: readonly Candidate[];
}

/** Throws when there is no project, or its config cannot be read. */
export function namesOf(cwd: string, config: string | undefined): Names {
  const project = findProject(cwd, config);
  return readNames(project) ?? knownNames(project);
}

function readNames({ root, config }: Project): Names | undefined {
  const parse = parsers[config.slice(config.lastIndexOf(".") + 1)];
  const path = absolute(root, config);
  if (parse === undefined || (fs.stamp(path)?.size ?? 0) > MAX_CONFIG_BYTES) return undefined;
  const value = parse(Buffer.from(fs.read(path) ?? []).toString("utf8"));
  const { sources, targets } = toFields(value);
  return { sources: named(sources, ["kind", "path"]), targets: named(targets, ["pack", "output"]) };
}

const parsers: { readonly [ending: string]: (text: string) => unknown } = {
  yaml: (text) => Bun.YAML.parse(text),
  yml: (text) => Bun.YAML.parse(text),
  json: (text) => JSON.parse(text),
  toml: (text) => Bun.TOML.parse(text),
};

function toFields(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** What a name stands for, in the words of the config. */
function named(entries: unknown, keys: readonly string[]): Candidate[] {
  return Object.entries(toFields(entries)).map(([value, entry]) => {
    const fields = toFields(entry);
    const text = keys.map((key) => fields[key]).filter((field) => typeof field === "string");
    return { value, text: text.join(" -> ") };
  });
}

function knownNames({ state }: Project): Names {
  const log = readBuildLog(state.log);
  const head = log === undefined || "unusable" in log ? undefined : log.head;
  const sources = log === undefined || "unusable" in log ? [] : sourcesIn(log.head.resolved?.config.sources);
  return { sources, targets: head?.targets.map((value) => ({ value })) ?? [] };
}

function sourcesIn(sources: readonly { readonly name: string }[] = []): Candidate[] {
  return sources.map(({ name }) => ({ value: name }));
}

/** What can be named behind `specmill list WHAT`. */
export async function listedNames(
  what: string,
  cwd: string,
  config: string | undefined,
): Promise<readonly Candidate[]> {
  if (what === "packs") return await packNames();
  if (what !== "codes")
    return what === "sources" || what === "units" ? namesOf(cwd, config).sources : namesOf(cwd, config).targets;
  const { codes } = await import("#model/codes.ts");
  const areas = new Set(Object.keys(codes).map((code) => code.slice(0, code.indexOf("/"))));
  return [...areas].map((value) => ({ value }));
}

export async function packNames(): Promise<readonly Candidate[]> {
  const { builtInPackNames } = await import("#templates/built-in-packs.ts");
  return builtInPackNames().map((value) => ({ value }));
}

/** The generators that `specmill new` would find, as far as that can be known without running a `.hygen.js`. */
export async function generatorsOf(cwd: string, env: Environment): Promise<readonly GeneratorEntry[]> {
  const [{ findGrounds, findTemplates, TEMPLATES }, { findGeneratorConfig }, { listGenerators }] = await Promise.all([
    import("#scaffold/new/find-templates.ts"),
    import("#scaffold/new/generator-config.ts"),
    import("#scaffold/new/listing/generators.ts"),
  ]);
  const grounds = findGrounds(cwd, fs);
  const hasConfig = findGeneratorConfig(foldersAbove(cwd), fs) !== undefined;
  const near = foldersAbove(cwd).find((folder) => fs.stamp(join(folder, TEMPLATES)) !== undefined);
  const folders =
    near === undefined || !isWithin(grounds.boundary, near) ? [] : [{ path: join(near, TEMPLATES), isInside: true }];
  const home = hasConfig
    ? { folders, conflicts: "skip" as const, config: {} }
    : await findTemplates({ cwd, env, trust: false }, grounds, fs);
  return listGenerators({ ...home, conflicts: "skip" }, fs, { root: grounds.root, build });
}

function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}
