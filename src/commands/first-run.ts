/** What to do after the first run of a project: said once, and only to a person. */
import { realFileSystem as fs } from "#platform/file-system.ts";
import { absolute } from "#platform/paths.ts";
import { findProject } from "#project.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import type { Run } from "./run-command.ts";

/** Taken before the run; says the next step when the run that follows has made the first outputs. */
export function firstRunHint(run: Run): (exitCode: number) => void {
  const { args, terminal, reports } = run;
  const isShown = terminal.canAsk() && !args.has("quiet") && !args.has("json") && !args.has("dry-run");
  if (!isShown || isLockThere(run)) return () => {};
  return (exitCode) => {
    if (exitCode !== 0 || !isLockThere(run)) return;
    reports.say(
      `next: commit the outputs together with \`${LOCK_FILE}\`; \`specmill hook install\` checks every commit\n`,
    );
  };
}

function isLockThere({ cwd, args }: Run): boolean {
  try {
    return fs.stamp(absolute(findProject(cwd, args.text("config")).root, LOCK_FILE)) !== undefined;
  } catch {
    // What is wrong with the config is told by the run itself.
    return true;
  }
}
