/**
 * What every command has in common: reporters, a host for the pipeline, Ctrl-C, and one exit code for everything that can happen.
 * A failure never gives 0.
 */
import { build, version } from "#build-info.ts";
import { error, sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Event } from "#model/event.ts";
import { noCounts } from "#model/event.ts";
import type { Host } from "#model/pipeline.ts";
import type { Terminal } from "#platform/terminal.ts";
import { resolveFolder } from "#platform/terminal.ts";
import { safeText } from "#reporters/text/diagnostic.ts";
import type { Arguments } from "./flags.ts";
import type { Reports } from "./reports.ts";
import { openReports } from "./reports.ts";

/** One call of one command. */
export interface Run {
  readonly args: Arguments;
  readonly terminal: Terminal;
  /** Absolute: where the user stands, or `--cwd`. */
  readonly cwd: string;
  readonly host: Host;
  readonly reports: Reports;
  readonly interrupts: Interrupts;
}

/** What a signal does: normally it asks the run to stop. */
export interface Interrupts {
  /** A signal ends the process at once: for a time in which nothing is written and code of the user may never return. */
  letGo(): void;
  /** As before. */
  hold(): void;
}

export interface Command {
  /** The result goes to stdout as data: reports stay on stderr. */
  isData?(args: Arguments): boolean;
  /** Returns the exit code; may throw SpecmillError. */
  run(run: Run): Promise<number>;
}

/** Runs a command to its end. What the command throws becomes a report and an exit code; no handler is left behind. */
export async function runReported(args: Arguments, command: Command, terminal: Terminal): Promise<number> {
  const elapsed = () => performance.now();
  const isData = command.isData?.(args) ?? false;
  const cwd = resolveFolder(args.text("cwd") ?? ".");
  const reports = await openReports({ args, terminal, cwd: cwd ?? ".", isData, elapsed });
  const interrupt = listenForInterrupts();
  const emit = (event: Event) => {
    // Data has no summary after it, and so nothing to wipe a progress line.
    if (!isData || event.type !== "progress") emitInOrder(event, reports, interrupt.signal);
  };
  const host: Host = { emit, signal: interrupt.signal, elapsed, version, build };
  const toItsEnd = async () => {
    try {
      if (cwd === undefined) throw noFolder(args.text("cwd"));
      const code = await command.run({ args, terminal, cwd, host, reports, interrupts: interrupt });
      reports.flush();
      return interrupt.signal.aborted ? interrupt.exitCode() : code;
    } catch (problem) {
      return interrupt.signal.aborted && !isFault(problem)
        ? failInterrupted(reports, interrupt.exitCode())
        : fail(await asRefusal(problem, cwd ?? "."), args, reports, elapsed());
    }
  };
  try {
    return endReports(reports, await toItsEnd());
  } finally {
    interrupt.stop();
  }
}

/** Documents and files of reports are written last, when the exit code is known; one that cannot be is a failure of its own. */
function endReports(reports: Reports, exitCode: number): number {
  const orFailed = (isWritten: boolean) => (isWritten || exitCode !== 0 ? exitCode : exitCodes.drift);
  try {
    return orFailed(reports.end(exitCode));
  } catch (problem) {
    if (isFault(problem)) throw problem;
    reports.say(`${safeText((problem as SpecmillError).message)}\n`);
    tryFlush(reports);
    return orFailed(false);
  }
}

function noFolder(named: string | undefined): SpecmillError {
  const problem = error("cli/bad-value", `\`--cwd\`: there is no folder \`${named ?? "."}\``);
  return new SpecmillError([problem], exitCodes.usage);
}

/** The summary is the last event, so what ended the run is said before it. */
function emitInOrder(event: Event, reports: Reports, signal: AbortSignal): void {
  if (event.type === "summary" && signal.aborted) reports.emit({ type: "diagnostic", diagnostic: interrupted() });
  reports.emit(event);
}

function interrupted() {
  const notes = ["the outputs are as they were, or the next run finishes what was begun"];
  return error("run/interrupted", "the run was interrupted", { notes });
}

/** What the file system refuses (a full disk, a folder of somebody else) is the user's to mend, and no fault of specmill. */
async function asRefusal(problem: unknown, cwd: string): Promise<unknown> {
  if (!refusals.has((problem as NodeJS.ErrnoException).code ?? "")) return problem;
  const { writeProblem } = await import("#write/transaction.ts");
  return new SpecmillError([writeProblem(problem as Error, cwd)]);
}

const refusals: ReadonlySet<string> = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOSPC",
  "EDQUOT",
  "EIO",
  "EMFILE",
  "ENFILE",
  "ENAMETOOLONG",
  "ELOOP",
]);

function isFault(problem: unknown): boolean {
  return !(problem instanceof SpecmillError);
}

function failInterrupted(reports: Reports, exitCode: number): number {
  reports.emit({ type: "diagnostic", diagnostic: interrupted() });
  tryFlush(reports);
  return exitCode;
}

function fail(problem: unknown, args: Arguments, reports: Reports, durationMs: number): number {
  if (!(problem instanceof SpecmillError)) {
    reports.say(faultText(problem));
    tryFlush(reports);
    return exitCodes.internal;
  }
  const diagnostics = sortDiagnostics(problem.diagnostics);
  for (const diagnostic of diagnostics) reports.emit({ type: "diagnostic", diagnostic });
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const { exitCode } = problem;
  const command = args.command?.name ?? "";
  if (endsInSummary.has(command)) {
    const warnings = diagnostics.length - errors;
    reports.emit({ type: "summary", command, counts: noCounts, errors, warnings, durationMs, exitCode });
  }
  tryFlush(reports);
  return exitCode === 0 ? exitCodes.drift : exitCode;
}

/** Commands of the pipeline, whose last event is a summary however they end. */
const endsInSummary: ReadonlySet<string> = new Set(["generate", "check", "diff", "pull"]);

/** A stream that refuses text cannot be told about on itself; the exit code says it. */
function tryFlush(reports: Reports): void {
  try {
    reports.flush();
  } catch {
    // Already failing.
  }
}

/** What a bug prints: enough to report it, and nothing that a spec could steer a terminal with. */
export function faultText(problem: unknown): string {
  const fault = problem instanceof Error ? problem : new Error(String(problem));
  const stack = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const lines = [
    `specmill has a bug: ${fault.name}: ${fault.message}`,
    "  please report it, with the command and the lines below; nothing was lost",
    `  specmill ${version} (${build}) on ${process.platform} ${process.arch}`,
    ...stack,
  ];
  return `${safeText(lines.join("\n"))}\n`;
}

/** The first signal asks the run to stop, the second one ends the process at once. */
function listenForInterrupts() {
  const controller = new AbortController();
  let exitCode: number = exitCodes.interrupted;
  const onSignal = (signal: NodeJS.Signals) => {
    // 128 and the number of the signal, as shells report it.
    exitCode = signal === "SIGTERM" ? 143 : exitCodes.interrupted;
    if (controller.signal.aborted) process.exit(exitCode);
    controller.abort();
  };
  const letGo = () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  const hold = () => {
    // Heard once, however often it is called.
    letGo();
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  };
  hold();
  return { signal: controller.signal, exitCode: () => exitCode, hold, letGo, stop: letGo };
}
