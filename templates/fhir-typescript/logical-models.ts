/** The door to logical models, whose nested types are in their own files. */
import type { Header } from "specmill";
import type { Exports } from "./_door.ts";
import { exportLines } from "./_door.ts";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { hasModel } from "./_names.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}logical-models.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && behindDoor<TypeView>(it, "logicalModel").some((unit) => hasModel(it, unit)),
};

export default function logicalModelsFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const all = behindDoor<TypeView>(it, "logicalModel").flatMap(({ id, typeName }): Exports[] => [
    { id, names: [typeName], isValue: false },
  ]);
  return file.text([exportLines(file, all)]);
}
