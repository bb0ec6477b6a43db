/**
 * Promise 5: SIGKILL at any moment leaves whole files, old or new, and the next run ends in the right tree.
 * SPECMILL_KILLS and SPECMILL_FUZZ_SEED look for more.
 */
import { expect, test } from "bun:test";
import { random } from "../support/random.ts";
import type { Files, Project, Tree } from "../support/rig.ts";
import { project, start } from "../support/rig.ts";

const seed = Number(process.env.SPECMILL_FUZZ_SEED ?? 5);
const kills = Number(process.env.SPECMILL_KILLS ?? 100);
const people = 300;

test(
  `a run killed at any of ${kills} moments leaves no half-written file, and the next one finishes the work`,
  async () => {
    const chance = random(seed);
    await using lived = project(inputs(0));
    await finish(lived);
    const span = await timeOf(lived);
    let killed = 0;
    for (let edition = 2; edition < kills + 2; edition++) {
      const before = outputsOf(lived.tree());
      lived.write(inputs(edition));
      if (await killedAfter(lived, chance.below(Math.ceil(span)))) killed++;
      const expected = expectedOutputs(edition);
      expectWholeFiles(outputsOf(lived.tree()), before, expected, `seed ${seed}, edition ${edition}`);
      await finish(lived);
      expect(outputsOf(lived.tree())).toEqual(expected);
      expect(strays(lived.tree())).toEqual([]);
    }
    // A kill that comes after the end proves nothing: most have to come before it.
    expect(killed).toBeGreaterThan(kills / 2);
  },
  20 * 60_000,
);

test("two runs at once do not harm one another", async () => {
  await using lived = project(inputs(0));
  const runs = await Promise.all([1, 2, 3].map(() => lived.run(["generate"])));
  // A run either waits for its turn or says that another one holds the project (75).
  for (const { code, stderr } of runs) expect([0, 75], stderr).toContain(code);
  await finish(lived);
  expect(outputsOf(lived.tree())).toEqual(expectedOutputs(0));
});

/** Every edition changes every page, moves some, and makes others come and go. */
function inputs(edition: number): Files {
  const records = peopleOf(edition).map((one) => JSON.stringify(one));
  return {
    "specmill.yaml": `sources:
  people: { kind: data, path: people.ndjson }
targets:
  pages: { source: people, pack: ./pack, output: out }
`,
    "people.ndjson": `${records.join("\n")}\n`,
    "pack/pack.yaml": "name: pages\ndescription: A page for each record.\nsource: data\n",
    "pack/page.txt.eta": `---
each: record
output: "<%= unit.data.group %>/<%= unit.data.id %>.txt"
---
edition ${edition}
<%= unit.data.id %>
${"a line that makes the page long\n".repeat(60)}end of edition ${edition}
`,
  };
}

function peopleOf(edition: number): { id: string; group: string }[] {
  return Array.from({ length: people - (edition % 7) }, (_, index) => ({
    id: `p${index}`,
    group: `g${index % 10 === 0 ? edition % 3 : index % 5}`,
  }));
}

function expectedOutputs(edition: number): Tree {
  const long = "a line that makes the page long\n".repeat(60);
  const pages = peopleOf(edition).map(({ id, group }) => [
    `out/${group}/${id}.txt`,
    `edition ${edition}\n${id}\n${long}end of edition ${edition}\n`,
  ]);
  return Object.fromEntries(pages);
}

function outputsOf(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith("out/")));
}

function strays(tree: Tree): string[] {
  const known = /^(?:specmill\.(?:yaml|lock)$|people\.ndjson$|pack\/|out\/)/;
  return Object.keys(tree).filter((path) => !known.test(path));
}

/** Whether it was still running when the signal came. */
async function killedAfter(at: Project, milliseconds: number): Promise<boolean> {
  const child = start(["generate"], { cwd: at.root });
  await Bun.sleep(milliseconds);
  child.kill("SIGKILL");
  await child.exited;
  return child.signalCode === "SIGKILL";
}

function expectWholeFiles(found: Tree, before: Tree, after: Tree, told: string): void {
  const broken = Object.entries(found).filter(([path, text]) => text !== before[path] && text !== after[path]);
  expect({ told, broken }).toEqual({ told, broken: [] });
}

async function finish(at: Project): Promise<void> {
  const { code, stdout, stderr } = await at.run(["generate"]);
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}${stderr}`);
}

/** How long a run takes that changes everything. */
async function timeOf(at: Project): Promise<number> {
  at.write(inputs(1));
  const start = performance.now();
  await finish(at);
  return performance.now() - start;
}
