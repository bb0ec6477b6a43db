/** One view: the interface of its columns, which nothing writes to, and the type of its rows. */
import type { Header } from "specmill";
import { withoutDoubles } from "./_camel-case.ts";
import { columnMember } from "./_column.ts";
import { commentOf } from "./_comment.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import { viewNames } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = { each: "view", output: "views/<%= unit.slug %>.ts" };

export default function viewFile(it: PackContext<TableView>): string {
  const { data, name } = it.unit;
  const { options } = it;
  const file = new OutputFile(it, "../");
  const names = viewNames(it, name);
  for (const claimed of Object.values(names)) file.claim(claimed);

  const place = { file, driver: driverOf(options, data.dialect), dialect: data.dialect };
  const columns = withoutDoubles(data.columns, (column) => column.name, options, data.dialect);
  let members = "";
  for (const column of columns) members += columnMember({ ...place, path: `${name}.${column.name}` }, column, false);
  const row = `${file.kysely("Selectable")}<${names.table}>`;
  return file.text([
    `${commentOf(file, data)}export interface ${names.table} {${members === "" ? "" : `\n${members}`}}\n`,
    `export type ${names.select} = ${options.readonly ? `Readonly<${row}>` : row};\n`,
  ]);
}
