/**
 * R4B and R5 in one project: both compile side by side, and when one definition changes only what is made from it is rendered again.
 * The lists are the whole truth: whoever makes a template read more sees them grow.
 */
import { afterAll, describe, expect, setDefaultTimeout } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askPhp, phpTest } from "../packs/fhir-php/php-runtime.ts";
import { filesBelow, fullSize, releaseProject, typeErrors } from "./project.ts";

/** 3,600 files over 950 definitions, four times looked through. */
setDefaultTimeout(300_000);

const sized = fullSize();
const phpSized = fullSize(phpTest());

const project = releaseProject("R4B", "R5");
afterAll(project.remove);

interface Job {
  readonly path: string;
  readonly state: string;
}

/** Paths of what would be rendered. */
async function staleOutputs(): Promise<string[]> {
  const { stdout } = await (await project.made()).run(["list", "jobs", "--json"]);
  const { jobs } = JSON.parse(stdout) as { readonly jobs: readonly Job[] };
  expect(jobs.length).toBeGreaterThan(3000);
  return jobs
    .filter(({ state }) => state !== "fresh")
    .map(({ path }) => path)
    .sort();
}

interface Counts {
  readonly rendered: number;
  readonly changed: number;
}

async function generate(): Promise<Counts> {
  const { code, stdout } = await (await project.made()).run(["generate", "--json"]);
  expect(code).toBe(0);
  const last = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { readonly counts: Counts };
  return { rendered: last.counts.rendered, changed: last.counts.changed };
}

/** Changes a definition in a place that it has once. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join((await project.made()).root, file);
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

sized("types of both compile under `tsc --strict`, and the index names both", async () => {
  const { root } = await project.made();
  const use = `import type { hl7FhirR4bCore, hl7FhirR5Core } from "./types/index.js";
export type Both = [hl7FhirR4bCore.Patient, hl7FhirR5Core.Patient];
`;
  writeFileSync(join(root, "use.ts"), use);
  expect(typeErrors(root, ["types", "use.ts"])).toBe("");
});

phpSized("classes of both load", async () => {
  const { root } = await project.made();
  const loaded = askPhp<Record<string, unknown>>("reflect.php", join(root, "classes"));
  expect(Object.keys(loaded).length).toBe(filesBelow(join(root, "classes")).length);
});

interface Case {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly rendered: readonly string[];
  /** Fewer where what changed says the same there. */
  readonly changed: number;
}

const cases: readonly Case[] = [
  {
    name: "a data type that others use, but none extends",
    file: "R4B/package/StructureDefinition-Period.json",
    from: "Starting time with inclusive boundary",
    to: "Starting time, inclusive",
    rendered: ["classes/R4B/DataType/Period.php", "types/hl7.fhir.r4b.core/types/period.ts"],
    changed: 2,
  },
  {
    name: "a resource with nested types",
    file: "R4B/package/StructureDefinition-Account.json",
    from: "Human-readable label",
    to: "Label for people",
    rendered: [
      "classes/R4B/Resource/Account.php",
      "classes/R4B/Resource/Account/AccountCoverage.php",
      "classes/R4B/Resource/Account/AccountGuarantor.php",
      "types/hl7.fhir.r4b.core/resources/account.ts",
    ],
    changed: 2,
  },
  {
    name: "a data type that others extend",
    file: "R5/package/StructureDefinition-Quantity.json",
    from: "Numerical value (with implicit precision)",
    to: "Value in digits",
    rendered: [
      "classes/R5/DataType/Age.php",
      "classes/R5/DataType/Count.php",
      "classes/R5/DataType/Distance.php",
      "classes/R5/DataType/Duration.php",
      "classes/R5/DataType/Quantity.php",
      "types/hl7.fhir.r5.core/types/quantity.ts",
    ],
    changed: 2,
  },
  {
    name: "a profile",
    file: "R4B/package/StructureDefinition-vitalsigns.json",
    from: "FHIR Vital Signs Profile",
    to: "FHIR Profile of Vital Signs",
    rendered: ["types/hl7.fhir.r4b.core/profiles/observationvitalsigns.ts"],
    changed: 1,
  },
  {
    name: "a code system that one value set takes its codes from",
    file: "R5/package/CodeSystem-account-status.json",
    from: '"code":"on-hold"',
    to: '"code":"on-ice"',
    rendered: ["classes/R5/Enum/AccountStatus.php", "types/hl7.fhir.r5.core/value-sets/accountstatus.ts"],
    changed: 2,
  },
];

describe("one definition changes", () => {
  for (const { name, file, from, to, rendered, changed } of cases) {
    sized(`${name}: only its dependents are rendered`, async () => {
      await edit(file, (text) => text.replaceAll(from, to));
      expect(await staleOutputs()).toEqual([...rendered]);
      expect(await generate()).toEqual({ rendered: rendered.length, changed });
    });
  }

  sized("and nothing is left to do", async () => {
    expect(await staleOutputs()).toEqual([]);
  });
});
