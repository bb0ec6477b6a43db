/** The zod schemas of one table: rows that are selected, inserted and updated. Its name keeps it behind table.ts, where links lead. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { schemaNames } from "./_names.ts";
import { checksComment } from "./_schema-checks.ts";
import { insertSchema, selectSchema } from "./_schema-column.ts";
import { objectSchema, zodImport } from "./_schema-file.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "table",
  output: "schemas/<%= unit.slug %>.ts",
  when: (it) => it.options.zod,
};

export default function tableSchemaFile(it: PackContext<TableView>): string {
  const { unit, ts } = it;
  const file = new OutputFile(it, "../");
  const names = schemaNames(it, unit.name);
  for (const name of ["z", ...Object.values(names)]) file.claim(name);
  const checks = checksComment(ts, unit.data.checks, unit.data.columns);
  const select = objectSchema(file, unit, names.select, selectSchema);
  const insert = objectSchema(file, unit, names.insert, insertSchema, (column) => !column.isReadOnly);
  const update = `export const ${names.update} = ${names.insert}.partial();\n`;
  return file.text([select, checks + insert, update], zodImport);
}
