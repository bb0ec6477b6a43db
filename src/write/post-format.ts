/**
 * The formatter's place in the pipeline: once a run, over the staged files only, before they are compared with the disk. What it makes of
 * a raw text is kept by hash, so that `check` agrees with `generate` and an unchanged text is never formatted twice.
 */
import { join } from "node:path";
import type { FormatConfig } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Digest } from "#model/unit.ts";
import { runCommand, splitWords } from "#platform/child-process.ts";
import { hashParts } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";

/** Files at the root that common formatters read: a change in one of them formats again. */
const CONFIGURATIONS = [
  ".editorconfig",
  ".prettierrc",
  ".prettierrc.json",
  ".prettierrc.yaml",
  ".prettierrc.yml",
  ".prettierrc.toml",
  "prettier.config.js",
  "prettier.config.mjs",
  ".prettierignore",
  "biome.json",
  "biome.jsonc",
  "dprint.json",
  ".clang-format",
  "pint.json",
  ".php-cs-fixer.php",
  "rustfmt.toml",
];

/** Linux allows 2 MiB of arguments, Windows 32 KiB: calls of at most this many characters. */
const ARGUMENT_LIMIT = 30_000;

export interface FormatRules {
  /** Digest of commands and their configuration; part of what makes an output stale. */
  readonly digest: Digest;
  applies(path: string): boolean;
}

/** Reads the configuration files of formatters through `inputs`, so that they count as inputs. */
export function formatRules(formats: readonly FormatConfig[], inputs: Inputs): FormatRules {
  if (formats.length === 0) return { digest: "", applies: () => false };
  const globs = formats.map((format) => new Bun.Glob(format.pattern));
  const files = CONFIGURATIONS.map((file) => `${file}=${inputs.digest(file) ?? ""}`);
  const digest = hashParts([...formats.flatMap((format) => [format.pattern, format.command]), ...files]);
  return { digest, applies: (path) => globs.some((glob) => glob.match(path)) };
}

/** Runs each formatter over the staged files that match it; the files change in place. Problems come back; then nothing is written. */
export async function formatStaged(
  formats: readonly FormatConfig[],
  paths: readonly string[],
  stage: string,
  root: string,
): Promise<Diagnostic[]> {
  const problems: Diagnostic[] = [];
  for (const format of formats) {
    const glob = new Bun.Glob(format.pattern);
    const files = paths.filter((path) => glob.match(path)).map((path) => join(stage, path));
    for (const batch of batches(files)) {
      const result = await runCommand([...splitWords(format.command), ...batch], root, [
        join(root, "node_modules/.bin"),
      ]);
      if (result.exitCode !== 0)
        problems.push(failed(format, result.exitCode, result.output.replaceAll(`${stage}/`, "")));
    }
  }
  return problems;
}

function failed(format: FormatConfig, exitCode: number, output: string): Diagnostic {
  const tail = output.trim().split("\n").slice(-10).join("\n");
  const notes = [
    ...(tail === "" ? [] : [tail]),
    "nothing was written; run the command by hand on one output, or remove it from `format`",
  ];
  return error(
    "format/failed",
    `the formatter \`${format.command}\` for \`${format.pattern}\` ended with exit code ${exitCode}`,
    { notes },
  );
}

function* batches(files: readonly string[]): Iterable<readonly string[]> {
  let batch: string[] = [];
  let length = 0;
  for (const file of files) {
    if (length + file.length > ARGUMENT_LIMIT && batch.length > 0) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(file);
    length += file.length + 1;
  }
  if (batch.length > 0) yield batch;
}
