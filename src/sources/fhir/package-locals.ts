/** The packages that the config names by their path: folders and archives of the project. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import type { Options } from "./options.ts";
import type { PackageManifest } from "./package.ts";
import { isArchive, openArchive } from "./package-archive.ts";
import type { PackageContent } from "./package-content.ts";
import { openFolder } from "./package-folder.ts";

/** Whether an entry of `packages` is a path of the project, and no name of a registry. */
export function isLocal(asked: string): boolean {
  return /^\.{0,2}\//.test(asked);
}

/** By path, in the order of the config. */
export type Locals = ReadonlyMap<string, PackageContent>;

/** All of them; throws SpecmillError with what is wrong with any. */
export async function openLocals(input: SourceInput<Options>, context: SourceContext): Promise<Locals> {
  const locals = new Map<string, PackageContent>();
  const problems: Diagnostic[] = [];
  for (const path of new Set(input.options.packages.filter(isLocal))) {
    try {
      locals.set(path, await (isArchive(path) ? openArchive : openFolder)(path, input, context));
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      problems.push(...problem.diagnostics);
    }
  }
  problems.push(...sameTwice(locals));
  if (problems.length > 0) throw new SpecmillError(problems);
  return locals;
}

function sameTwice(locals: Locals): Diagnostic[] {
  const paths = new Map<string, string>();
  const problems: Diagnostic[] = [];
  for (const [path, { manifest }] of locals) {
    const first = paths.get(idOf(manifest));
    const message = `\`${first}\` and \`${path}\` are both \`${idOf(manifest)}\``;
    if (first !== undefined) problems.push(error("fhir/package", message, { place: { file: join(path) } }));
    else paths.set(idOf(manifest), path);
  }
  return problems;
}

/** What tells a package from all others. */
export function idOf({ name, version }: PackageManifest): string {
  return `${name}@${version}`;
}
