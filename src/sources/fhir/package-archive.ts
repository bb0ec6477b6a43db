/**
 * A package that is a `.tgz` of the project: read once, entry by entry. Its definitions are kept packed one by one (R4B: 5 MB of 53), so that
 * each can be read again without the rest.
 */

import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { hashContent } from "#platform/hash.ts";
import { join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import { archiveLimits } from "./archive-limits.ts";
import { gunzip } from "./gunzip.ts";
import { onlyKept } from "./kept-parts.ts";
import type { Options } from "./options.ts";
import type { IndexEntry } from "./package.ts";
import type { PackageContent } from "./package-content.ts";
import { mayHoldDefinition, placedIn } from "./package-content.ts";
import type { EntryFacts } from "./package-entry.ts";
import { ScanMemo } from "./package-memo.ts";
import type { DefinitionFile } from "./package-scan.ts";
import { indexPackage } from "./package-scan.ts";
import type { TarEntry } from "./tar.ts";
import { readTar } from "./tar.ts";

/** Whether a path of the options is an archive; anything else is a folder. */
export function isArchive(path: string): boolean {
  return /\.(?:tgz|tar\.gz)$/i.test(path);
}

/** Throws SpecmillError when it is missing, damaged, not safe or no package. */
export async function openArchive(
  path: string,
  input: SourceInput<Options>,
  context: SourceContext,
): Promise<PackageContent> {
  const archive = join(path);
  const unpacked = await unpack(archive, input, context);
  const folder = `${archive}/package`;
  const index = indexPackage(unpacked, folder, input.limits);
  for (const problem of index.problems) context.report(placedIn(folder, problem));
  return {
    manifest: index.manifest,
    entries: index.entries,
    read: (entry) => Bun.zstdDecompressSync(packedOf(entry, unpacked)),
    pathOf: ({ file }) => `${folder}/${file}`,
  };
}

interface Unpacked {
  readonly manifest: Uint8Array;
  readonly files: readonly DefinitionFile[];
  readonly packed: ReadonlyMap<string, Uint8Array>;
}

async function unpack(archive: string, input: SourceInput<Options>, context: SourceContext): Promise<Unpacked> {
  if (!context.inputs.exists(archive)) throw archiveProblem(archive, "does not exist");
  const scans = new ScanMemo(context.memo, input.limits);
  let manifest: Uint8Array | undefined;
  const files = new Map<string, DefinitionFile>();
  const packed = new Map<string, Uint8Array>();
  for await (const { path, type, content } of entriesOf(archive, input, context)) {
    const file = type === "file" && path.startsWith("package/") ? path.slice("package/".length) : "";
    if (file === "package.json") manifest = content;
    if (!mayHoldDefinition(file)) continue;
    const digest = hashContent(content);
    const scanned = scans.scan(content, digest);
    // An entry that comes again replaces the one before, as when an archive is unpacked.
    files.set(file, { file, digest, scanned });
    if (scanned.facts !== undefined) packed.set(file, pack(content, scanned.facts));
  }
  if (manifest === undefined)
    throw archiveProblem(archive, "is no FHIR package: there is no `package/package.json` in it");
  return { manifest, files: [...files.values()], packed };
}

function entriesOf(
  archive: string,
  { options }: SourceInput<Options>,
  { inputs }: SourceContext,
): AsyncIterable<TarEntry> {
  const limits = archiveLimits(archive, options);
  return readTar(gunzip(inputs.stream(archive), limits.gunzip), limits.tar);
}

function pack(content: Uint8Array, { kept }: EntryFacts): Uint8Array {
  return Bun.zstdCompressSync(onlyKept(content, kept) as Uint8Array<ArrayBuffer>, { level: 1 });
}

function packedOf({ file }: IndexEntry, { packed }: Unpacked): Uint8Array<ArrayBuffer> {
  return (packed.get(file) ?? new Uint8Array(0)) as Uint8Array<ArrayBuffer>;
}

function archiveProblem(archive: string, what: string): SpecmillError {
  return new SpecmillError([error("fhir/package", `the archive \`${archive}\` ${what}`, { place: { file: archive } })]);
}
