/**
 * `specmill new` on one page:
 *
 *     find templates -> choose an action -> ask its hook -> render all -> work out the operations -> write and run
 *
 * Nothing is written before every template of the action rendered. The order and the words are those of hygen 6.2.11.
 */
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { Environment } from "#platform/terminal.ts";
import type { ChosenAction, Compat, GeneratorHome, Locals, Operation, RenderedTemplate, Report } from "./action.ts";
import type { Asking } from "./asking/hook.ts";
import { runHook } from "./asking/hook.ts";
import { chooseAction } from "./choose-action.ts";
import type { ReadText } from "./ejs/render.ts";
import type { Grounds } from "./find-templates.ts";
import { messageOf, toOperations } from "./front-matter/operations.ts";
import { parseTemplate } from "./front-matter/parse.ts";
import { templateLocals } from "./locals.ts";
import { renderAction } from "./render-action.ts";
import { encodingProblem, readTemplates, templatePaths } from "./template-files.ts";
import { templateHelpers } from "./template-helpers.ts";
import { readWords } from "./words.ts";
import { openActionCommit } from "./writing/commit-action.ts";
import { perform } from "./writing/perform.ts";
import type { PendingFile } from "./writing/project-tree.ts";
import type { RunShell } from "./writing/shell.ts";
import { requireTrust } from "./writing/trust.ts";
import type { LogLine, Overwriting } from "./writing/work-out.ts";

export interface NewRequest {
  /** Absolute: where the user stands. */
  readonly cwd: string;
  /** Generator, action, name and flags, as typed. */
  readonly words: readonly string[];
  readonly env: Environment;
  /** Milliseconds since 1970, for the local `ts`. */
  readonly now: number;
  /** Writes nothing and runs no command. */
  readonly isDry: boolean;
  readonly compat: Compat;
  /** Hooks and commands of templates from outside the project may run. */
  readonly trust: boolean;
  /** Absolute paths outside the project that may be written. */
  readonly allowOutside: readonly string[];
  readonly clone?: (repository: string) => Promise<string>;
}

/** What the action meets on its way, handed in. */
export interface NewHost {
  readonly fs: FileSystem;
  readonly asking: Asking;
  readonly overwriting: Overwriting;
  readonly runShell: RunShell;
  readonly signal: AbortSignal;
  readonly report: Report;
  readonly log: (line: LogLine) => void;
  /** Sees what was rendered before anything is written; what it throws ends the action. */
  readonly inspect?: (prepared: PreparedAction) => void;
  /** Called before the first write or command, when all before it is known to work. */
  readonly beforeWriting?: () => void;
}

export interface PreparedAction {
  readonly choice: ChosenAction;
  /** What the templates saw, without what differs between machines; the answers for a later run. */
  readonly answers: Locals;
  readonly rendered: readonly RenderedTemplate[];
}

export interface NewOutcome extends PreparedAction {
  /** What was written, or would be. */
  readonly files: readonly PendingFile[];
  /** Of templates that have one, to be shown at the end. */
  readonly messages: readonly string[];
}

/** Runs the action that the words mean; `undefined` when they name none. Throws SpecmillError with the project as it was. */
export async function runNew(
  request: NewRequest,
  home: GeneratorHome,
  grounds: Grounds,
  host: NewHost,
): Promise<NewOutcome | undefined> {
  const { positional, flags } = readWords(request.words);
  const choice = chooseAction(positional, home, host.fs);
  if (choice === undefined) return undefined;
  const given = choice.name === undefined ? flags : { ...flags, name: choice.name };
  const mayRun = choice.templates.isInside || request.trust;
  const context = { home, choice, mayRun, shown: grounds.root, signal: host.signal };
  const asked = await runHook(choice.folder, given, host.asking, context);
  const answers = { _: positional, ts: request.env.HYGEN_TS || request.now, ...given, ...asked };
  const rendered = renderChoice(choice, answers, home, placesOf(request, home, grounds), host.fs);
  const operations = operationsOf(rendered, choice, request, host);
  if (!mayRun) requireTrust(operations);
  host.inspect?.({ choice, answers, rendered });
  const files = await perform(operations, optionsOf(request, home, grounds, host));
  const messages = rendered.flatMap((one) => messageOf(one) ?? []);
  return { choice, answers, rendered, files, messages };
}

/** Where an action works and what problems name files from; both absolute. */
export interface Places {
  readonly cwd: string;
  readonly shown: string;
  /** Reads what templates include; the disk, unless somebody wants to know what was read. */
  readonly read?: ReadText;
}

function placesOf(request: NewRequest, home: GeneratorHome, grounds: Grounds): Places {
  return { cwd: home.config.cwd ?? request.cwd, shown: grounds.root };
}

/** All templates of an action with what they make of the answers. Throws SpecmillError with the problems of all of them. */
export function renderChoice(
  choice: ChosenAction,
  answers: Locals,
  home: GeneratorHome,
  { cwd, shown, read }: Places,
  fs: FileSystem,
): readonly RenderedTemplate[] {
  const { folder, templates, generator, action, subaction } = choice;
  const own = { templates: templates.path, actionfolder: folder, generator, action, subaction };
  const args: Locals = { ...own, ...answers, cwd };
  // A flag or a hook can name the part too: what a template sees as `subaction` is what counts.
  const part = args.subaction ? String(args.subaction) : undefined;
  const found = readTemplates(templatePaths(folder, fs, part), shown, fs);
  const helpers = templateHelpers(home.config, args);
  const locals = templateLocals(args, home.config.localsDefaults ?? {}, helpers);
  return renderAction(collect(found, parseTemplate), locals, read);
}

/** Throws SpecmillError with the problems of all of them. */
export function collect<From, To>(all: readonly From[], one: (value: From) => To): readonly To[] {
  const problems: Diagnostic[] = [];
  const done = all.flatMap((value) => {
    try {
      return [one(value)];
    } catch (problem) {
      if (!(problem instanceof SpecmillError)) throw problem;
      problems.push(...problem.diagnostics);
      return [];
    }
  });
  if (problems.length > 0) throw new SpecmillError(problems);
  return done;
}

/** Throws SpecmillError with what is wrong with any of them. */
function operationsOf(
  rendered: readonly RenderedTemplate[],
  { templates }: ChosenAction,
  { words, compat }: NewRequest,
  { fs, report }: NewHost,
): readonly Operation[] {
  const readFrom = (path: string) => fs.read(join(templates.path, path));
  const listFrom = (folder: string) => (fs.list(join(templates.path, folder)) ?? []).map(({ name }) => name);
  const { to } = readWords(words).flags;
  const cwdSetup = typeof to === "string" ? to : ".";
  return collect(rendered, (one) => {
    const operations = toOperations(one, { compat, report, readFrom, listFrom, cwdSetup });
    const problem = operations.length > 0 ? encodingProblem(one.parsed.template, fs) : undefined;
    if (problem !== undefined) report(problem);
    return operations;
  }).flat();
}

function optionsOf(request: NewRequest, home: GeneratorHome, grounds: Grounds, host: NewHost) {
  const { cwd } = placesOf(request, home, grounds);
  const bounds = { boundary: grounds.boundary, outside: request.allowOutside };
  const commit = openActionCommit(grounds, bounds, host.fs);
  const { isDry, compat, clone } = request;
  return {
    ...host,
    cwd,
    bounds,
    compat,
    isDry,
    config: home.config,
    commit,
    ...(clone === undefined ? {} : { clone }),
  };
}
