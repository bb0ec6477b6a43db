/**
 * Hooks: code beside the templates of an action that asks for values, or works them out. They are the user's own code; those of
 * templates from outside the project run only when the user said so.
 */
import { join } from "node:path";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { projectPath } from "#platform/paths.ts";
import type { ChosenAction, GeneratorHome } from "../action.ts";
import type { Asking } from "./answers.ts";
import { hookFailure } from "./hook-failure.ts";
import { hookNames } from "./hook-names.ts";
import { Interview, interrupted } from "./interview.ts";
import { loadModule } from "./load-module.ts";
import { isSecret } from "./questions.ts";

export type { Asking } from "./answers.ts";

export interface HookContext {
  readonly home: GeneratorHome;
  readonly choice: ChosenAction;
  /** false: the templates come from outside of the project, and the user did not say `--trust`. */
  readonly mayRun: boolean;
  /** Absolute: the folder that problems name files from. Without it they name absolute paths. */
  readonly shown?: string;
  /** Ends the waiting for a hook that never ends. There is no time limit: people answer. */
  readonly signal?: AbortSignal;
}

/** Absolute path of an action's hook. */
export function findHook(folder: string): string | undefined {
  return hookNames.map((name) => join(folder, name)).find((path) => realFileSystem.realPath(path) !== undefined);
}

/**
 * What the hook gives, to be merged over everything else; `{}` without a hook. `given` is the name and the flags: all that a hook sees.
 * Answers that no question asked for are part of it, unless a flag gives the same name: so `--answers` serves templates without questions too.
 * Throws SpecmillError when the hook throws, an answer is missing or refused, or a question was cancelled, even if the hook caught that.
 */
export async function runHook(
  folder: string,
  given: Record<string, unknown>,
  asking: Asking,
  context: HookContext,
): Promise<Record<string, unknown>> {
  const path = findHook(folder);
  if (path === undefined) return unasked(asking.answers, given);
  const display = (file: string) => displayed(file, context.shown);
  if (!context.mayRun) throw untrusted(display(path));
  const hook = readHook(await loadModule(path, display), display(path));
  const interview = new Interview(asking, { file: display(path), takesFlags: hook.kind === "questions" });
  const called = callHook(hook, given, interview, context);
  const result = await unlessInterrupted(called, context.signal).catch((thrown: unknown) => {
    throw interview.fault ?? hookFailure(thrown, path, display);
  });
  if (interview.fault !== undefined) throw interview.fault;
  return { ...unasked(interview.unused(), given), ...checkResult(result, display(path)) };
}

/** As templates are named: outside of the folder by their absolute path. */
function displayed(path: string, shown: string | undefined): string {
  const near = shown === undefined ? path : projectPath(shown, path);
  return near.startsWith("../") ? path : near;
}

async function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(interrupted());
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  return await Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}

function unasked(answers: Readonly<Record<string, unknown>>, given: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !Object.hasOwn(given, name)));
}

type Call = (tools: Readonly<Record<string, unknown>>) => unknown;
type Hook =
  | { readonly kind: "params"; readonly call: Call }
  | { readonly kind: "prompt"; readonly call: Call }
  | { readonly kind: "questions"; readonly questions: readonly NamedQuestion[] };
type NamedQuestion = { readonly name?: unknown; readonly type?: unknown };

/** `params` before `prompt` before a list; `params: undefined` counts as not there. */
function readHook(exported: unknown, file: string): Hook {
  const parts = (isObject(exported) ? exported : {}) as { readonly params?: unknown; readonly prompt?: unknown };
  for (const kind of ["params", "prompt"] as const) {
    const call = parts[kind];
    if (typeof call === "function") return { kind, call: (tools) => call.call(exported, tools) };
    if (call) throw refuse(`\`${kind}\` of the hook is no function`, file);
  }
  if (!Array.isArray(exported))
    throw refuse("the hook exports neither `params` nor `prompt` nor a list of questions", file);
  const odd = exported.findIndex((one) => !isObject(one));
  if (odd >= 0) throw refuse(`question ${odd + 1} of the hook is no object`, file);
  return { kind: "questions", questions: exported as readonly NamedQuestion[] };
}

async function callHook(
  hook: Hook,
  given: Record<string, unknown>,
  interview: Interview,
  { home }: HookContext,
): Promise<unknown> {
  const args = { ...given };
  if (hook.kind === "params") return await hook.call({ args, h: await helpers() });
  if (hook.kind === "questions") {
    for (const { name, type } of hook.questions) if (isSecret(String(type))) interview.noteSecret(String(name));
    const open = hook.questions.filter(({ name }) => isOpen(args[String(name)]));
    return open.length === 0 ? {} : await (await prompterOf(interview, home)).prompt(open);
  }
  const prompter = await prompterOf(interview, home);
  return await hook.call({ prompter, inquirer: prompter, args, h: await helpers() });
}

async function helpers(): Promise<unknown> {
  const { hookHelpers } = await import("../template-helpers.ts");
  return hookHelpers();
}

/** `false` and 0 are answers. */
function isOpen(value: unknown): boolean {
  return value === undefined || value === null || (value as { readonly length?: unknown }).length === 0;
}

interface Prompter {
  prompt(questions: readonly unknown[]): unknown;
}

/** A prompter that `.hygen.js` makes is the user's own: it asks in its own way. */
async function prompterOf(interview: Interview, { config }: GeneratorHome): Promise<Prompter> {
  if (config.createPrompter !== undefined) return (await config.createPrompter()) as Prompter;
  const { makePrompter } = await import("./prompter.ts");
  return (await makePrompter(interview)) as unknown as Prompter;
}

function checkResult(result: unknown, file: string): object {
  if (result === undefined || result === null) return {};
  if (typeof result === "object" && !Array.isArray(result)) return result;
  const shown = Array.isArray(result) ? "a list" : `a ${typeof result}`;
  const notes = ["what it gives is merged into what templates see: return `{ name: value, … }`"];
  throw new SpecmillError([
    error("scaffold/hook", `the hook gives ${shown}, not an object`, { place: { file }, notes }),
  ]);
}

function isObject(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function refuse(message: string, file: string): SpecmillError {
  const notes = [
    "export `{ params: ({ args, h }) => ({ … }) }`, `{ prompt: ({ prompter, args }) => … }` or a list of questions",
  ];
  return new SpecmillError([error("scaffold/hook", message, { place: { file }, notes })]);
}

function untrusted(file: string): SpecmillError {
  const notes = ["read it first; `--trust` runs the hooks and commands of templates from outside of the project"];
  const message = "a hook from outside of the project would have to run";
  const problem = error("scaffold/untrusted", message, { place: { file }, notes });
  return new SpecmillError([problem], exitCodes.untrusted);
}
