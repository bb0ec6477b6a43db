/** The zod schema of any resource of a release. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import { supportValue } from "./_schema-field.ts";
import { packageSchemaPath, schemaName, schemaPath, zodImport } from "./_schema-names.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";

const pathOf = (it: PackContext<PackageView>) => packageSchemaPath(it, it.unit.id, "resources.ts");

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "zod" && hasDoors(it) && behindDoor(it, "resource").length > 0,
};

export default function resourceSchemasFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  for (const name of ["z", "FhirResourceSchema"]) file.claim(name);
  const concrete = behindDoor<TypeView>(it, "resource").filter(({ isAbstract }) => !isAbstract);
  const schemas = concrete.map((unit) => file.importValueFromTop(schemaPath(it, unit), schemaName(unit.typeName)));
  const type = file.importFromTop(`${folderOf(it, it.unit.id)}resources.ts`, "FhirResource");
  const list = schemas.map((schema) => `  ${schema},\n`).join("");
  const union = `${supportValue(file, "byResourceType")}(() => [${list === "" ? "" : `\n${list}`}])`;
  const comment = it.options.comments === "none" ? "" : "/** Any resource; `resourceType` tells which. */\n";
  return file.text([`${comment}export const FhirResourceSchema: z.ZodType<${type}> = ${union};\n`], zodImport);
}
