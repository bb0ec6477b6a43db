/** The door to the schemas. They have one of their own, so that whoever wants types alone needs no zod. */
import type { Header } from "specmill";
import type { Exports } from "./_exports.ts";
import { exportLines } from "./_exports.ts";
import { OutputFile } from "./_file.ts";
import { distanceOf, schemaNames } from "./_names.ts";
import type { Options, PackContext, TableView } from "./_types.ts";
import { unitsOf } from "./_units.ts";

export const header: Header<unknown, Options> = { each: "once", output: "schemas.ts", when: (it) => it.options.zod };

export default function schemasFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  const tables = unitsOf<TableView>(it, "table").map((unit) => exportsOf(it, unit, `schemas/${unit.slug}.ts`));
  const views = unitsOf<TableView>(it, "view").map((unit) => exportsOf(it, unit, `schemas/views/${unit.slug}.ts`));
  const lines = exportLines(file, [...tables, ...views]);
  return file.text([lines.length === 0 ? "export {};\n" : lines.join("")]);
}

function exportsOf(it: PackContext, { id, kind, name }: TableView, path: string): Exports {
  const names = schemaNames(it, name);
  const distance = distanceOf(it, name, names.select.slice(0, -"Select".length));
  return { id, path, names: kind === "view" ? [names.select] : Object.values(names), distance, isValue: true };
}
