/** Which reporters a call gets, and where each of them writes. */
import type { Event } from "#model/event.ts";
import type { ColorChoice, Stream, Terminal } from "#platform/terminal.ts";
import { canAnimate, wantsColor } from "#platform/terminal.ts";
import { reporters } from "#reporters/registry.gen.ts";
import type { Reporter, ReporterFormat } from "#reporters/reporter.ts";
import type { Arguments } from "./flags.ts";
import type { Output } from "./output.ts";
import { openOutput } from "./output.ts";

export interface Reports {
  emit(event: Event): void;
  /** Data of the command itself, to stdout; not changed in any way. */
  data(text: string): void;
  /** Messages of the command itself, to stderr. */
  say(text: string): void;
  flush(): void;
}

type Name = keyof typeof reporters;

/** Pure. `isData`: the command's result goes to stdout, so that no report may go there unasked. */
export function reporterNames(args: Arguments, terminal: Terminal, isData: boolean): readonly string[] {
  const named = args.list("reporter");
  if (named.length > 0) return [...new Set(named)];
  if (args.has("json") && !isData) return ["json"];
  const forPeople = canAnimate(terminal.env, terminal.isTerminal("stderr")) ? "tty" : "plain";
  return isPipeline(terminal) && !isData ? [forPeople, "github"] : [forPeople];
}

/** Opens them. Nothing is written before the first event. */
export async function openReports(
  args: Arguments,
  terminal: Terminal,
  isData: boolean,
  elapsed: () => number,
): Promise<Reports> {
  const outputs: Output[] = [];
  const open = (stream: Stream, isDefused: boolean) => {
    const output = openOutput(terminal, stream, { isLive: terminal.isTerminal(stream), isDefused });
    outputs.push(output);
    return output;
  };
  const opened: Reporter[] = [];
  for (const name of reporterNames(args, terminal, isData)) {
    const { reporter } = await reporters[name as Name].load();
    opened.push(openReporter(reporter, args, terminal, open(reporter.stream, isFreeText(reporter, terminal)), elapsed));
  }
  const data = open("stdout", false);
  const messages = open("stderr", isPipeline(terminal));
  return {
    emit(event) {
      for (const reporter of opened) reporter.on(event);
    },
    data: data.write,
    say: messages.write,
    flush() {
      for (const output of outputs) output.flush();
    },
  };
}

function openReporter(
  format: ReporterFormat,
  args: Arguments,
  terminal: Terminal,
  output: Output,
  elapsed: () => number,
): Reporter {
  const choice = (args.text("color") ?? "auto") as ColorChoice;
  return format.open({
    write: output.write,
    color: wantsColor(choice, terminal.env, terminal.isTerminal(format.stream)),
    width: terminal.width(),
    quiet: args.has("quiet"),
    verbose: args.has("verbose"),
    elapsed,
  });
}

/** `github` and `json` escape by their own rules; any other text could hold a command of the pipeline. */
function isFreeText(format: ReporterFormat, terminal: Terminal): boolean {
  return isPipeline(terminal) && format.name !== "github" && format.name !== "json";
}

function isPipeline(terminal: Terminal): boolean {
  return terminal.env.GITHUB_ACTIONS === "true";
}
