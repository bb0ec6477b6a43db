/**
 * The formatter's place in the pipeline: once a run, over the staged files only, before they are compared with the disk. What it made of
 * a text is remembered by the hash of that text, so that `check` agrees with `generate` and the same text is not formatted again.
 */
import { isAbsolute, join } from "node:path";
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
  ...["", ".json", ".json5", ".yaml", ".yml", ".toml", ".js", ".cjs", ".mjs", ".ts"].map(
    (ending) => `.prettierrc${ending}`,
  ),
  ...[".js", ".cjs", ".mjs", ".ts"].map((ending) => `prettier.config${ending}`),
  ".prettierignore",
  "biome.json",
  "biome.jsonc",
  "dprint.json",
  ".clang-format",
  "pint.json",
  ".php-cs-fixer.php",
  ".php-cs-fixer.dist.php",
  "rustfmt.toml",
  ".rustfmt.toml",
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
  const programs = formats.flatMap(({ command }) => programFiles(command));
  const files = [...CONFIGURATIONS, ...programs].map((file) => `${file}=${digestOf(file, inputs)}`);
  const digest = hashParts([...formats.flatMap((format) => [format.pattern, format.command]), ...files]);
  return { digest, applies: (path) => globs.some((glob) => glob.match(path)) };
}

/** Words of a command that may name a script of the project. What is installed is not followed: a fresh checkout has none of it. */
function programFiles(command: string): string[] {
  const isScript = (word: string) => word.includes("/") || /\.(?:[cm]?[jt]s|sh|py|php)$/.test(word);
  return splitWords(command).filter((word) => !word.startsWith("-") && !isAbsolute(word) && isScript(word));
}

/** A folder of that name counts as nothing. */
function digestOf(file: string, inputs: Inputs): Digest {
  return (inputs.exists(file) ? inputs.digest(file) : undefined) ?? "";
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
