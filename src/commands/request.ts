/** Flags -> what the pipeline is asked for. The one place that knows which flag is which field. */
import type { PipelineRequest } from "#model/pipeline.ts";
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
    frozen: args.has("frozen"),
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
