/**
 * A config that is a `.ts` module. It is code: the caller has made sure that it may run. It is evaluated once a load, what it
 * imports is recorded as input, and what it exports is taken as data and nothing else.
 */
import { pointerOf } from "#document/pointer.ts";
import type { ConfigPath } from "#model/config.ts";
import type { Diagnostic, Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";
import { absolute } from "#platform/paths.ts";
import { placeOfKey } from "./literal-place.ts";
import type { Modules } from "./modules.ts";
import { readModules } from "./modules.ts";
import { toPlainData } from "./plain-data.ts";
import { toDiagnostics } from "./problem.ts";
import type { Part, RawConfig } from "./raw-config.ts";
import { registerRuntimeModule } from "./runtime-module.ts";
import { missingImport, thrownProblems } from "./thrown.ts";

/** Configs compute names and paths; one that takes ten seconds waits for something that never comes. */
const evaluationMs = 10_000;

/** Throws SpecmillError (exit 2) when the module does not parse, throws, never ends or exports no plain data. */
export async function readCodeConfig(file: string, inputs: Inputs, context: Context): Promise<RawConfig> {
  const modules = readModules(file, inputs, context.root);
  const text = textOf(modules, file);
  if (text === undefined) throw refuse([error("config/not-found", `there is no config \`${file}\``)]);
  if (modules.missing.length > 0)
    throw refuse(modules.missing.map((one) => missingImport(one, textOf(modules, one.from) ?? "")));
  const exported = await evaluate(file, modules, context);
  const { value, problems } = toPlainData(exported);
  const raw = { file, value, place: (path: ConfigPath, part: Part) => placeIn(file, text, path, part) };
  if (problems.length > 0) throw refuse(await toDiagnostics(problems, raw));
  return raw;
}

async function evaluate(file: string, modules: Modules, context: Context): Promise<unknown> {
  registerRuntimeModule();
  // Links resolved, as the runtime names modules in its cache and in stack traces.
  const root = context.fs.realPath(context.root) ?? context.root;
  // An earlier load in this process (watch, the language server) may have left older versions.
  for (const one of modules.files.keys()) delete require.cache[absolute(root, one)];
  const path = absolute(root, file);
  const module = await withinTime(import(path), file).catch((thrown: unknown) => {
    throw thrown instanceof SpecmillError ? thrown : refuse(thrownProblems(thrown, file, modules, root));
  });
  refuseChanged(modules, context);
  if (!Object.hasOwn(module, "default")) throw refuse([noDefault(file)]);
  return module.default;
}

type Exports = { readonly default?: unknown };

async function withinTime(module: Promise<Exports>, file: string): Promise<Exports> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuse([tooSlow(file)])), evaluationMs);
  });
  return await Promise.race([module, late]).finally(() => clearTimeout(timer));
}

function tooSlow(file: string): Diagnostic {
  return error("config/code", `the config did not finish within ${evaluationMs / 1000} seconds`, {
    place: { file },
    notes: ["it awaits something that never comes"],
  });
}

/** The runtime reads the files by itself, a moment after they were recorded. */
function refuseChanged(modules: Modules, context: Context): void {
  const changed = [...modules.files].filter(
    ([file, bytes]) => !isSame(context.fs.read(absolute(context.root, file)), bytes),
  );
  const problems = changed.map(([file]) =>
    error("source/changed", `\`${file}\` changed while it was read`, { place: { file } }),
  );
  if (problems.length > 0) throw refuse(problems);
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

function noDefault(file: string): Diagnostic {
  return error("config/invalid", "the config has no default export", {
    place: { file, line: 1, column: 1 },
    notes: ["write `export default defineConfig({ … })`"],
  });
}

/** The line of a part that is written out in the file; parts that are computed have a pointer and no line. */
function placeIn(file: string, text: string, path: ConfigPath, part: Part): Place {
  const pointer = pointerOf(path);
  return placeOfKey(file, text, path, part) ?? (pointer === "" ? { file } : { file, pointer });
}

function textOf(modules: Modules, file: string): string | undefined {
  const bytes = modules.files.get(file);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

function refuse(problems: readonly Diagnostic[]): SpecmillError {
  return new SpecmillError(problems, exitCodes.usage);
}
