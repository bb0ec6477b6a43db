/** The last words of a run: one sentence on what happened, and the next thing to type when something is left to do. */
import type { OutputStatus, SummaryEvent } from "#model/event.ts";

/** How often each status was seen in the run. */
export type Tally = ReadonlyMap<OutputStatus, number>;

/** In the order in which a summary names them. */
const driftStatuses = ["stale", "missing", "edited", "orphaned"] as const satisfies readonly OutputStatus[];

/** One or two lines. Pure. */
export function formatSummary(summary: SummaryEvent, tally: Tally): string[] {
  if (summary.command.startsWith("pull")) return [withProblems(pulled(summary), summary), ...pullStep(summary)];
  if (summary.command.endsWith(" --stage")) return [withProblems(staging(summary, tally), summary)];
  const compares = summary.command.startsWith("check") || summary.command === "diff";
  const lines = compares ? comparison(summary, tally) : generation(summary);
  return [withProblems(lines[0] ?? "", summary), ...lines.slice(1)];
}

/** `2,214`: grouped by hand, because locale functions answer differently on different machines. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 output`, `2 outputs`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Seconds with two digits that mean something: `0.12 s`, `83.4 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

const done = { wrote: "wrote", deleted: "deleted", left: "left", nothing: "nothing was changed" } as const;
const rehearsed = {
  wrote: "would write",
  deleted: "would delete",
  left: "would leave",
  nothing: "nothing would be changed",
} as const;

function generation(summary: SummaryEvent): string[] {
  const { created, changed, deleted, kept, outputs } = summary.counts;
  const words = summary.command.endsWith("--dry-run") ? rehearsed : done;
  const written = created + changed;
  const parts = [
    ...(written > 0 ? [`${words.wrote} ${formatCount(written)} of ${plural(outputs, "output")}`] : []),
    ...(deleted > 0 ? [`${words.deleted} ${formatCount(deleted)}`] : []),
  ];
  const keptPart = kept > 0 ? [`${words.left} ${formatCount(kept)} alone`] : [];
  if (parts.length > 0) {
    // A question may have waited for its answer: then the time says nothing.
    const hasTime = words === done && !summary.command.startsWith("clean");
    const time = hasTime ? ` in ${formatDuration(summary.durationMs)}` : "";
    return [[...parts, ...keptPart].join(", ") + time];
  }
  if (keptPart.length > 0 || summary.errors > 0 || summary.exitCode !== 0)
    return [[words.nothing, ...keptPart].join(", ")];
  return [summary.command.startsWith("clean") ? words.nothing : `up to date: ${plural(outputs, "output")}`];
}

/** What an index lacked was added to it, or nothing was. */
function staging(summary: SummaryEvent, tally: Tally): string {
  const { created, changed, deleted, drift, outputs } = summary.counts;
  const done = created + changed + deleted;
  if (drift > 0 || summary.exitCode !== 0) return comparison(summary, tally)[0] ?? "";
  return done > 0 ? `staged ${plural(done, "output")}` : `up to date: ${plural(outputs, "output")}`;
}

function pulled({ command, counts, durationMs, errors }: SummaryEvent): string {
  const { outputs, drift } = counts;
  const written = counts.created + counts.changed;
  if (drift > 0) return `${command}: ${plural(drift, "snapshot")} out of date`;
  if (written > 0)
    return `pulled ${formatCount(written)} of ${plural(outputs, "snapshot")} in ${formatDuration(durationMs)}`;
  return errors > 0 || outputs === 0 ? `${command}: nothing was changed` : `up to date: ${plural(outputs, "snapshot")}`;
}

function pullStep({ command, counts }: SummaryEvent): string[] {
  if (counts.drift > 0) return ["`specmill pull` brings them up to date"];
  return command === "pull" && counts.created + counts.changed > 0
    ? ["`specmill generate` brings the outputs up to date"]
    : [];
}

function comparison(summary: SummaryEvent, tally: Tally): string[] {
  const found = driftStatuses.flatMap((status) => {
    const count = tally.get(status) ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${status}`];
  });
  // Of an index `generate` alone changes nothing: the command says what does.
  const next = summary.command.startsWith("check --staged") ? [] : [nextStep(tally)];
  if (found.length > 0) return [`${summary.command}: ${found.join(", ")}`, ...next];
  if (summary.counts.drift > 0)
    return [`${summary.command}: ${plural(summary.counts.drift, "output")} out of step`, ...next];
  return summary.errors > 0
    ? [`${summary.command}: not finished`]
    : [`up to date: ${plural(summary.counts.outputs, "output")}`];
}

function nextStep(tally: Tally): string {
  const generates = (tally.get("edited") ?? 0) === [...tally.values()].reduce((sum, count) => sum + count, 0);
  return generates && tally.size > 0
    ? "`specmill generate --overwrite PATH` replaces an edited file"
    : "`specmill generate` brings them up to date";
}

function withProblems(line: string, summary: SummaryEvent): string {
  const problems = [
    ...(summary.errors > 0 ? [plural(summary.errors, "error")] : []),
    ...(summary.warnings > 0 ? [plural(summary.warnings, "warning")] : []),
  ];
  return problems.length === 0 ? line : `${line}; ${problems.join(", ")}`;
}
