/** The report for people, line by line and without cursor moves: `plain` is this, `tty` adds a progress line. */
import type { Event, OutputEvent, OutputStatus, SnapshotEvent, SummaryEvent } from "#model/event.ts";
import type { Reporter, ReporterOptions } from "../reporter.ts";
import { formatDiagnostic, safeLine, safeText } from "./diagnostic.ts";
import type { Style } from "./style.ts";
import { styleFor } from "./style.ts";
import { formatCount, formatSummary } from "./summary.ts";

/** A first run makes thousands of outputs; past these the count says more than the names. `--verbose` lists all. */
const LISTED_WRITES = 20;

/** Statuses that tell what a run did; the others tell what a user has to do, and are always listed. */
const done: ReadonlySet<OutputStatus> = new Set(["created", "changed", "deleted", "restored"]);

/** Width of the longest status, so that paths stand in one column. */
const STATUS_WIDTH = "orphaned".length;

export function openTextReport(options: ReporterOptions): Reporter {
  const style = styleFor(options.color);
  const tally = new Map<OutputStatus, number>();
  let writes = 0;
  const print = (lines: readonly string[]) => options.write(lines.map((line) => `${line}\n`).join(""));
  const onOutput = (event: OutputEvent) => {
    tally.set(event.status, (tally.get(event.status) ?? 0) + 1);
    if (options.quiet) return;
    const isListed =
      options.verbose || event.reason !== undefined || event.diff !== undefined || !done.has(event.status);
    if (isListed || writes++ < LISTED_WRITES) print(outputLines(event, style));
  };
  const onSnapshot = (event: SnapshotEvent) => {
    const isNews = event.status !== "unchanged" || options.verbose;
    if (isNews && !options.quiet) print(snapshotLines(event, style));
  };
  const onSummary = (event: SummaryEvent) => {
    if (options.quiet) return;
    const more = Math.max(0, writes - LISTED_WRITES);
    if (more > 0) print([style.faint(`  … and ${formatCount(more)} more; \`--verbose\` lists them`)]);
    print(formatSummary(event, tally).map((line, index) => (index === 0 ? summaryColor(event, style)(line) : line)));
    tally.clear();
    writes = 0;
  };
  return {
    on(event: Event) {
      if (event.type === "diagnostic") print(formatDiagnostic(event.diagnostic, options.width, style));
      else if (event.type === "output") onOutput(event);
      else if (event.type === "snapshot") onSnapshot(event);
      else if (event.type === "summary") onSummary(event);
    },
  };
}

function summaryColor(summary: SummaryEvent, style: Style): (text: string) => string {
  return summary.exitCode === 0 ? style.good : style.error;
}

function outputLines(event: OutputEvent, style: Style): string[] {
  const status = event.status.padEnd(STATUS_WIDTH);
  const because =
    event.reason === undefined ? [] : [style.faint(`  ${" ".repeat(STATUS_WIDTH)}  ${safeLine(event.reason)}`)];
  const diff = event.diff === undefined ? [] : diffLines(event.diff, style);
  return [`  ${statusColor(event.status, style)(status)}  ${safeLine(event.path)}`, ...because, ...diff];
}

function snapshotLines({ status, path, changes }: SnapshotEvent, style: Style): string[] {
  const color = status === "stale" || status === "missing" ? style.warning : style.good;
  const words = changes.map((change) => `  ${" ".repeat(STATUS_WIDTH)}  ${safeLine(change)}`);
  return [`  ${color(status.padEnd(STATUS_WIDTH))}  ${safeLine(path)}`, ...words];
}

function statusColor(status: OutputStatus, style: Style): (text: string) => string {
  if (status === "created" || status === "changed" || status === "restored") return style.good;
  return status === "deleted" ? style.faint : style.warning;
}

function diffLines(diff: string, style: Style): string[] {
  return safeText(diff)
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => diffColor(line, style)(line));
}

function diffColor(line: string, style: Style): (text: string) => string {
  if (line.startsWith("+++") || line.startsWith("---")) return style.strong;
  if (line.startsWith("+")) return style.good;
  if (line.startsWith("-")) return style.error;
  return line.startsWith("@@") ? style.place : (text) => text;
}
