/**
 * Whole projects: `test/cases/<source>-<what>/` holds `input/` and in `expected/` the outputs, each of them to read and review.
 * `UPDATE_GOLDEN=1` writes those anew. What must hold for one project must hold for all: in step afterwards, nothing written twice, and
 * the same bytes by every way there.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { identities } from "./support/prepared.ts";
import type { Project, Tree } from "./support/rig.ts";
import { project, tree, writeFiles } from "./support/rig.ts";

// All of them run at once.
setDefaultTimeout(60_000);

const folder = join(import.meta.dir, "cases");
const names = readdirSync(folder).sort();

test("there are cases of every source, and every form of it", () => {
  const sources = ["data-csv", "data-ndjson", "data-yaml", "openapi-3.0", "openapi-3.1", "openapi-swagger-2"];
  expect(sources.filter((source) => !names.some((name) => name.startsWith(source)))).toEqual([]);
});

describe.each(names)("%s", (name) => {
  const inputs = tree(join(folder, name, "input"));
  let made: Project;
  beforeAll(async () => {
    made = await generatedCase(name, []);
  });
  afterAll(() => made[Symbol.asyncDispose]());

  test.concurrent("gives the outputs that were reviewed", () => {
    const outputs = outputsOf(made, inputs);
    const expected = join(folder, name, "expected");
    if (process.env.UPDATE_GOLDEN === "1") {
      rmSync(expected, { recursive: true, force: true });
      writeFiles(expected, outputs);
    }
    expect(outputs).toEqual(tree(expected));
    expect(Object.keys(outputs)).not.toEqual([]);
  });

  test.concurrent("keeps its inputs, and its lock lists every output", () => {
    expect(made.tree()).toMatchObject(inputs);
    const locked = [...made.read("specmill.lock").matchAll(/^output \S+ (\S+) /gm)].map((match) =>
      decodeURIComponent(match[1] ?? ""),
    );
    expect(locked.toSorted()).toEqual(Object.keys(outputsOf(made, inputs)).toSorted());
  });

  test.concurrent("is in step then, and a second run writes nothing", async () => {
    await using again = project({});
    cpSync(made.root, again.root, { recursive: true });
    const before = identities(again.root);
    for (const args of [["check"], ["check", "--rebuild"], ["generate"], ["generate", "--force"], ["check"]]) {
      const { code, stderr } = await again.run(args);
      expect({ args, code, stderr }).toEqual({ args, code: 0, stderr });
    }
    expect(identities(again.root)).toEqual(before);
  });

  test.concurrent("gives the same bytes in several threads, without a cache, and from a folder elsewhere", async () => {
    await using threads = await generatedCase(name, ["--jobs", "2", "--executor", "threads"]);
    await using cold = await generatedCase(name, ["--no-cache", "--executor", "inline"]);
    expect(threads.tree()).toEqual(made.tree());
    expect(cold.tree()).toEqual(made.tree());
  });
});

/** The folder of the project has another name each time: it must not show. */
async function generatedCase(name: string, flags: readonly string[]): Promise<Project> {
  const made = project({});
  cpSync(join(folder, name, "input"), made.root, { recursive: true });
  const { code, stdout, stderr } = await made.run(["generate", ...flags]);
  if (code !== 0 || stderr.includes("warning[")) throw new Error(`${name}: exit code ${code}\n${stdout}${stderr}`);
  return made;
}

function outputsOf(made: Project, inputs: Tree): Tree {
  const isOutput = ([path]: [string, string]) => !(path in inputs) && path !== "specmill.lock";
  return Object.fromEntries(Object.entries(made.tree()).filter(isOutput));
}
