/** What commands that look at a project have in common: open it, look, report its problems, close it. */

import type { Inspection } from "#inspect.ts";
import { sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes } from "#model/errors.ts";
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
