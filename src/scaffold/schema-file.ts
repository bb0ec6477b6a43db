/** The JSON schema of the config as a file: editors complete and check a config with it, offline and for just this build. */
import { configJsonSchema } from "#config/json-schema.ts";
import type { PlannedFile } from "./planned-file.ts";
import { create } from "./planned-file.ts";

/** Beside the config, and committed with it: the state folder is not there on a fresh checkout. */
export const schemaPath = "specmill.schema.json";

export async function schemaFile(): Promise<PlannedFile> {
  return create(schemaPath, `${JSON.stringify(await configJsonSchema(), undefined, 2)}\n`);
}
