/** `specmill check --staged`: judges what git is about to commit, and says which `git add` is missing. */

import type { StagedOutcome } from "#judge-index.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Event } from "#model/event.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import { helper as shell } from "#templates/helpers/shell.ts";
import { requestOf } from "./request.ts";
import type { Run } from "./run-command.ts";
import { traced } from "./traced.ts";

/** More would scroll the rest away; the report above has them all. */
const SHOWN = 20;

/** Returns the exit code. */
export async function checkIndex(run: Run): Promise<number> {
  const isAsked = run.args.has("stage");
  const stage = isAsked && !isUnderPreCommit(run);
  if (!run.args.has("staged")) throw stageAlone();
  const { checkStaged } = await import("#staged.ts");
  // What to do next is said here: `generate` alone would not change what is committed.
  const command = stage ? "check --staged --stage" : "check --staged";
  const emit = (event: Event) => run.host.emit(event.type === "summary" ? { ...event, command } : event);
  const host = { ...run.host, emit };
  const outcome = await traced(run, (trace) => checkStaged(requestOf("check", run), host, { stage, trace }));
  if (!run.args.has("quiet") && !run.args.has("json")) {
    run.reports.say(advice(outcome, stage));
    if (isAsked && !stage && outcome.exitCode === exitCodes.drift) run.reports.say(byHand);
  }
  return outcome.exitCode;
}

/**
 * While its hooks run, pre-commit has put edits that are not staged aside, as a patch over the index. Over another index it does not fit, and
 * the edits would be gone from the work tree.
 */
function isUnderPreCommit({ terminal }: Run): boolean {
  return terminal.env.PRE_COMMIT === "1";
}

const byHand = "nothing was staged: under pre-commit that could cost edits which it has put aside; run it by hand\n";

function stageAlone(): SpecmillError {
  const notes = ["`specmill check --staged --stage` brings what gets committed in step"];
  return new SpecmillError([error("cli/bad-value", "`--stage` goes with `--staged`", { notes })], exitCodes.usage);
}

function advice({ toAdd = [], toGenerate = [], staged = [], isHalfStaged }: StagedOutcome, stage: boolean): string {
  if (staged.length > 0) return `added to the commit: ${listed(staged)}\n`;
  if (toAdd.length + toGenerate.length === 0) return "";
  if (stage) return "nothing was staged: an output in the index was edited by hand, and that edit is nowhere else\n";
  const all = "`specmill check --staged --stage` adds what the commit lacks\n";
  if (toGenerate.length === 0) return `next: \`git add ${listed(toAdd)}\`; or ${all}`;
  // In the work tree they are right for edits that are not committed.
  if (isHalfStaged) return `next: ${all.trimEnd()}, made from what is staged: ${listed(toGenerate)}\n`;
  return `next: \`specmill generate\`, then \`git add ${listed([...toAdd, ...toGenerate].sort())}\`; or ${all}`;
}

/** As a shell takes them. */
function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, SHOWN).map((path) => {
    const word = path.startsWith("-") ? `./${path}` : path;
    return safeLine(shell.escape(word));
  });
  return paths.length > SHOWN ? `${shown.join(" ")} … (${paths.length} files)` : shown.join(" ");
}
