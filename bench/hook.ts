/**
 * What the pre-commit hook costs: `check --staged` over 500 outputs in a repository where nothing changed, beside the git call that it makes,
 * and a commit with the hook beside one without.
 *
 * `bun bench/hook.ts [RUNS]` takes git's own time off, run by run: git itself notes when it began and ended (trace2), so that what is left is
 * start-up, starting git, looking at 1,000 files, and waiting.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./measure.ts";
import { work } from "./peers.ts";
import { filesTree, makeProject } from "./projects.ts";
import type { Scenario } from "./scenario.ts";
import { binary, settled } from "./scenario.ts";

/** What the hook may cost over git's own work. */
const BUDGET_MS = 60;

export async function hookScenarios(): Promise<Scenario[]> {
  const project = makeRepository();
  const list = "git ls-files -z -v --cached --modified --deleted --others --exclude-standard -- . >/dev/null";
  const commit = ["git", "commit", "--quiet", "--allow-empty", "--message=x"];
  const later = "git alone, then 60 ms";
  const wait = `sleep ${BUDGET_MS / 1000}`;
  const shell = (name: string, line: string) => ({ name, command: ["sh", "-c", line], cwd: project });
  const alone = `${commit.join(" ")} --no-verify`;
  return [
    {
      name: "hook-check",
      title: "`check --staged`, 500 outputs of 500 inputs, nothing changed",
      runs: 40,
      candidates: [
        { name: "specmill", command: [binary, "check", "--staged"], cwd: project },
        shell("git alone", list),
        shell(later, `${list}; ${wait}`),
      ],
      budgets: [{ peer: later, what: "time", factor: 1 }],
      skipped: [],
    },
    {
      name: "hook-commit",
      title: "`git commit` with the hook, nothing changed",
      runs: 40,
      candidates: [
        { name: "specmill", command: commit, cwd: project },
        shell("git alone", alone),
        shell(later, `${alone}; ${wait}`),
      ],
      budgets: [{ peer: later, what: "time", factor: 1 }],
      skipped: [],
    },
  ];
}

/** 500 outputs, in step and committed, with the hook. */
function makeRepository(): string {
  const { files } = filesTree(500);
  const project = makeProject("hook", { ...files, ".gitignore": ".specmill/\n" });
  settled(project);
  for (const line of [
    "init --quiet",
    "config user.name bench",
    "config user.email bench@example.com",
    "add --all",
    "commit --quiet --message=first",
  ])
    expectDone(["git", ...line.split(" ")], project);
  expectDone([binary, "hook", "install"], project);
  return project;
}

function expectDone(command: readonly string[], cwd: string, env = process.env): void {
  const { exitCode, stderr } = Bun.spawnSync([...command], { cwd, env, stdout: "ignore", stderr: "pipe" });
  if (exitCode !== 0) throw new Error(`${command.join(" ")}: exit code ${exitCode}\n${stderr.toString()}`);
}

/** One run: all of it, what git itself took, and how often it was started. */
function timeOnce(project: string, home: string) {
  const notes = join(home, "git.jsonl");
  rmSync(notes, { force: true });
  const start = Bun.nanoseconds();
  expectDone([binary, "check", "--staged"], project, { PATH: process.env.PATH, HOME: home });
  const wallMs = (Bun.nanoseconds() - start) / 1e6;
  const lines = readFileSync(notes, "utf8").trimEnd().split("\n");
  const ends = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "atexit");
  return { wallMs, gitMs: ends.reduce((sum, { t_abs }) => sum + t_abs * 1000, 0), calls: ends.length };
}

if (import.meta.main) {
  const project = makeRepository();
  const home = join(work, "hook-home");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, ".gitconfig"), `[trace2]\n  eventTarget = ${join(home, "git.jsonl")}\n`);
  const runs = Number(process.argv[2] ?? 40);
  const samples = Array.from({ length: runs + 2 }, () => timeOnce(project, home)).slice(2);
  const show = (name: string, values: readonly number[]) =>
    console.log(`${name}: median ${median(values).toFixed(1)} ms, max ${Math.max(...values).toFixed(1)} ms`);
  show(
    "check --staged",
    samples.map(({ wallMs }) => wallMs),
  );
  show(
    `git itself (${samples[0]?.calls} call)`,
    samples.map(({ gitMs }) => gitMs),
  );
  const rest = samples.map(({ wallMs, gitMs }) => wallMs - gitMs);
  show(`without git (budget ${BUDGET_MS} ms)`, rest);
  if (median(rest) > BUDGET_MS) process.exit(1);
}
