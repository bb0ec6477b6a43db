/** `specmill explain OUTPUT`: which template and unit make it, what it read, what lies there, and what the next run would do. */
import { resolve } from "node:path";
import type { InspectedTarget, Inspection } from "#inspect.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Read } from "#model/job.ts";
import type { PlannedJob } from "#model/plan.ts";
import { describeReason } from "#model/plan.ts";
import { suggestNote } from "#model/suggest.ts";
import { projectPath } from "#platform/paths.ts";
import { formatPlace } from "#reporters/text/diagnostic.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import { formatColumns } from "./columns.ts";
import { withInspection } from "./inspected.ts";
import type { Command } from "./run-command.ts";

export const command: Command = {
  isData: () => true,
  run(run) {
    return withInspection(run, [], async (inspection) => {
      const path = projectPath(inspection.session.project.root, resolve(run.cwd, run.args.positional[0] ?? ""));
      const explanation = await explain(path, inspection);
      run.reports.data(
        run.args.has("json") ? `${formatJson({ version: 1, ...explanation })}\n` : explanationText(explanation),
      );
      return exitCodes.inStep;
    });
  },
};

/** All that is known of one output. Fields are absent where nothing makes it any more. */
interface Explanation {
  readonly path: string;
  readonly target: string;
  readonly pack?: string;
  readonly template?: string;
  readonly unit?: string;
  /** Where the unit stands in its spec. */
  readonly origin?: string;
  readonly state: "fresh" | "stale" | "restorable" | "orphaned";
  readonly reason: string;
  readonly disk: string;
  /** Of the last run; empty when there is no record. */
  readonly reads: readonly Read[];
}

async function explain(path: string, inspection: Inspection): Promise<Explanation> {
  const targets = await inspection.targets();
  for (const target of targets.values()) {
    const planned = target.plan.find(({ job }) => job.path === path);
    if (planned !== undefined) return explainJob(planned, target, inspection);
  }
  for (const claims of [inspection.records, inspection.session.manifest?.targets]) {
    for (const [target, { outputs }] of claims ?? []) {
      if (!outputs.has(path)) continue;
      const reason = "nothing makes it any more: `specmill generate` deletes it, unless it was edited";
      return { path, target, state: "orphaned", reason, disk: diskText(path, inspection), reads: [] };
    }
  }
  const known = [...targets.values()].flatMap((target) => target.plan.map(({ job }) => job.path));
  const notes = [...suggestNote(path, known), "`specmill list jobs` names all outputs"];
  throw new SpecmillError(
    [error("cli/bad-value", `\`${path}\` is not an output of this project`, { notes })],
    exitCodes.usage,
  );
}

function explainJob({ job, decision }: PlannedJob, target: InspectedTarget, inspection: Inspection): Explanation {
  const template = target.templates.find(({ name }) => name === job.template);
  const unit = job.unit === undefined ? undefined : target.units.get(job.unit);
  const reason = decision.type === "fresh" ? "nothing it read has changed" : describeReason(decision.reason);
  const record = inspection.records.get(target.config.name)?.jobs.get(job.id);
  return {
    path: job.path,
    target: target.config.name,
    pack: target.config.pack,
    template: template?.displayPath ?? job.template,
    ...(unit === undefined ? {} : { unit: unit.id, origin: formatPlace(target.units.place(unit)) }),
    state: decision.type,
    reason,
    disk: diskText(job.path, inspection),
    reads: record?.reads ?? [],
  };
}

function diskText(path: string, { session }: Inspection): string {
  const there = session.disk.digest(path);
  if (there === undefined) return "missing";
  if (there === "other") return "not a file";
  const owned = session.owned(path);
  if (owned === undefined) return "not written by specmill";
  return owned.has(there) ? "as specmill wrote it" : "edited by hand";
}

const states = {
  fresh: "fresh",
  stale: "would be rendered",
  restorable: "would be taken from the store",
  orphaned: "orphaned",
} as const;

function explanationText(explanation: Explanation): string {
  const { path, target, pack, template, unit, origin, state, reason, disk, reads } = explanation;
  const rows = [
    ["  target", pack === undefined ? target : `${target} (pack ${pack})`],
    ...(template === undefined ? [] : [["  template", template]]),
    ...(unit === undefined ? [] : [["  unit", `${unit}  ${origin}`]]),
    ["  state", `${states[state]}: ${reason}`],
    ["  on disk", disk],
    ...reads.map((read, index) => [index === 0 ? "  read" : "", describeRead(read)]),
  ];
  return formatColumns([[path]]) + formatColumns(rows);
}

/** What a job read, in words; see model/job.ts. */
function describeRead(read: Read): string {
  const split = read.indexOf(":");
  const what = `\`${read.slice(split + 1)}\``;
  switch (read.slice(0, split)) {
    case "data":
      return `the content of ${what}`;
    case "facts":
      return `the name and facts of ${what}`;
    case "list":
      return `which units of kind ${what} there are`;
    case "content":
      return `the content of all units of kind ${what}`;
    case "origin":
      return `where ${what} stands in its source`;
    case "link":
      return `where the output of ${what} lies`;
    case "partial":
      return `the file ${what} of the pack`;
    default:
      return `\`${read}\``;
  }
}
