/** `specmill hook`: puts `check --staged` into git's pre-commit hook, and takes it out again. A hook that was there runs first, and comes back. */
import { configNames } from "#config/find.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { Repository } from "#platform/git.ts";
import { openRepository } from "#platform/git.ts";
import { GitProblem } from "#platform/git-process.ts";
import { findProject } from "#project.ts";
import type { HookPlace, HookState } from "#scaffold/git-hook.ts";
import { hookState, installHook, uninstallHook } from "#scaffold/git-hook.ts";
import type { Command, Run } from "./run-command.ts";

export const command: Command = {
  async run(run) {
    const [action] = run.args.positional;
    const place = await placeOf(run, action === "install");
    if (action === "status") return say(run, stateTexts[hookState(place, fs)]);
    if (action === "uninstall") return say(run, uninstallHook(place, fs) ? "the hook is gone\n" : stateTexts.absent);
    const options = { stage: run.args.has("stage"), binary: process.execPath };
    return say(run, installTexts[installHook(place, options, fs)]);
  },
};

const stateTexts: Readonly<Record<HookState, string>> = {
  absent: "specmill is not in the pre-commit hook; `specmill hook install` puts it there\n",
  installed: "specmill checks every commit\n",
  chained: "specmill checks every commit, after the hook that was there before\n",
};

const installTexts = {
  created: "every commit is checked from now on; `git commit --no-verify` goes past it\n",
  chained:
    "every commit is checked from now on, after the hook that was there: it is kept as `pre-commit.before-specmill`\n",
  updated: "the hook is up to date\n",
} as const;

async function placeOf({ cwd, args }: Run, isForWriting: boolean): Promise<HookPlace> {
  const { root, config } = findProject(cwd, args.text("config"));
  try {
    const repository = await openRepository(root, fs);
    if (repository === undefined) throw noRepository();
    const hooks = await repository.hooks();
    if (isForWriting) await refuseShared(hooks, repository);
    const isNamed = !(configNames as readonly string[]).includes(config);
    return { hooks, project: repository.prefix.replace(/\/$/, ""), ...(isNamed ? { config } : {}) };
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem;
    throw new SpecmillError([error("git/failed", `git refused: ${problem.message}`)]);
  }
}

function noRepository(): SpecmillError {
  const notes = ["run it in a work tree of git, with git on the PATH"];
  return new SpecmillError([error("git/no-repository", "there is no git repository here", { notes })], exitCodes.usage);
}

/** Hooks in the user's own folder run in every repository. */
async function refuseShared(hooks: string, repository: Repository): Promise<void> {
  if (await repository.owns(hooks)) return;
  const notes = [
    "`git config --local core.hooksPath .githooks` gives this repository hooks of its own",
    "or call `specmill check --staged` in the hook that is there",
  ];
  const message = `\`core.hooksPath\` leads out of this repository, to \`${hooks}\`, and other repositories may use it`;
  throw new SpecmillError([error("git/hook", message, { notes })]);
}

function say(run: Run, text: string): number {
  if (!run.args.has("quiet")) run.reports.say(text);
  return exitCodes.inStep;
}
