/** GitHub's REST description (13 MB, 1,223 operations) through the two built-in packs, beside the generators people use for it. */
import { readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "./measure.ts";
import type { Peer } from "./peers.ts";
import { findDocument, findPeer, work } from "./peers.ts";
import { compileProgram, editOneOperation, githubProject } from "./projects.ts";
import type { Budget, Scenario } from "./scenario.ts";
import { clean, expectFile, generate, settled } from "./scenario.ts";

interface PeerUse {
  readonly name: Peer;
  readonly candidate: (script: string, document: string) => Candidate;
  readonly budgets: readonly Budget[];
}

export const typesPeer: PeerUse = {
  name: "openapi-typescript",
  candidate: (script, document) => ({
    name: "openapi-typescript",
    command: ["node", script, document, "-o", join(work, "peer-types.ts")],
    cwd: work,
    before: () => rmSync(join(work, "peer-types.ts"), { force: true }),
    after: () => expectFile(join(work, "peer-types.ts")),
  }),
  budgets: [
    { peer: "openapi-typescript", what: "time", factor: 1 / 5 },
    { peer: "openapi-typescript", what: "memory", factor: 1 / 2 },
  ],
};

export const markdownPeer: PeerUse = {
  name: "widdershins",
  // One sample language, as the pages of specmill have: its default is nine.
  candidate: (script, document) => ({
    name: "widdershins",
    command: [
      "node",
      script,
      "--language_tabs",
      "shell:Shell",
      "--summary",
      document,
      "-o",
      join(work, "peer-docs.md"),
    ],
    cwd: work,
    before: () => rmSync(join(work, "peer-docs.md"), { force: true }),
    after: () => expectFile(join(work, "peer-docs.md")),
  }),
  budgets: [
    { peer: "widdershins", what: "time", factor: 1 / 5 },
    { peer: "widdershins", what: "memory", factor: 1 / 3 },
  ],
};

/** Cold, nothing changed, touched, and one operation edited: each moment has a project of its own. */
export async function githubScenarios(name: string, pack: string, use: PeerUse): Promise<Scenario[]> {
  const document = findDocument();
  if (document === undefined) return [];
  const project = (moment: string) => githubProject(`github-${name}-${moment}`, pack, document);
  const make = (moment: string, title: string, runs: number, candidates: Candidate[]): Scenario => ({
    name: `github-${name}-${moment}`,
    title: `GitHub to ${name}, ${title}`,
    runs,
    candidates,
    budgets: [],
    skipped: [],
  });
  const script = findPeer(use.name);
  const parse = await parseCandidate(document);
  const peers = script === undefined ? [] : [use.candidate(script, document)];
  const skipped = script === undefined ? [`${use.name} is not installed: run \`bun bench/peers.ts\``] : [];
  return [
    { ...make("cold", "cold", 10, [cold(project("cold")), ...peers]), budgets: use.budgets, skipped },
    make("unchanged", "nothing changed", 30, [generate(settled(project("unchanged")))]),
    make("touched", "document touched only", 20, [touched(settled(project("touched")))]),
    {
      ...make("edited", "one operation edited", 20, [edited(settled(project("edited")), document), parse]),
      budgets: [{ peer: parse.name, what: "time", factor: 2 }],
    },
  ];
}

function cold(project: string): Candidate {
  return { ...generate(project), before: () => clean(project) };
}

function touched(project: string): Candidate {
  return {
    ...generate(project),
    before: () => utimesSync(join(project, "api.github.com.json"), new Date(), new Date()),
  };
}

function edited(project: string, document: string): Candidate {
  const original = readFileSync(document, "utf8");
  let edition = 0;
  return {
    ...generate(project),
    before: () => editOneOperation(join(project, "api.github.com.json"), original, edition++),
  };
}

/** The floor of every run that has to look into a changed document. */
async function parseCandidate(document: string): Promise<Candidate> {
  const source = `import { readFileSync } from "node:fs";
const document = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
if (typeof document.paths !== "object") throw new Error("no paths");
`;
  return { name: "read and JSON.parse", command: [await compileProgram("parse", source), document], cwd: work };
}
