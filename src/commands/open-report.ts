/** One report of a call: where its text goes, and when. */
import { version } from "#build-info.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Event } from "#model/event.ts";
import type { ColorChoice, Terminal } from "#platform/terminal.ts";
import { wantsColor } from "#platform/terminal.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "#reporters/reporter.ts";
import type { Arguments } from "./flags.ts";
import type { Output } from "./output.ts";
import type { ReportFile } from "./report-files.ts";
import { appendSummary, writeReport } from "./report-files.ts";
import type { Workspace } from "./workspace-paths.ts";
import { inWorkspace } from "./workspace-paths.ts";

/** What all reports of a call share. */
export interface ReportWorld {
  readonly args: Arguments;
  readonly terminal: Terminal;
  readonly streams: { readonly stdout: Output; readonly stderr: Output };
  workspace(): Workspace;
  elapsed(): number;
}

/** From the first event of a run to its end; the event after that begins the next. */
export interface OpenReport {
  on(event: Event): void;
  /** What was not written. */
  end(exitCode: number): Diagnostic | undefined;
  /** Whether a problem that comes after the end is shown. */
  readonly showsLate: boolean;
}

/** Width of lines in a file. */
const FILE_WIDTH = 100;

/** A report to its file, or to the stream that it belongs to. */
export function openReport(format: ReporterFormat, file: ReportFile | undefined, world: ReportWorld): OpenReport {
  if (file !== undefined) return openHeld(format, world, (text) => writeReport(file, text));
  const { write } = world.streams[format.stream];
  if (!format.isDocument) return openRunning(format, world, write);
  return openHeld(format, world, (text) => void write(text));
}

/** The summary page of a job: nothing is added when nothing was said, as by a command that only looks something up. */
export function openSummary(format: ReporterFormat, page: string, world: ReportWorld): OpenReport {
  const report = openHeld(format, world, (text) => appendSummary(page, text));
  let hasNews = false;
  return {
    showsLate: false,
    on(event) {
      hasNews ||= event.type !== "progress";
      report.on(event);
    },
    end(exitCode) {
      const isWanted = hasNews || exitCode !== 0;
      hasNews = false;
      return isWanted ? report.end(exitCode) : undefined;
    },
  };
}

/** Writes as events arrive. */
function openRunning(format: ReporterFormat, world: ReportWorld, write: (text: string) => void): OpenReport {
  const options = optionsFor(format, world, write);
  const see = eventsFor(format, world);
  let reporter = format.open(options);
  return {
    showsLate: true,
    on: (event) => reporter.on(see(event)),
    end(exitCode) {
      if (reporter.end === undefined) return undefined;
      reporter.end(exitCode);
      reporter = format.open(options);
      return undefined;
    },
  };
}

/** Writes nothing before the end. A run after the last one that says nothing, as the end of `watch`, changes nothing. */
function openHeld(
  format: ReporterFormat,
  world: ReportWorld,
  write: (text: string) => Diagnostic | undefined,
): OpenReport {
  const see = eventsFor(format, world);
  let held: string[] = [];
  const open = () => {
    const options = optionsFor(format, world, (text) => held.push(text));
    return format.open({ ...options, color: false, width: FILE_WIDTH });
  };
  let reporter: Reporter | undefined = open();
  return {
    showsLate: false,
    on(event) {
      // A line that is drawn again and again is nothing for a file.
      if (event.type === "progress") return;
      reporter ??= open();
      reporter.on(see(event));
    },
    end(exitCode) {
      if (reporter === undefined) return undefined;
      reporter.end?.(exitCode);
      const text = held.join("");
      held = [];
      reporter = undefined;
      return write(text);
    },
  };
}

function eventsFor({ paths }: ReporterFormat, world: ReportWorld): (event: Event) => Event {
  return paths === "workspace" ? (event) => inWorkspace(event, world.workspace()) : (event) => event;
}

function optionsFor(format: ReporterFormat, world: ReportWorld, write: (text: string) => void): ReporterOptions {
  const { args, terminal, elapsed } = world;
  const choice = (args.text("color") ?? "auto") as ColorChoice;
  return {
    write,
    color: wantsColor(choice, terminal.env, terminal.isTerminal(format.stream)),
    width: terminal.width(),
    quiet: args.has("quiet"),
    verbose: args.has("verbose"),
    elapsed,
    version,
    command: args.command?.name ?? "",
    config: format.paths === "workspace" ? world.workspace().config : "",
  };
}
