/** The door to the validators: the functions of all types, and what they tell. */
import type { Header } from "specmill";
import { nameList, OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";
import { functionNames, packageValidatorPath, validatorPath, validatorSupportFile } from "./_validator-names.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}validators.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "plain" && hasDoors(it) && typesOf(it).length > 0,
};

export default function validatorsFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const linkTo = (path: string) => file.pathTo(it.path.relative(pathOf(it), path));
  const lines = [`export type { Problem } from ${linkTo(validatorSupportFile)};\n`];
  if (behindDoor(it, "resource").length > 0) {
    lines.push(exportLine("FhirResource", linkTo(packageValidatorPath(it, it.unit.id, "resources.ts"))));
  }
  for (const unit of typesOf(it)) lines.push(exportLine(unit.typeName, linkTo(validatorPath(it, unit))));
  return file.text([lines.join("")]);

  function exportLine(typeName: string, path: string): string {
    const names = Object.values(functionNames(typeName)).map((name) => [name, file.claim(name)] as const);
    return `export ${nameList(names)} from ${path};\n`;
  }
}

/** An abstract resource is nothing that a value can be. */
function typesOf(it: PackContext<PackageView>): TypeView[] {
  const resources = behindDoor<TypeView>(it, "resource").filter(({ isAbstract }) => !isAbstract);
  return [...behindDoor<TypeView>(it, "complexType"), ...resources];
}
