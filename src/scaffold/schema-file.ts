/** The JSON schema of the config as a file: editors complete and check a config with it, offline and for just this build. */
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";

/** Beside the config, and committed with it: the state folder is not there on a fresh checkout. */
export const schemaPath = "specmill.schema.json";

export async function schemaFile(): Promise<PlannedFile> {
  const { configJsonSchema } = await import("#config/json-schema.ts");
  return create(schemaPath, `${joinLists(JSON.stringify(await configJsonSchema(), undefined, 2))}\n`);
}

/** Lists of names on one line where they fit, as formatters write them: the file is committed, and a formatter may run over it. */
function joinLists(json: string): string {
  return json.replaceAll(/^( *"[^"\n]+": )\[\n((?: *"[^"\n]*",?\n)+) *\]/gm, (whole, key: string, items: string) => {
    const line = `${key}[${items.trim().replaceAll(/,\n */g, ", ")}]`;
    return line.length < 120 ? line : whole;
  });
}
