/** A problem of a config before its place is looked up: what the checks speak in, whatever file the config came from. */
import type { Code } from "#model/codes.ts";
import type { ConfigPath } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Part, RawConfig } from "./raw-config.ts";
import { pathText } from "./raw-config.ts";

export interface Problem {
  readonly path: ConfigPath;
  readonly part: Part;
  readonly code: Code;
  readonly message: string;
  readonly notes?: readonly string[];
}

/** `config/invalid` for the value at `path`, which the message names first. */
export function invalid(path: ConfigPath, message: string, notes: readonly string[] = []): Problem {
  return { path, part: "value", code: "config/invalid", message: `${subjectOf(path)}: ${message}`, notes };
}

/** How a sentence names the part at `path`. */
export function subjectOf(path: ConfigPath): string {
  return path.length === 0 ? "the config" : `\`${pathText(path)}\``;
}

/** Looks up the places; the order stays. */
export async function toDiagnostics(problems: readonly Problem[], raw: RawConfig): Promise<Diagnostic[]> {
  return await Promise.all(
    problems.map(async ({ path, part, code, message, notes = [] }) =>
      error(code, message, { place: await raw.place(path, part), notes }),
    ),
  );
}
