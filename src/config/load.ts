/** Reads a config, whatever it is written in, checks all of it and resolves it. Loads zod and a parser: not for the unchanged run. */
import type { Config, ConfigPath } from "#model/config.ts";
import type { Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Context } from "#platform/context.ts";
import type { Inputs } from "#platform/inputs.ts";
import type { Part, RawConfig } from "./raw-config.ts";
import { existingPath } from "./raw-config.ts";

export interface LoadedConfig {
  readonly config: Config;
  /** Where a part of the config was written, or the nearest part around it that was. The value, unless `part` is "key". */
  resolvePlace(path: ConfigPath, part?: Part): Place | Promise<Place>;
}

/**
 * Loads the config at a project path. Every file that it consists of is read through `inputs`.
 * Throws SpecmillError with all problems at once: exit 2, or exit 4 when the config is code and the context is untrusted.
 */
export async function loadConfig(file: string, inputs: Inputs, context: Context): Promise<LoadedConfig> {
  const raw = await readConfig(file, inputs, context);
  const { checkConfig } = await import("./check.ts");
  const { sources } = await import("#sources/registry.gen.ts");
  const { config, problems } = await checkConfig(raw, sources);
  if (config === undefined) throw new SpecmillError(problems, exitCodes.usage);
  return { config, resolvePlace: (path, part = "value") => raw.place(existingPath(raw.value, path), part) };
}

async function readConfig(file: string, inputs: Inputs, context: Context): Promise<RawConfig> {
  if (!isCode(file)) {
    const { readDataConfig } = await import("./data-file.ts");
    return await readDataConfig(file, inputs);
  }
  if (context.untrusted) throw untrusted(file);
  const { readCodeConfig } = await import("./code-file.ts");
  return await readCodeConfig(file, inputs, context);
}

function isCode(file: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(file);
}

function untrusted(file: string): SpecmillError {
  const problem = error("config/untrusted", `\`${file}\` is code, and \`--untrusted\` runs none`, {
    place: { file },
    notes: ["write the config as `specmill.yaml`, or leave out `--untrusted` where you trust this folder"],
  });
  return new SpecmillError([problem], exitCodes.untrusted);
}
