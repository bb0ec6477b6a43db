/**
 * Loads the `.ts` files of a pack as code: from the binary for a built-in pack, from the disk for the user's own.
 * A module that changed since it was loaded is evaluated again, with everything it imports (`watch`).
 */
import { InternalError } from "#model/errors.ts";
import { hashParts } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import type { PackAccess } from "./engines/engine.ts";
import { moduleFailure } from "./module-failure.ts";
import { moduleGraph } from "./module-graph.ts";

export interface PackModule {
  readonly exports: { readonly [name: string]: unknown };
  /** The files of the pack that were evaluated for it. */
  readonly files: readonly string[];
}

/** Absolute path of a module -> digest of all files that were evaluated for it. */
const evaluated = new Map<string, string>();

/** The exports of a module of the pack. Throws TemplateError when it does not parse or throws while it is evaluated. */
export async function loadPackModule(path: string, pack: PackAccess): Promise<PackModule> {
  const read = (file: string) => pack.file(file);
  const { files } = moduleGraph(path, { read: (file) => bytesOf(read(file)?.text) });
  try {
    const exports =
      pack.folder === undefined ? await pack.builtIn?.(path) : await importFresh(path, pack.folder, files, read);
    if (typeof exports !== "object" || exports === null) throw new InternalError(`no module ${pack.display(path)}`);
    return { exports: exports as PackModule["exports"], files };
  } catch (thrown) {
    throw moduleFailure(thrown, path, pack);
  }
}

async function importFresh(
  path: string,
  folder: string,
  files: readonly string[],
  read: (file: string) => { readonly digest: string } | undefined,
): Promise<unknown> {
  const file = absolute(folder, path);
  const digest = hashParts(files.flatMap((one) => [one, read(one)?.digest ?? ""]));
  const before = evaluated.get(file);
  if (before !== undefined && before !== digest) {
    for (const one of files) delete require.cache[absolute(folder, one)];
  }
  evaluated.set(file, digest);
  return import(file);
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text);
}
