/** `specmill generate`: brings the outputs up to date. */
import type { Event } from "#model/event.ts";
import type { Host } from "#model/pipeline.ts";
import { firstRunHint } from "./first-run.ts";
import { withTracked } from "./follow-tracked.ts";
import { requestOf } from "./request.ts";
import type { Command } from "./run-command.ts";
import { traced } from "./traced.ts";

export const command: Command = {
  async run(run) {
    const { generate } = await import("#generate.ts");
    const host = run.args.has("dry-run") ? asRehearsal(run.host) : run.host;
    const request = requestOf("generate", run);
    const sayNext = firstRunHint(run);
    const exitCode = await traced(run, (trace) => withTracked(request, host, (held) => generate(request, held, trace)));
    sayNext(exitCode);
    return exitCode;
  },
};

/** A dry run must not read as if something had been done: the summary says under which name it ran. */
function asRehearsal(host: Host): Host {
  const emit = (event: Event) =>
    host.emit(event.type === "summary" ? { ...event, command: "generate --dry-run" } : event);
  return { ...host, emit };
}
