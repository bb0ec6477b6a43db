/**
 * What is measured, and the budget each has to keep (the table of the README). The first candidate is specmill,
 * the others are what it is compared with. A scenario whose peer is missing says so and measures the rest.
 */
import { databaseScenarios } from "./database.ts";
import { fhirScenarios } from "./fhir.ts";
import { githubScenarios, markdownPeer, typesPeer } from "./github.ts";
import { hookScenarios } from "./hook.ts";
import type { Candidate } from "./measure.ts";
import { work } from "./peers.ts";
import { compileProgram, filesTree, makeNinjaTree, makeProject, recordsTree } from "./projects.ts";
import { scaffoldScenarios } from "./scaffold.ts";
import type { Scenario } from "./scenario.ts";
import { binary, settled } from "./scenario.ts";

/** Scenarios by group; making a group writes its projects. */
export const groups: Readonly<Record<string, () => Promise<Scenario[]>>> = {
  noise: async () => [await noiseScenario()],
  version: async () => [await versionScenario()],
  "noop-10000": () => noopScenarios("noop-10000", "100 inputs", recordsTree(10_000)),
  "noop-own-inputs": () => noopScenarios("noop-own-inputs", "10,000 inputs", filesTree(10_000)),
  "github-types": () => githubScenarios("types", "openapi-typescript", typesPeer),
  hook: hookScenarios,
  database: databaseScenarios,
  fhir: fhirScenarios,
  scaffold: scaffoldScenarios,
  "github-markdown": () => githubScenarios("markdown", "openapi-markdown", markdownPeer),
};

/** One program against itself: what differs here is the noise floor of the machine. */
async function noiseScenario(): Promise<Scenario> {
  const hello = await compileProgram("hello", 'console.log("0.1.0");\n');
  return {
    name: "noise",
    title: "the same program twice",
    runs: 60,
    candidates: ["hello world", "hello world again"].map((name) => ({ name, command: [hello], cwd: work })),
    budgets: [],
    skipped: [],
  };
}

async function versionScenario(): Promise<Scenario> {
  const hello = await compileProgram("hello", 'console.log("0.1.0");\n');
  return {
    name: "version",
    title: "`specmill --version`",
    runs: 60,
    candidates: [
      { name: "specmill", command: [binary, "--version"], cwd: work },
      { name: "compiled hello world", command: [hello], cwd: work },
    ],
    budgets: [{ peer: "compiled hello world", what: "time", factor: 1.3 }],
    skipped: [],
  };
}

async function noopScenarios(name: string, inputs: string, made: ReturnType<typeof recordsTree>): Promise<Scenario[]> {
  const project = settled(makeProject(name, made.files));
  const peers: Candidate[] = [];
  const skipped: string[] = [];
  if (Bun.which("ninja") === null) skipped.push("ninja is not installed");
  else
    peers.push({
      name: "ninja",
      command: ["ninja", "--quiet"],
      cwd: makeNinjaTree(`${name}-ninja`, made.files, made.tree),
    });
  return (["generate", "check"] as const).map((command) => ({
    name: `${name}-${command}`,
    title: `\`${command}\`, 10,000 outputs of ${inputs}, nothing changed`,
    runs: 30,
    candidates: [{ name: "specmill", command: [binary, command], cwd: project }, ...peers],
    budgets: peers.map((peer) => ({ peer: peer.name, what: "time" as const, factor: 0.5 })),
    skipped,
  }));
}
