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
  // Modules of a built-in pack change with the binary only, whose digest is part of every key: following them would cost 1 ms each.
  const isBuiltIn = pack.folder === undefined;
  const files = isBuiltIn ? [path] : moduleGraph(path, { read: (file) => bytesOf(pack.file(file)?.text) }).files;
  try {
    const exports = isBuiltIn ? await pack.builtIn?.(path) : await importFresh(path, files, pack);
    if (typeof exports !== "object" || exports === null) throw new InternalError(`no module ${pack.display(path)}`);
    return { exports: exports as PackModule["exports"], files };
  } catch (thrown) {
    throw moduleFailure(thrown, path, pack);
  }
}

async function importFresh(path: string, files: readonly string[], pack: PackAccess): Promise<unknown> {
  const locate = (file: string) => absolute(pack.folder ?? "", file);
  const digest = hashParts(files.flatMap((file) => [file, pack.file(file)?.digest ?? ""]));
  const before = evaluated.get(locate(path));
  if (before !== undefined && before !== digest) {
    for (const file of files) delete require.cache[locate(file)];
  }
  evaluated.set(locate(path), digest);
  return import(locate(path));
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text);
}
