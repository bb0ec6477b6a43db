/** The reports of a call while it runs: every event to each of them, and at the end the documents and the files. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Event } from "#model/event.ts";
import type { Terminal } from "#platform/terminal.ts";
import { reporters } from "#reporters/registry.gen.ts";
import type { ReporterFormat } from "#reporters/reporter.ts";
import { formatDiagnostic } from "#reporters/text/diagnostic.ts";
import { defuseCommands } from "#reporters/text/sanitize.ts";
import { styleFor } from "#reporters/text/style.ts";
import type { Arguments } from "./flags.ts";
import type { OpenReport, ReportWorld } from "./open-report.ts";
import { openReport, openSummary } from "./open-report.ts";
import { openOutput } from "./output.ts";
import type { ReportChoice } from "./report-choice.ts";
import { chooseReports, clashes, isPipeline, summaryPage } from "./report-choice.ts";
import { refuseReportFile } from "./report-files.ts";
import { findWorkspace } from "./workspace-paths.ts";

export interface Reports {
  emit(event: Event): void;
  /** Data of the command itself, to stdout; not changed in any way. */
  data(text: string): void;
  /** Messages of the command itself, to stderr. */
  say(text: string): void;
  flush(): void;
  /** A run is over: documents and files are written, what cannot be is told. Says whether all of it was. Another run may follow. */
  end(exitCode: number): boolean;
}

export interface ReportsRequest {
  readonly args: Arguments;
  readonly terminal: Terminal;
  /** Absolute; where the project is looked for, and where files of reports are named from. */
  readonly cwd: string;
  readonly isData: boolean;
  elapsed(): number;
}

/** Opens them. Nothing is written before the first event. Throws SpecmillError, exit 2, when two of them get in each other's way. */
export async function openReports(request: ReportsRequest): Promise<Reports> {
  const { args, terminal, cwd, isData } = request;
  const choices = chooseReports(args, terminal, request);
  const formats = await Promise.all(choices.map(({ name }) => formatOf(name)));
  refuse(problemsOf(choices, formats, request));
  const workspace = lazily(() => findWorkspace(terminal.env, cwd, args.text("config")));
  const world: ReportWorld = { ...request, streams: openStreams(terminal), workspace };
  const opened = choices.map(({ file }, at) => openReport(formats[at] as ReporterFormat, file, world));
  const page = summaryPage(args, terminal, isData);
  if (page !== undefined) opened.push(openSummary(await formatOf("markdown"), page, world));
  return gather(opened, world);
}

async function formatOf(name: string): Promise<ReporterFormat> {
  return (await reporters[name as keyof typeof reporters].load()).reporter;
}

function problemsOf(
  choices: readonly ReportChoice[],
  formats: readonly ReporterFormat[],
  { args, cwd }: ReportsRequest,
): Diagnostic[] {
  const toStdout = choices.filter(({ file }, at) => file === undefined && formats[at]?.stream === "stdout");
  const names = toStdout.map(({ name }) => name);
  const config = args.text("config");
  const replaced = choices.flatMap(({ file }) => (file && refuseReportFile(file, cwd, config)) ?? []);
  return [...clashes(choices, names), ...replaced];
}

function refuse(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new SpecmillError(problems, exitCodes.usage);
}

function openStreams(terminal: Terminal): ReportWorld["streams"] {
  const stdout = openOutput(terminal, "stdout");
  const stderr = openOutput(terminal, "stderr");
  if (!isPipeline(terminal)) return { stdout, stderr };
  // Text of a report is free to say anything, and the log of a pipeline obeys commands in it.
  return { stdout, stderr: { write: (text) => stderr.write(defuseCommands(text)), flush: stderr.flush } };
}

/** Looking for the top of the repository is for those who ask. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function gather(opened: readonly OpenReport[], { streams, terminal }: ReportWorld): Reports {
  const { stdout, stderr } = streams;
  const live = opened.filter(({ showsLate }) => showsLate);
  const tell = (problem: Diagnostic) => {
    for (const { on } of live) on({ type: "diagnostic", diagnostic: problem });
    if (live.length > 0) return;
    const lines = formatDiagnostic(problem, terminal.width(), styleFor(false));
    stderr.write(lines.map((line) => `${line}\n`).join(""));
  };
  const flush = () => {
    stdout.flush();
    stderr.flush();
  };
  return {
    emit(event) {
      for (const { on } of opened) on(event);
    },
    data: stdout.write,
    say: stderr.write,
    flush,
    end(exitCode) {
      const problems = opened.flatMap(({ end }) => end(exitCode) ?? []);
      for (const problem of problems) tell(problem);
      flush();
      return problems.every(({ severity }) => severity === "warning");
    },
  };
}
