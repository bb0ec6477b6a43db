/** Generated modules that a test loads, in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A class of a profile, as a test uses it: it knows nothing of the types. */
export interface AdapterClass {
  readonly name: string;
  readonly url: string;
  from(resource: unknown): Adapter;
  apply(resource: unknown): Adapter;
  create(init: unknown): Adapter;
}

export interface Adapter {
  readonly resource: { readonly [property: string]: unknown };
  validate(): string[];
  /** Accessors. */
  [name: string]: unknown;
}

/** The classes of all profiles by their names. */
export async function loadProfiles(
  files: ReadonlyMap<string, string>,
): Promise<{ readonly [name: string]: AdapterClass }> {
  return (await loadGenerated(files, "profiles.ts")) as { readonly [name: string]: AdapterClass };
}

/** What a generated module exports; it finds the packages of this project. */
export async function loadGenerated(
  files: ReadonlyMap<string, string>,
  path: string,
): Promise<{ readonly [name: string]: unknown }> {
  const folder = mkdtempSync(join(tmpdir(), "fhir-typescript-"));
  try {
    for (const [name, text] of files) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    symlinkSync(join(import.meta.dir, "../../../node_modules"), join(folder, "node_modules"), "junction");
    return { ...((await import(join(folder, path))) as { readonly [name: string]: unknown }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
