/**
 * `specmill diff`: the patch that `generate` would make, on stdout and nothing else there, so that it can be piped into `git apply`.
 * Exit 1 when there is one, as diff does.
 */
import type { Event } from "#model/event.ts";
import { cleanText, defuseCommands } from "#reporters/text/sanitize.ts";
import { withTracked } from "./follow-tracked.ts";
import { requestOf } from "./request.ts";
import type { Command, Run } from "./run-command.ts";
import { traced } from "./traced.ts";

export const command: Command = {
  isData: (args) => !args.has("json"),
  async run(run) {
    const { generate } = await import("#generate.ts");
    const request = requestOf("diff", run, { showDiff: true });
    const host = run.args.has("json") ? run.host : { ...run.host, emit: splitPatch(run) };
    return await traced(run, (trace) => withTracked(request, host, (held) => generate(request, held, trace)));
  },
};

/** The patch goes to stdout, everything else to the reports; the list of outputs would only say it again. */
function splitPatch({ host, reports, terminal }: Run): (event: Event) => void {
  const toPeople = terminal.isTerminal("stdout") ? cleanText : undefined;
  // A patch must keep every byte, but in a log of a pipeline it must not give commands.
  const toLog = terminal.env.GITHUB_ACTIONS === "true" && !terminal.isFile("stdout") ? defuseCommands : undefined;
  const made = toPeople ?? toLog ?? ((text: string) => text);
  return (event) => {
    if (event.type !== "output") return host.emit(event);
    if (event.diff !== undefined) reports.data(made(event.diff));
  };
}
