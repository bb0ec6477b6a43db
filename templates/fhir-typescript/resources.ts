/** All resources of a release as one type, which `resourceType` tells apart. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}resources.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && behindDoor(it, "resource").length > 0,
};

export default function resourcesFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  for (const name of ["FhirResource", "ResourceType", "ResourceOf", "Extract"]) file.claim(name);
  const concrete = behindDoor<TypeView>(it, "resource").filter(({ isAbstract }) => !isAbstract);
  const names = concrete.flatMap(({ id, typeName }) => file.typeOf(id, typeName) ?? []);
  const union = names.length === 0 ? " never" : names.map((name) => `\n  | ${name}`).join("");
  return file.text([
    `/** Any resource; \`resourceType\` tells which. */\nexport type FhirResource =${union};\n`,
    `export type ResourceType = FhirResource["resourceType"];\n`,
    `/** The resource of a type: \`ResourceOf<"Patient">\`. */\nexport type ResourceOf<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>;\n`,
  ]);
}
