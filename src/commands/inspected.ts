/** What commands that look at a project have in common: open it, look, report its problems, close it. */

import type { Inspection } from "#inspect.ts";
import type { SourceConfig } from "#model/config.ts";
import { error, sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import { requestOf } from "./request.ts";
import type { Run } from "./run-command.ts";

/** Runs `look` over the project of the call. 1 when the project has errors, else what `look` returns. */
export async function withInspection(
  run: Run,
  targets: readonly string[],
  look: (inspection: Inspection) => Promise<number>,
): Promise<number> {
  const { inspect } = await import("#inspect.ts");
  const inspection = await inspect(requestOf("check", run, { targets }), run.host);
  try {
    const exitCode = await look(inspection);
    const { diagnostics } = inspection.session;
    for (const diagnostic of sortDiagnostics(diagnostics)) run.host.emit({ type: "diagnostic", diagnostic });
    return diagnostics.some(({ severity }) => severity === "error") ? exitCodes.drift : exitCode;
  } finally {
    inspection.close();
  }
}

/** The sources with these names, all when none is given. Throws SpecmillError, exit 2, for a name that is not in the config. */
export function selectSources({ session }: Inspection, names: readonly string[]): readonly SourceConfig[] {
  const { sources, file } = session.config;
  const known = sources.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const problems = unknown.map((name) =>
      error("config/unknown-source", `there is no source \`${name}\` in \`${file}\``, {
        notes: suggestNote(name, known),
      }),
    );
    throw new SpecmillError(problems, exitCodes.usage);
  }
  return names.length === 0 ? sources : sources.filter(({ name }) => names.includes(name));
}
