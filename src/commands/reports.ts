/** Which reporters a call gets, and where each of them writes. */
import type { Event } from "#model/event.ts";
import type { ColorChoice, Terminal } from "#platform/terminal.ts";
import { canAnimate, wantsColor } from "#platform/terminal.ts";
import { reporters } from "#reporters/registry.gen.ts";
import type { Reporter, ReporterFormat } from "#reporters/reporter.ts";
import { defuseCommands } from "#reporters/text/sanitize.ts";
import type { Arguments } from "./flags.ts";
import { openOutput } from "./output.ts";
import { folderInWorkspace, inWorkspace } from "./workspace-paths.ts";

export interface Reports {
  emit(event: Event): void;
  /** Data of the command itself, to stdout; not changed in any way. */
  data(text: string): void;
  /** Messages of the command itself, to stderr. */
  say(text: string): void;
  flush(): void;
}

/** Pure. `isData`: the command's result goes to stdout, so that no report may go there unasked. */
export function reporterNames(args: Arguments, terminal: Terminal, isData: boolean): readonly string[] {
  const named = args.list("reporter");
  if (named.length > 0) return [...new Set(named)];
  if (args.has("json") && !isData) return ["json"];
  const forPeople = canAnimate(terminal.env, terminal.isTerminal("stderr")) ? "tty" : "plain";
  return isPipeline(terminal) && !isData ? [forPeople, "github"] : [forPeople];
}

export interface ReportsRequest {
  readonly args: Arguments;
  readonly terminal: Terminal;
  /** Absolute; where the project is looked for. */
  readonly cwd: string;
  readonly isData: boolean;
  elapsed(): number;
}

/** Opens them. Nothing is written before the first event. */
export async function openReports(request: ReportsRequest): Promise<Reports> {
  const { args, terminal, cwd, isData } = request;
  const outputs = { stdout: openOutput(terminal, "stdout"), stderr: openOutput(terminal, "stderr") };
  // Text of a report is free to say anything, and the log of a pipeline obeys commands in it.
  const toLog = (text: string) => outputs.stderr.write(isPipeline(terminal) ? defuseCommands(text) : text);
  const opened: ((event: Event) => void)[] = [];
  for (const name of reporterNames(args, terminal, isData)) {
    const { reporter } = await reporters[name as keyof typeof reporters].load();
    const { on } = openReporter(reporter, reporter.stream === "stderr" ? toLog : outputs.stdout.write, request);
    const folder = name === "github" ? folderInWorkspace(terminal.env.GITHUB_WORKSPACE, cwd, args.text("config")) : "";
    opened.push((event) => on(inWorkspace(event, folder)));
  }
  return {
    emit(event) {
      for (const on of opened) on(event);
    },
    data: outputs.stdout.write,
    say: toLog,
    flush() {
      outputs.stdout.flush();
      outputs.stderr.flush();
    },
  };
}

function openReporter(format: ReporterFormat, write: (text: string) => void, request: ReportsRequest): Reporter {
  const { args, terminal, elapsed } = request;
  const choice = (args.text("color") ?? "auto") as ColorChoice;
  return format.open({
    write,
    color: wantsColor(choice, terminal.env, terminal.isTerminal(format.stream)),
    width: terminal.width(),
    quiet: args.has("quiet"),
    verbose: args.has("verbose"),
    elapsed,
  });
}

function isPipeline(terminal: Terminal): boolean {
  return terminal.env.GITHUB_ACTIONS === "true";
}
