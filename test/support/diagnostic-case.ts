/**
 * One folder of test/diagnostics: files and a command. The lines of `command.txt` are steps, in order: `$ …` is a line for the shell,
 * `> …` a run of specmill that must succeed, the line without a mark is the run whose words count, `exit N` is its exit code.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Project, Run, Tree } from "./rig.ts";
import { project } from "./rig.ts";

export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly setUp: readonly string[];
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly needsShell: boolean;
}

export interface CaseResult {
  readonly run: Run;
  readonly root: string;
  /** The project before and after the run. */
  readonly before: Tree;
  readonly after: Tree;
}

/** Throws when `command.txt` is not of the form above: a case that is not understood must not pass. */
export function readCase(folder: string): Case {
  const lines = readFileSync(join(folder, "command.txt"), "utf8").trimEnd().split("\n");
  const exitCode = /^exit (\d+)$/.exec(lines.pop() ?? "")?.[1];
  const command = lines.pop() ?? "";
  const setUp = lines.filter((line) => /^[$>] /.test(line));
  if (exitCode === undefined || /^([$>]|$)/.test(command) || setUp.length !== lines.length)
    throw new Error(`${folder}/command.txt: steps, then a command, then \`exit N\``);
  const needsShell = setUp.some((line) => line.startsWith("$"));
  return { name: basename(folder), folder, setUp, args: command.split(" "), exitCode: Number(exitCode), needsShell };
}

/** Runs a case in a folder of its own. */
export async function runCase({ folder, setUp, args }: Case): Promise<CaseResult> {
  await using made = project({});
  // A parent that has no name of its own in messages, and a `..` that is there.
  const root = join(made.root, "project");
  mkdirSync(root);
  if (existsSync(join(folder, "input"))) cpSync(join(folder, "input"), root, { recursive: true });
  for (const step of setUp) await prepare(step, root, made);
  const before = made.tree();
  const run = await made.run(args, { cwd: root });
  return { run, root: made.root, before, after: made.tree() };
}

async function prepare(step: string, root: string, made: Project): Promise<void> {
  const line = step.slice(2);
  if (step.startsWith("> ")) {
    const { code, stderr } = await made.run(line.split(" "), { cwd: root });
    if (code !== 0) throw new Error(`${step}\n${stderr}`);
    return;
  }
  const { exitCode, stderr } = Bun.spawnSync(["sh", "-c", line], { cwd: root });
  if (exitCode !== 0) throw new Error(`${step}\n${stderr.toString()}`);
}
