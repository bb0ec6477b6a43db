/** Models of a schema as this pack renders them, in memory or in a folder that PHP can load them from. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import { source } from "#sources/database/index.ts";
import type { Options as SourceOptions } from "#sources/database/options.ts";
import type { DatabaseSchema } from "#sources/database/schema.ts";
import { snapshotText } from "#sources/database/snapshot-text.ts";
import type { TableData } from "#sources/database/unit-data.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import type { RenderedPack } from "../support/render-pack.ts";
import { renderPack } from "../support/render-pack.ts";

export const packFolder = join(import.meta.dir, "../../../templates/eloquent");
export const namespace = "App\\Models";

export type Options = { readonly [name: string]: Json };

const limits = { documentBytes: 64 * 1024 * 1024, depth: 500, renderMs: 10_000 };

/** The units of a schema; a problem is an error of the test. */
export async function unitsOf(schema: DatabaseSchema, polymorphic?: SourceOptions["polymorphic"]): Promise<UnitSet> {
  const { context, diagnostics } = sourceContext({ "db/schema.json": snapshotText(schema) });
  const more = polymorphic === undefined ? {} : { polymorphic };
  const units = await source.load({ name: "shop", options: { url: "$URL", ...more }, limits }, context);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return units;
}

export function tablesOf(units: UnitSet): TableData[] {
  return [...units.list("table")].map(({ data }) => data as unknown as TableData);
}

export function render(units: UnitSet, options: Options = {}): Promise<RenderedPack> {
  return renderPack(packFolder, units, { options, source: { name: "shop", kind: "database" } });
}

/** Files below a new folder, which is removed at the end of the block. */
export function folderOf(files: ReadonlyMap<string, string>): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "specmill-eloquent-"));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** What PHP says of files that do not parse. All are looked at by one process: starting PHP takes longer than the rest. */
export function syntaxProblems(path: string): string {
  const program = `
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($argv[1], FilesystemIterator::SKIP_DOTS)) as $file) {
        try {
            token_get_all(file_get_contents($file), TOKEN_PARSE);
            opcache_compile_file($file);
        } catch (Throwable $problem) {
            echo $file, ': ', $problem->getMessage(), "\\n";
        }
    }`;
  const command = ["php", "-d", "opcache.enable_cli=1", "-r", program, "--", path];
  const { stdout, stderr } = Bun.spawnSync(command);
  return stdout.toString() + stderr.toString();
}
