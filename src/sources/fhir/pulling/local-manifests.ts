/** The packages that the config names by their path, as far as resolving needs them: their manifests. What is in them is read by `load`. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { streamFile } from "#platform/file-system.ts";
import { absolute, join } from "#platform/paths.ts";
import type { PullContext, SourceInput } from "../../source.ts";
import { archiveLimits } from "../archive-limits.ts";
import { gunzip } from "../gunzip.ts";
import { decodeManifest } from "../manifest.ts";
import type { Options } from "../options.ts";
import type { PackageManifest } from "../package.ts";
import { isArchive } from "../package-archive.ts";
import { isLocal } from "../package-locals.ts";
import { readTar } from "../tar.ts";

/** In the order of the config. Throws SpecmillError with what is wrong with any. */
export async function readLocalManifests(
  input: SourceInput<Options>,
  context: PullContext,
): Promise<readonly PackageManifest[]> {
  const problems: Diagnostic[] = [];
  const found: PackageManifest[] = [];
  for (const path of new Set(input.options.packages.filter(isLocal))) {
    try {
      found.push(await manifestOf(path, input, context));
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      problems.push(...problem.diagnostics);
    }
  }
  if (problems.length > 0) throw new SpecmillError(problems);
  return found;
}

async function manifestOf(path: string, input: SourceInput<Options>, context: PullContext): Promise<PackageManifest> {
  const { folder, bytes } = isArchive(path) ? await inArchive(path, input, context) : inFolder(path, context);
  // What is wrong without being in the way is said by every run of the source.
  const report = () => {};
  try {
    return decodeManifest({ bytes, limits: input.limits, report });
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    throw new SpecmillError(problem.diagnostics.map((one) => placed(folder, one)));
  }
}

interface ManifestFile {
  readonly folder: string;
  readonly bytes: Uint8Array;
}

function inFolder(path: string, { fs, root }: PullContext): ManifestFile {
  for (const folder of [join(path, "package"), join(path)]) {
    const bytes = fs.read(absolute(root, join(folder, "package.json")));
    if (bytes !== undefined) return { folder, bytes };
  }
  const message = `\`${path}\` is no FHIR package: there is no \`package.json\` in it, nor in \`${join(path, "package")}\``;
  throw new SpecmillError([error("fhir/package", message, { place: { file: path } })]);
}

/** Reads no further than to the manifest, which most archives begin with. */
async function inArchive(
  path: string,
  { options }: SourceInput<Options>,
  { fs, root }: PullContext,
): Promise<ManifestFile> {
  const archive = join(path);
  const file = absolute(root, archive);
  if (fs.stamp(file) === undefined) throw archiveProblem(archive, "does not exist");
  const limits = archiveLimits(archive, options);
  for await (const entry of readTar(gunzip(streamFile(file), limits.gunzip), limits.tar)) {
    if (entry.path === "package/package.json") return { folder: `${archive}/package`, bytes: entry.content };
  }
  throw archiveProblem(archive, "is no FHIR package: there is no `package/package.json` in it");
}

function archiveProblem(archive: string, what: string): SpecmillError {
  return new SpecmillError([error("fhir/package", `the archive \`${archive}\` ${what}`, { place: { file: archive } })]);
}

function placed(folder: string, { place, ...problem }: Diagnostic): Diagnostic {
  return place === undefined ? problem : { ...problem, place: { ...place, file: `${folder}/${place.file}` } };
}
