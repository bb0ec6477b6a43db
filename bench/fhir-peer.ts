/**
 * `@atomic-ehr/codegen` over R4B. It is a library: the program that calls it is the one of its documentation, without classes for profiles, on
 * which it ends with an error here. What it keeps of the package is made before anything is timed, as `pull` has been called for specmill.
 */
import { join } from "node:path";
import type { Candidate } from "./measure.ts";
import { findPeer } from "./peers.ts";
import { makeProject } from "./projects.ts";
import { clean, expectFile } from "./scenario.ts";

const root = join(import.meta.dir, "..");
/** It looks for Bun and then for npm to install packages with, on every run: starting npm alone takes half a second. */
const path = `PATH=${join(root, "node_modules/.bin")}:${process.env.PATH ?? ""}`;

export interface FhirPeer {
  readonly candidates: readonly Candidate[];
  readonly skipped: readonly string[];
}

/** `isCold` takes its outputs away before every run; what it wrote it writes again on every run anyway. */
export function fhirPeer(name: string, isCold: boolean): FhirPeer {
  const module = findPeer("@atomic-ehr/codegen");
  if (module === undefined) return { candidates: [], skipped: ["@atomic-ehr/codegen is not installed"] };
  const cwd = makeProject(`fhir-${name}-atomic`, { "generate.mjs": programWith(module) });
  const problem = prepare(cwd);
  if (problem !== "") return { candidates: [], skipped: [`@atomic-ehr/codegen could not get the package: ${problem}`] };
  const make = (runtime: string, program: string): Candidate => ({
    name: `@atomic-ehr/codegen (${runtime}, no profiles)`,
    command: ["env", path, program, "generate.mjs"],
    cwd,
    before: () => {
      if (isCold) clean(cwd);
    },
    after: () => expectFile(join(cwd, "out/hl7-fhir-r4b-core/Patient.ts")),
  });
  return { candidates: [make("Node", "node"), make("Bun", process.execPath)], skipped: [] };
}

function programWith(module: string): string {
  return `import { APIBuilder } from ${JSON.stringify(module)};
const report = await new APIBuilder({ registry: process.env.REGISTRY })
  .fromPackage("hl7.fhir.r4b.core", "4.3.0")
  .typescript({ generateProfile: false })
  .outputTo("out")
  .cleanOutput(true)
  .generate();
if (!report.success) throw new Error(String(report.errors));
`;
}

/** Runs it once with the registry that npm is set up for; says what went wrong. */
function prepare(cwd: string): string {
  const registry = Bun.spawnSync(["npm", "config", "get", "registry"], { stderr: "ignore" }).stdout.toString().trim();
  const command = ["env", path, `REGISTRY=${registry}`, "node", "generate.mjs"];
  const { exitCode, stderr } = Bun.spawnSync(command, { cwd, stdout: "ignore", stderr: "pipe" });
  return exitCode === 0 ? "" : (stderr.toString().trim().split("\n").at(-1) ?? `exit code ${exitCode}`);
}
