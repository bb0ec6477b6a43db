/**
 * What the documentation shows is what the binary does: every ```console block of README.md and docs/ is run, page by page, in a
 * project made from docs/example, and every table of it that lists what the code has is compared with the code.
 */
import { describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commands } from "#commands/table.ts";
import { withHelp } from "../scripts/commands.ts";
import type { Call, Step } from "./support/doc-page.ts";
import { isAsShown, steady, stepsOf } from "./support/doc-page.ts";
import type { Files, Project } from "./support/rig.ts";
import { binary, project, tree } from "./support/rig.ts";
import { repository } from "./support/source-graph.ts";

const read = (path: string) => readFileSync(join(repository, path), "utf8");

const pages = [
  "README.md",
  ...[...new Bun.Glob("docs/*.md").scanSync({ cwd: repository })].map((path) => path.replaceAll("\\", "/")).sort(),
];
const stepsByPage = pages.map((page) => [page, stepsOf(read(page))] as const);

/** What lies in the folder when a page begins. */
function filesFor(page: string): Files {
  const example = tree(join(repository, "docs/example"));
  return page === "README.md" ? { "api/openapi.yaml": example["api/openapi.yaml"] } : example;
}

describe.skipIf(process.platform === "win32")("what is shown is what happens", () => {
  const shown = stepsByPage.filter(([, steps]) => steps.some(({ type }) => type === "call"));
  test.concurrent.each(shown)("%s", async (page, steps) => {
    await using reader = project(filesFor(page));
    const differences: string[] = [];
    let exitCode = 0;
    for (const [at, step] of steps.entries()) {
      if (step.type !== "call") {
        follow(step, reader);
        continue;
      }
      const result = await call(step, exitCode, reader);
      exitCode = result.exitCode;
      if (!isAsShown(result.printed, step.printed)) differences.push(difference(page, step, result.printed));
      if (exitCode !== 0 && !showsExitCode(steps[at + 1]))
        differences.push(`${page}:${step.line}  \`${step.command}\` ended with exit code ${exitCode}`);
    }
    expect(differences.join("\n\n")).toBe("");
  });
});

function follow(step: Exclude<Step, Call>, reader: Project): void {
  if (step.type === "write") return reader.write({ [step.path]: step.text });
  const before = reader.read(step.path);
  expect(before).toContain(step.from);
  reader.write({ [step.path]: before.replace(step.from, step.to) });
}

/** Both streams as a terminal would show them; `$?` is the exit code of the call before. */
async function call({ command }: Call, exitCode: number, { root }: Project) {
  const child = Bun.spawn(["sh", "-c", `exec 2>&1; (exit ${exitCode}); ${command}`], {
    cwd: root,
    env: { PATH: [onlySpecmill(root), "/usr/bin", "/bin"].join(delimiter), HOME: join(root, ".home") },
    stdin: "ignore",
    stdout: "pipe",
  });
  const printed = await new Response(child.stdout).text();
  return { printed: printed.replace(/\n$/, ""), exitCode: await child.exited };
}

/** A folder for the PATH of a reader who has downloaded the binary and nothing else. */
function onlySpecmill(root: string): string {
  const folder = join(root, ".home", "bin");
  if (mkdirSync(folder, { recursive: true }) !== undefined) symlinkSync(binary, join(folder, "specmill"));
  return folder;
}

function showsExitCode(step: Step | undefined): boolean {
  return step?.type === "call" && step.command === "echo $?";
}

function difference(page: string, { line, command, printed }: Call, found: string): string {
  return `${page}:${line}  $ ${command}\n--- shown\n${steady(printed)}\n--- printed\n${steady(found)}`;
}

describe("what is listed is what there is", () => {
  test("docs/commands.md has the help of every command", () => {
    const page = read("docs/commands.md");
    expect(withHelp(page) === page ? "current" : "run `bun scripts/commands.ts`").toBe("current");
  });

  test("the table of the README names every command and nothing else", () => {
    const named = [...read("README.md").matchAll(/^\| `(\w+)[^`]*` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(commands.map((command) => command.name));
  });
});
