/** Flags -> what the pipeline is asked for. The one place that knows which flag is which field. */
import type { Event } from "#model/event.ts";
import type { Host, PipelineRequest } from "#model/pipeline.ts";
import type { Run } from "./run-command.ts";

/** What a command decides itself. */
export type RequestParts = Partial<Omit<PipelineRequest, "command" | "cwd" | "config">>;

/** The request of a call; `parts` win. */
export function requestOf(
  command: PipelineRequest["command"],
  { args, cwd }: Run,
  parts: RequestParts = {},
): PipelineRequest {
  const config = args.text("config");
  const jobs = args.number("jobs");
  const executor = args.text("executor") as PipelineRequest["executor"];
  return {
    command,
    cwd,
    ...(config === undefined ? {} : { config }),
    targets: args.positional,
    force: args.has("force") || args.has("rebuild"),
    dryRun: args.has("dry-run"),
    explain: args.has("explain"),
    showDiff: args.has("diff"),
    ...(jobs === undefined ? {} : { jobs }),
    ...(executor === undefined ? {} : { executor }),
    cache: !args.has("no-cache"),
    untrusted: args.has("untrusted"),
    overwrite: args.list("overwrite"),
    waitSeconds: args.number("wait") ?? 0,
    ...parts,
  };
}

/** The host of a call: events tell why an output was rendered only where `--explain` asks for it. */
export function hostOf({ args, host }: Run): Host {
  return args.has("explain") ? host : { ...host, emit: (event) => host.emit(withoutReason(event)) };
}

function withoutReason(event: Event): Event {
  if (event.type !== "output") return event;
  const { reason: _, ...rest } = event;
  return rest;
}
