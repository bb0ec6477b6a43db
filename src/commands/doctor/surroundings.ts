/** What lies around a project: git with its hook, and templates for `specmill new`. */
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { openRepository } from "#platform/git.ts";
import { listIndex } from "#platform/git-index.ts";
import type { Project } from "#project.ts";
import { plural } from "#reporters/text/summary.ts";
import { hookState } from "#scaffold/git-hook.ts";
import { LOCK_FILE } from "#write/manifest.ts";
import { generatorsOf } from "../complete-names.ts";
import type { Run } from "../run-command.ts";
import type { Finding } from "./finding.ts";
import { fine, warn } from "./finding.ts";

export async function lookAtGit({ root }: Project): Promise<readonly Finding[]> {
  const repository = await openRepository(root, fs);
  if (repository === undefined) return [fine("git", "no repository here, or no git on the PATH")];
  const { prefix } = repository;
  const hooks = await repository.hooks();
  const state = hookState({ hooks, project: prefix.replace(/\/$/, "") }, fs);
  const hook = {
    absent: fine("git", "commits are not checked here: `specmill hook install` would, if nothing else does"),
    installed: fine("git", "specmill checks every commit"),
    chained: fine("git", "specmill checks every commit, after another hook"),
  }[state];
  const isLockThere = fs.stamp(join(root, LOCK_FILE)) !== undefined;
  if (!isLockThere || (await listIndex(root, []))?.tracked.has(LOCK_FILE)) return [hook];
  const message = `${LOCK_FILE} is not in git: a fresh checkout cannot tell what is specmill's own`;
  return [hook, warn("git", message, `git add ${LOCK_FILE}`)];
}

export async function lookAtScaffolds({ cwd, terminal }: Run): Promise<readonly Finding[]> {
  const generators = await generatorsOf(cwd, terminal.env);
  if (generators.length === 0) return [];
  return [fine("scaffolds", `${plural(generators.length, "generator")} for \`specmill new\``)];
}
