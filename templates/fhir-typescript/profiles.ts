/** The door to the classes of profiles. */
import type { Header } from "specmill";
import type { Exports } from "./_door.ts";
import { exportLines } from "./_door.ts";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { classNames, hasAdapter } from "./_names.ts";
import type { Options, PackageView, PackContext, ProfileView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}profiles.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && behindDoor<ProfileView>(it, "profile").some((unit) => hasAdapter(it, unit)),
};

export default function profilesFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const all = behindDoor<ProfileView>(it, "profile").flatMap(({ id, typeName }): Exports[] => {
    const { own, init } = classNames(typeName);
    return [
      { id, names: [own], isValue: true },
      { id, names: [init], isValue: false },
    ];
  });
  return file.text([exportLines(file, all)]);
}
