/** `specmill new` beside hygen, over the same `_templates` folders: an action in trees of all sizes, an action of 10,000 templates, and lists. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate } from "./measure.ts";
import { findPeer } from "./peers.ts";
import { generatorName, writeScaffoldTree } from "./scaffold-tree.ts";
import type { Scenario } from "./scenario.ts";
import { binary, expectFile } from "./scenario.ts";

export async function scaffoldScenarios(): Promise<Scenario[]> {
  return [
    action("scaffold-5", "an action with 5 templates", 30, smallTree("scaffold-5", 5), ["page", "new", "home"], 5),
    action(
      "scaffold-tree",
      "an action with 10 templates, among 1,000 generators",
      20,
      largeTree(1000, 13_000),
      [generatorName(1), "new", "home"],
      10,
    ),
    action(
      "scaffold-10000",
      "an action with 10,000 templates",
      5,
      smallTree("scaffold-10000", 10_000),
      ["page", "new", "home"],
      10_000,
    ),
    list("scaffold-list-1000", "a list of 1,000 generators", largeTree(1000, 13_000)),
    list("scaffold-list-2000", "a list of 2,000 generators with 25,000 templates", largeTree(2000, 25_000)),
    validation(largeTree(2000, 25_000)),
  ];
}

function action(
  name: string,
  title: string,
  runs: number,
  project: string,
  words: readonly string[],
  outputs: number,
): Scenario {
  const state = {
    cwd: project,
    before: () => rmSync(join(project, "src"), { recursive: true, force: true }),
    after: () => expectFile(join(project, "src")),
  };
  const candidates: Candidate[] = [{ name: "specmill", command: [binary, "new", ...words], ...state }];
  const { peers, skipped } = hygen(words, state);
  const budgets = outputs === 5 ? peers.map(({ name: peer }) => ({ peer, what: "time" as const, factor: 0.2 })) : [];
  return { name, title, runs, candidates: [...candidates, ...peers], budgets, skipped };
}

function list(name: string, title: string, project: string): Scenario {
  const index = join(project, ".specmill");
  const command = [binary, "new", "--list"];
  const forget = () => rmSync(index, { recursive: true, force: true });
  const { peers, skipped } = hygen([], { cwd: project, exitCode: 1 });
  return {
    name,
    title,
    runs: 20,
    candidates: [
      { name: "specmill", command, cwd: project },
      {
        name: "specmill, without an index",
        command,
        cwd: project,
        before: forget,
        after: () => Bun.spawnSync(command, { cwd: project }),
      },
      ...peers,
    ],
    budgets: [],
    skipped,
  };
}

function validation(project: string): Scenario {
  return {
    name: "scaffold-validate",
    title: "25,000 templates checked",
    runs: 5,
    candidates: [{ name: "specmill", command: [binary, "new", "--validate"], cwd: project }],
    budgets: [],
    skipped: [],
  };
}

function hygen(words: readonly string[], state: Omit<Candidate, "name" | "command">) {
  const script = findPeer("hygen");
  if (script === undefined) return { peers: [], skipped: ["hygen is not installed"] };
  const peer: Candidate = { name: "hygen", command: ["node", script, ...words], ...state };
  return { peers: [peer], skipped: [] };
}

function smallTree(name: string, templates: number): string {
  const root = fresh(name);
  const folder = join(root, "_templates", "page", "new");
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < templates; at++)
    writeFileSync(join(folder, `${String(at).padStart(5, "0")}.ejs.t`), template(at));
  return root;
}

function template(at: number): string {
  return `---
to: src/${at % 100}/<%= h.changeCase.paramCase(name) %>-${at}.ts
---
import { base } from "./base";

export class <%= h.changeCase.pascalCase(name) %>${at} extends base {
  readonly name = "<%= name %>";
}
`;
}

function largeTree(generators: number, templates: number): string {
  const root = fresh(`scaffold-${generators}`);
  writeScaffoldTree(root, { generators, templates });
  return root;
}

function fresh(name: string): string {
  // Outside of this repository: inside of it, the index and the way back would lie at its top, and some disks make files slowly there.
  const root = join(tmpdir(), "specmill-bench", name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  return root;
}
