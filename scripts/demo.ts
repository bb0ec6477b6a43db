/**
 * `npm run demo`: builds the binary and runs it on the bundled example (docs/example), in a copy under dist/demo.
 * It shows the three moments that matter: the first run, a run with nothing to do, and a run after one edit.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const specmill = join(root, "dist", process.platform === "win32" ? "specmill.exe" : "specmill");
const project = join(root, "dist", "demo");

run("build the binary", [process.execPath, "scripts/build.ts"], root);
rmSync(project, { recursive: true, force: true });
cpSync(join(root, "docs", "example"), project, { recursive: true });
run("generate: everything is new", [specmill, "generate"], project);
run("generate again: nothing to do", [specmill, "generate"], project);
editDocument();
run("generate after an edit to one operation of api/openapi.yaml", [specmill, "generate", "--explain"], project);
run("check: the outputs are what the specs and templates give", [specmill, "check"], project);
say("\nThe project and what was made from it: dist/demo");

function editDocument(): void {
  const path = join(project, "api", "openapi.yaml");
  const before = readFileSync(path, "utf8");
  const after = before.replace("summary: List all pets", "summary: List every pet in the shop");
  if (after === before) fail("the example has no `summary: List all pets` to edit");
  writeFileSync(path, after);
}

function run(title: string, command: string[], cwd: string): void {
  say(`\n== ${title}`);
  const start = performance.now();
  const { exitCode } = Bun.spawnSync(command, { cwd, stdin: "ignore", stdout: "inherit", stderr: "inherit" });
  say(`   ${Math.round(performance.now() - start)} ms`);
  if (exitCode !== 0) fail(`\`${command.join(" ")}\` ended with exit code ${exitCode}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`demo: ${message}\n`);
  process.exit(1);
}
