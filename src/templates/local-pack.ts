/** Reads a pack of the user's own: every file once, through `inputs`, so that the next run knows what this one read. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Pack, PackFile } from "#model/template.ts";
import type { Context } from "#platform/context.ts";
import { hashContent } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { join, projectPath } from "#platform/paths.ts";
import { moduleGraph } from "./module-graph.ts";
import type { PackManifest } from "./pack-manifest.ts";
import { readPackManifest } from "./pack-manifest.ts";

/** What a template, partial or module ends in. */
export const templateEndings = [".eta", ".ts"];

/** Beside templates: what people and editors keep there, and what modules import. */
const companions =
  /(?:^|\/)(?:pack\.yaml|tsconfig\.json|package\.json|LICENSE[^/]*|[^/]*\.d\.ts|README[^/]*)$|\.json$/i;

/** Never part of a pack: examples, dot files, packages. */
const ignored = /(?:^|\/)(?:\.[^/]*|node_modules|example)(?:\/|$)/;

export interface LocalPackRequest {
  /** As the config names it. */
  readonly name: string;
  /** Project path of the folder. */
  readonly folder: string;
}

interface Reading {
  readonly folder: string;
  readonly inputs: Inputs;
  readonly report: (problem: Diagnostic) => void;
}

/** Reads the folder; `undefined` when there is nothing in it. Throws SpecmillError with all problems of its manifest and modules. */
export async function readLocalPack(
  { name, folder }: LocalPackRequest,
  inputs: Inputs,
  context: Context,
): Promise<Pack | undefined> {
  const found = inputs.glob(`${escapeGlob(folder)}/**`).map((path) => projectPath(folder, path));
  const paths = found.filter((path) => !ignored.test(path));
  if (paths.length === 0) return undefined;
  const problems: Diagnostic[] = [];
  const reading: Reading = { folder, inputs, report: (problem) => problems.push(problem) };

  for (const path of paths) if (!isKnown(path)) context.report(stranger(path, folder));
  const files = paths.filter(isKnown).flatMap((path) => readFile(path, reading) ?? []);
  const manifest = await readManifest(files, reading);
  const imported = readImports(files, reading);
  if (problems.length > 0 || manifest === undefined) throw new SpecmillError(problems);
  return { name, folder, ...manifest, files: [...files, ...imported] };
}

async function readManifest(
  files: readonly PackFile[],
  { folder, report }: Reading,
): Promise<PackManifest | undefined> {
  const display = join(folder, "pack.yaml");
  const text = files.find((file) => file.path === "pack.yaml")?.text;
  if (text !== undefined) return readPackManifest(display, text, report);
  const notes = ["`source: data` (the kind of source it renders) is the least it needs"];
  report(error("pack/invalid", "the pack has no `pack.yaml`", { place: { file: display }, notes }));
  return undefined;
}

/** Files outside of the pack that its modules import; their paths are relative to the pack too: `../shared.ts`. */
function readImports(files: readonly PackFile[], reading: Reading): PackFile[] {
  const { folder, inputs } = reading;
  const known = new Set(files.map((file) => file.path));
  const problems = new Map<string, Diagnostic>();
  const imported: PackFile[] = [];
  for (const { path } of files) {
    if (!path.endsWith(".ts") || path.endsWith(".d.ts")) continue;
    const graph = moduleGraph(join(folder, path), inputs);
    // Two modules may import the same faulty one.
    for (const problem of graph.problems) problems.set(JSON.stringify(problem), problem);
    for (const inPack of graph.files.map((file) => projectPath(folder, file))) {
      const file = known.has(inPack) ? undefined : readFile(inPack, reading);
      known.add(inPack);
      if (file !== undefined) imported.push(file);
    }
  }
  for (const problem of problems.values()) reading.report(problem);
  return imported;
}

/** Text with LF line ends and without a byte order mark: a checkout on Windows must not make other outputs. */
function readFile(inPack: string, { folder, inputs, report }: Reading): PackFile | undefined {
  const path = join(folder, inPack);
  const bytes = inputs.read(path);
  if (bytes === undefined) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
    return { path: inPack, text, digest: hashContent(text) };
  } catch {
    report(error("document/encoding", `\`${path}\` is not valid UTF-8`, { place: { file: path } }));
    return undefined;
  }
}

function isKnown(path: string): boolean {
  return templateEndings.some((ending) => path.endsWith(ending)) || companions.test(path);
}

function stranger(path: string, folder: string): Diagnostic {
  const notes = [`templates and partials end in ${templateEndings.map((ending) => `\`${ending}\``).join(" or ")}`];
  const place = { file: join(folder, path) };
  return warning("pack/unknown-file", `\`${path}\` is neither a template nor a partial`, { place, notes });
}

/** A folder name is not a pattern. */
function escapeGlob(folder: string): string {
  return folder.replace(/[\\*?[\]{}!]/g, "\\$&");
}
