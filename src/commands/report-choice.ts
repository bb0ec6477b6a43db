/** `--reporter NAME[=FILE]`, `--json` and the pipeline around the call -> which reports there are and where they go. Pure. */
import { resolve } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import type { Terminal } from "#platform/terminal.ts";
import { canAnimate } from "#platform/terminal.ts";
import type { Arguments } from "./flags.ts";
import { splitFile } from "./flags.ts";
import type { ReportFile } from "./report-files.ts";

export interface ReportChoice {
  /** A key of the registry. */
  readonly name: string;
  /** Absent: to the stream that the format belongs to. */
  readonly file?: ReportFile;
}

/** The reports of a call. `isData`: the command's result goes to stdout, so that no report may go there unasked. */
export function chooseReports(
  args: Arguments,
  terminal: Terminal,
  where: { readonly cwd: string; readonly isData: boolean },
): readonly ReportChoice[] {
  const named = [...new Set(args.list("reporter"))].map((value) => choiceOf(value, where.cwd));
  if (named.some(({ file }) => file === undefined)) return named;
  // Files are for programs: people still want to see what happens.
  return [...unnamed(args, terminal, where.isData).map((name) => ({ name })), ...named];
}

function choiceOf(value: string, cwd: string): ReportChoice {
  const [name, file] = splitFile(value);
  return file === undefined ? { name } : { name, file: { named: value, path: resolve(cwd, file) } };
}

function unnamed(args: Arguments, terminal: Terminal, isData: boolean): readonly string[] {
  if (args.has("json") && !isData) return ["json"];
  const forPeople = canAnimate(terminal.env, terminal.isTerminal("stderr")) ? "tty" : "plain";
  return isPipeline(terminal) && !isData ? [forPeople, "github"] : [forPeople];
}

/** The summary page of a job of GitHub Actions. A command whose result is data is a step on the way to something else. */
export function summaryPage(args: Arguments, terminal: Terminal, isData: boolean): string | undefined {
  const page = terminal.env.GITHUB_STEP_SUMMARY;
  const isNamed = args.list("reporter").some((value) => value === "markdown" || value.startsWith("markdown="));
  return !isPipeline(terminal) || isData || isNamed || page === "" ? undefined : page;
}

export function isPipeline(terminal: Terminal): boolean {
  return terminal.env.GITHUB_ACTIONS === "true";
}

/** Two reports in one place would be none. `toStdout` are those without a file that go there. */
export function clashes(choices: readonly ReportChoice[], toStdout: readonly string[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  if (toStdout.length > 1) {
    const [first, second] = toStdout;
    const notes = [`give one of them a file: \`--reporter ${second}=FILE\``];
    problems.push(
      error("cli/bad-value", `\`--reporter\`: \`${first}\` and \`${second}\` both go to stdout`, { notes }),
    );
  }
  for (const [path, sharing] of Map.groupBy(choices, ({ file }) => file?.path)) {
    if (path === undefined || sharing.length < 2) continue;
    const names = sharing.map(({ file }) => `\`${file?.named}\``);
    const notes = ["give each report a file of its own"];
    problems.push(error("cli/bad-value", `\`--reporter\`: ${names.join(" and ")} go to the same file`, { notes }));
  }
  return problems;
}
