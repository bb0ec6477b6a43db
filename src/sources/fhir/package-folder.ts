/**
 * A package that lies in a folder of the project. Its files are inputs like any other; what each says is kept by its digest, so that an
 * edit of one file reads one file. No more than one file is in memory at a time.
 */
import { checkSize } from "#document/check-bytes.ts";
import type { Limits } from "#model/config.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { hashContent } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { absolute, join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import { checkedParts } from "./kept-parts.ts";
import type { Options } from "./options.ts";
import type { IndexEntry } from "./package.ts";
import type { PackageContent } from "./package-content.ts";
import { mayHoldDefinition, placedIn } from "./package-content.ts";
import { leftOut } from "./package-entry.ts";
import { ScanMemo } from "./package-memo.ts";
import type { DefinitionFile } from "./package-scan.ts";
import { indexPackage } from "./package-scan.ts";

/** Of a folder that holds `package/`, as packages are unpacked, or is it. Throws SpecmillError when it is neither. */
export async function openFolder(
  path: string,
  { limits }: SourceInput<Options>,
  context: SourceContext,
): Promise<PackageContent> {
  const folder = findFolder(path, context);
  const manifest = context.inputs.read(join(folder, "package.json")) ?? new Uint8Array(0);
  const files = await scanFolder(folder, limits, context);
  const index = indexPackage({ manifest, files }, folder, limits);
  for (const problem of index.problems) context.report(placedIn(folder, problem));
  const sizes = new Map(index.entries.map(({ file, sizeBytes }) => [file, sizeBytes]));
  return {
    manifest: index.manifest,
    entries: index.entries,
    read: (entry) => readAgain(join(folder, entry.file), sizes.get(entry.file) ?? 0, entry, context),
    pathOf: ({ file }) => join(folder, file),
  };
}

function findFolder(path: string, { inputs }: SourceContext): string {
  const folder = [join(path, "package"), join(path)].find((one) => inputs.exists(join(one, "package.json")));
  if (folder !== undefined) return folder;
  const message = `\`${path}\` is no FHIR package: there is no \`package.json\` in it, nor in \`${join(path, "package")}\``;
  throw new SpecmillError([error("fhir/package", message, { place: { file: path } })]);
}

async function scanFolder(folder: string, limits: Limits, context: SourceContext): Promise<DefinitionFile[]> {
  const key = `folder:${folder}`;
  const known = new Set((context.memo.get(key) ?? []) as readonly string[]);
  const scans = new ScanMemo(context.memo, limits);
  const files: DefinitionFile[] = [];
  for (const path of context.inputs.glob(`${escapeGlob(folder)}/*.json`)) {
    const file = path.slice(path.lastIndexOf("/") + 1);
    if (!mayHoldDefinition(file)) continue;
    const scanned = tooLarge(path, limits, context) ?? (await scanOne(path, known.has(file), scans, context));
    files.push({ file, ...scanned });
  }
  const names = files.map(({ file }) => file);
  context.memo.set(key, names);
  return files;
}

type Scanned = Omit<DefinitionFile, "file">;

/** Judged before it is read. */
function tooLarge(path: string, limits: Limits, { fs, root, inputs }: SourceContext): Scanned | undefined {
  const problem = checkSize("", fs.stamp(absolute(root, path))?.size ?? 0, limits);
  if (problem === undefined || !inputs.exists(path)) return undefined;
  return { digest: "", scanned: { sizeBytes: 0, problem: leftOut(problem) } };
}

/**
 * `isKnown` files were seen by the last run: asking for their digest opens none that is unchanged. Others are streamed, since the inputs
 * would hold on to what they read, and a package can have 100 MB.
 */
async function scanOne(path: string, isKnown: boolean, scans: ScanMemo, { inputs }: SourceContext): Promise<Scanned> {
  const known = isKnown ? inputs.digest(path) : undefined;
  const kept = known === undefined ? undefined : scans.get(known);
  if (known !== undefined && kept !== undefined) return { digest: known, scanned: kept };
  const bytes = await streamWhole(path, inputs);
  const digest = hashContent(bytes);
  return { digest, scanned: scans.scan(bytes, digest) };
}

async function streamWhole(path: string, inputs: Inputs): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of inputs.stream(path)) pieces.push(piece);
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
}

function readAgain(path: string, sizeBytes: number, entry: IndexEntry, { inputs }: SourceContext): Uint8Array {
  const bytes = inputs.exists(path) ? inputs.range(path, 0, sizeBytes + 1) : undefined;
  const read = bytes?.length === sizeBytes ? checkedParts(bytes, entry) : undefined;
  if (read !== undefined) return read;
  const notes = ["something else is writing it: run again when that is done"];
  throw new SpecmillError([
    error("source/changed", `\`${path}\` changed while it was read`, { place: { file: path }, notes }),
  ]);
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[\]{}!\\]/g, "\\$&");
}
