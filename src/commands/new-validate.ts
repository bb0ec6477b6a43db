/** `specmill new --validate [GENERATOR [ACTION]]`: what is wrong with templates, of all of them at once, without running one. */
import { availableParallelism } from "node:os";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { plural } from "#reporters/text/summary.ts";
import type { ValidateTask, Validation } from "#scaffold/new/validate/validate.ts";
import { validateAll, validateBatch } from "#scaffold/new/validate/validate.ts";
import type { NewCall } from "./new-call.ts";
import type { Run } from "./run-command.ts";

/** Returns the exit code: 1 when a template has an error. */
export async function validateTemplates({ run, grounds, home }: NewCall): Promise<number> {
  refuseFlags(run.args.words);
  const context = { fs, shown: grounds.root, inThreads };
  const validation = await validateAll(home, run.args.words, context);
  const errors = validation.problems.filter(({ severity }) => severity === "error").length;
  if (run.args.has("json")) writeDocument(validation, errors, run);
  else report(validation, errors, run);
  return errors > 0 ? exitCodes.drift : exitCodes.inStep;
}

/** Behind the generator, flags are those of an action, and none is run here. */
function refuseFlags(words: readonly string[]): void {
  const flag = words.find((word) => word.startsWith("-"));
  if (flag === undefined) return;
  const names = words.filter((word) => !word.startsWith("-"));
  const notes = [
    `flags of \`--validate\` stand before the generator: \`specmill new --validate ${[flag, ...names].join(" ")}\``,
  ];
  throw new SpecmillError(
    [error("cli/unknown-flag", `\`${flag}\` belongs to no action here`, { notes })],
    exitCodes.usage,
  );
}

/** More threads than that wait for the disk. */
const MOST_THREADS = 8;

async function inThreads(tasks: readonly ValidateTask[]) {
  const { VALIDATE_THREAD, validateInThreads } = await import("#scaffold/new/validate/validate-threads.ts");
  const extra = Math.min(availableParallelism(), MOST_THREADS) - 1;
  const spawn = () => new Worker(Bun.main, { argv: [VALIDATE_THREAD] });
  return await validateInThreads(tasks, { extra, spawn, here: (task) => validateBatch(task, fs) });
}

function report({ templates, problems }: Validation, errors: number, { host, args, reports }: Run): void {
  for (const diagnostic of problems) host.emit({ type: "diagnostic", diagnostic });
  if (args.has("quiet")) return;
  const warnings = problems.length - errors;
  const found =
    problems.length === 0 ? "no problem" : [plural(errors, "error"), plural(warnings, "warning")].join(", ");
  reports.say(`${plural(templates, "template")}, ${found}\n`);
}

function writeDocument({ templates, problems }: Validation, errors: number, { reports }: Run): void {
  reports.data(`${formatJson({ version: 1, success: errors === 0, templates, diagnostics: problems })}\n`);
}
