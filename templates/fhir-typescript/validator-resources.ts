/** The validator of any resource of a release. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, folderOf, hasDoors } from "./_layout.ts";
import type { Options, PackageView, PackContext, TypeView } from "./_types.ts";
import { validateFunctions } from "./_validator-file.ts";
import {
  functionNames,
  packageValidatorPath,
  rulesName,
  validatorPath,
  validatorSupportFile,
} from "./_validator-names.ts";

const pathOf = (it: PackContext<PackageView>) => packageValidatorPath(it, it.unit.id, "resources.ts");

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "plain" && hasDoors(it) && behindDoor(it, "resource").length > 0,
};

export default function resourceValidatorsFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const rules = rulesName("FhirResource");
  for (const name of [...Object.values(functionNames("FhirResource")), rules]) file.claim(name);
  const concrete = behindDoor<TypeView>(it, "resource").filter(({ isAbstract }) => !isAbstract);
  const all = concrete.map((unit) => file.importValueFromTop(validatorPath(it, unit), rulesName(unit.typeName)));
  const type = file.importFromTop(`${folderOf(it, it.unit.id)}resources.ts`, "FhirResource");
  const functions = validateFunctions(file, { typeName: "FhirResource", type, rules });
  const ruleType = file.importFromTop(validatorSupportFile, "ResourceRules");
  const list = all.length === 0 ? "" : `\n${all.map((name) => `    ${name},\n`).join("")}  `;
  return file.text([functions, `export const ${rules}: ${ruleType} = {\n  resources: () => [${list}],\n};\n`]);
}
