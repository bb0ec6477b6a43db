/**
 * `generate` and `check` on a tree in which nothing changed, without the command line's own modules: most runs of a hook end here.
 * It answers only the plainest calls; everything else, and every doubt, goes to commands/.
 */

import { SpecmillError } from "#model/errors.ts";
import { lookAhead } from "#plan/first-look.ts";
import { unchanged } from "#plan/unchanged.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { processTerminal } from "#platform/terminal.ts";
import { plural } from "#reporters/text/summary.ts";
import { TRACKED_FILE } from "#write/guard.ts";
import type { Project } from "./project.ts";
import { findProject } from "./project.ts";

/** The exit code, or `undefined` when the long way must be gone; it goes on from what was seen here. */
export function tryQuick(argv: readonly string[], build: string): number | undefined {
  const [command, ...rest] = argv;
  const isQuiet = rest.length === 1 && (rest[0] === "--quiet" || rest[0] === "-q");
  const isPlain = (command === "generate" || command === "check") && (rest.length === 0 || isQuiet);
  const project = isPlain && process.env.GITHUB_ACTIONS !== "true" ? locate() : undefined;
  if (project === undefined || hasTrackedFiles(project)) return undefined;
  const { root, config, state } = project;
  const request = { config, build, targets: [], untrusted: false, mayWrite: command === "generate" };
  const result = unchanged(lookAhead(root, state, fs), request, state, fs);
  if (result === undefined || result.warnings.length > 0) return undefined;
  if (!isQuiet) processTerminal.write("stderr", `up to date: ${plural(result.outputs, "output")}\n`);
  return 0;
}

/** What `specmill new --track` wrote is compared on the long way. */
function hasTrackedFiles({ root }: Project): boolean {
  return fs.stamp(`${root}/${TRACKED_FILE}`) !== undefined;
}

/** What is wrong with the config is told on the long way. */
function locate(): Project | undefined {
  try {
    return findProject(process.cwd());
  } catch (problem) {
    if (problem instanceof SpecmillError) return undefined;
    throw problem;
  }
}
