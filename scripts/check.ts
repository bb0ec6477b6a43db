/**
 * `bun run check`: everything a change has to pass, in one command. Cheap steps first; the first that fails ends the run.
 * The last line is always `N passed, N failed, N skipped`; a step that fails before the tests counts as one failure.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const root = join(import.meta.dir, "..");
const junitFile = join(root, "dist", "junit.xml");

process.exitCode = await check();

async function check(): Promise<number> {
  for (const step of steps()) {
    if (!(await run(step))) return finish({ passed: 0, failed: 1, skipped: 0 }, `${step.name}: failed`);
  }
  mkdirSync(join(root, "dist"), { recursive: true });
  rmSync(junitFile, { force: true });
  const isGreen = await run(testStep(process.argv.slice(2)));
  const totals = await readTotals();
  // A runner that dies leaves no report or half of one: that is a failure, whatever the report says.
  if (!isGreen && totals.failed === 0) return finish({ ...totals, failed: 1 }, "tests: the runner failed");
  if (isGreen && totals.passed === 0) return finish({ ...totals, failed: 1 }, "tests: none ran");
  return finish(totals);
}

function steps(): Step[] {
  const optional = (name: string, script: string, ...args: string[]): Step[] =>
    existsSync(join(root, script)) ? [{ name, command: [bun(), script, ...args] }] : [];
  return [
    ...optional("registries are current", "scripts/registry.ts", "--check"),
    ...optional("schema.json is current", "scripts/schema.ts", "--check"),
    ...optional("specmill.d.ts is current", "scripts/types.ts", "--check"),
    ...optional("docs/data is current", "scripts/commands.ts", "--check"),
    { name: "types", command: [tool("tsc"), "--noEmit"] },
    { name: "lint and format", command: [tool("biome"), "check", "--error-on-warnings", "."] },
    { name: "build dist/specmill", command: [bun(), "scripts/build.ts"] },
    // The project uses itself: pages that are made from the table of commands are what specmill makes of it now.
    { name: "docs are in step: specmill check", command: [built(), "check", "--diff", "--cwd", "docs"] },
  ];
}

/** Arguments of the script go to the test runner: `bun run check test/write` is the quick form. */
function testStep(filters: readonly string[]): Step {
  const paths = filters.length > 0 ? filters : ["./test"];
  return {
    name: "tests",
    command: [bun(), "test", ...paths, "--reporter=junit", `--reporter-outfile=${junitFile}`],
  };
}

async function run(step: Step): Promise<boolean> {
  const start = performance.now();
  say(`== ${step.name}`);
  const child = Bun.spawn([...step.command], { cwd: root, stdin: "ignore", stdout: "inherit", stderr: "inherit" });
  const code = await child.exited;
  say(`   ${code === 0 ? "ok" : `exit code ${code}`}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return code === 0;
}

async function readTotals(): Promise<Totals> {
  const file = Bun.file(junitFile);
  const text = (await file.exists()) ? await file.text() : "";
  const head = /<testsuites [^>]*>/.exec(text)?.[0] ?? "";
  const count = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  return { passed: count("tests") - failed - skipped, failed, skipped };
}

function finish(totals: Totals, problem?: string): number {
  if (problem !== undefined) say(problem);
  say(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  return totals.failed === 0 ? 0 : 1;
}

function bun(): string {
  return process.execPath;
}

function built(): string {
  return join(root, "dist", process.platform === "win32" ? "specmill.exe" : "specmill");
}

function tool(name: string): string {
  return join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
