/**
 * Operations -> what they would do, without doing it: the files of a tree over the disk, and the lines of the log. The order is hygen's,
 * the rules are those of docs/scaffolding.md. Stops before a command, because a command may change what the next operation finds.
 */
import { resolve } from "node:path";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { ActionStep, Compat, Operation } from "../action.ts";
import { attributePlace } from "../front-matter/attribute-place.ts";
import { inject } from "./inject.ts";
import type { Bounds } from "./output-guard.ts";
import { guardOutput } from "./output-guard.ts";
import type { ProjectTree } from "./project-tree.ts";
import { isSame } from "./project-tree.ts";
import { setUp } from "./setup.ts";

/** What happens to a file that exists and that no rule of the template speaks of. */
export interface Overwriting {
  /** Whether the user said so already, by path or for all (`HYGEN_OVERWRITE`). */
  isAllowed(path: string): boolean;
  /** Asks; absent where nobody can be asked. */
  readonly ask?: (shown: string) => Promise<boolean>;
  /** The answer where nobody is to be asked: leave it. */
  readonly skip: boolean;
}

export interface WorkOptions {
  /** Absolute: what `to` is resolved from. */
  readonly cwd: string;
  readonly bounds: Bounds;
  readonly compat: Compat;
  readonly overwriting: Overwriting;
  /** Fetches a repository for `setup`, where that is allowed. */
  readonly clone?: (repository: string) => Promise<string>;
  /** Nothing is fetched either. */
  readonly isDry: boolean;
  /** A command was left out that may have made what an injection does not find. */
  readonly isUncertain?: boolean;
  readonly fs: FileSystem;
  /** Lines of the log, in order; text of `echo` and of errors that are none in strict mode among them. */
  readonly log: (line: LogLine) => void;
}

export type LogLine = ActionStep | { readonly text: string };

type Of<Kind extends Operation["kind"]> = Extract<Operation, { kind: Kind }>;

/** Throws SpecmillError; the tree is then of no use. */
export async function workOut(
  operation: Exclude<Operation, { kind: "shell" }>,
  tree: ProjectTree,
  options: WorkOptions,
) {
  if (operation.kind === "echo") options.log({ text: operation.text });
  else if (operation.kind === "add") await add(operation, tree, options);
  else if (operation.kind === "inject") injectInto(operation, tree, options);
  else await setup(operation, tree, options);
}

async function setup(operation: Of<"setup">, tree: ProjectTree, options: WorkOptions): Promise<void> {
  const mayReplace = (path: string) => options.overwriting.isAllowed(path);
  if (!options.isDry) await setUp(operation, tree, { ...options, mayReplace });
  options.log({ word: "setup", subject: `${operation.from} -> ${operation.to}` });
}

async function add(operation: Of<"add">, tree: ProjectTree, options: WorkOptions): Promise<void> {
  const { to, body, rules } = operation;
  const path = targetOf(operation, tree, options);
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const there = tree.read(path);
  const isSpared =
    there !== undefined &&
    !rules.force &&
    (rules.unlessExists || !(isSame(there, bytes) || (await mayReplace(operation, path, tree, options))));
  if (isSpared && !rules.skip) options.log({ word: "skipped", subject: to });
  if (isSpared || rules.skip) return;
  tree.write(path, bytes);
  options.log({ word: rules.force ? "FORCED" : "added", subject: to });
}

/** The absolute path of a file, when it may be written. */
function targetOf({ to, template }: Of<"add" | "inject">, tree: ProjectTree, { cwd, bounds, fs }: WorkOptions): string {
  return guardOutput({ path: resolve(cwd, to), to, key: "to", template }, bounds, fs, tree);
}

async function mayReplace(operation: Of<"add">, path: string, tree: ProjectTree, { overwriting, cwd }: WorkOptions) {
  const { isAllowed, ask, skip } = overwriting;
  if (isAllowed(resolve(cwd, operation.to))) return true;
  if (skip) return false;
  if (ask !== undefined) return await ask(operation.to);
  throw cannotAsk(operation, tree.isPending(path));
}

/** As in hygen, where the first of two templates has written its file by the time of the second. */
function cannotAsk({ to, template }: Of<"add">, isOfThisAction: boolean): SpecmillError {
  const notes = [
    `\`--overwrite ${to}\` replaces it, \`--defaults\` leaves it alone, HYGEN_OVERWRITE=1 replaces all`,
    "nothing was written",
  ];
  const what = isOfThisAction ? "is made by an earlier template of this action" : "exists";
  const message = `\`${to}\` ${what}, and there is no terminal to ask whether to replace it`;
  const place = attributePlace(template, "to");
  return new SpecmillError([error("scaffold/exists", message, { place, notes })], exitCodes.usage);
}

function injectInto(operation: Of<"inject">, tree: ProjectTree, options: WorkOptions): void {
  const { to, body, injection } = operation;
  const path = targetOf(operation, tree, options);
  const isLenient = options.compat === "strict" || options.isUncertain === true;
  const there = tree.read(path);
  if (there === undefined) {
    if (!isLenient) throw noTarget(operation);
    options.log(options.compat === "strict" ? { text: cannotInjectInHygen(to) } : { word: "inject", subject: to });
    return;
  }
  const target = Buffer.from(there).toString("utf8");
  if (options.compat !== "strict" && !isSame(Buffer.from(target), there)) throw noText(operation);
  const { text, outcome } = inject(target, body, injection, options.compat);
  if (outcome === "no-match" && !isLenient) throw noMatch(operation);
  if (text !== target) tree.write(path, Buffer.from(text));
  options.log({ word: "inject", subject: to });
}

function cannotInjectInHygen(to: string): string {
  return `Cannot inject to ${to}: doesn't exist.`;
}

/** Bytes that are no text would not come through. */
function noText(operation: Of<"inject">): SpecmillError {
  return cannotInject(operation, "to", "it is not UTF-8", "save it as UTF-8; an injection would damage it");
}

function noTarget(operation: Of<"inject">): SpecmillError {
  return cannotInject(
    operation,
    "to",
    "there is no such file",
    "create it first: an earlier template of the action can",
  );
}

function noMatch(operation: Of<"inject">): SpecmillError {
  const { location } = operation.injection;
  const [key, pattern] = location !== undefined && "pattern" in location ? [location.at, location.pattern] : ["to", ""];
  const fix = "mend the pattern, or add what it looks for to the file";
  return cannotInject(operation, key, `no line matches \`${key}: ${pattern}\``, fix);
}

function cannotInject({ to, template }: Of<"inject">, key: string, why: string, fix: string): SpecmillError {
  const notes = [fix, "nothing was written; `--hygen-compat=strict` goes on as hygen does"];
  const place = attributePlace(template, key);
  return new SpecmillError([error("scaffold/inject", `cannot inject into \`${to}\`: ${why}`, { place, notes })]);
}
