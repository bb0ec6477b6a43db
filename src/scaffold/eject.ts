/** A built-in pack as files of the project. The copy is the project's own from then on: specmill does not update it. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { absolute, folderOf, isInside, join } from "#platform/paths.ts";
import { builtInPack } from "#templates/built-in-packs.ts";
import { refusalDiagnostic, refusePlace } from "#write/guard.ts";

export interface EjectRequest {
  readonly pack: string;
  /** Project path; must not hold anything yet. */
  readonly folder: string;
  readonly root: string;
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
  const files = (await builtInPack(pack))?.files ?? [];
  const paths = files.map((file) => join(folder, file.path));
  for (const path of paths) {
    const refusal = refusePlace(path, root, fs);
    if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(path, refusal)]);
  }
  for (const [at, file] of files.entries()) {
    const path = paths[at] ?? file.path;
    fs.makeFolder(absolute(root, folderOf(path)));
    fs.create(absolute(root, path), file.text);
  }
  return paths;
}
