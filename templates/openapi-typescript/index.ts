/** The door: the five types that the world expects, and every schema by its name. The same for every document. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "index.ts" };

export default function indexFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  const names = ["components", "operations", "paths", "webhooks"];
  const types = names.map((name) => `export type { ${name} } from ${file.pathTo(`${name}.ts`)};\n`);
  return file.text(
    `${types.join("")}export type * from ${file.pathTo("schemas.ts")};\n`,
    "export type $defs = Record<string, never>;\n",
  );
}
