/** The tables and views by the name that a query gives them: the type parameter of Kysely. */
import type { Header } from "specmill";
import { codeName, withoutDoubles } from "./_camel-case.ts";
import { OutputFile } from "./_file.ts";
import { tableNames, viewNames } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";
import { dialectOf, tablesAndViews } from "./_units.ts";

export const header: Header<unknown, Options> = { each: "once", output: "database.ts" };

export default function databaseFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  file.claim("Database");
  const all = withoutDoubles(tablesAndViews(it), queryName, it.options, dialectOf(it));
  const members = all.map((unit) => {
    const names = unit.kind === "view" ? viewNames(it, unit.name) : tableNames(it, unit.name);
    const type = file.import(it.link(unit.id) ?? "", names.table);
    return `  ${it.ts.propertyKey(codeName(queryName(unit), it.options))}: ${type};\n`;
  });
  if (members.length === 0) return file.text(["export type Database = Record<string, never>;\n"]);
  return file.text([`export interface Database {\n${members.join("")}}\n`]);
}

/** Kysely takes what stands before the point for a schema. */
function queryName({ schema, table, isDefaultSchema }: TableView): string {
  return isDefaultSchema ? table : `${schema}.${table}`;
}
