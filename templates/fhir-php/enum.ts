/** A value set that codes have to be of, as a backed enum: `Enum/AdministrativeGender.php`. */
import type { Header } from "specmill";
import { isBound } from "./_bound-sets.ts";
import type { EnumCase } from "./_enum-cases.ts";
import { enumCases } from "./_enum-cases.ts";
import { PhpFile } from "./_file.ts";
import { enumPath } from "./_names.ts";
import { spaceOf } from "./_space.ts";
import type { Concept, Options, PackContext, ValueSetView } from "./_types.ts";

export const header: Header<ValueSetView, Options> = {
  each: "valueSet",
  output: enumPath,
  when: (it) => it.options.enums && isBound(it) && it.unit.facts.isEnumerable,
};

export default function enumFile(it: PackContext<ValueSetView>): string {
  const { php, options, unit } = it;
  const { url, title, name, description, concepts } = unit.data;
  const file = new PhpFile(it, spaceOf(unit.facts.release, it) === "" ? 1 : 2);
  const cases = enumCases(concepts, it);
  const about = options.descriptions ? php.docLines(description ?? title ?? name) : [];
  const doc = [...about, ...(about.length === 0 ? [] : [""]), `@see ${php.comment(url)}`];
  const blocks = [
    `    public const VALUE_SET = ${php.string(url)};\n`,
    cases.map((one) => caseText(one, it)).join(""),
    methodText("The system that the code is of.", "system(): ?string", cases, ({ system }) => system, it),
    methodText("The code as people read it.", "display(): string", cases, ({ display, code }) => display ?? code, it),
  ];
  const docText = doc.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("");
  return file.text(`/**\n${docText} */\nenum ${file.name}: string\n{\n${blocks.join("\n")}}\n`);
}

function caseText({ name, concept }: EnumCase, { php, options }: PackContext): string {
  const doc = options.descriptions ? php.docComment(concept.definition ?? "", "    ") : "";
  return `${doc}    case ${name} = ${php.string(concept.code)};\n`;
}

/** A match over the cases, or the value alone where all have the same. */
function methodText(
  about: string,
  signature: string,
  cases: readonly EnumCase[],
  fieldOf: (concept: Concept) => string | undefined,
  { php }: PackContext,
): string {
  const values = cases.map(({ name, concept }) => ({ name, value: php.literal(fieldOf(concept) ?? null) }));
  const arms = values.map(({ name, value }) => `            self::${name} => ${value},\n`);
  const isSame = new Set(values.map(({ value }) => value)).size === 1;
  const result = isSame ? (values[0]?.value ?? "null") : `match ($this) {\n${arms.join("")}        }`;
  return `    /** ${about} */\n    public function ${signature}\n    {\n        return ${result};\n    }\n`;
}
