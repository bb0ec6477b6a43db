/**
 * `npm run demo`: builds the binary and runs it on the bundled example (docs/example), in a copy under dist/demo.
 * It shows the moments that matter: the first run, a run with nothing to do, a run after one edit, and an edit by hand.
 */
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const specmill = join(root, "dist", process.platform === "win32" ? "specmill.exe" : "specmill");
const project = join(root, "dist", "demo");
const document = "api/openapi.yaml";
const output = "docs/api/index.md";

show("build the binary", [process.execPath, "scripts/build.ts"], root);
rmSync(project, { recursive: true, force: true });
cpSync(join(root, "docs", "example"), project, { recursive: true });

const first = mill("the first run: everything is new", "generate");
const second = mill("again: nothing changed, so nothing is read or rendered", "generate");
edit(document, "summary: List all pets", "summary: List every pet in the shop");
const third = mill(`one summary in ${document} was changed: only what reads it is rendered`, "generate", "--explain");
appendFileSync(join(project, output), "A line of my own.\n");
const fourth = mill(`${output} was edited by hand: it is left alone, and the exit code says so`, "generate");
const fifth = mill("it is replaced when it is named", "generate", "--overwrite", output);
const sixth = mill("the proof, as in a hook or a pipeline", "check");
expectCodes([first, second, third, fourth, fifth, sixth], "0 0 0 3 0 0");

say(`
What happened
  from dist/demo/api/openapi.yaml   TypeScript types in dist/demo/src/api, pages in dist/demo/docs/api
  from dist/demo/data/people/*.yaml pages in dist/demo/docs/people, by the templates in dist/demo/templates/card
  as dist/demo/specmill.yaml says   each time only what had to be done
What took how long
  everything ${first.durationMs} ms, nothing ${second.durationMs} ms, one edit ${third.durationMs} ms
What next
  cd dist/demo, change a file, and run ../specmill generate --explain
  cp dist/specmill to a folder of your PATH, and run specmill init in a project of yours
  README.md has the five minutes after that`);

interface Shown {
  readonly exitCode: number;
  readonly durationMs: number;
}

function mill(title: string, ...args: string[]): Shown {
  return show(title, [specmill, ...args], project);
}

function show(title: string, command: string[], cwd: string): Shown {
  say(`\n== ${title}`);
  if (command[0] === specmill) say(`$ specmill ${command.slice(1).join(" ")}`);
  const start = performance.now();
  // On one stream, so that a log keeps the order.
  const { exitCode } = Bun.spawnSync(command, { cwd, stdio: ["ignore", 1, 1] });
  if (command[0] !== specmill && exitCode !== 0) fail(`\`${command.join(" ")}\` ended with exit code ${exitCode}`);
  return { exitCode, durationMs: Math.round(performance.now() - start) };
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(join(project, path), "utf8");
  if (!before.includes(from)) fail(`${path} has no \`${from}\` to edit`);
  writeFileSync(join(project, path), before.replace(from, to));
}

/** The fourth run is the one that must not succeed. */
function expectCodes(shown: readonly Shown[], expected: string): void {
  const codes = shown.map(({ exitCode }) => exitCode).join(" ");
  if (codes !== expected) fail(`the runs ended with exit codes ${codes}, not ${expected}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`demo: ${message}\n`);
  process.exit(1);
}
