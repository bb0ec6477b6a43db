/**
 * Writes the registries of the extension points (`*.gen.ts`) from the names of folders and files: a compiled binary cannot scan
 * its own sources. `bun scripts/registry.ts` writes, `--check` exits 1 when one is not current. Same tree in, same bytes out.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { hashContent } from "#platform/hash.ts";
import type { Engine } from "#templates/engines/engine.ts";

/** Project-relative path -> content of a generated file. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** Helper groups that go by a shorter name in templates than their file does. */
const groupNames: { readonly [file: string]: string } = { typescript: "ts", markdown: "md" };

/** Where the generated packs lie: a file here that no pack makes any more is out of date too. */
const packFolder = "src/templates/packs";

/** Every registry as it should be. Reads the tree, writes nothing. */
export async function generateRegistries(root: string): Promise<GeneratedFiles> {
  const packs = folders(join(root, "templates")).filter((name) =>
    existsSync(join(root, "templates", name, "pack.yaml")),
  );
  return new Map([
    ["src/sources/registry.gen.ts", sourceRegistry(root)],
    ["src/reporters/registry.gen.ts", reporterRegistry(root)],
    ["src/templates/engines/registry.gen.ts", await engineRegistry(root)],
    ["src/templates/helpers/registry.gen.ts", helperRegistry(root)],
    ["src/templates/packs.gen.ts", packRegistry(packs)],
    ...packs.map((name) => [`${packFolder}/${name}.gen.ts`, packModules(root, name)] as const),
    ...packs.map((name) => [`${packFolder}/${name}.gen.json`, packText(root, name)] as const),
  ]);
}

/** The generated files that differ from what they should be, sorted; also those that should not be there. */
export function outdatedRegistries(root: string, files: GeneratedFiles): string[] {
  const changed = [...files].filter(([path, text]) => textOf(join(root, path)) !== text).map(([path]) => path);
  return [...changed, ...leftovers(root, files)].sort();
}

/** Brings the files up to date; unchanged ones keep their mtime. Returns what it touched. */
export function writeRegistries(root: string, files: GeneratedFiles): string[] {
  const outdated = outdatedRegistries(root, files);
  for (const path of outdated) {
    const text = files.get(path);
    if (text === undefined) {
      rmSync(join(root, path));
      continue;
    }
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return outdated;
}

function sourceRegistry(root: string): string {
  const folder = join(root, "src/sources");
  const rows = folders(folder)
    .filter((kind) => existsSync(join(folder, kind, "index.ts")))
    .map((kind) => {
      const options = existsSync(join(folder, kind, "options.ts"));
      return entry(kind, [
        `load: () => import("./${kind}/index.ts")`,
        ...(options ? [`options: () => import("./${kind}/options.ts")`] : []),
        ...(existsSync(join(folder, kind, "pull.ts")) ? [`pull: () => import("./${kind}/pull.ts")`] : []),
      ]);
    });
  return registry(
    "Source kinds, by folder; options are apart so that checking a config loads no parser.",
    "sources",
    rows,
  );
}

function reporterRegistry(root: string): string {
  const rows = modules(join(root, "src/reporters"), ["reporter"]).map((name) =>
    entry(name, [`load: () => import("./${name}.ts")`]),
  );
  return registry("Reporters, by file.", "reporters", rows);
}

/** Endings stand in the registry itself: finding the engine of a file must not load one. */
async function engineRegistry(root: string): Promise<string> {
  const folder = join(root, "src/templates/engines");
  const rows = await Promise.all(
    modules(folder, ["engine"]).map(async (name) => {
      const { engine } = (await import(join(folder, `${name}.ts`))) as { engine: Engine };
      const endings = engine.extensions.map((ending) => JSON.stringify(ending)).join(", ");
      return entry(name, [
        `extensions: [${endings}]`,
        `isCode: ${engine.isCode}`,
        `load: () => import("./${name}.ts")`,
      ]);
    }),
  );
  return registry("Template engines, by file.", "engines", rows);
}

function helperRegistry(root: string): string {
  const groups = modules(join(root, "src/templates/helpers"), [])
    .filter((file) => /^export const helper\b/m.test(textOf(join(root, `src/templates/helpers/${file}.ts`)) ?? ""))
    .map((file) => ({ file, name: groupNames[file] ?? file }));
  const imports = groups.map(({ file, name }) => `import { helper as ${name} } from "./${file}.ts";\n`).join("");
  const names = groups.map(({ name }) => name).sort();
  return `${banner("The helper groups that every template sees, by file.")}${imports}
export const helpers = ${shorthand("export const helpers = ", names)};

export type Helpers = typeof helpers;
`;
}

function packRegistry(packs: readonly string[]): string {
  const rows = packs.map((name) => entry(name, [`load: () => import("./packs/${name}.gen.ts")`]));
  return registry("The built-in packs; a run that uses none of them loads none of their text.", "packs", rows);
}

/** What can be run of a pack, by path; the text of its files is beside it. */
function packModules(root: string, name: string): string {
  const code = filesBelow(join(root, "templates", name))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `    ${JSON.stringify(path)}: () => import("../../../templates/${name}/${path}"),\n`);
  return `${banner(`The files of templates/${name}: as code here, as text in the JSON.`)}import type { BuiltInPack } from "./built-in-pack.ts";
import files from "./${name}.gen.json";

export const pack: BuiltInPack = {
  name: "${name}",
  files,
  modules: {${code.length === 0 ? "" : `\n${code.join("")}  `}},
};
`;
}

/**
 * The text of a pack is copied and not imported: the bundler takes one file either as text or as a module, and a `.ts` template
 * is both (text to eject, module to run).
 */
function packText(root: string, name: string): string {
  const folder = join(root, "templates", name);
  const files = filesBelow(folder).map((path) => {
    const text = (textOf(join(folder, path)) ?? "").replaceAll("\r\n", "\n");
    return { path, digest: hashContent(text), text };
  });
  return `${JSON.stringify(files, null, 2)}\n`;
}

function registry(caption: string, name: string, rows: readonly string[]): string {
  return `${banner(caption)}export const ${name} = {${rows.length === 0 ? "" : `\n${rows.join("")}`}};\n`;
}

function banner(caption: string): string {
  return `/**\n * GENERATED by scripts/registry.ts: do not edit.\n * ${caption}\n */\n`;
}

/** One property, on one line when it fits, as the formatter would write it. */
function entry(name: string, parts: readonly string[]): string {
  const key = /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
  const line = `  ${key}: { ${parts.join(", ")} },\n`;
  return line.length <= 121 ? line : `  ${key}: {\n${parts.map((part) => `    ${part},\n`).join("")}  },\n`;
}

function shorthand(before: string, names: readonly string[]): string {
  const line = names.length === 0 ? "{}" : `{ ${names.join(", ")} }`;
  return before.length + line.length < 120 ? line : `{\n${names.map((name) => `  ${name},\n`).join("")}}`;
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((found) => found.isDirectory());
  return entries
    .map((found) => found.name)
    .filter((name) => !/^[._]/.test(name))
    .sort();
}

/** Names of the `.ts` files of a folder, without the ending, the generated ones and `except`. */
function modules(path: string, except: readonly string[]): string[] {
  if (!existsSync(path)) return [];
  const files = readdirSync(path, { withFileTypes: true }).filter((found) => found.isFile());
  const names = files.map((found) => found.name).filter((name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"));
  return names
    .map((name) => basename(name, ".ts"))
    .filter((name) => !except.includes(name))
    .sort();
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((found) => found.isFile());
  return entries
    .map((found) =>
      join(found.parentPath, found.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/** Generated files of packs that are no more. */
function leftovers(root: string, files: GeneratedFiles): string[] {
  const folder = join(root, packFolder);
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => /\.gen\.(?:ts|json)$/.test(name)) : [];
  return found.map((name) => `${packFolder}/${name}`).filter((path) => !files.has(path));
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

if (import.meta.main) {
  const root = dirname(import.meta.dir);
  const files = await generateRegistries(root);
  const isCheck = process.argv.includes("--check");
  const outdated = isCheck ? outdatedRegistries(root, files) : writeRegistries(root, files);
  for (const path of outdated)
    console.error(isCheck ? `not current: ${path} (bun scripts/registry.ts)` : `wrote ${path}`);
  if (isCheck && outdated.length > 0) process.exit(1);
}
