/** A value set whose codes are all known: their literal types, in the form that the option `enums` asks for. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { outputOf } from "./_layout.ts";
import { hasCodesFile, hasValues, valuesName } from "./_names.ts";
import type { Concept, Options, PackContext, ValueSetView } from "./_types.ts";

const pathOf = (it: PackContext<ValueSetView>) => outputOf(it, "value-sets", it.unit);

export const header: Header<ValueSetView, Options> = {
  each: "valueSet",
  output: pathOf,
  when: (it) => hasCodesFile(it, it.unit),
};

/** Longer lists stand on several lines. */
const lineWidth = 90;

export default function valueSetFile(it: PackContext<ValueSetView>): string {
  const { data, typeName } = it.unit;
  const file = new OutputFile(it, pathOf(it));
  const said = { short: data.title ?? data.name, definition: data.description };
  const comment = commentOf(file, said, "", [data.url.replace(/\s+/g, " ")]);
  const codes = [
    ...new Map(data.concepts.toReversed().map((concept) => [concept.code, concept])).values(),
  ].toReversed();
  if (!hasValues(it.options)) return file.text([`${comment}export type ${typeName} =${union(file, codes)};\n`]);
  const values = valuesName(typeName);
  return file.text([
    `${comment}export const ${values} = ${list(file, codes)} as const;\n`,
    `${comment}export type ${typeName} = (typeof ${values})[number];\n`,
  ]);
}

function union(file: OutputFile, concepts: readonly Concept[]): string {
  const line = concepts.map(({ code }) => file.it.ts.string(code)).join(" | ");
  if (line.length <= lineWidth && !isCryptic(file, concepts)) return ` ${line}`;
  return concepts.map((concept) => `\n${display(file, concept)}  | ${file.it.ts.string(concept.code)}`).join("");
}

function list(file: OutputFile, concepts: readonly Concept[]): string {
  const line = `[${concepts.map(({ code }) => file.it.ts.string(code)).join(", ")}]`;
  if (line.length <= lineWidth && !isCryptic(file, concepts)) return line;
  return `[\n${concepts.map((concept) => `${display(file, concept)}  ${file.it.ts.string(concept.code)},\n`).join("")}]`;
}

/** Codes such as `8716-3` need their display to be understood; `in-progress` does not. */
function isCryptic({ options }: OutputFile, concepts: readonly Concept[]): boolean {
  return options.comments !== "none" && concepts.some(saysMore);
}

function display(file: OutputFile, concept: Concept): string {
  return saysMore(concept) ? commentOf(file, { short: concept.display }, "  ") : "";
}

function saysMore({ code, display = code }: Concept): boolean {
  return letters(display) !== letters(code);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
