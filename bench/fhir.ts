/**
 * FHIR's own definitions to TypeScript: R4B alone, and R4B beside R5. The packages come from npm and lie in a cache folder as `pull` leaves
 * them, so that what is timed is reading and rendering. Without a network the scenarios are left out.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { integrityOf, unpack } from "../test/support/fhir-downloads.ts";
import type { FhirPeer } from "./fhir-peer.ts";
import { fhirPeer } from "./fhir-peer.ts";
import type { Candidate } from "./measure.ts";
import { work } from "./peers.ts";
import { makeProject } from "./projects.ts";
import type { Scenario } from "./scenario.ts";
import { binary, clean, generate, settled } from "./scenario.ts";

/** Where the packages lie, as in the cache that FHIR tools share. */
const cachedRelease = join(work, "fhir");
const releases = ["hl7.fhir.r4b.core@4.3.0", "hl7.fhir.r5.core@5.0.0"] as const;
type PackageId = (typeof releases)[number];
const [r4b, r5] = releases;

const alone: FhirPeer = { candidates: [], skipped: [] };

export async function fhirScenarios(): Promise<Scenario[]> {
  if (!(await fetchReleases())) return [];
  const make = (moment: string, title: string, runs: number, own: Candidate[], peer = alone): Scenario => ({
    name: `fhir-${moment}`,
    title: `FHIR to TypeScript, ${title}`,
    runs,
    candidates: [...own, ...peer.candidates],
    budgets: [],
    skipped: peer.skipped,
  });
  const bare = { ...cold(project("r4b-bare", [r4b], "{ profiles: false }")), name: "specmill, no profiles" };
  return [
    make("r4b-cold", "R4B cold", 10, [cold(project("r4b-cold", [r4b])), bare], fhirPeer("cold", true)),
    make(
      "r4b-unchanged",
      "R4B, nothing changed",
      10,
      [generate(settled(project("r4b-unchanged", [r4b])))],
      fhirPeer("unchanged", false),
    ),
    make("both-cold", "R4B and R5 cold", 5, [cold(project("both-cold", [r4b, r5]))]),
    make("both-unchanged", "R4B and R5, nothing changed", 30, [
      generate(settled(project("both-unchanged", [r4b, r5]))),
    ]),
    make("edited", "R4B of a folder, one definition changed", 10, [edited("edited", [r4b])]),
    make("both-edited", "R4B and R5 of folders, one definition changed", 10, [edited("both-edited", [r4b, r5])]),
  ];
}

function cold(folder: string): Candidate {
  return { ...generate(folder), before: () => clean(folder) };
}

/** Another description of one resource of R4B, from run to run. Says which outputs that concerns. */
function edited(name: string, wanted: readonly PackageId[]): Candidate {
  const folder = makeProject(`fhir-${name}`, { "specmill.yaml": config(wanted.map((id) => `./${nameOf(id)}`)) });
  for (const id of wanted) copyFiles(packageFolder(id), join(folder, nameOf(id)));
  const file = join(folder, nameOf(r4b), "StructureDefinition-Patient.json");
  const text = readFileSync(file, "utf8");
  let edition = 0;
  const edit = () =>
    writeFileSync(
      file,
      text.replace(/"description"\s*:\s*"/, (found) => `${found}Edition ${edition++}. `),
    );
  const candidate = generate(settled(folder));
  edit();
  console.error(`   fhir-${name} renders ${staleOutputs(folder).join(", ")}`);
  return { ...candidate, before: edit };
}

function staleOutputs(cwd: string): string[] {
  const { stdout } = Bun.spawnSync([binary, "list", "jobs", "--json"], { cwd, stderr: "ignore" });
  const { jobs } = JSON.parse(stdout.toString()) as {
    jobs: readonly { readonly path: string; readonly state: string }[];
  };
  return jobs.filter(({ state }) => state !== "fresh").map(({ path }) => path);
}

function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const files = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of files) copyFileSync(join(from, name), join(to, name));
}

function project(name: string, wanted: readonly PackageId[], options = "{}"): string {
  return makeProject(`fhir-${name}`, { "specmill.yaml": config(wanted, options), "fhir.lock.json": lockOf(wanted) });
}

function config(wanted: readonly string[], options = "{}"): string {
  return `sources:
  fhir: { kind: fhir, packages: [${wanted.join(", ")}], cache: ${JSON.stringify(cachedRelease)} }
targets:
  types: { source: fhir, pack: fhir-typescript, output: out, options: ${options} }
`;
}

/** As \`pull\` writes it. */
function lockOf(wanted: readonly PackageId[]): string {
  const locked = wanted.map((id) => {
    const [name = "", version = ""] = id.split("@");
    const shasum = "0".repeat(40);
    return { name, version, url: "", shasum, integrity: integrityOf(id), dependencies: {}, requestedBy: [] };
  });
  const roots = Object.fromEntries(wanted.map((id) => [id, id]));
  return `${JSON.stringify({ specmill: "fhir-lock", version: 1, packages: locked, roots }, null, 2)}\n`;
}

function nameOf(id: PackageId): string {
  return id.replace(/@.*/, "");
}

function packageFolder(id: PackageId): string {
  return join(cachedRelease, id.replace("@", "#"), "package");
}

/** Says whether all packages are there. */
async function fetchReleases(): Promise<boolean> {
  try {
    for (const id of releases) {
      if (!existsSync(join(packageFolder(id), "package.json"))) await unpack(id, join(packageFolder(id), ".."));
    }
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}
