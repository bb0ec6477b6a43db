/**
 * The index of a package as a file beside it: what its definitions are, without opening one. It is made once by a scan; a file that is
 * damaged, of another format or of another state of the package is no index, and the package is scanned again.
 */
import type { Diagnostic } from "#model/diagnostic.ts";
import type { IndexEntry, PackageManifest } from "./package.ts";
import { mayHoldDefinition } from "./package-content.ts";

export interface PackageIndex {
  readonly manifest: PackageManifest;
  /** Sorted by file name, without duplicates. */
  readonly entries: readonly SizedEntry[];
  /** What the scan found, to be said again by every run; files are relative to the folder `package`. */
  readonly problems: readonly Diagnostic[];
}

export interface SizedEntry extends IndexEntry {
  /** Of the file. */
  readonly sizeBytes: number;
}

/** Raise it with every change of what is in an index or how a file is read. */
const FORMAT = 2;

/**
 * A line for the head, the manifest, the problems and each definition. Plain objects: the parser makes 3,000 of them in 3 ms, sooner than code
 * of ours would from a denser format. `state` names what was scanned: the integrity of the package.
 */
export function encodeIndex({ manifest, entries, problems }: PackageIndex, state: string): string {
  const rows = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  const body = `"manifest":${JSON.stringify(manifest)},\n"problems":${JSON.stringify(problems)},\n"entries":[\n${rows}\n]}\n`;
  return `${headOf(state, body)}\n${body}`;
}

/** `undefined` when the text is no index of this state. */
export function decodeIndex(text: string, state: string): PackageIndex | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== headOf(state, body)) return undefined;
  const { manifest, problems, entries } = JSON.parse(text) as PackageIndex;
  return entries.every(({ file }) => mayHoldDefinition(file)) ? { manifest, problems, entries } : undefined;
}

/** The checksum tells a file that was cut or mended by hand; it is no defence against whoever can write the folder. */
function headOf(state: string, body: string): string {
  const head = { specmill: "fhir-index", version: FORMAT, state, checksum: Bun.hash(body).toString(16) };
  return `${JSON.stringify(head).slice(0, -1)},`;
}
