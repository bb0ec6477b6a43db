/** Plays events to a reporter and hands back all that it wrote. A run without a summary was interrupted. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { exitCodes } from "#model/errors.ts";
import type { Counts, Event, SummaryEvent } from "#model/event.ts";
import type { ReporterFormat, ReporterOptions } from "#reporters/reporter.ts";

export function play(format: ReporterFormat, events: readonly Event[], options: Partial<ReporterOptions> = {}): string {
  let text = "";
  const reporter = format.open({
    write: (piece) => {
      text += piece;
    },
    color: false,
    width: 80,
    quiet: false,
    verbose: false,
    elapsed: () => 0,
    version: "1.2.3",
    command: "check",
    config: "specmill.yaml",
    ...options,
  });
  for (const event of events) reporter.on(event);
  const last = events.at(-1);
  reporter.end?.(last?.type === "summary" ? last.exitCode : exitCodes.interrupted);
  return text;
}

export const noCounts: Counts = {
  outputs: 2214,
  rendered: 0,
  restored: 0,
  created: 0,
  changed: 0,
  deleted: 0,
  kept: 0,
  drift: 0,
};

export function summary(command: string, counts: Partial<Counts> = {}, more: Partial<SummaryEvent> = {}): SummaryEvent {
  return {
    type: "summary",
    command,
    counts: { ...noCounts, ...counts },
    errors: 0,
    warnings: 0,
    durationMs: 123,
    exitCode: 0,
    ...more,
  };
}

export function problem(diagnostic: Diagnostic): Event {
  return { type: "diagnostic", diagnostic };
}
