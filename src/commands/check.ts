/** `specmill check`: says which outputs are out of step, and writes nothing. */
import { withTracked } from "./follow-tracked.ts";
import { requestOf } from "./request.ts";
import type { Command } from "./run-command.ts";
import { traced } from "./traced.ts";

export const command: Command = {
  async run(run) {
    if (run.args.has("staged") || run.args.has("stage")) return (await import("./check-staged.ts")).checkIndex(run);
    const { generate } = await import("#generate.ts");
    const request = requestOf("check", run);
    return await traced(run, (trace) => withTracked(request, run.host, (host) => generate(request, host, trace)));
  },
};
