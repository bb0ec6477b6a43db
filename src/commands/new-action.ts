/** `specmill new GENERATOR ACTION [NAME]`: flags and environment in, hygen's log out. */
import { relative, resolve } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { suggestNote } from "#model/suggest.ts";
import { runShell } from "#platform/child-process.ts";
import { unifiedDiff } from "#platform/diff.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { wantsColor } from "#platform/terminal.ts";
import { formatJson } from "#reporters/text/json-text.ts";
import type { ActionStep, Compat } from "#scaffold/new/action.ts";
import { formatLogHead, formatLogLine, formatMessages } from "#scaffold/new/action-log.ts";
import type { Asking } from "#scaffold/new/asking/hook.ts";
import type { NewRequest } from "#scaffold/new/new.ts";
import { runNew } from "#scaffold/new/new.ts";
import type { PendingFile } from "#scaffold/new/writing/project-tree.ts";
import type { LogLine, Overwriting } from "#scaffold/new/writing/work-out.ts";
import type { NewCall } from "./new-call.ts";
import { listingOf, writeGenerators } from "./new-list.ts";
import type { Run } from "./run-command.ts";

export interface ActionCall extends NewCall {
  readonly words: readonly string[];
}

/** Returns the exit code; throws SpecmillError with the project as it was. */
export async function runAction(call: ActionCall): Promise<number> {
  const { run, home } = call;
  const steps: ActionStep[] = [];
  const show = shownTo(run);
  const request = requestOf(call);
  show.text(formatLogHead(home, run.cwd, request.isDry));
  const log = (line: LogLine) => {
    if ("word" in line) steps.push(line);
    show.line(line);
  };
  const outcome = await perform(call, request, log).catch((problem) => refuse(problem, call, steps));
  if (outcome === undefined) return exitCodes.drift;
  show.text(formatMessages(outcome.choice.action, outcome.messages, show.color));
  if (run.args.has("diff")) run.reports.data(diffOf(outcome.files, call.grounds.boundary));
  if (run.args.has("json")) run.reports.data(`${formatJson({ version: 1, success: true, actions: steps })}\n`);
  return exitCodes.inStep;
}

/** `undefined` when the words name no action. */
async function perform(call: ActionCall, request: NewRequest, log: (line: LogLine) => void) {
  const { run, grounds, home } = call;
  const { args, interrupts } = run;
  const tracking = args.has("track") ? await (await import("./new-track.ts")).openTracking(call, request) : undefined;
  const clones = args.has("allow-net") ? (await import("./new-clone.ts")).openClones(run) : undefined;
  const host = {
    fs,
    asking: { ...(await askingOf(run)), ...(tracking === undefined ? {} : { onSecret: tracking.onSecret }) },
    overwriting: overwritingOf(run, request.isDry),
    runShell,
    signal: run.host.signal,
    report: (diagnostic: Diagnostic) => run.reports.emit({ type: "diagnostic", diagnostic }),
    log,
    beforeWriting: interrupts.hold,
    ...(tracking === undefined ? {} : { inspect: tracking.inspect }),
  };
  interrupts.letGo();
  try {
    const outcome = await runNew({ ...request, ...(clones && { clone: clones.clone }) }, home, grounds, host);
    if (!request.isDry && outcome !== undefined) tracking?.end(outcome);
    return outcome;
  } finally {
    clones?.remove();
  }
}

function requestOf({ run, words }: ActionCall): NewRequest {
  const { args, terminal, cwd } = run;
  return {
    cwd,
    words,
    env: terminal.env,
    now: Date.now(),
    isDry: isDry(run),
    compat: (args.text("hygen-compat") ?? "default") as Compat,
    trust: args.has("trust"),
    allowOutside: args.list("allow-outside").map((path) => resolve(cwd, path)),
  };
}

function isDry({ args }: Run): boolean {
  return args.has("dry") || args.has("dry-run") || args.has("diff");
}

async function askingOf({ args, terminal, cwd }: Run): Promise<Asking> {
  const file = args.text("answers");
  const canAsk = terminal.canAsk();
  const useDefaults = args.has("defaults");
  if (file === undefined) return { canAsk, useDefaults, answers: {} };
  const { readAnswers } = await import("#scaffold/new/asking/answers.ts");
  return { canAsk, useDefaults, answers: await readAnswers(file, textOf(resolve(cwd, file), file)) };
}

function textOf(path: string, shown: string): string {
  const bytes = fs.read(path);
  if (bytes !== undefined) return Buffer.from(bytes).toString("utf8");
  const notes = ["`--answers` takes a JSON or YAML file with an answer a key"];
  throw new SpecmillError([error("scaffold/answers", `there is no file \`${shown}\``, { notes })], exitCodes.usage);
}

/** Nothing is replaced in a dry run, so nothing is asked. */
function overwritingOf({ args, terminal, cwd }: Run, isRehearsal: boolean): Overwriting {
  const { env } = terminal;
  const isAll = isRehearsal || (env.HYGEN_OVERWRITE ?? env.HYPERGEN_OVERWRITE ?? "") !== "";
  const named = new Set(args.list("overwrite").map((path) => resolve(cwd, path)));
  const ask = async (shown: string) => (await import("#scaffold/new/asking/prompter.ts")).confirmOverwrite(shown);
  return {
    isAllowed: (path) => isAll || named.has(path),
    skip: args.has("defaults"),
    ...(terminal.canAsk() ? { ask } : {}),
  };
}

/** The log goes to stdout; a diff or a JSON document has it for itself. */
function shownTo({ args, terminal, cwd, reports }: Run) {
  const choice = (args.text("color") ?? "auto") as "auto" | "always" | "never";
  const color = wantsColor(choice, terminal.env, terminal.isTerminal("stdout"));
  const isShown = !args.has("json") && !args.has("diff") && !args.has("quiet");
  const isAbsolute = (terminal.env.HYGEN_OUTPUT_ABS_PATH ?? terminal.env.HYPERGEN_OUTPUT_ABS_PATH ?? "") !== "";
  const style = isAbsolute ? { color, absoluteFrom: cwd } : { color };
  const text = (shown: string) => {
    if (isShown) reports.data(shown);
  };
  return { color, text, line: (line: LogLine) => text(formatLogLine(line, style)) };
}

function diffOf(files: readonly PendingFile[], root: string): string {
  const textOr = (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  const diffs = files.map(({ path, before, after }) =>
    unifiedDiff(relative(root, path).replaceAll("\\", "/"), { before: textOr(before), after: textOr(after) }),
  );
  return diffs.join("");
}

/** A script gets a document however the action ends. */
function refuse(problem: unknown, call: ActionCall, actions: readonly ActionStep[]): never {
  const told = withWhatThereIs(problem, call);
  if (call.run.args.has("json") && told instanceof SpecmillError) {
    const document = { version: 1, success: false, actions, problems: told.diagnostics };
    call.run.reports.data(`${formatJson(document)}\n`);
  }
  throw told;
}

/** A name that is none is answered with what there is. */
function withWhatThereIs(problem: unknown, call: ActionCall): unknown {
  const isUnknown = problem instanceof SpecmillError && problem.diagnostics[0]?.code === "scaffold/not-found";
  if (!isUnknown || call.home.folders.length === 0) return problem;
  const listing = listingOf(call);
  if (!call.run.args.has("json")) writeGenerators(listing, call.run);
  const [generator = "", action = ""] = call.words;
  const known = listing.find(({ name }) => name === generator);
  const meant = known === undefined ? generator : action;
  const names = (known === undefined ? listing : known.actions).map(({ name }) => name);
  const notes = suggestNote(meant, names).map((message) => ({ message }));
  return new SpecmillError(
    problem.diagnostics.map((one) => ({ ...one, notes: [...one.notes, ...notes] })),
    problem.exitCode,
  );
}
