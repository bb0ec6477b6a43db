/** The command tree: every command is loaded when it is called, help and wrong calls load none of them. */
import { version, versionLine } from "#build-info.ts";
import { sortDiagnostics } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Terminal } from "#platform/terminal.ts";
import { processTerminal, wantsColor } from "#platform/terminal.ts";
import { formatDiagnostic } from "#reporters/text/diagnostic.ts";
import { styleFor } from "#reporters/text/style.ts";
import type { Arguments } from "./flags.ts";
import { parseArguments } from "./flags.ts";
import { formatCommandHelp, formatHelp } from "./help.ts";
import type { Command } from "./run-command.ts";

/** One line a command; the table says what it takes. */
const loaders: { readonly [name: string]: () => Promise<{ readonly command: Command }> } = {
  init: () => import("./init.ts"),
  generate: () => import("./generate.ts"),
  check: () => import("./check.ts"),
  diff: () => import("./diff.ts"),
  watch: () => import("./watch.ts"),
  explain: () => import("./explain.ts"),
  list: () => import("./list.ts"),
  hook: () => import("./hook.ts"),
  new: () => import("./new.ts"),
  pull: () => import("./pull.ts"),
  eject: () => import("./eject.ts"),
  clean: () => import("./clean.ts"),
  cache: () => import("./cache.ts"),
  doctor: () => import("./doctor.ts"),
  completion: () => import("./completion.ts"),
};

/** Runs a call to its end and returns the exit code. Never throws. */
export async function runCommand(argv: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  try {
    const args = parseArguments(argv);
    if (args.has("help"))
      return print(terminal, args.command === undefined ? formatHelp() : formatCommandHelp(args.command));
    if (args.has("version")) return print(terminal, `${versionLine}\n`);
    if (args.command === undefined) return noCommand(terminal);
    return await dispatch(args, args.command.name, terminal);
  } catch (problem) {
    if (problem instanceof SpecmillError) return await refuse(problem, argv, terminal);
    const { faultText } = await import("./run-command.ts");
    terminal.write("stderr", faultText(problem));
    return exitCodes.internal;
  }
}

/**
 * citty finds and loads the command. It gets no flags to parse: it knows neither flags that may be repeated nor unknown ones,
 * and reads `--no-cache` as `cache`; flags.ts has read them.
 */
async function dispatch(args: Arguments, name: string, terminal: Terminal): Promise<number> {
  const [citty, { runReported }] = await Promise.all([import("citty"), import("./run-command.ts")]);
  let exitCode: number = exitCodes.internal;
  const lazily = (load: () => Promise<{ readonly command: Command }>) => async () => {
    const { command } = await load();
    return citty.defineCommand({
      async run() {
        exitCode = await runReported(args, command, terminal);
      },
    });
  };
  const subCommands = Object.fromEntries(Object.entries(loaders).map(([key, load]) => [key, lazily(load)]));
  const root = citty.defineCommand({ meta: { name: "specmill", version }, subCommands });
  await citty.runCommand(root, { rawArgs: [name] });
  return exitCode;
}

function print(terminal: Terminal, text: string): number {
  terminal.write("stdout", text);
  return exitCodes.inStep;
}

/** A pipeline whose command came out empty must not go on. */
function noCommand(terminal: Terminal): number {
  terminal.write("stderr", formatHelp());
  return exitCodes.usage;
}

/** A wrong call is answered before any reporter is known; the files that a pipeline waits for are written all the same. */
async function refuse(problem: SpecmillError, argv: readonly string[], terminal: Terminal): Promise<number> {
  const { diagnostics, exitCode } = problem;
  const style = styleFor(wantsColor("auto", terminal.env, terminal.isTerminal("stderr")));
  const lines = sortDiagnostics(diagnostics).flatMap((one) => formatDiagnostic(one, terminal.width(), style));
  terminal.write("stderr", lines.map((line) => `${line}\n`).join(""));
  if (argv.some((word) => word.includes("="))) {
    const { reportWrongCall } = await import("./wrong-call.ts");
    await reportWrongCall(problem, argv, terminal);
  }
  return exitCode;
}
