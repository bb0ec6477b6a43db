/**
 * FHIR's own definitions to TypeScript: R4B alone, and R4B beside R5. The packages come from npm and lie in a cache folder as `pull` leaves
 * them, so that what is timed is reading and rendering. Without a network the scenarios are left out.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Candidate } from "./measure.ts";
import { work } from "./peers.ts";
import { makeProject } from "./projects.ts";
import type { Scenario } from "./scenario.ts";
import { clean, generate, settled } from "./scenario.ts";

/** Where the packages lie, as in the cache that FHIR tools share. */
export const cachedRelease = join(work, "fhir");
export const releases = ["hl7.fhir.r4b.core@4.3.0", "hl7.fhir.r5.core@5.0.0"] as const;
const [r4b, r5] = releases;

export async function fhirScenarios(): Promise<Scenario[]> {
  if (!fetchReleases()) return [];
  const make = (moment: string, title: string, runs: number, candidates: Candidate[]): Scenario => ({
    name: `fhir-${moment}`,
    title: `FHIR to TypeScript, ${title}`,
    runs,
    candidates,
    budgets: [],
    skipped: [],
  });
  return [
    make("r4b-cold", "R4B cold", 10, [cold(project("r4b-cold", [r4b]))]),
    make("r4b-unchanged", "R4B, nothing changed", 30, [generate(settled(project("r4b-unchanged", [r4b])))]),
    make("both-cold", "R4B and R5 cold", 5, [cold(project("both-cold", [r4b, r5]))]),
    make("both-unchanged", "R4B and R5, nothing changed", 30, [
      generate(settled(project("both-unchanged", [r4b, r5]))),
    ]),
    make("edited", "R4B of a folder, one definition changed", 10, [edited()]),
  ];
}

function cold(folder: string): Candidate {
  return { ...generate(folder), before: () => clean(folder) };
}

/** Another description of one resource, from run to run. */
function edited(): Candidate {
  const folder = makeProject("fhir-edited", { "specmill.yaml": config(["./core"]) });
  mkdirSync(join(folder, "core"), { recursive: true });
  const from = join(cachedRelease, folderOf(r4b), "package");
  const files = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of files) copyFileSync(join(from, name), join(folder, "core", name));
  const file = join(folder, "core", "StructureDefinition-Patient.json");
  const text = readFileSync(file, "utf8");
  let edition = 0;
  return {
    ...generate(settled(folder)),
    before: () =>
      writeFileSync(
        file,
        text.replace(/"description"\s*:\s*"/, (found) => `${found}Edition ${edition++}. `),
      ),
  };
}

function project(name: string, wanted: readonly string[]): string {
  return makeProject(`fhir-${name}`, { "specmill.yaml": config(wanted), "fhir.lock.json": lockOf(wanted) });
}

function config(wanted: readonly string[]): string {
  return `sources:
  fhir: { kind: fhir, packages: [${wanted.join(", ")}], cache: ${JSON.stringify(cachedRelease)} }
targets:
  types: { source: fhir, pack: fhir-typescript, output: out }
`;
}

/** As \`pull\` writes it. */
export function lockOf(wanted: readonly string[]): string {
  const locked = wanted.map((id) => {
    const [name = "", version = ""] = id.split("@");
    const shasum = "0".repeat(40);
    return { name, version, url: "", shasum, integrity: integrityOf(id), dependencies: {}, requestedBy: [] };
  });
  const roots = Object.fromEntries(wanted.map((id) => [id, id]));
  return `${JSON.stringify({ specmill: "fhir-lock", version: 1, packages: locked, roots }, null, 2)}\n`;
}

function integrityOf(id: string): string {
  return readFileSync(join(cachedRelease, `${folderOf(id)}.sha512`), "utf8");
}

function folderOf(id: string): string {
  return id.replace("@", "#");
}

/** Says whether all packages are there. */
export function fetchReleases(): boolean {
  return releases.every(fetchPackage);
}

/** Says whether the package is there. */
function fetchPackage(id: string): boolean {
  const folder = join(cachedRelease, folderOf(id));
  if (existsSync(join(folder, "package", "package.json"))) return true;
  mkdirSync(folder, { recursive: true });
  const packed = Bun.spawnSync(["npm", "pack", id, "--silent"], { cwd: folder, stdout: "pipe", stderr: "ignore" });
  const archive = packed.stdout.toString().trim().split("\n").at(-1) ?? "";
  if (packed.exitCode !== 0 || archive === "") return false;
  const bytes = readFileSync(join(folder, archive));
  writeFileSync(
    join(cachedRelease, `${folderOf(id)}.sha512`),
    `sha512-${new Bun.CryptoHasher("sha512").update(bytes).digest("base64")}`,
  );
  Bun.spawnSync(["tar", "-xzf", archive], { cwd: folder });
  rmSync(join(folder, archive));
  return existsSync(join(folder, "package", "package.json"));
}
