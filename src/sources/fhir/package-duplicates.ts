/** Definitions that a package has twice: one of them counts, on every machine the same one, and a warning says which. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { compareText, warning } from "#model/diagnostic.ts";
import type { IndexEntry } from "./package.ts";

/**
 * The entries sorted by file name, each URL and version once, and each id once among its likes. That a profile has the id of a core type is
 * no clash. A file that is named as the specification wants it (`ValueSet-x.json`) comes before any other, then the first by name.
 */
export function withoutDuplicates<Entry extends IndexEntry>(
  entries: readonly Entry[],
  report: (problem: Diagnostic) => void,
): readonly Entry[] {
  const sorted = [...entries].sort(
    (a, b) => Number(isOddlyNamed(a)) - Number(isOddlyNamed(b)) || compareText(a.file, b.file),
  );
  const seen = new Map<string, Entry>();
  const kept: Entry[] = [];
  for (const entry of sorted) {
    const keys = keysOf(entry);
    const first = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
    if (first !== undefined) {
      report(duplicateProblem(entry, first));
      continue;
    }
    for (const key of keys) seen.set(key, entry);
    kept.push(entry);
  }
  return kept.sort((a, b) => compareText(a.file, b.file));
}

function isOddlyNamed({ file, resourceType, id }: IndexEntry): boolean {
  return file !== `${resourceType}-${id}.json`;
}

function keysOf(entry: IndexEntry): string[] {
  const { resourceType, id, url, version = "" } = entry;
  return [`url ${resourceType} ${url}|${version}`, `id ${resourceType} ${familyOf(entry)} ${id}`];
}

/** Among what an id is unique. */
function familyOf({ kind, derivation, type }: IndexEntry): string {
  if (derivation !== "constraint") return kind ?? "";
  return type === "Extension" ? "extension" : "profile";
}

function duplicateProblem(entry: IndexEntry, first: IndexEntry): Diagnostic {
  const what = entry.url === first.url ? `\`${entry.url}\`` : `the id \`${entry.id}\``;
  return warning("fhir/package", `${what} is defined twice, the first time in \`${first.file}\``, {
    place: { file: entry.file },
    notes: ["the file is left out"],
  });
}
