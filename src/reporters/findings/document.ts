/** Formats that are one document a run: events are gathered, and the document is written when there are no more. */
import type { Event, OutputStatus, SummaryEvent } from "#model/event.ts";
import type { Reporter, ReporterOptions } from "../reporter.ts";
import type { Tally } from "../text/summary.ts";
import type { Finding } from "./finding.ts";
import { FAILED, findingOf } from "./finding.ts";

/** A run as a document tells it. */
export interface RunReport {
  readonly findings: readonly Finding[];
  readonly tally: Tally;
  /** A run that was interrupted, or broke, has none. */
  readonly summary: SummaryEvent | undefined;
  readonly exitCode: number;
}

export type DocumentFormat = (run: RunReport, options: ReporterOptions) => string;

export function openDocument(options: ReporterOptions, format: DocumentFormat): Reporter {
  const findings: Finding[] = [];
  const tally = new Map<OutputStatus, number>();
  let summary: SummaryEvent | undefined;
  return {
    on(event: Event) {
      const finding = findingOf(event);
      if (finding !== undefined) findings.push(finding);
      if (event.type === "output") tally.set(event.status, (tally.get(event.status) ?? 0) + 1);
      if (event.type === "summary") summary = event;
    },
    end(exitCode) {
      const all = [...findings, ...unexplained(findings, exitCode)];
      options.write(format({ findings: all, tally, summary, exitCode }, options));
    },
  };
}

/** Drift and edited outputs are what a run is there to find. */
export function cameToItsEnd({ exitCode, findings }: RunReport): boolean {
  const isTold = exitCode === 0 || exitCode === 1 || exitCode === 3;
  return isTold && findings.every(({ rule }) => rule !== FAILED);
}

/** As many as a format may hold: errors before warnings when not all fit, else all in their order. */
export function mostSevere(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const isError = ({ severity }: Finding) => severity === "error";
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))].slice(0, limit);
}

/** A failure that no event told of is a fault of specmill: whoever reads only the report must not take the run for a good one. */
function unexplained(findings: readonly Finding[], exitCode: number): Finding[] {
  if (exitCode === 0 || findings.some(({ severity }) => severity === "error")) return [];
  const message = `specmill ended with exit code ${exitCode} and said no more`;
  const notes = [{ message: "what it printed tells why: see the log" }];
  return [{ rule: FAILED, severity: "error", message, notes }];
}
