/** From the paths and patterns of the config to files; a pattern without a file says what it may have meant. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { suggest } from "#model/suggest.ts";
import type { Inputs } from "#platform/inputs.ts";
import { join } from "#platform/paths.ts";

export interface FoundFiles {
  /** In the order of the patterns, sorted within each; no file twice. */
  readonly files: readonly string[];
  readonly problems: readonly Diagnostic[];
}

export function findFiles(patterns: readonly string[], source: string, inputs: Inputs): FoundFiles {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  for (const pattern of patterns) {
    const found = filesOf(pattern, inputs);
    for (const file of found) files.add(file);
    if (found.length === 0) problems.push(missingProblem(pattern, source, inputs));
  }
  return { files: [...files], problems };
}

function filesOf(pattern: string, inputs: Inputs): readonly string[] {
  if (isGlob(pattern)) return inputs.glob(join(pattern));
  const path = join(pattern);
  return inputs.exists(path) ? [path] : [];
}

function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

function missingProblem(pattern: string, source: string, inputs: Inputs): Diagnostic {
  const what = isGlob(pattern) ? `no file matches \`${pattern}\`` : `there is no file \`${pattern}\``;
  return error("source/missing", `${what}, the \`path\` of source \`${source}\``, {
    notes: notesFor(join(pattern), inputs),
  });
}

function notesFor(pattern: string, inputs: Inputs): string[] {
  const folder = fixedFolder(pattern);
  const below = inputs.glob(folder === "." ? "*" : `${folder}/*`);
  if (below.length === 0) return [`there are no files in \`${folder}\``];
  const near = isGlob(pattern) ? nearPattern(pattern, below) : suggest(pattern, below);
  if (near !== undefined) return [`did you mean \`${near}\`?`];
  return [
    `files in \`${folder}\`: ${below
      .slice(0, 5)
      .map((file) => `\`${file}\``)
      .join(", ")}${below.length > 5 ? ", …" : ""}`,
  ];
}

/** The same pattern with an ending that files have there. */
function nearPattern(pattern: string, files: readonly string[]): string | undefined {
  const ending = /\.[^./*{}]+$/.exec(pattern)?.[0];
  if (ending === undefined) return undefined;
  const stem = pattern.slice(0, -ending.length);
  const endings = new Set(files.map((file) => /\.[^./]+$/.exec(file)?.[0]).filter((found) => found !== undefined));
  const patterns = [...endings]
    .map((found) => stem + found)
    .filter((other) => files.some((file) => new Bun.Glob(other).match(file)));
  return suggest(pattern, patterns) ?? patterns[0];
}

/** The folder that a pattern looks into first. */
function fixedFolder(pattern: string): string {
  const segments = pattern.split("/").slice(0, -1);
  const end = segments.findIndex(isGlob);
  return segments.slice(0, end < 0 ? undefined : end).join("/") || ".";
}
