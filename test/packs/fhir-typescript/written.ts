/** Generated modules that a test loads, in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  const folder = mkdtempSync(join(tmpdir(), "fhir-typescript-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { ...((await import(join(folder, "profiles.ts"))) as { readonly [name: string]: AdapterClass }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
