/** A built-in pack as files of the project. The copy is the project's own from then on: specmill does not update it. */

import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { PackFile } from "#model/template.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, folderOf, isInside, join } from "#platform/paths.ts";
import { builtInPack } from "#templates/built-in-packs.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";
import { typesFile, typesPath } from "./types-file.ts";

export interface EjectRequest {
  readonly pack: string;
  /** Project path; must not hold anything yet. */
  readonly folder: string;
  readonly root: string;
}

/** The files of a pack below `folder`, and the types that its `.ts` files import unless the project has them. Pure. */
export function planEject(
  files: readonly PackFile[],
  folder: string,
  exists: (path: string) => boolean,
): PlannedFile[] {
  const copies = files.map((file) => create(join(folder, file.path), file.text));
  const needsTypes = files.some((file) => file.path.endsWith(".ts")) && !exists(typesPath);
  return needsTypes ? [...copies, typesFile()] : copies;
}

/** Copies the pack and returns the project paths of what was written. Throws SpecmillError, and then nothing was written. */
export async function ejectPack({ pack, folder, root }: EjectRequest, fs: FileSystem): Promise<readonly string[]> {
  if (!isInside(".", folder)) {
    const notes = ["name a folder of the project"];
    throw new SpecmillError(
      [error("write/outside", `\`${folder}\` is outside of the project`, { notes })],
      exitCodes.usage,
    );
  }
  if (fs.stamp(absolute(root, folder)) !== undefined && fs.list(absolute(root, folder))?.length !== 0) {
    const notes = ["name another folder with `--to`, or move that one away"];
    throw new SpecmillError(
      [error("write/foreign", `\`${folder}\` is there already: it is left alone`, { notes })],
      exitCodes.edited,
    );
  }
  const files = planEject(
    (await builtInPack(pack))?.files ?? [],
    folder,
    (path) => fs.stamp(absolute(root, path)) !== undefined,
  );
  for (const { path } of files) {
    const refusal = refusePlace(path, root, fs);
    if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(path, refusal)]);
  }
  for (const { path, text } of files) {
    fs.makeFolder(absolute(root, folderOf(path)));
    fs.create(absolute(root, path), text);
  }
  return files.map(({ path }) => path);
}
