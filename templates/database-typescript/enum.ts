/** One enum, in the form that the option `enums` asks for. */
import type { Header } from "specmill";
import { commentOf } from "./_comment.ts";
import { OutputFile } from "./_file.ts";
import { typeName, valuesName } from "./_names.ts";
import type { EnumView, Options, PackContext } from "./_types.ts";

export const header: Header<EnumView, Options> = { each: "enum", output: "enums/<%= unit.slug %>.ts" };

/** Longer lists stand on several lines. */
const lineWidth = 90;

export default function enumFile(it: PackContext<EnumView>): string {
  const { data, name } = it.unit;
  const file = new OutputFile(it, "../");
  const type = typeName(it, name);
  const comment = commentOf(file, data);
  const literals = data.values.map(it.ts.string);
  if (it.options.enums === "enum") return file.text([`${comment}export enum ${type} {\n${members(it, literals)}}\n`]);
  if (it.options.enums === "union") return file.text([`${comment}export type ${type} =${union(literals)};\n`]);
  const values = valuesName(it, name);
  return file.text([
    `${comment}export const ${values} = ${list(literals)} as const;\n`,
    `export type ${type} = (typeof ${values})[number];\n`,
  ]);
}

function union(literals: readonly string[]): string {
  const line = literals.length === 0 ? "never" : literals.join(" | ");
  return line.length <= lineWidth ? ` ${line}` : literals.map((literal) => `\n  | ${literal}`).join("");
}

function list(literals: readonly string[]): string {
  const line = `[${literals.join(", ")}]`;
  return line.length <= lineWidth ? line : `[\n${literals.map((literal) => `  ${literal},\n`).join("")}]`;
}

/** `PG-13` is the member `PG13`; where two names meet, the second is `PG13_2`. */
function members({ casing, ts, unit }: PackContext<EnumView>, literals: readonly string[]): string {
  const taken = new Set<string>();
  let lines = "";
  for (const [at, value] of unit.data.values.entries()) {
    const wanted = ts.identifier(ts.typeName(casing.pascal(value)));
    let member = wanted;
    for (let suffix = 2; taken.has(member); suffix++) member = `${wanted}_${suffix}`;
    taken.add(member);
    lines += `  ${member} = ${literals[at]},\n`;
  }
  return lines;
}
