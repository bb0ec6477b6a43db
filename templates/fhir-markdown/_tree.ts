/** Trees of elements as tables: a line for each, with dots for how deep it is. Columns that say nothing are left out. */
import { bindingText } from "./_bindings.ts";
import type { Element, Field, It } from "./_fhir.ts";
import { line } from "./_markdown.ts";
import { cardinality, plain, remarks, treeName } from "./_text.ts";
import { typesText } from "./_types.ts";
import { rulesText, slicingText } from "./_values.ts";

const head = ["Element", "Flags", "Card.", "Type", "Binding", "Rules", "Description"];

export interface Leaf {
  readonly name: string;
  readonly level: number;
  /** Without it the line is only there for those below it. */
  readonly field?: Field & Partial<Element>;
  /** What to say of a nested type whose elements follow. */
  readonly nested?: string;
  /** Whether the slicing is worth a word. */
  readonly isSliced?: boolean;
}

export function tree(it: It, leaves: readonly Leaf[]): string {
  return it.md.table(
    head,
    leaves.map((leaf) => leafRow(it, leaf)),
  );
}

function leafRow(it: It, { name, level, field, nested = "", isSliced = false }: Leaf): string[] {
  const cell = treeName(it, name, level);
  if (field === undefined) return [cell];
  return [
    cell,
    flags(field),
    cardinality(field),
    typesText(it, field, nested),
    bindingText(it, field.binding),
    remarks([isSliced && field.slicing && `sliced ${slicingText(it, field.slicing)}`, rulesText(it, field)]),
    plain(it, field.short),
  ];
}

/** As the specification writes them: S must be supported, ?! changes the meaning of the rest, Σ is in a summary. */
function flags({ mustSupport = false, isModifier, isSummary }: Field & Partial<Element>): string {
  return [mustSupport && "S", isModifier && "?!", isSummary && "Σ"].filter((flag) => flag !== false).join(" ");
}

export interface Defined {
  readonly name: string;
  readonly field: Field & Partial<Element>;
}

/** What each is and what else there is to know, where that is more than the tree says. */
export function definitions(it: It, all: readonly Defined[]): string {
  return all.flatMap(({ name, field }) => definition(it, name, field)).join("\n");
}

function definition(
  it: It,
  name: string,
  { definition: text, short, comment, requirements }: Defined["field"],
): string[] {
  const said = text === undefined || isSame(text, short) ? "" : line(it, text);
  const remark = comment === undefined || isSame(comment, text) ? "" : line(it, comment);
  const reason = line(it, requirements);
  if (said === "" && remark === "" && reason === "") return [];
  return [
    `- ${it.md.code(name)}${said === "" ? "" : `: ${said}`}`,
    ...(remark === "" ? [] : [`  - Comment: ${remark}`]),
    ...(reason === "" ? [] : [`  - Requirements: ${reason}`]),
  ];
}

/** But for the case of letters, and a stop at the end. */
function isSame(text: string, short: string | undefined): boolean {
  const bare = (one: string) => one.trim().replace(/\.$/, "").toLowerCase();
  return short !== undefined && bare(text) === bare(short);
}
