/**
 * FHIR R4 as a package: hl7.fhir.r4.core@4.0.1, which npm does not carry, from the bundles of its definitions that HL7 published among the
 * examples of R4, `hl7.fhir.r4.examples`. Every definition is as it was published. The same bytes every time.
 *
 *     bun bench/r4-package.ts <folder of hl7.fhir.r4.examples> <new folder>
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const bundles = [
  "types",
  "resources",
  "profiles-others",
  "extensions",
  "valuesets",
  "v2-valuesets",
  "v3-valuesets",
  "searchParams",
];

const kept: ReadonlySet<string> = new Set([
  "StructureDefinition",
  "ValueSet",
  "CodeSystem",
  "SearchParameter",
  "OperationDefinition",
]);

const manifest = {
  name: "hl7.fhir.r4.core",
  version: "4.0.1",
  type: "Core",
  license: "CC0-1.0",
  title: "FHIR R4",
  canonical: "http://hl7.org/fhir",
  fhirVersions: ["4.0.1"],
  dependencies: {},
};

interface Definition {
  readonly resourceType: string;
  readonly id: string;
}

/** Writes `package.json` and a file for each definition into `folder`; gives how many definitions there are. */
export function writeR4Package(examplesFolder: string, folder: string): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const written = new Set<string>();
  for (const name of bundles) {
    for (const definition of definitionsIn(join(examplesFolder, `Bundle-${name}.json`))) {
      const file = `${definition.resourceType}-${definition.id}.json`;
      // A definition that is in several bundles is the same in all; the first is the one that it belongs to.
      if (written.has(file)) continue;
      written.add(file);
      writeFileSync(join(folder, file), `${JSON.stringify(definition)}\n`);
    }
  }
  return written.size;
}

function definitionsIn(path: string): Definition[] {
  const bundle = JSON.parse(readFileSync(path, "utf8")) as {
    readonly entry: readonly { readonly resource: Definition }[];
  };
  return bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => kept.has(resourceType));
}

if (import.meta.main) {
  const [examples, folder] = process.argv.slice(2);
  if (examples === undefined || folder === undefined) {
    console.error("bun bench/r4-package.ts <folder of hl7.fhir.r4.examples> <new folder>");
    process.exit(2);
  }
  console.log(`${writeR4Package(examples, folder)} definitions in ${folder}`);
}
