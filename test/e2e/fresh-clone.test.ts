/** On a fresh checkout every file is new and there is no cache: `check` has to know anyway, and to write nothing. */
import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputFiles, newLivingProject } from "../support/living-project.ts";
import type { Project } from "../support/rig.ts";
import { project, run, tree } from "../support/rig.ts";

test("a fresh clone of a generated project is in step, and nothing is rendered to find out", async () => {
  await using origin = project(inputFiles(newLivingProject()));
  await using clone = await cloneOf(origin);
  const { code, summary } = await check(clone.root);
  expect(code).toBe(0);
  expect(summary.counts).toMatchObject({ rendered: 0, drift: 0 });
  expect(existsSync(join(clone.root, ".specmill"))).toBe(false);
});

test("after one edit the clone is out of step, and the list names just what depends on it", async () => {
  await using origin = project(inputFiles(newLivingProject()));
  await using clone = await cloneOf(origin);
  const before = tree(clone.root);
  writeFileSync(join(clone.root, "data/people/ada.yaml"), 'id: "ada"\nname: "Ada King"\nrole: "keeper"\n');
  const { code, outputs } = await check(clone.root);
  expect(code).toBe(1);
  expect(outputs.map(({ path, status }) => `${status} ${path}`)).toEqual([
    "stale out/cards/ada.txt",
    "stale out/cards/all.txt",
  ]);
  expect({ ...tree(clone.root), "data/people/ada.yaml": "" }).toEqual({ ...before, "data/people/ada.yaml": "" });
});

test("what was deleted, edited or left over in the clone is told apart", async () => {
  await using origin = project(inputFiles(newLivingProject()));
  await using clone = await cloneOf(origin);
  rmSync(join(clone.root, "out/cards/all.txt"));
  writeFileSync(join(clone.root, "out/cards/ada.txt"), "mine\n");
  rmSync(join(clone.root, "data/people/joan.yaml"));
  const { code, outputs } = await check(clone.root);
  expect([1, 3]).toContain(code);
  expect(outputs.map(({ path, status }) => `${status} ${path}`).sort()).toEqual([
    "edited out/cards/ada.txt",
    "missing out/cards/all.txt",
    "orphaned out/cards/joan.txt",
  ]);
});

interface Checked {
  readonly code: number;
  readonly summary: { readonly counts: Readonly<Record<string, number>> };
  readonly outputs: readonly { readonly path: string; readonly status: string }[];
}

async function check(root: string): Promise<Checked> {
  const { code, stdout, stderr } = await run(["check", "--reporter", "json"], { cwd: root });
  const events = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const summary = events.find((event) => event.type === "summary");
  if (summary === undefined) throw new Error(`no summary: ${stdout}${stderr}`);
  return { code, summary, outputs: events.filter((event) => event.type === "output") };
}

/** Generates, commits and clones, as a team does. */
async function cloneOf(origin: Project): Promise<AsyncDisposable & { readonly root: string }> {
  const { code, stderr } = await origin.run(["generate"]);
  if (code !== 0) throw new Error(stderr);
  git(origin.root, "init", "--quiet");
  git(origin.root, "add", ".");
  git(origin.root, "commit", "--quiet", "-m", "generated");
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-clone-")));
  git(origin.root, "clone", "--quiet", origin.root, root);
  return {
    root,
    [Symbol.asyncDispose]: async () => rmSync(root, { recursive: true, force: true }),
  };
}

function git(cwd: string, ...args: string[]): void {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"];
  const env = { PATH: process.env.PATH ?? "", HOME: cwd, GIT_CONFIG_NOSYSTEM: "1" };
  const { exitCode, stderr } = Bun.spawnSync(["git", ...identity, ...args], { cwd, env });
  if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.toString()}`);
}
