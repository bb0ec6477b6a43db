/** The cases of an enum: `entered-in-error` is `EnteredInError`, `<` by its display `LessThan`. A name is made from its code; where two meet, the later one is numbered. */
import type { Concept, PackContext } from "./_types.ts";

export interface EnumCase {
  readonly name: string;
  readonly concept: Concept;
}

/** A code that several systems have is one case, of the first of them; so are codes that differ in what no text of PHP can hold. */
export function enumCases(concepts: readonly Concept[], it: PackContext<unknown>): EnumCase[] {
  const taken = new Set<string>();
  const byCode = new Map<string, Concept>();
  for (const concept of concepts) {
    const code = concept.code.toWellFormed();
    if (!byCode.has(code)) byCode.set(code, concept);
  }
  return Array.from(byCode.values(), (concept) => {
    const wanted = caseName(concept, it);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    return { name, concept };
  });
}

/** Long enough for every code of FHIR, short enough to be read. */
const maxLength = 80;

function caseName({ code, display = "" }: Concept, { casing, php }: PackContext<unknown>): string {
  // Versions lose their meaning without their dots: `4.0.1` is `Value4_0_1`.
  const isNumeric = /^[\d.]+$/.test(code) && /\d/.test(code);
  if (isNumeric) return `Value${code.replaceAll(".", "_")}`.slice(0, maxLength);
  for (const text of [code, display]) {
    const pascal = casing.pascal(text).slice(0, maxLength).toWellFormed().replaceAll("\ufffd", "");
    if (pascal === "") continue;
    const name = php.isIdentifier(pascal) ? pascal : `Value${pascal}`;
    if (php.isIdentifier(name)) return name === "Class" ? "Class_" : name;
  }
  return "Other";
}
