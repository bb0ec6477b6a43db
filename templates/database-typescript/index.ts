/** The door: every type by its name. When two names meet, the one that is spelt like its type keeps it. */
import type { Header } from "specmill";
import type { Exports } from "./_exports.ts";
import { exportLines } from "./_exports.ts";
import { OutputFile } from "./_file.ts";
import { distanceOf, tableNames, typeName, valuesName, viewNames } from "./_names.ts";
import type { EnumView, Options, PackContext, TableView } from "./_types.ts";
import { dialectOf, unitsOf } from "./_units.ts";

export const header: Header<unknown, Options> = { each: "once", output: "index.ts" };

export default function indexFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  const lines = [`export type { Database } from ${file.pathTo("database.ts")};\n`];
  lines.push(...exportLines(file, [...tables(it), ...types(it)]));
  if (dialectOf(it) !== "sqlite") lines.push(`export type * from ${file.pathTo("values.ts")};\n`);
  return file.text([lines.join("")]);
}

function tables(it: PackContext): Exports[] {
  const ofTable = ({ id, name }: TableView) => rows(it, id, name, tableNames(it, name));
  const ofView = ({ id, name }: TableView) => rows(it, id, name, viewNames(it, name));
  return [...unitsOf<TableView>(it, "table").map(ofTable), ...unitsOf<TableView>(it, "view").map(ofView)];
}

function rows(it: PackContext, id: string, name: string, names: { readonly select: string }): Exports {
  return { id, names: Object.values(names), distance: distanceOf(it, name, names.select) };
}

function types(it: PackContext): Exports[] {
  const { enums } = it.options;
  const ofType = ({ id, name }: EnumView): Exports => {
    const type = typeName(it, name);
    return { id, names: [type], distance: name === type ? 0 : 1 };
  };
  const ofEnum = (unit: EnumView): Exports[] => {
    const type = { ...ofType(unit), isValue: enums === "enum" };
    return enums === "const" ? [type, { ...type, names: [valuesName(it, unit.name)], isValue: true }] : [type];
  };
  return [
    ...unitsOf<EnumView>(it, "enum").flatMap(ofEnum),
    ...unitsOf<EnumView>(it, "domain").map(ofType),
    ...unitsOf<EnumView>(it, "composite").map(ofType),
  ];
}
