/** The components by kind and name, as types. */
import type { Header } from "specmill";
import type { SharedSection } from "./_file.ts";
import { OutputFile, sharedFiles } from "./_file.ts";
import { schemaTypeName } from "./_names.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "components.ts" };

const sections: readonly { readonly section: SharedSection; readonly kind: string }[] = [
  { section: "responses", kind: "response" },
  { section: "parameters", kind: "parameter" },
  { section: "requestBodies", kind: "requestBody" },
  { section: "headers", kind: "header" },
  { section: "pathItems", kind: "pathItem" },
];

export default function componentsFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  file.claim("components");
  const lines = sections.map(({ section, kind }) => {
    const type = it.units(kind).length === 0 ? "never" : file.importFromTop(sharedFiles[section], section);
    return `  ${section}: ${type};\n`;
  });
  return file.text(`export interface components {\n  schemas: ${schemasType(file)};\n${lines.join("")}}\n`);
}

function schemasType(file: OutputFile): string {
  const { it } = file;
  const members = it.units("schema").map(({ id, name }) => {
    const type = file.import(it.link(id) ?? "", schemaTypeName(it.ts, name));
    return `    ${it.ts.propertyKey(name)}: ${type};\n`;
  });
  return members.length === 0 ? "never" : `{\n${members.join("")}  }`;
}
