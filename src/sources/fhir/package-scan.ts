/** From the files of a package to its index. What a file says was read by `scanFile`; here it becomes part of a whole. */

import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Digest } from "#model/unit.ts";
import { decodeManifest } from "./manifest.ts";
import { placedIn } from "./package-content.ts";
import { withoutDuplicates } from "./package-duplicates.ts";
import type { ScannedFile } from "./package-entry.ts";
import type { PackageIndex, SizedEntry } from "./package-index.ts";

export interface PackageScan {
  /** The bytes of `package.json`. */
  readonly manifest: Uint8Array;
  readonly files: readonly DefinitionFile[];
}

export interface DefinitionFile {
  /** Relative to the folder `package`. */
  readonly file: string;
  readonly digest: Digest;
  readonly scanned: ScannedFile;
}

/** Places are relative to the folder `package`. Throws SpecmillError when the manifest is none, with places in `folder`. */
export function indexPackage(scan: PackageScan, folder: string, limits: Limits): PackageIndex {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic) => void problems.push(problem);
  const manifest = inFolder(folder, () => decodeManifest({ bytes: scan.manifest, limits, report }));
  const entries: SizedEntry[] = [];
  for (const { file, digest, scanned } of [...scan.files].sort((a, b) => compareText(a.file, b.file))) {
    const { facts, problem, sizeBytes } = scanned;
    if (problem !== undefined) report(problemIn(file, problem));
    if (facts !== undefined) entries.push({ file, ...facts, digest, sizeBytes });
  }
  return { manifest, entries: withoutDuplicates(entries, report), problems };
}

/** Runs `step`; what it throws gets places in `folder`. */
export function inFolder<T>(folder: string, step: () => T): T {
  try {
    return step();
  } catch (problem) {
    if (!(problem instanceof SpecmillError)) throw problem;
    throw new SpecmillError(
      problem.diagnostics.map((one) => placedIn(folder, one)),
      problem.exitCode,
    );
  }
}

function problemIn(file: string, problem: Diagnostic): Diagnostic {
  const notes = problem.notes.map((note) =>
    note.place === undefined ? note : { ...note, place: { ...note.place, file } },
  );
  return { ...problem, notes, place: { ...problem.place, file } };
}
