/** A config in memory or on disk, and what is said about it: `code place message`, notes indented below. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod";
import { checkConfig } from "#config/check.ts";
import { readCodeConfig } from "#config/code-file.ts";
import { readDataConfig } from "#config/data-file.ts";
import { loadConfig } from "#config/load.ts";
import type { SourceKinds } from "#config/schema.ts";
import type { Config } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Context } from "#platform/context.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { Inputs } from "#platform/inputs.ts";
import { noTrace } from "#platform/trace.ts";

/** Two kinds with every sort of option, so that the texts do not depend on what the real sources offer. */
export const kinds: SourceKinds = {
  data: {
    options: async () => ({
      options: z.object({
        path: z.union([z.string(), z.array(z.string())]).describe("The files, as a glob pattern."),
        each: z.enum(["file", "record"]).default("record").describe("What a unit is."),
        columns: z.array(z.strictObject({ name: z.string() })).optional(),
      }),
    }),
  },
  openapi: {
    options: async () => ({ options: z.strictObject({ path: z.string().min(1).describe("The document.") }) }),
  },
};

export interface Outcome {
  readonly config?: Config;
  readonly text: string;
  readonly exitCode: number;
}

/** Checks a YAML config against `kinds`. */
export async function checkYaml(yaml: string, file = "specmill.yaml"): Promise<Outcome> {
  return await outcome(async () => {
    const { config, problems } = await checkConfig(await readDataConfig(file, inputsOf({ [file]: yaml })), kinds);
    if (config === undefined) throw new SpecmillError(problems, 2);
    return config;
  });
}

/** Runs a `.ts` config on disk and checks it against `kinds`. */
export async function checkCode(
  root: string,
  inputs: Inputs = diskInputs(root),
  file = "specmill.config.ts",
): Promise<Outcome> {
  return await outcome(async () => {
    const { config, problems } = await checkConfig(await readCodeConfig(file, inputs, contextOf(root)), kinds);
    if (config === undefined) throw new SpecmillError(problems, 2);
    return config;
  });
}

/** Loads a config from files on disk as a run does, with the real source kinds. */
export async function loadFiles(
  file: string,
  root: string,
  options: { untrusted?: boolean; inputs?: Inputs } = {},
): Promise<Outcome> {
  const inputs = options.inputs ?? diskInputs(root);
  return await outcome(
    async () => (await loadConfig(file, inputs, contextOf(root, options.untrusted ?? false))).config,
  );
}

export async function outcome(work: () => Promise<Config>): Promise<Outcome> {
  try {
    return { config: await work(), text: "", exitCode: 0 };
  } catch (thrown) {
    if (!(thrown instanceof SpecmillError)) throw thrown;
    return { text: format(thrown.diagnostics), exitCode: thrown.exitCode };
  }
}

export function format(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatOne).join("\n");
}

function formatOne({ code, place, message, notes }: Diagnostic): string {
  const lines = notes.map(
    (note) => `\n  ${note.place === undefined ? "" : `${formatPlace(note.place)} `}${note.message}`,
  );
  return `${code} ${formatPlace(place)} ${message}${lines.join("")}`;
}

export function formatPlace(place: Place | undefined): string {
  if (place === undefined) return "-";
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(":");
}

/** What the place underlines. */
export function underlined(place: Place): string | undefined {
  const line = place.frame?.lines[(place.line ?? 0) - place.frame.firstLine];
  return line?.slice((place.column ?? 1) - 1, (place.column ?? 1) - 1 + (place.frame?.length ?? 0));
}

export function contextOf(root: string, untrusted = false): Context {
  return {
    root,
    fs: realFileSystem,
    report: () => {},
    emit: () => {},
    trace: noTrace,
    signal: new AbortController().signal,
    untrusted,
  };
}

export function inputsOf(files: Readonly<Record<string, string>>): Inputs {
  return makeInputs((path) => (Object.hasOwn(files, path) ? Buffer.from(files[path] ?? "") : undefined));
}

/** Inputs over a folder that remember what was asked: `seen` is path -> whether it was there. */
export function diskInputs(root: string): Inputs & { readonly seen: Map<string, boolean> } {
  const seen = new Map<string, boolean>();
  const inputs = makeInputs((path) => {
    const isFile = realFileSystem.stamp(join(root, path))?.type === "file";
    seen.set(path, isFile);
    return isFile ? realFileSystem.read(join(root, path)) : undefined;
  });
  return { ...inputs, seen };
}

function makeInputs(read: (path: string) => Uint8Array | undefined): Inputs {
  const unused = () => {
    throw new Error("a config asks for nothing else");
  };
  return {
    read,
    digest: (path) => {
      const bytes = read(path);
      return bytes === undefined ? undefined : hashContent(bytes);
    },
    exists: (path) => read(path) !== undefined,
    stream: unused,
    range: unused,
    glob: unused,
    realPath: unused,
  };
}

/** A folder with these files, its links resolved; removed when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): { readonly path: string } & Disposable {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "specmill-")));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
