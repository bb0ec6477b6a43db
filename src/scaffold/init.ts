/** The first config of a project, with comments for the one who changes it next. Pure: it says what to write. */
import type { DetectedSpec } from "./detect.ts";

/** Path in the project -> content. */
export type StarterFiles = ReadonlyMap<string, string>;

/** The config is the first file. Without a spec there is a small example of plain data, so that the first run shows something. */
export function starterFiles(specs: readonly DetectedSpec[]): StarterFiles {
  if (specs.length === 0)
    return new Map([
      ["specmill.yaml", exampleConfig],
      [EXAMPLE_DATA, exampleData],
    ]);
  return new Map([["specmill.yaml", configFor(specs)]]);
}

const head = `# What specmill makes from which spec: \`specmill generate\` brings it up to date, \`specmill check\` proves that it is.
# \`specmill list packs\` names the built-in packs with their options, \`specmill eject PACK\` copies one to change it.
`;

const EXAMPLE_DATA = "data/people.yaml";

const exampleConfig = `${head}
sources:
  # No OpenAPI document was found here, so this begins with plain data: JSON, YAML, TOML, CSV, NDJSON.
  # One of your own: api: { kind: openapi, path: api/openapi.yaml }
  people: { kind: data, path: ${EXAMPLE_DATA}, id: id }

targets:
  # A page for each record, and an index. Outputs are specmill's own: it never overwrites a file that somebody edited.
  pages: { source: people, pack: data-markdown, output: generated/people }
`;

const exampleData = `- id: ada
  name: Ada Lovelace
  role: Analyst
- id: grace
  name: Grace Hopper
  role: Admiral
`;

function configFor(specs: readonly DetectedSpec[]): string {
  const names = sourceNames(specs.map((spec) => spec.path));
  const sources = specs.map((spec, at) => `  ${names[at]}: { kind: ${spec.kind}, path: ${scalar(spec.path)} }\n`);
  const targets = names.map((name) => {
    const prefix = names.length === 1 ? "" : `${name}-`;
    return `  # TypeScript types for ${name}, and Markdown pages beside them.
  ${prefix}types: { source: ${name}, pack: openapi-typescript, output: generated/${name}/types }
  ${prefix}docs: { source: ${name}, pack: openapi-markdown, output: generated/${name}/docs }
`;
  });
  return `${head}
sources:
${sources.join("")}
targets:
  # Each target owns its output folder. specmill never overwrites a file that somebody edited.
${targets.join("")}
# Run a formatter over the new files of a run, before they are compared and moved in place:
# format:
#   "**/*.ts": biome format --write
`;
}

/** Names that a config and a command line can hold; the second `api` is `api-2`. */
function sourceNames(paths: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const path of paths) {
    const name = nameOf(path, paths.length);
    let unique = name;
    for (let number = 2; names.includes(unique); number++) unique = `${name}-${number}`;
    names.push(unique);
  }
  return names;
}

/** `openapi.yaml` says nothing: then the folder does, and `api` where that says nothing either. */
function nameOf(path: string, count: number): string {
  if (count === 1) return "api";
  const [file = "", folder = ""] = path.split("/").reverse();
  const own = slug(file.replace(/\.[^.]*$/, "").replace(/[.-]?(?:openapi|swagger)[.-]?/i, ""));
  return own || slug(folder) || "api";
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** A YAML scalar in a flow mapping; JSON strings are YAML too. */
function scalar(text: string): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(text) ? text : JSON.stringify(text);
}
