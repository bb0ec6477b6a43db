/** Lines that export again what other files export, each name once. */
import type { OutputFile } from "./_file.ts";
import { nameList } from "./_file.ts";

export interface Exports {
  /** The unit whose output exports them; without an output there is no line. */
  readonly id: string;
  /** Or the path of the output. */
  readonly path?: string;
  readonly names: readonly string[];
  /** How far the names are from that of the unit: where names meet, the nearest keeps its own. */
  readonly distance: number;
  readonly isValue?: boolean;
}

/** In the order given; a name that is taken gets `_2`. */
export function exportLines(file: OutputFile, all: readonly Exports[]): string[] {
  const local = new Map<Exports, [exported: string, local: string][]>();
  for (const one of all.toSorted((a, b) => a.distance - b.distance)) {
    local.set(
      one,
      one.names.map((name) => [name, file.claim(name)]),
    );
  }
  return all.flatMap((one) => {
    const { id, path = file.it.link(id), isValue = false } = one;
    if (path === undefined) return [];
    return [`export ${isValue ? "" : "type "}${nameList(local.get(one) ?? [])} from ${file.pathTo(path)};\n`];
  });
}
