/** The rules of the primitive types of a release. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { behindDoor, hasDoors, packageOf } from "./_layout.ts";
import { patternOf, wholeNumbers } from "./_patterns.ts";
import { jsonType } from "./_primitives.ts";
import type { Options, PackageView, PackContext, PrimitiveView } from "./_types.ts";
import { complexRules } from "./_validator-element.ts";
import { packageValidatorPath, rulesName, validatorSupportFile } from "./_validator-names.ts";

const pathOf = (it: PackContext<PackageView>) => packageValidatorPath(it, it.unit.id, "primitives.ts");

export const header: Header<PackageView, Options> = {
  each: "package",
  output: pathOf,
  when: (it) => it.options.validators === "plain" && hasDoors(it) && behindDoor(it, "primitiveType").length > 0,
};

export default function primitiveValidatorsFile(it: PackContext<PackageView>): string {
  const file = new OutputFile(it, pathOf(it));
  const units = behindDoor<PrimitiveView>(it, "primitiveType");
  for (const { typeName } of units) file.claim(rulesName(typeName));
  const type = file.importFromTop(validatorSupportFile, "PrimitiveRules");
  return file.text(
    units.map((unit) => `export const ${rulesName(unit.typeName)}: ${type} = {\n${membersOf(file, unit)}};\n`),
  );
}

function membersOf(file: OutputFile, { data, id }: PrimitiveView): string {
  const { ts } = file.it;
  const json = jsonType(file.options, data.type, data.json);
  const pattern = json === "string" ? patternOf(data) : undefined;
  const whole = json === "number" ? wholeNumbers.get(data.type) : undefined;
  const sibling = complexRules(file, `complexType:${packageOf(id)}/Element`);
  const members = [
    `name: ${ts.string(data.type)}`,
    `json: ${ts.string(json)}`,
    ...(pattern === undefined ? [] : [`pattern: ${pattern}`]),
    ...(whole === undefined ? [] : [`whole: ${ts.literal(whole)}`]),
    ...(sibling === undefined ? [] : [`sibling: () => ${sibling}`]),
  ];
  return members.map((member) => `  ${member},\n`).join("");
}
