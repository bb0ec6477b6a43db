/** The zod schema of the rows of a view. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { schemaNames } from "./_names.ts";
import { selectSchema } from "./_schema-column.ts";
import { objectSchema, zodImport } from "./_schema-file.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = {
  each: "view",
  output: "schemas/views/<%= unit.slug %>.ts",
  when: (it) => it.options.zod,
};

export default function viewSchemaFile(it: PackContext<TableView>): string {
  const file = new OutputFile(it, "../../");
  const { select } = schemaNames(it, it.unit.name);
  for (const name of ["z", select]) file.claim(name);
  return file.text([objectSchema(file, it.unit, select, selectSchema)], zodImport);
}
