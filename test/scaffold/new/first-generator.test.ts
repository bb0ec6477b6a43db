import { afterAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { RenderedTemplate } from "#scaffold/new/action.ts";
import { firstGenerator } from "#scaffold/new/first-generator.ts";
import { listGenerators } from "#scaffold/new/listing/generators.ts";
import { runNew } from "#scaffold/new/new.ts";
import { validateAll } from "#scaffold/new/validate/validate.ts";
import { homeOf, openTrees } from "./tree.ts";

const rig = openTrees();
afterAll(() => rig.remove());

/** Runs an action for real and gives what was rendered. */
async function make(root: string, ...words: readonly string[]): Promise<readonly RenderedTemplate[]> {
  const request = {
    cwd: root,
    words,
    env: {},
    now: 0,
    isDry: false,
    compat: "default",
    trust: false,
    allowOutside: [],
  } as const;
  const outcome = await runNew(
    request,
    homeOf(join(root, "_templates")),
    { boundary: root, root },
    {
      fs,
      asking: { canAsk: false, answers: {}, useDefaults: false },
      overwriting: { isAllowed: () => false, skip: false },
      runShell: () => {
        throw new Error("no command is part of it");
      },
      signal: new AbortController().signal,
      report: (problem) => {
        throw new Error(problem.message);
      },
      log: () => {},
    },
  );
  return outcome?.rendered ?? [];
}

function start(name: string): string {
  return rig.tree(name, Object.fromEntries(firstGenerator().map(({ path, text }) => [path, text])));
}

const text = (root: string, path: string) => Buffer.from(fs.read(join(root, path)) ?? "").toString("utf8");

test("makes a generator that makes a file", async () => {
  const root = start("plain");
  await make(root, "generator", "new", "component");
  await make(root, "component", "new", "BigButton");
  expect(text(root, "src/big-button.txt")).toBe(
    "This is the component BigButton.\n\nIts name in code: BigButton, bigButton\nSeveral of them: BigButtons\n",
  );
  await make(root, "component", "new", "Other", "--about", "a < b");
  expect(text(root, "src/other.txt")).toEndWith("About: a < b\n");
});

test("and one that asks; without an answer it says which is missing", async () => {
  const root = start("asking");
  await make(root, "generator", "with-prompt", "page");
  await make(root, "page", "with-prompt", "Home", "--material", "stone", "--tested");
  expect(text(root, "src/home.txt")).toBe("This is the page Home, of stone.\nIt comes with a test.\n");
  expect(make(root, "page", "with-prompt", "Other", "--tested")).rejects.toThrow("material");
  expect(existsSync(join(root, "src/other.txt"))).toBe(false);
});

test("all of it has a description and no problem, also what it makes", async () => {
  const root = start("whole");
  await make(root, "generator", "new", "component");
  await make(root, "generator", "with-prompt", "component");
  const home = homeOf(join(root, "_templates"));
  expect((await validateAll(home, [], { fs, shown: root })).problems).toEqual([]);
  expect(listGenerators(home, fs).flatMap(({ actions }) => actions.map(({ description }) => description))).toEqual([
    "makes one component",
    "asks, and makes one component",
    "a generator of one file",
    "a generator that asks before it writes",
  ]);
  expect(text(root, "_templates/component/new/file.ejs.t")).toContain("template too. -%>\nThis is");
});
