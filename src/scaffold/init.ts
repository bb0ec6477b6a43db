/** What `init` writes: a commented config for what was found, or a small example that runs. Pure: it says what to write. */
import type { DetectedSpec } from "./detect.ts";
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";
import { nameGiver } from "./source-names.ts";
import type { StarterSource } from "./starter-config.ts";
import { codeConfig, yamlConfig } from "./starter-config.ts";
import { starterPack } from "./starter-pack.ts";

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
 */
export async function planInit(
  specs: readonly DetectedSpec[],
  around: Surroundings,
  language: ConfigLanguage = "yaml",
): Promise<readonly PlannedFile[]> {
  const starter = [...starterFiles(specs, language, true)].map(([path, text]) => create(path, text));
  const support = language === "yaml" ? await import("./schema-file.ts") : await import("./types-file.ts");
  const beside = "schemaFile" in support ? await support.schemaFile() : support.typesFile();
  return [...[...starter, beside].filter(({ path }) => !around.exists(path)), ...ignoreState(around)];
}

/** The config, and the pack and example data that it names. `hasSchema` says that the schema file will lie beside the config. */
export function starterFiles(
  specs: readonly DetectedSpec[],
  language: ConfigLanguage = "yaml",
  hasSchema = false,
): StarterFiles {
  const isExample = specs.length === 0;
  const found: readonly DetectedSpec[] = isExample ? [example] : specs.slice(0, maxSources);
  const sources = plan(found);
  const config: [string, string] =
    language === "yaml"
      ? ["specmill.yaml", yamlConfig(sources, hasSchema)]
      : ["specmill.config.ts", codeConfig(sources)];
  const files = new Map([config]);
  if (isExample) files.set(example.path, exampleData);
  for (const [path, text] of localPack(found, sources)) files.set(path, text);
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

function plan(specs: readonly DetectedSpec[]): StarterSource[] {
  const giveName = nameGiver();
  const isOnly = specs.filter(({ kind }) => kind === "openapi").length === 1;
  const firstData = specs.find(({ kind }) => kind === "data");
  return specs.map((spec) => {
    if (spec.kind === "openapi") return descriptionSource(giveName(spec.path, "api"), spec, isOnly);
    return dataSource(giveName(spec.path, "data"), spec, spec === firstData);
  });
}

function descriptionSource(
  name: string,
  { path, version }: DetectedSpec & { kind: "openapi" },
  isOnly: boolean,
): StarterSource {
  const prefix = isOnly ? "" : `${name}-`;
  const types = { source: name, pack: "openapi-typescript", output: `src/${name}` };
  const docs = { source: name, pack: "openapi-markdown", output: `docs/${name}` };
  return {
    name,
    comment: `${version.startsWith("2") ? "Swagger" : "OpenAPI"} ${version}`,
    fields: { kind: "openapi", path },
    targets: [
      { name: `${prefix}types`, comment: "TypeScript types of every schema and operation", fields: types },
      { name: `${prefix}docs`, comment: "Markdown pages", fields: docs },
    ],
  };
}

/** The first one shows how a pack of one's own looks; the others use the built-in one. */
function dataSource(name: string, { path, unit }: DetectedSpec & { kind: "data" }, hasPack: boolean): StarterSource {
  const pack = hasPack ? `./${packFolder(name)}` : "data-markdown";
  const comment = hasPack
    ? `A page for each ${unit}, by the pack in ${packFolder(name)}`
    : `A page for each ${unit}, and an index`;
  return {
    name,
    comment: `A unit for each ${unit}`,
    fields: { kind: "data", path },
    targets: [{ name: `${name}-pages`, comment, fields: { source: name, pack, output: `docs/${name}` } }],
  };
}

function localPack(specs: readonly DetectedSpec[], sources: readonly StarterSource[]): [string, string][] {
  const index = specs.findIndex(({ kind }) => kind === "data");
  const [spec, source] = [specs[index], sources[index]];
  if (spec?.kind !== "data" || source === undefined) return [];
  return [...starterPack(source.name, spec.unit)].map(([path, text]) => [`${packFolder(source.name)}/${path}`, text]);
}

function packFolder(name: string): string {
  return `templates/${name}`;
}

/** The state folder ignores itself once it exists; the line says so to people, and to tools that read this file alone. */
function ignoreState({ gitignore, isGit }: Surroundings): PlannedFile[] {
  if (gitignore === undefined) return isGit ? [create(".gitignore", ".specmill/\n")] : [];
  if (/^\/?\.specmill\/?[ \t]*$/m.test(gitignore)) return [];
  const gap = gitignore === "" || gitignore.endsWith("\n") ? "" : "\n";
  return [{ path: ".gitignore", text: `${gap}.specmill/\n`, action: "append" }];
}
