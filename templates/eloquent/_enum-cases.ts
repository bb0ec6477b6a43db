/** The cases of a backed enum: `PG-13` is `Pg13`. A name is made from its value; only where two meet is the later one numbered. */
import type { PackContext } from "./_types.ts";

export interface EnumCase {
  readonly name: string;
  readonly value: string;
}

export function enumCases(values: readonly string[], it: PackContext): EnumCase[] {
  const taken = new Set<string>();
  return values.map((value) => {
    const wanted = caseName(value, it);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    return { name, value };
  });
}

/** `class` alone may not name a constant. */
function caseName(value: string, { casing, php }: PackContext): string {
  const pascal = casing.pascal(value);
  if (pascal === "") return value === "" ? "Empty" : "Other";
  if (!php.isIdentifier(pascal)) return `Value${pascal}`;
  return pascal === "Class" ? "Class_" : pascal;
}
