/** The door to the value sets, whose names are apart from those of types. */
import type { Header } from "specmill";
import type { Exports } from "./_door.ts";
import { exportLines } from "./_door.ts";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { hasCodesFile, hasValues, valuesName } from "./_names.ts";
import type { Options, PackageView, PackContext, ValueSetView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}value-sets.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && behindDoor<ValueSetView>(it, "valueSet").some((unit) => hasCodesFile(it, unit)),
};

export default function valueSetsFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const all = behindDoor<ValueSetView>(it, "valueSet").flatMap(({ id, typeName }): Exports[] => [
    { id, names: [typeName], isValue: false },
    ...(hasValues(it.options) ? [{ id, names: [valuesName(typeName)], isValue: true }] : []),
  ]);
  return file.text([exportLines(file, all)]);
}
