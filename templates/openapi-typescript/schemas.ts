/** Every schema by the name of its type; when two names meet, the one that is spelt like its type keeps it. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import { schemaTypeName } from "./_names.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = {
  each: "once",
  output: "schemas.ts",
};

export default function schemasFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  const schemas = [...it.units("schema")].map(({ id, name }) => ({ id, name, exported: schemaTypeName(it.ts, name) }));
  const exact = schemas.filter(({ name, exported }) => name === exported);
  const local = new Map(
    [...exact, ...schemas.filter((schema) => !exact.includes(schema))].map(({ id, exported }) => [
      id,
      file.claim(exported),
    ]),
  );
  const lines = schemas.map(({ id, exported }) => {
    const name = local.get(id) ?? exported;
    return `export type { ${name === exported ? name : `${exported} as ${name}`} } from ${file.pathTo(it.link(id) ?? "")};\n`;
  });
  return file.text(lines.length === 0 ? "export {};\n" : lines.join(""));
}
