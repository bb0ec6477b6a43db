/** One table: the interface of its columns, and the types of rows that are selected, inserted and updated. */
import type { Header } from "specmill";
import { withoutDoubles } from "./_camel-case.ts";
import { columnMember } from "./_column.ts";
import { commentOf } from "./_comment.ts";
import { driverOf } from "./_driver.ts";
import { OutputFile } from "./_file.ts";
import { tableNames } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";

export const header: Header<TableView, Options> = { each: "table", output: "tables/<%= unit.slug %>.ts" };

export default function tableFile(it: PackContext<TableView>): string {
  const { data, name } = it.unit;
  const { options } = it;
  const file = new OutputFile(it, "../");
  const names = tableNames(it, name);
  for (const claimed of Object.values(names)) file.claim(claimed);

  const place = { file, driver: driverOf(options, data.dialect), dialect: data.dialect };
  const columns = withoutDoubles(data.columns, (column) => column.name, options, data.dialect);
  let members = "";
  for (const column of columns) members += columnMember({ ...place, path: `${name}.${column.name}` }, column, true);
  const row = `${file.kysely("Selectable")}<${names.table}>`;
  const types = [
    `export type ${names.select} = ${options.readonly ? `Readonly<${row}>` : row};\n`,
    `export type ${names.insert} = ${file.kysely("Insertable")}<${names.table}>;\n`,
    `export type ${names.update} = ${file.kysely("Updateable")}<${names.table}>;\n`,
  ];
  return file.text([
    `${commentOf(file, data)}export interface ${names.table} {${members === "" ? "" : `\n${members}`}}\n`,
    types.join(""),
  ]);
}
