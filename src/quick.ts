/**
 * `generate` and `check` on a tree in which nothing changed, without the command line's own modules: most runs of a hook end here.
 * It answers only the plainest calls; everything else, and every doubt, goes to commands/.
 */
import { stateFolder } from "#cache/state-folder.ts";
import { findConfig } from "#config/find.ts";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { processTerminal } from "#platform/terminal.ts";
import { takeFirstLook, type FirstLook } from "#plan/first-look.ts";
import { unchanged } from "#plan/unchanged.ts";
import { relative } from "node:path";

/** Either the exit code, or what was seen so far for the long way. */
export function tryQuick(argv: readonly string[], build: string): { exitCode: number } | { look: FirstLook | undefined } {
  const [command, ...rest] = argv;
  const isQuiet = rest.length === 1 && (rest[0] === "--quiet" || rest[0] === "-q");
  const isPlain = (command === "generate" || command === "check") && (rest.length === 0 || isQuiet);
  const found = isPlain && process.env["GITHUB_ACTIONS"] !== "true" ? locate() : undefined;
  if (found === undefined) return { look: undefined };
  const state = stateFolder(found.root);
  const look = takeFirstLook(found.root, state, fs);
  const config = relative(found.root, found.file).replaceAll("\\", "/");
  const result = unchanged(look, { config, build, targets: [], mayWrite: command === "generate" }, state, fs);
  if (result === undefined || result.warnings.length > 0) return { look };
  if (!isQuiet) processTerminal.write("stderr", `up to date: ${result.outputs.toLocaleString("en-US")} outputs\n`);
  return { exitCode: 0 };
}

function locate(): ReturnType<typeof findConfig> {
  try {
    return findConfig(process.cwd(), fs);
  } catch (problem) {
    if (problem instanceof SpecmillError) return undefined;
    throw problem;
  }
}
