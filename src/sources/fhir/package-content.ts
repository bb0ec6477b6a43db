/** What is in one package, wherever its files lie: each place that packages come from has a file that makes one of these. */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { IndexEntry, PackageManifest } from "./package.ts";

export interface PackageContent {
  readonly manifest: PackageManifest;
  /** Sorted by file name; no two stand for the same definition. */
  readonly entries: readonly IndexEntry[];
  /** As `FhirPackage.read`. */
  read(entry: IndexEntry): Uint8Array;
  /** As `FhirPackage.pathOf`. */
  pathOf(entry: IndexEntry): string;
}

/**
 * Whether a file of the folder `package` may hold a definition: its name decides nothing else. Folders in it hold examples, XML and pictures;
 * hidden files are indexes of other tools and what macOS leaves in archives (`._Patient.json`).
 */
export function mayHoldDefinition(file: string): boolean {
  return /^[^./\\][^/\\]*\.json$/i.test(file) && file !== "package.json";
}

/** A problem whose files are relative to `folder`, with places that its user can open. */
export function placedIn(folder: string, problem: Diagnostic): Diagnostic {
  const placed = <T extends Pick<Diagnostic, "place">>(one: T): T =>
    one.place === undefined ? one : { ...one, place: { ...one.place, file: `${folder}/${one.place.file}` } };
  return { ...placed(problem), notes: problem.notes.map(placed) };
}
