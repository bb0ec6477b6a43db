/**
 * Doing an action: what can be worked out is worked out first and written at once; a command ends such a stretch, because what follows may
 * build on what it did. Whatever fails, the project is as it was.
 */
import { warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { GeneratorConfig, Operation, Report } from "../action.ts";
import type { ActionCommit } from "./commit-action.ts";
import type { PendingFile } from "./project-tree.ts";
import { openTree } from "./project-tree.ts";
import type { RunShell } from "./shell.ts";
import { runShellOperation } from "./shell.ts";
import type { LogLine, WorkOptions } from "./work-out.ts";
import { workOut } from "./work-out.ts";

export interface PerformOptions extends WorkOptions {
  readonly config: GeneratorConfig;
  readonly runShell: RunShell;
  readonly commit: ActionCommit;
  readonly report: Report;
  /** Aborted by Ctrl-C: what was written is taken back. */
  readonly signal: AbortSignal;
  /** Called before the first write or command: from here on a signal must not end the process at once. */
  readonly beforeWriting?: () => void;
}

/** Does all operations in order. Returns what was written; in a dry run what would be. Throws SpecmillError with everything taken back. */
export async function perform(
  operations: readonly Operation[],
  options: PerformOptions,
): Promise<readonly PendingFile[]> {
  const { commit } = options;
  try {
    return await doAll(operations, options);
  } catch (problem) {
    takeBack(commit, options.report);
    throw problem;
  } finally {
    commit.close();
  }
}

async function doAll(operations: readonly Operation[], options: PerformOptions): Promise<readonly PendingFile[]> {
  const { commit, isDry, signal } = options;
  const tree = openTree(options.fs);
  const written: PendingFile[] = [];
  // What was not written yet is not said to be done.
  let lines: LogLine[] = [];
  let inStretch: WorkOptions = { ...options, log: (line: LogLine) => void lines.push(line) };
  const endStretch = () => {
    stopWhenAborted(signal);
    const files = tree.take();
    if (!isDry) options.beforeWriting?.();
    if (!isDry) commit.write(files);
    written.push(...files);
    for (const line of lines) options.log(line);
    lines = [];
  };
  for (const operation of operations) {
    stopWhenAborted(signal);
    if (operation.kind !== "shell") {
      await workOut(operation, tree, inStretch);
      continue;
    }
    if (isDry) {
      // What the command would have made is not there to be found.
      inStretch = { ...inStretch, isUncertain: true };
    } else {
      endStretch();
      await runShellOperation(operation, options);
    }
    inStretch.log({ word: "shell", subject: operation.command });
  }
  endStretch();
  // A signal that came with the last write counts too.
  await new Promise((resolve) => setImmediate(resolve));
  stopWhenAborted(signal);
  return written;
}

/** The command tells why: it knows which signal came. */
function stopWhenAborted({ aborted }: AbortSignal): void {
  if (aborted) throw new SpecmillError([]);
}

/** The problem that led here is the one to tell; this one is told beside it. */
function takeBack(commit: ActionCommit, report: Report): void {
  try {
    for (const path of commit.takeBack()) {
      const notes = ["it was changed after it was written, so it may hold work of yours"];
      report(warning("write/left", `\`${path}\` stays although the action failed`, { place: { file: path }, notes }));
    }
  } catch (problem) {
    const notes = [(problem as Error).message, "the next `specmill new` tries again"];
    report(warning("write/left", "what the action had written could not be taken back", { notes }));
  }
}
