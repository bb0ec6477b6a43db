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
import { displayPath } from "./pack-access.ts";
import { readPackManifest } from "./pack-manifest.ts";

/** What a template, partial or module ends in. */
export const templateEndings = [".eta", ".ts"];

/** Beside templates: what people and editors keep there, and what modules import. */
const companions =
  /(?:^|\/)(?:pack\.yaml|tsconfig\.json|package\.json|LICENSE[^/]*|[^/]*\.d\.ts|README[^/]*)$|\.json$/i;

/** Never part of a pack: examples, dot files, packages. */
const ignored = /(?:^|\/)(?:\.[^/]*|node_modules|example)(?:\/|$)/;

/** Reads the folder; `undefined` when there is nothing in it. Throws SpecmillError with all problems of the manifest and the modules. */
export async function readLocalPack(
  name: string,
  folder: string,
  inputs: Inputs,
  context: Context,
): Promise<Pack | undefined> {
  const found = inputs.glob(`${escapeGlob(folder)}/**`).map((path) => projectPath(folder, path));
  const paths = found.filter((path) => !ignored.test(path));
  if (paths.length === 0) return undefined;
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => problems.push(problem);
  const display = (path: string) => displayPath({ name, folder }, path);

  const kept = paths.filter((path) => isKnown(path) || warnOfStranger(path, display, context));
  const files = kept.flatMap((path) => readFile(join(folder, path), path, display(path), inputs, report) ?? []);
  const manifestText = files.find((file) => file.path === "pack.yaml")?.text;
  const manifest =
    manifestText === undefined ? undefined : await readPackManifest(display("pack.yaml"), manifestText, report);
  if (manifestText === undefined) report(noManifest(display("pack.yaml")));
  const imported = readImports(files, folder, inputs, report);
  if (problems.length > 0 || manifest === undefined) throw new SpecmillError(problems);
  return { name, folder, ...manifest, files: [...files, ...imported] };
}

/** Files outside of the pack that its modules import; their paths are relative to the pack too: `../shared.ts`. */
function readImports(
  files: readonly PackFile[],
  folder: string,
  inputs: Inputs,
  report: (problem: Diagnostic) => void,
): PackFile[] {
  const known = new Set(files.map((file) => file.path));
  const reported = new Set<string>();
  const imported = new Map<string, PackFile>();
  for (const { path } of files) {
    if (!path.endsWith(".ts") || path.endsWith(".d.ts")) continue;
    const graph = moduleGraph(join(folder, path), inputs);
    for (const problem of graph.problems) {
      const key = JSON.stringify(problem);
      if (!reported.has(key)) report(problem);
      reported.add(key);
    }
    for (const file of graph.files) {
      const inPack = projectPath(folder, file);
      if (known.has(inPack) || imported.has(inPack)) continue;
      const read = readFile(file, inPack, file, inputs, report);
      if (read !== undefined) imported.set(inPack, read);
    }
  }
  return [...imported.values()];
}

/** Text with LF line ends and without a byte order mark: a checkout on Windows must not make other outputs. */
function readFile(
  path: string,
  inPack: string,
  display: string,
  inputs: Inputs,
  report: (problem: Diagnostic) => void,
): PackFile | undefined {
  const bytes = inputs.read(path);
  if (bytes === undefined) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
    return { path: inPack, text, digest: hashContent(text) };
  } catch {
    report(error("document/encoding", `\`${display}\` is not valid UTF-8`, { place: { file: display } }));
    return undefined;
  }
}

function isKnown(path: string): boolean {
  return templateEndings.some((ending) => path.endsWith(ending)) || companions.test(path);
}

function warnOfStranger(path: string, display: (path: string) => string, context: Context): boolean {
  const notes = [`templates and partials end in ${templateEndings.map((ending) => `\`${ending}\``).join(" or ")}`];
  const place = { file: display(path) };
  context.report(warning("pack/unknown-file", `\`${path}\` is neither a template nor a partial`, { place, notes }));
  return false;
}

function noManifest(display: string): Diagnostic {
  const notes = ["`source: data` (the kind of source it renders) is the least it needs"];
  return error("pack/invalid", "the pack has no `pack.yaml`", { place: { file: display }, notes });
}

/** A folder name is not a pattern. */
function escapeGlob(folder: string): string {
  return folder.replace(/[\\*?[\]{}!]/g, "\\$&");
}
