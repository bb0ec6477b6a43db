/** The door: the five types that the world expects, and every schema by its name. */
import type { Header } from "specmill";
import { OutputFile } from "./_file.ts";
import type { Options, PackContext } from "./_types.ts";

export const header: Header<unknown, Options> = { each: "once", output: "index.ts" };

export default function indexFile(it: PackContext): string {
  const file = new OutputFile(it, "./");
  const from = (path: string) => file.pathTo(path);
  const own = ["components", "operations", "paths", "webhooks"].map(
    (name) => `export type { ${name} } from ${from(`${name}.ts`)};\n`,
  );
  const schemas = it.units("schema").length === 0 ? "" : `export type * from ${from("schemas.ts")};\n`;
  return file.text(own.join("") + schemas, "export type $defs = Record<string, never>;\n");
}
