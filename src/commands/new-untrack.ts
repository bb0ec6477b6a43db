/** `specmill new --untrack`: lets go of tracked files. They stay as they are. */
import { resolve } from "node:path";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { projectPath } from "#platform/paths.ts";
import { safeText } from "#reporters/text/diagnostic.ts";
import { findGrounds } from "#scaffold/new/find-templates.ts";
import { readTracked, updateTracked } from "#scaffold/new/track/tracked-store.ts";
import { untrack } from "#scaffold/new/track/untrack.ts";
import { recoverAction } from "#scaffold/new/writing/commit-action.ts";
import type { Run } from "./run-command.ts";

/** Returns the exit code. Throws SpecmillError, and nothing is done, when one of the names is not known. */
export function untrackNamed(run: Run): number {
  const grounds = findGrounds(run.cwd, fs);
  recoverAction(grounds, fs);
  const { scaffolds } = readTracked(grounds, fs);
  const names = run.args.list("untrack");
  const asked = names.map((name) => ({ name, path: projectPath(grounds.root, resolve(run.cwd, name)) }));
  const { released, unknown } = untrack(scaffolds, asked);
  if (unknown.length > 0) throw notTracked(unknown, [...scaffolds.keys(), ...released]);
  const isDry = run.args.has("dry") || run.args.has("dry-run");
  if (!isDry) updateTracked(grounds, fs, (known) => untrack(known, asked).known);
  if (!run.args.has("quiet")) run.reports.data(safeText(released.map((path) => `   untracked: ${path}\n`).join("")));
  return exitCodes.inStep;
}

function notTracked(names: readonly string[], all: readonly string[]): SpecmillError {
  const problems = names.map((name) => {
    const notes = [...suggestNote(name, all), "the paths and names in `specmill.tracked.json` are tracked"];
    return error("scaffold/tracked", `\`${name}\` is not tracked`, { notes });
  });
  return new SpecmillError(problems, exitCodes.usage);
}
