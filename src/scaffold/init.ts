/** What `init` writes: a commented config for what was found, or a small example that runs. Pure: it says what to write. */
import type { DetectedSpec } from "./detected-spec.ts";
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";
import { nameGiver } from "./source-names.ts";
import { codeConfig, yamlConfig } from "./starter-config.ts";
import { starterPack } from "./starter-pack.ts";
import type { PlannedSource } from "./starter-sources.ts";
import { databaseSource, dataSource, descriptionSource, packageSource, packFolder } from "./starter-sources.ts";

/** Path in the project -> content; the config is the first. */
export type StarterFiles = ReadonlyMap<string, string>;

export type ConfigLanguage = "yaml" | "typescript";

/** What lies in the folder already. */
export interface Surroundings {
  exists(path: string): boolean;
  /** The text of `.gitignore`; `undefined` when there is none. */
  readonly gitignore: string | undefined;
  readonly isGit: boolean;
}

/** A first config of more than this would not be read; the rest can be added by hand. */
const maxSources = 12;

/**
 * Everything that `init` writes: the starter files, the schema that editors check the config with, the types of a `.ts` config
 * and the line that keeps the state folder out of git. Nothing that exists is in it, but for a line at the end of `.gitignore`.
 * `targets` are those that were chosen, by name; all when it is absent.
 */
export async function planInit(
  specs: readonly DetectedSpec[],
  around: Surroundings,
  language: ConfigLanguage = "yaml",
  targets?: ReadonlySet<string>,
): Promise<readonly PlannedFile[]> {
  const starter = [...starterFiles(specs, language, true, targets)].map(([path, text]) => create(path, text));
  const support = language === "yaml" ? await import("./schema-file.ts") : await import("./types-file.ts");
  const beside = "schemaFile" in support ? await support.schemaFile() : support.typesFile();
  return [...[...starter, beside].filter(({ path }) => !around.exists(path)), ...ignoreState(around)];
}

/** The config, and the pack and example data that it names. `hasSchema` says that the schema file will lie beside the config. */
export function starterFiles(
  specs: readonly DetectedSpec[],
  language: ConfigLanguage = "yaml",
  hasSchema = false,
  targets?: ReadonlySet<string>,
): StarterFiles {
  const isExample = specs.length === 0;
  const found: readonly DetectedSpec[] = isExample ? [example] : specs;
  const sources = chosen(planSources(found), targets);
  const config: [string, string] =
    language === "yaml"
      ? ["specmill.yaml", yamlConfig(sources, hasSchema)]
      : ["specmill.config.ts", codeConfig(sources)];
  const files = new Map([config]);
  if (isExample) files.set(example.path, exampleData);
  for (const [path, text] of localPack(sources)) files.set(path, text);
  return files;
}

const example = { kind: "data", path: "data/people.yaml", unit: "record" } as const;

const exampleData = `- name: Ada Lovelace
  role: Analyst
  notes: Wrote the first program for a machine that was never built.
- name: Grace Hopper
  role: Admiral
  notes: Had machines read words.
`;

/** What can be made of what was found: a source for each spec, with the targets that it could feed. Pure. */
export function planSources(specs: readonly DetectedSpec[]): readonly PlannedSource[] {
  const giveName = nameGiver();
  const isOnly = specs.filter(({ kind }) => kind === "openapi").length === 1;
  const firstData = specs.find(({ kind }) => kind === "data");
  return specs.slice(0, maxSources).map((spec) => sourceOf(spec, giveName, isOnly, spec === firstData));
}

function sourceOf(
  spec: DetectedSpec,
  giveName: ReturnType<typeof nameGiver>,
  isOnlyDescription: boolean,
  isFirstData: boolean,
): PlannedSource {
  switch (spec.kind) {
    case "openapi":
      return descriptionSource(giveName(spec.path, "api"), spec, isOnlyDescription);
    case "fhir":
      return packageSource(giveName(spec.path, "fhir"), spec);
    case "database":
      return databaseSource(giveName(spec.path, "db"), spec);
    case "data":
      return dataSource(giveName(spec.path, "data"), spec, isFirstData);
  }
}

/** Without the sources that nothing is made of any more. */
function chosen(sources: readonly PlannedSource[], names?: ReadonlySet<string>): readonly PlannedSource[] {
  if (names === undefined) return sources;
  const kept = sources.map((source) => ({ ...source, targets: source.targets.filter(({ name }) => names.has(name)) }));
  return kept.filter(({ targets }) => targets.length > 0);
}

function localPack(sources: readonly PlannedSource[]): [string, string][] {
  const source = sources.find(({ ownPack }) => ownPack !== undefined);
  if (source?.ownPack === undefined) return [];
  const { name, ownPack } = source;
  return [...starterPack(name, ownPack)].map(([path, text]) => [`${packFolder(name)}/${path}`, text]);
}

/** The state folder ignores itself once it exists; the line says so to people, and to tools that read this file alone. */
function ignoreState({ gitignore, isGit }: Surroundings): PlannedFile[] {
  if (gitignore === undefined) return isGit ? [create(".gitignore", ".specmill/\n")] : [];
  if (/^\/?\.specmill\/?[ \t]*$/m.test(gitignore)) return [];
  const gap = gitignore === "" || gitignore.endsWith("\n") ? "" : "\n";
  return [{ path: ".gitignore", text: `${gap}.specmill/\n`, action: "append" }];
}
