/** Files that export again what others export, each name once. */
import type { OutputFile } from "./_file.ts";
import { nameList } from "./_file.ts";

export interface Exports {
  /** The unit whose output exports them; without an output there is no line. */
  readonly id: string;
  /** Or the path of the output, where it is not the one that links lead to. */
  readonly path?: string;
  readonly names: readonly string[];
  readonly isValue: boolean;
}

/** In the order given; a name that is taken gets `_2`. */
export function exportLines(file: OutputFile, all: readonly Exports[]): string {
  return all
    .map(({ id, path, names, isValue }) => {
      const link = path ?? file.it.link(id);
      if (link === undefined) return "";
      const local = names.map((name): [string, string] => [name, file.claim(name)]);
      return `export ${isValue ? "" : "type "}${nameList(local)} from ${file.pathTo(link)};\n`;
    })
    .join("");
}
