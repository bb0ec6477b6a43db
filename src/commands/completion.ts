/** `specmill completion SHELL`: prints the script that a shell completes `specmill` with. */
import { exitCodes } from "#model/errors.ts";
import { completionScripts } from "#scaffold/completion/scripts.ts";
import type { Command } from "./run-command.ts";

export const command: Command = {
  isData: () => true,
  async run({ args, reports }) {
    reports.data((await completionScripts[args.positional[0] ?? ""]?.text()) ?? "");
    return exitCodes.inStep;
  },
};
