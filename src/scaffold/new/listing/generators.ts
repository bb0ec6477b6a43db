/** The generators and actions that can be named, for lists, completions and whoever mistyped one. */
import { join } from "node:path";
import { compareText, error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { GeneratorHome, TemplatesFolder } from "../action.ts";
import type { ActionEntry } from "./action-facts.ts";
import type { Keeping } from "./generator-index.ts";
import { indexedGenerators } from "./generator-index.ts";

export type { ActionEntry } from "./action-facts.ts";

export interface GeneratorEntry {
  /** With the prefix of its folder. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly actions: readonly ActionEntry[];
}

/**
 * In byte order. With `keeping`, what was seen of a large folder is kept in `.specmill` for the next time.
 * Throws SpecmillError when two folders have a generator and the strategy is `fail`.
 */
export function listGenerators(home: GeneratorHome, fs: FileSystem, keeping?: Keeping): readonly GeneratorEntry[] {
  const [only, ...others] = home.folders;
  if (only !== undefined && others.length === 0) return entriesOf(only, fs, keeping);
  const listed = home.folders.map((folder) => ({ folder, entries: entriesOf(folder, fs, keeping) }));
  const byName = new Map<string, GeneratorEntry>();
  const owners = new Map<string, TemplatesFolder>();
  for (const { folder, entries } of listed) {
    for (const entry of entries) {
      const other = owners.get(entry.name);
      if (other !== undefined && home.conflicts === "fail") throw conflict(entry.name, [other, folder]);
      if (other !== undefined && home.conflicts === "skip") continue;
      byName.set(entry.name, entry);
      owners.set(entry.name, folder);
    }
  }
  return [...byName.values()].sort((a, b) => compareText(a.name, b.name));
}

function entriesOf(
  { path, prefix = "", isInside }: TemplatesFolder,
  fs: FileSystem,
  keeping: Keeping | undefined,
): readonly GeneratorEntry[] {
  // What lies elsewhere may lie on another disk, whose clock says nothing about ours.
  const seen = indexedGenerators(path, fs, isInside ? keeping : undefined);
  return seen.map(({ name, actions }) => ({ name: `${prefix}${name}`, folder: join(path, name), actions }));
}

/** Said in the same words when such a generator is called. */
function conflict(generator: string, folders: readonly TemplatesFolder[]): SpecmillError {
  const where = folders.map(({ path }) => `\`${path}\``).join(" and ");
  const notes = ["set `conflictResolutionStrategy` to `override` or `skip`, or give one of the folders a `prefix`"];
  return new SpecmillError([error("scaffold/not-found", `the generator \`${generator}\` is in ${where}`, { notes })]);
}
