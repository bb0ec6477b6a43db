/**
 * Writes docs/schema.json, the JSON schema of a config, from the zod schema that validates it.
 * `bun scripts/schema.ts` writes, `--check` exits 1 when it is not current.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFile } from "#scaffold/schema-file.ts";

/** Project path -> content. */
export async function generateSchema(): Promise<ReadonlyMap<string, string>> {
  return new Map([["docs/schema.json", (await schemaFile()).text]]);
}

if (import.meta.main) {
  const root = join(import.meta.dir, "..");
  for (const [path, text] of await generateSchema()) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (process.argv.includes("--check")) {
      console.error(`not current: ${path} (bun scripts/schema.ts)`);
      process.exit(1);
    }
    writeFileSync(file, text);
    console.error(`wrote ${path}`);
  }
}
