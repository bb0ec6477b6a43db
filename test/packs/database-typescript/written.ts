/** Generated modules that a test loads: in a folder of their own, in which `zod` and `kysely` are found. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type * as z from "zod";

export interface Written extends Disposable {
  readonly folder: string;
}

export function write(files: ReadonlyMap<string, string>): Written {
  const folder = mkdtempSync(join(tmpdir(), "database-typescript-"));
  for (const [path, text] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(import.meta.dir, "../../../node_modules"), join(folder, "node_modules"), "junction");
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The schemas of all tables by their names. */
export type Schemas = { readonly [name: string]: z.ZodObject };

/** The schemas of what was rendered with `zod: true`. */
export async function loadSchemas(files: ReadonlyMap<string, string>): Promise<Schemas> {
  using written = write(files);
  return { ...((await import(join(written.folder, "schemas.ts"))) as Schemas) };
}
