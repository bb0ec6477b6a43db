/** The door to the packages, where each has a folder of its own. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { folderOf, isCore, isFlat, packageOf, unitsOf } from "./_layout.ts";
import type { Options, PackageView, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "index.ts", when: (it) => !isFlat(it) };

export default function foldersFile(it: PackContext): string {
  const file = new OutputFile(it, "index.ts");
  const lines = unitsOf<PackageView>(it, "package")
    .filter(({ id }) => isCore(it, id))
    .map(({ id }) => {
      const name = file.claim(it.ts.identifier(it.casing.camel(packageOf(id))));
      return `export type * as ${name} from ${file.pathTo(`./${folderOf(it, id)}index.ts`)};\n`;
    });
  return file.text([lines.join("")]);
}
