/**
 * The pre-commit hook of a repository: a short script with a line for each project, `specmill check --staged`. A hook that is there is kept
 * and runs first; one that belongs to a hook manager is left to it, with what to write into the manager's own config.
 */
import { join } from "node:path";
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readText } from "#platform/file-system.ts";

export interface HookPlace {
  /** Absolute path of git's hooks; `core.hooksPath` is respected. */
  readonly hooks: string;
  /** The project, seen from the top of the work tree; "" or `packages/shop`. */
  readonly project: string;
  /** The config, seen from the project, where it is one that must be named. */
  readonly config?: string | undefined;
}

export interface HookOptions {
  /** Missing outputs are added to the commit. */
  readonly stage: boolean;
  /** Absolute path of this binary, for programs that run git without a PATH. */
  readonly binary: string;
}

export type HookState = "absent" | "installed" | "chained";

const NAME = "pre-commit";
const BEFORE = "pre-commit.before-specmill";
const MARK = "# Written by `specmill hook install`";

/** What is there now, for this project. */
export function hookState(place: HookPlace, fs: FileSystem): HookState {
  const calls = callsIn(readText(join(place.hooks, NAME), fs));
  if (!calls.some((call) => call.startsWith(guardOf(place)))) return "absent";
  return fs.stamp(join(place.hooks, BEFORE)) === undefined ? "installed" : "chained";
}

/** Writes the hook. Throws SpecmillError where a manager owns the hooks, or two hooks of others would have to be kept. */
export function installHook(place: HookPlace, options: HookOptions, fs: FileSystem): "created" | "chained" | "updated" {
  const { hooks } = place;
  const hook = join(hooks, NAME);
  const there = readText(hook, fs);
  refuseManaged(hooks, there);
  fs.makeFolder(hooks);
  const others = callsIn(there).filter((call) => !call.startsWith(guardOf(place)));
  const text = hookScript([...others, callOf(place, options)].sort(), options.binary);
  const isOthers = there !== undefined && !there.includes(MARK);
  if (isOthers) keepBefore(hooks, fs);
  replace(hook, text, fs);
  return isOthers ? "chained" : there === undefined ? "created" : "updated";
}

/** Takes the project out of the hook; with the last one the hook goes, and the one before it comes back. Says whether it was there. */
export function uninstallHook(place: HookPlace, fs: FileSystem): boolean {
  if (hookState(place, fs) === "absent") return false;
  const hook = join(place.hooks, NAME);
  const before = join(place.hooks, BEFORE);
  const text = readText(hook, fs) ?? "";
  const gone = callsIn(text).find((call) => call.startsWith(guardOf(place))) ?? "";
  const left = text.replace(`${gone}\n`, () => "");
  if (callsIn(left).length > 0) replace(hook, left, fs);
  else if (fs.stamp(before) === undefined) fs.remove(hook);
  else fs.rename(before, hook);
  return true;
}

/** A script for every POSIX shell, also the one that Git for Windows brings. */
export function hookScript(calls: readonly string[], binary: string): string {
  return `#!/bin/sh
${MARK}; \`specmill hook uninstall\` removes it.
before="$(dirname "$0")/${BEFORE}"
if [ -x "$before" ]; then
  "$before" "$@" || exit
fi
specmill=specmill
if ! command -v specmill >/dev/null 2>&1; then
  specmill=${quoted(binary.replaceAll("\\", "/"))}
  if [ ! -x "$specmill" ]; then
    echo "pre-commit: there is no specmill on the PATH; install it, or commit with --no-verify" >&2
    exit 1
  fi
fi
# A branch may be from before the project.
has() {
  for name in ${configNames.join(" ")}; do
    if [ -f "$1/$name" ]; then return 0; fi
  done
  return 1
}
${calls.join("\n")}
`;
}

function callOf(place: HookPlace, { stage }: HookOptions): string {
  const { project, config } = place;
  const words = [
    ...(stage ? ["--stage"] : []),
    ...(project === "" ? [] : [`--cwd=${quoted(project)}`]),
    ...(config === undefined ? [] : [`--config=${quoted(config)}`]),
  ];
  return `${guardOf(place)} || "$specmill" ${["check", "--staged", ...words].join(" ")} || exit`;
}

/** Says which project a line is about. */
function guardOf({ project, config }: HookPlace): string {
  const folder = project === "" ? "." : `./${project}`;
  return config === undefined ? `! has ${quoted(folder)}` : `[ ! -f ${quoted(`${folder}/${config}`)} ]`;
}

/** The lines for projects; a path may hold a line end. */
function callsIn(text = ""): string[] {
  return text.includes(MARK) ? (text.match(/^(?:! has|\[ ! -f) '[\s\S]*? \|\| exit$/gm) ?? []) : [];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Under its second name first: at no moment is there no hook. */
function keepBefore(hooks: string, fs: FileSystem): void {
  const hook = join(hooks, NAME);
  const before = join(hooks, BEFORE);
  if (fs.stamp(before) !== undefined) throw twoHooks(hook);
  try {
    fs.link(hook, before);
  } catch {
    fs.rename(hook, before);
  }
}

function replace(hook: string, text: string, fs: FileSystem): void {
  const fresh = `${hook}.specmill-${process.pid}`;
  fs.remove(fresh);
  fs.create(fresh, text, 0o755);
  // The user's umask may have taken the right to run it.
  fs.setMode(fresh, 0o755);
  fs.rename(fresh, hook);
}

/** Managers write the hook anew whenever they like: what stands beside theirs would be gone some day. */
const managers = [
  {
    name: "husky",
    place: /\/\.husky(?:\/_)?$/,
    text: /husky/,
    next: "the line `specmill check --staged` in `.husky/pre-commit`",
  },
  { name: "lefthook", text: /\blefthook\b/, next: "`run: specmill check --staged` in `lefthook.yml`" },
  {
    name: "pre-commit",
    text: /File generated by pre-commit/,
    next: "the hook `specmill-check` in `.pre-commit-config.yaml`",
  },
];

function refuseManaged(hooks: string, text = ""): void {
  const folder = hooks.replaceAll("\\", "/");
  const manager = managers.find((one) => one.place?.test(folder) || (!text.includes(MARK) && one.text.test(text)));
  if (manager === undefined) return;
  const notes = [`${manager.next} does the same`];
  throw new SpecmillError([error("git/hook", `the hooks of this repository belong to ${manager.name}`, { notes })]);
}

function twoHooks(hook: string): SpecmillError {
  const notes = [`\`${BEFORE}\` beside it is one more: merge the two, or delete one`];
  return new SpecmillError([error("git/hook", `\`${hook}\` is a hook of somebody else`, { notes })]);
}
