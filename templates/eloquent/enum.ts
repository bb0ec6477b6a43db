/** An enum of the database as a backed enum of PHP. */
import type { Header } from "specmill";
import { enumCases } from "./_enum-cases.ts";
import { banner, PhpFile } from "./_file.ts";
import { enumNameOf, nameInPath } from "./_names.ts";
import type { EnumView, Options, PackContext } from "./_types.ts";

export const header: Header<EnumView, Options> = {
  each: "enum",
  output: (it) => `Enums/${enumNameOf(it)}.php`,
  when: ({ options }) => options.enums,
};

export default function enumFile(it: PackContext<EnumView>): string {
  const { php, options, unit } = it;
  const { values, comment } = unit.data;
  const name = nameInPath(it.output);
  const file = new PhpFile(it, `${options.namespace}\\Enums`, name);
  const doc = options.phpdoc && comment !== undefined ? php.docComment(comment) : "";
  const cases = enumCases(values, it).map((one) => `    case ${one.name} = ${php.string(one.value)};\n`);
  return file.text(`${doc}enum ${name}: string\n{\n${cases.join("")}}\n`, [banner]);
}
