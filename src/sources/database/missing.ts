/** What the options name and the schema does not have: a pattern with a typing error must not quietly select nothing. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { suggestNote } from "#model/suggest.ts";
import type { SourceInput } from "../source.ts";
import type { Options } from "./options.ts";
import type { DatabaseSchema } from "./schema.ts";
import { selectTables } from "./select-tables.ts";

/** Reports schemas that are not there, patterns of `include` that match nothing, and a selection that leaves no table. */
export function reportMissing(
  whole: DatabaseSchema,
  selected: DatabaseSchema,
  { name, options }: SourceInput<Options>,
  report: (problem: Diagnostic) => void,
): void {
  let isMistaken = false;
  const refuse = (message: string, notes: readonly string[]) => {
    isMistaken = true;
    report(error("database/schema", message, { notes }));
  };
  const known = whole.schemas.map((schema) => schema.name);
  for (const schema of options.schemas ?? []) {
    if (known.includes(schema)) continue;
    refuse(`\`${name}\` has no schema \`${schema}\``, suggestNote(schema, known));
  }
  for (const pattern of options.include ?? []) {
    if (countTables(selectTables(whole, { include: [pattern] })) > 0) continue;
    const tables = whole.schemas.flatMap((schema) => schema.tables.map((table) => table.name));
    refuse(`\`include\` of \`${name}\` names \`${pattern}\`, and no table matches`, suggestNote(pattern, tables));
  }
  if (countTables(selected) > 0 || isMistaken) return;
  const why = countTables(whole) === 0 ? "the schema has none" : "`include` and `exclude` leave none";
  report(warning("source/no-units", `\`${name}\` has no tables: ${why}`));
}

function countTables({ schemas }: DatabaseSchema): number {
  return schemas.reduce((sum, schema) => sum + schema.tables.length, 0);
}
