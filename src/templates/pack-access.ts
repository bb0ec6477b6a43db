/** The rest of a pack, as engines reach it. Made from plain data, so that a render thread can make its own. */
import { InternalError } from "#model/errors.ts";
import type { Pack, PackFile } from "#model/template.ts";
import { absolute, join } from "#platform/paths.ts";
import { builtInPack } from "./built-in-packs.ts";
import type { PackAccess } from "./engines/engine.ts";

/** `onRead` hears of every file that an engine asks for and finds, so that it can become a read of the job that is rendering. */
export function packAccess(pack: Pack, root: string, onRead: (path: string) => void = () => {}): PackAccess {
  const files = new Map<string, PackFile>(pack.files.map((file) => [file.path, file]));
  const access: PackAccess = {
    file(path) {
      const file = files.get(join(path));
      if (file !== undefined) onRead(file.path);
      return file;
    },
    partials: pack.files.map((file) => file.path).filter((path) => /(?:^|\/)_[^/]*\.eta$/.test(path)),
    display: (path) => displayPath(pack, path),
  };
  if (pack.folder !== undefined) return { ...access, folder: absolute(root, pack.folder) };
  return { ...access, builtIn: (path) => loadBuiltIn(pack.name, path) };
}

/** How problems name a file of the pack: a path of the project, or `<pack>/<file>` for a built-in pack. */
export function displayPath(pack: Pick<Pack, "name" | "folder">, path: string): string {
  return join(pack.folder ?? pack.name, path);
}

async function loadBuiltIn(name: string, path: string): Promise<unknown> {
  const load = (await builtInPack(name))?.modules[path];
  if (load === undefined) throw new InternalError(`the built-in pack ${name} has no module ${path}`);
  return load();
}
