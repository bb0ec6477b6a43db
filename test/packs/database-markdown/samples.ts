/** The sample databases, as their dialects read them. */

import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { introspectSqlite } from "#sources/database/dialects/sqlite.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";

const folder = join(import.meta.dir, "../../fixtures/databases");

export function sampleText(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

export function sqliteChinook(): DatabaseSchema {
  using file = new Database(join(folder, "chinook.sqlite"), { readonly: true });
  return introspectSqlite((text) => file.query(text).all() as object[]);
}
