/**
 * Promise 1 and 2: whatever was edited, in whatever order, an incremental run gives the tree that a first run in an empty folder gives.
 * SPECMILL_FUZZ_SEED and SPECMILL_FUZZ_EDITS replay a failure or look for more.
 */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edits } from "../support/edits.ts";
import type { LivingProject } from "../support/living-project.ts";
import { inputFiles, newLivingProject } from "../support/living-project.ts";
import type { Random } from "../support/random.ts";
import { random } from "../support/random.ts";
import type { Files, Project, Tree } from "../support/rig.ts";
import { project } from "../support/rig.ts";

const seed = Number(process.env.SPECMILL_FUZZ_SEED ?? 20261121);
const count = Number(process.env.SPECMILL_FUZZ_EDITS ?? 200);

test(
  `after each of ${count} random edits the tree is that of a clean run, in one thread and in several`,
  async () => {
    const chance = random(seed);
    const living = newLivingProject();
    await using lived = project(inputFiles(living));
    let before: Files = inputFiles(living);
    const history: string[] = [];
    for (let step = 0; step < count; step++) {
      history.push(makeEdits(living, chance, step));
      const after = inputFiles(living);
      lived.write(differences(before, after));
      before = after;
      history.push(meddle(lived, chance));
      const threads = step % 2 === 0;
      const told = `seed ${seed}, step ${step}: ${history.slice(-4).join("; ")}`;
      const [clean] = await Promise.all([cleanTree(after, !threads, told), generate(lived, threads, told)]);
      expectSameTree(lived.tree(), clean, told);
      if (step % 10 === 0) await expectInStep(lived, told);
    }
  },
  20 * 60_000,
);

function makeEdits(living: LivingProject, chance: Random, step: number): string {
  // Mostly one; several at once find what a single change cannot.
  const times = chance.below(4) === 0 ? 3 : 1;
  return Array.from({ length: times }, () => chance.pick(edits)(living, chance, step)).join(" + ");
}

/** What else happens to a project between two runs. */
function meddle(lived: Project, chance: Random): string {
  const outputs = Object.keys(lived.tree()).filter((path) => path.startsWith("out/"));
  switch (chance.below(8)) {
    case 0: {
      if (outputs.length === 0) return "no outputs yet";
      const gone = chance.pick(outputs);
      rmSync(join(lived.root, gone));
      return `deleted ${gone}`;
    }
    case 1:
      for (const path of ["specmill.yaml", "api/openapi.yaml", "packs/operations/page.md.eta"]) {
        utimesSync(join(lived.root, path), new Date(), new Date());
      }
      return "touched inputs";
    case 2:
      rmSync(join(lived.root, ".specmill"), { recursive: true, force: true });
      return "deleted the cache";
    case 3:
      return damage(lived, chance);
    default:
      return "left alone";
  }
}

/** A cut or a flipped byte somewhere in the state of the last run. */
function damage(lived: Project, chance: Random): string {
  const folder = join(lived.root, ".specmill");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.length === 0) return "no cache to damage";
  const entry = chance.pick(files);
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  if (bytes.length === 0) return `${entry.name} is empty`;
  const at = chance.below(bytes.length);
  if (chance.below(2) === 0) {
    truncateSync(path, at);
    return `cut ${entry.name} at ${at}`;
  }
  bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  writeFileSync(path, bytes);
  return `flipped a bit of ${entry.name} at ${at}`;
}

/** What has to be written, or removed, to get from one state of the inputs to the next: other files keep their times. */
function differences(before: Files, after: Files): Files {
  const gone = Object.keys(before).filter((path) => !(path in after));
  const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
  return { ...Object.fromEntries(gone.map((path) => [path, undefined])), ...Object.fromEntries(changed) };
}

async function generate(at: Project, threads: boolean, told: string): Promise<void> {
  const flags = threads ? ["--executor", "threads", "--jobs", "3"] : ["--executor", "inline"];
  const { code, stdout, stderr } = await at.run(["generate", ...flags]);
  if (code !== 0) throw new Error(`${told}\nexit code ${code}\n${stdout}${stderr}`);
}

async function cleanTree(files: Files, threads: boolean, told: string): Promise<Tree> {
  await using clean = project(files);
  await generate(clean, threads, `${told} (clean)`);
  return clean.tree();
}

function expectSameTree(lived: Tree, clean: Tree, told: string): void {
  const differing = [...new Set([...Object.keys(lived), ...Object.keys(clean)])].filter(
    (path) => lived[path] !== clean[path],
  );
  const [first] = differing;
  if (first === undefined) return;
  expect({ told, differing, [first]: lived[first] ?? "(missing)" }).toEqual({
    told,
    differing: [],
    [first]: clean[first] ?? "(missing)",
  });
}

async function expectInStep(lived: Project, told: string): Promise<void> {
  const { code, stdout, stderr } = await lived.run(["check"]);
  expect({ told, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ told, code: 0, said: "" });
}
