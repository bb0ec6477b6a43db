/** Questions, at a terminal only: a script or a pipeline is never asked and never waits. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { safeLine } from "#reporters/text/diagnostic.ts";
import type { Run } from "./run-command.ts";

/** Whether to do `what` (`delete 3 outputs`). `--yes` answers; without a terminal and without `--yes` it is an error, exit 2. Ctrl-C throws, exit 130. */
export async function confirm(what: string, run: Run): Promise<boolean> {
  if (run.args.has("yes")) return true;
  if (!run.terminal.canAsk()) {
    const notes = ["`--yes` answers"];
    const problem = error("cli/bad-value", `there is no terminal to ask whether to ${what}`, { notes });
    throw new SpecmillError([problem], exitCodes.usage);
  }
  run.reports.flush();
  const { createConsola } = await import("consola");
  const consola = createConsola({ stdout: process.stderr });
  const answer = await consola.prompt(`${safeLine(what)}?`, { type: "confirm", initial: false, cancel: "null" });
  if (answer === null)
    throw new SpecmillError([error("run/interrupted", "interrupted: nothing was done")], exitCodes.interrupted);
  return answer === true;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Which of `choices`; all are chosen at first. Only where `canAsk` says that somebody is there. Ctrl-C throws, exit 130. */
export async function choose(question: string, choices: readonly Choice[], run: Run): Promise<readonly string[]> {
  run.reports.flush();
  const { createConsola } = await import("consola");
  const consola = createConsola({ stdout: process.stderr });
  const options = choices.map(({ value, label, hint }) => ({
    value,
    label: safeLine(label),
    ...(hint === undefined ? {} : { hint: safeLine(hint) }),
  }));
  const initial = choices.map(({ value }) => value);
  const answer: unknown = await consola.prompt(question, {
    type: "multiselect",
    options,
    initial,
    required: false,
    cancel: "null",
  });
  if (!Array.isArray(answer))
    throw new SpecmillError([error("run/interrupted", "interrupted: nothing was done")], exitCodes.interrupted);
  return answer.map((one: unknown) => (typeof one === "string" ? one : String((one as Choice).value)));
}
