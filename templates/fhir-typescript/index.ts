/** The door to the types of a release: what one file exports has no name that another one exports. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { aliasOf } from "./_primitives.ts";
import type { Options, PackageView, PackContext, PrimitiveView, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}index.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => hasDoors(it) && typesOf(it).length > 0,
};

export default function indexFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const lines = typesOf(it).flatMap(({ id }) => {
    const link = it.link(id);
    return link === undefined ? [] : [`export type * from ${file.pathTo(link)};\n`];
  });
  const aliases = behindDoor<PrimitiveView>(it, "primitiveType").map(({ typeName }) => aliasOf(typeName));
  // By name: a type of a package that is called like one of these does not hide it.
  const first = ["FhirResource", "ResourceOf", "ResourceType"];
  if (behindDoor(it, "resource").length > 0) lines.unshift(exportOf(file, first, "./resources.ts"));
  if (aliases.length > 0) lines.unshift(exportOf(file, aliases, "./primitives.ts"));
  return file.text([lines.join("")]);
}

function typesOf(it: PackContext<PackageView>): TypeView[] {
  return [...behindDoor<TypeView>(it, "complexType"), ...behindDoor<TypeView>(it, "resource")];
}

function exportOf(file: OutputFile, names: readonly string[], path: string): string {
  return `export type {\n${names.map((name) => `  ${name},\n`).join("")}} from ${file.pathTo(path)};\n`;
}
