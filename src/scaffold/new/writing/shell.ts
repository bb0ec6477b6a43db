/** `sh`: the one place where specmill starts a shell, because the contract of `_templates` has one. */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { ShellResult } from "#platform/child-process.ts";
import type { ActionTemplate, GeneratorConfig, Operation } from "../action.ts";
import { attributePlace } from "../front-matter/attribute-place.ts";

export type ShellOperation = Extract<Operation, { kind: "shell" }>;

/** How commands are run; a test hands in another one. A signal that is aborted ends the command. */
export type RunShell = (command: string, folder: string, input: string, signal: AbortSignal) => Promise<ShellResult>;

export interface ShellOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly config: GeneratorConfig;
  readonly runShell: RunShell;
  readonly signal: AbortSignal;
}

/** Runs one command to its end. Throws SpecmillError when it fails and the template does not say that it may. */
export async function runShellOperation(
  { command, body, ignoreExit, template }: ShellOperation,
  { cwd, config: { exec }, runShell, signal }: ShellOptions,
): Promise<void> {
  if (exec !== undefined) {
    await runCustom(() => exec(command, body), command, ignoreExit, template);
    return;
  }
  const { exitCode, output } = await runShell(command, cwd, body, signal);
  if (exitCode !== 0 && !ignoreExit) throw failed(command, `ended with exit code ${exitCode}`, output, template);
}

/** The `exec` of a config, in the place of a shell. */
async function runCustom(run: () => unknown, command: string, ignoreExit: boolean, template: ActionTemplate) {
  try {
    await run();
  } catch (problem) {
    if (!ignoreExit) throw failed(command, `failed: ${(problem as Error).message}`, "", template);
  }
}

/** Of the output of a command, what explains a failure stands at the end. */
const SHOWN_LINES = 20;

function failed(command: string, how: string, output: string, template: ActionTemplate): SpecmillError {
  const lines = output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
  const notes = [
    ...(lines === "" ? [] : [lines]),
    "what the action had written is taken back; `sh_ignore_exit: true` lets a command fail",
  ];
  const [first = ""] = command.trim().split("\n");
  const problem = error("scaffold/shell", `the command \`${first}\` ${how}`, {
    place: attributePlace(template, "sh"),
    notes,
  });
  return new SpecmillError([problem]);
}
