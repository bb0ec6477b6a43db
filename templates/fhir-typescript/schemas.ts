/** The door to the zod schemas. They have one of their own, so that whoever wants types alone needs no zod. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { packageSchemaPath, schemaPath } from "./_schema-names.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => `${folderOf(it, it.unit.id)}schemas.ts`;

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "zod" && hasDoors(it) && typesOf(it).length > 0,
};

export default function schemasFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const linkTo = (path: string) => file.pathTo(it.path.relative(pathOf(it), path));
  const ofPackage = (kind: string, names: string, path: string) =>
    behindDoor(it, kind).length === 0
      ? []
      : [`export ${names} from ${linkTo(packageSchemaPath(it, it.unit.id, path))};\n`];
  return file.text([
    [
      // By name: a type that is called like this does not hide it.
      ...ofPackage("resource", "{ FhirResourceSchema }", "resources.ts"),
      ...ofPackage("primitiveType", "*", "primitives.ts"),
      ...typesOf(it).map((unit) => `export * from ${linkTo(schemaPath(it, unit))};\n`),
    ].join(""),
  ]);
}

function typesOf(it: PackContext<PackageView>): TypeView[] {
  return [...behindDoor<TypeView>(it, "complexType"), ...behindDoor<TypeView>(it, "resource")];
}
