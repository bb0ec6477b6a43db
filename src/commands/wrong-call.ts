/** The report files of a call that was refused: a pipeline that collects them gets the reason, and not the files of the run before. */
import { sortDiagnostics } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Terminal } from "#platform/terminal.ts";
import { resolveFolder } from "#platform/terminal.ts";
import { parseLeniently } from "./flags.ts";
import { openReports } from "./reports.ts";

/** Writes what the call names, as far as it can be read and does not clash. People have been told already. */
export async function reportWrongCall(
  { diagnostics, exitCode }: SpecmillError,
  argv: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const args = parseLeniently(argv);
  if (!args.list("reporter").some((value) => value.includes("="))) return;
  const cwd = resolveFolder(args.text("cwd") ?? ".") ?? ".";
  const silent: Terminal = { ...terminal, write: () => {} };
  try {
    const reports = await openReports({ args, terminal: silent, cwd, isData: true, elapsed: () => 0 });
    for (const diagnostic of sortDiagnostics(diagnostics)) reports.emit({ type: "diagnostic", diagnostic });
    reports.end(exitCode);
  } catch (problem) {
    // Reports that clash are what the call was refused for.
    if (!(problem instanceof SpecmillError)) throw problem;
  }
}
