/** `specmill check`: says which outputs are out of step, and writes nothing. */
import { requestOf } from "./request.ts";
import type { Command } from "./run-command.ts";
import { traced } from "./traced.ts";

export const command: Command = {
  async run(run) {
    const { generate } = await import("#generate.ts");
    const { exitCode } = await traced(run, (trace) => generate(requestOf("check", run), run.host, trace));
    return exitCode;
  },
};
