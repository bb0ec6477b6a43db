/** `specmill watch`: generate on change, until Ctrl-C. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { exitCodes } from "#model/errors.ts";
import type { Event } from "#model/event.ts";
import { requestOf } from "./request.ts";
import type { Command } from "./run-command.ts";

export const command: Command = {
  async run(run) {
    const { watch } = await import("#watch.ts");
    const news = onlyNews(run.host.emit);
    let exitCode: number = exitCodes.inStep;
    for await (const outcome of watch(requestOf("watch", run), { ...run.host, emit: news.emit })) {
      news.endRun();
      run.reports.end(outcome.exitCode);
      exitCode = outcome.exitCode;
    }
    return exitCode;
  },
};

/**
 * Holds the events of a run back until it ends. A run that did nothing and found the same problems as the one before is not news:
 * what a run writes wakes the next one, and saying "up to date" to that would wake the reader.
 */
function onlyNews(emit: (event: Event) => void) {
  let held: Event[] = [];
  let hasProgress = false;
  let problemsBefore: string | undefined;
  return {
    emit(event: Event): void {
      if (event.type === "progress") emit(event);
      else held.push(event);
      hasProgress ||= event.type === "progress";
    },
    endRun(): void {
      const events = held;
      held = [];
      const problems = JSON.stringify(events.flatMap(diagnosticOf));
      // A progress line on the screen is only wiped by what comes after it.
      const isNews = hasProgress || problems !== problemsBefore || events.some((event) => event.type === "output");
      problemsBefore = problems;
      hasProgress = false;
      if (isNews) for (const event of events) emit(event);
    },
  };
}

function diagnosticOf(event: Event): Diagnostic[] {
  return event.type === "diagnostic" ? [event.diagnostic] : [];
}
