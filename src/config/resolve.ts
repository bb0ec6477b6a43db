/** From a checked config to the one that every stage uses. The only place with defaults; the result is frozen and total. */
import type { Config, Limits, SourceConfig, TargetConfig } from "#model/config.ts";
import type { JsonObject } from "#model/json.ts";
import { normalizeOutput } from "./output-path.ts";
import type { CheckedConfig } from "./schema.ts";

/** 64 MiB and 500 levels are the caps of the security notes: GitHub's description is 13 MB and 30 levels deep. */
export const defaultLimits: Limits = Object.freeze({ documentBytes: 64 * 1024 * 1024, depth: 500, renderMs: 10_000 });

/** Sources, targets and formatters keep the order of the file. `file` is the project path of the config. */
export function resolveConfig(file: string, config: CheckedConfig): Config {
  return freeze({
    file,
    sources: Object.entries(config.sources).map(toSource),
    targets: Object.entries(config.targets ?? {}).map(toTarget),
    format: Object.entries(config.format ?? {}).map(([pattern, command]) => ({ pattern, command })),
    lock: config.lock ?? true,
    allow: config.allow ?? [],
    limits: resolveLimits(config.limits ?? {}),
  });
}

function toSource([name, { kind, ...options }]: [string, CheckedConfig["sources"][string]]): SourceConfig {
  return { name, kind, options: options as JsonObject };
}

function toTarget([name, target]: [string, NonNullable<CheckedConfig["targets"]>[string]]): TargetConfig {
  const options = (target.options ?? {}) as JsonObject;
  return { name, source: target.source, pack: target.pack, output: normalizeOutput(target.output), options };
}

function resolveLimits(limits: NonNullable<CheckedConfig["limits"]>): Limits {
  return {
    documentBytes: limits.documentBytes ?? defaultLimits.documentBytes,
    depth: limits.depth ?? defaultLimits.depth,
    renderMs: limits.renderMs ?? defaultLimits.renderMs,
  };
}

function freeze<T>(value: T): T {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
