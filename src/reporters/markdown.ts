/** A summary in GitHub's Markdown: what happened, the drift as a table, the problems. Capped, because a job has one page for all. */
import type { RunReport } from "./findings/document.ts";
import { mostSevere, openDocument } from "./findings/document.ts";
import type { Finding } from "./findings/finding.ts";
import type { ReporterFormat, ReporterOptions } from "./reporter.ts";
import { formatPlace } from "./text/diagnostic.ts";
import { markdownCode, markdownText } from "./text/markdown.ts";
import { formatCount, formatSummary, plural } from "./text/summary.ts";

/** Rows of the table, and problems. With messages cut at 500 characters this stays below 0.4 MiB; a page holds 1 MiB. */
const LISTED = 100;
/** Notes of a problem: the first say what to do. */
const LISTED_NOTES = 5;

export const reporter: ReporterFormat = {
  name: "markdown",
  stream: "stdout",
  paths: "workspace",
  isDocument: true,
  open: (options) => openDocument(options, formatPage),
};

function formatPage(run: RunReport, options: ReporterOptions): string {
  const drifted = run.findings.filter(({ drift }) => drift !== undefined);
  const problems = run.findings.filter(({ drift }) => drift === undefined);
  const sections = [headLines(run, options), driftLines(drifted), problemLines(problems)];
  return `${sections.flatMap((lines) => (lines.length === 0 ? [] : [lines.join("\n"), ""])).join("\n")}\n`;
}

function headLines({ summary, tally, exitCode }: RunReport, { command }: ReporterOptions): string[] {
  const sign = exitCode === 0 ? "✅" : "❌";
  const called = summary?.command ?? command;
  const title = `### ${sign} ${`specmill ${called}`.trimEnd()}`;
  if (summary === undefined) return [title, "", `The run ended with exit code ${exitCode}.`];
  const said = formatSummary(summary, tally).map((line) => markdownText(line.replace(`${called}: `, "")));
  return [title, "", said.join("\n\n")];
}

function driftLines(drifted: readonly Finding[]): string[] {
  if (drifted.length === 0) return [];
  const rows = drifted.slice(0, LISTED).map(({ drift }) => {
    return `| ${drift?.status} | ${markdownCode(drift?.path ?? "")} | ${markdownCode(drift?.owner ?? "")} |`;
  });
  return ["| | path | of |", "|---|---|---|", ...rows, ...restLines(drifted.length - rows.length)];
}

function problemLines(problems: readonly Finding[]): string[] {
  const listed = mostSevere(problems, LISTED);
  return [...listed.flatMap(itemLines), ...restLines(problems.length - listed.length)];
}

function itemLines({ rule, severity, message, place, notes }: Finding): string[] {
  const where = place === undefined ? "" : ` ${markdownCode(formatPlace(place))}`;
  const listed = notes.slice(0, LISTED_NOTES).map((note) => {
    return `  - ${note.place === undefined ? "" : `${markdownCode(formatPlace(note.place))} `}${markdownText(note.message)}`;
  });
  const rest = notes.length - listed.length;
  const more = rest > 0 ? [`  - … and ${plural(rest, "more note")}`] : [];
  return [`- **${severity}** ${markdownCode(rule)}${where} ${markdownText(message)}`, ...listed, ...more];
}

function restLines(rest: number): string[] {
  return rest > 0 ? ["", `… and ${formatCount(rest)} more in the log`] : [];
}
