/** Questions, at a terminal only: a script or a pipeline is never asked and never waits. */
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Run } from "./run-command.ts";

/** Whether to go on. `--yes` answers; without a terminal and without `--yes` it is an error, exit 2. */
export async function confirm(question: string, run: Run): Promise<boolean> {
  if (run.args.has("yes")) return true;
  if (!run.terminal.canAsk()) {
    const notes = ["there is no terminal to ask at: answer with `--yes`"];
    throw new SpecmillError([error("cli/bad-value", `not sure: ${question}`, { notes })], exitCodes.usage);
  }
  run.reports.flush();
  const { createConsola } = await import("consola");
  const answer = await createConsola({ stdout: process.stderr }).prompt(question, { type: "confirm", initial: false });
  return answer === true;
}
