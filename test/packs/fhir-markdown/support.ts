/** Pages of FHIR packages, made in memory from definitions as packages have them. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "#model/json.ts";
import type { PackageParts } from "../../support/fhir-package.ts";
import { below, packageFiles } from "../../support/fhir-package.ts";
import type { RenderedProject } from "../support/render-project.ts";
import { renderProject } from "../support/render-project.ts";

const fixture = (name: string) => new URL(`../../fixtures/fhir/${name}`, import.meta.url);

/** Types and resources of R4, without texts. */
export const base: readonly JsonObject[] = JSON.parse(gunzipSync(readFileSync(fixture("r4-base.json.gz"))).toString());

export const core = packageOf("hl7.fhir.r4.core", "4.0.1", base);

/** The profiles, value sets and so on of the International Patient Summary, as they were published. */
export const ips: readonly JsonObject[] = await definitionsIn("hl7.fhir.uv.ips-2.0.0.tgz");

/** With its own manifest, but for what it depends on. */
export const ipsPackage = packageOf("hl7.fhir.uv.ips", "2.0.0", ips);

export function packageOf(name: string, version: string, definitions: readonly JsonObject[]): PackageParts {
  const files = Object.fromEntries(definitions.map((one) => [`${one.resourceType}-${one.id}.json`, one]));
  return { name, version, fhirVersions: [name.includes("r5") ? "5.0.0" : "4.0.1"], files };
}

/** `options.packages` says which have pages: all are named in the config, as there is no other way to have them without a cache. */
export function renderPackages(
  packages: readonly PackageParts[],
  options: Record<string, Json> = {},
): Promise<RenderedProject> {
  const folders = packages.map(({ name, version }) => `./${name}-${version}`);
  const inputs = packages.map((parts, at) => below((folders[at] ?? "").slice(2), packageFiles(parts)));
  const request = {
    pack: "fhir-markdown",
    kind: "fhir",
    inputs: Object.assign({}, ...inputs),
    source: { packages: folders },
    options,
  };
  return renderProject(request as unknown as Parameters<typeof renderProject>[0]);
}

/** The page at a path. */
export function pageOf({ files }: RenderedProject, path: string): string {
  const found = files.get(path);
  if (found === undefined) throw new Error(`no page ${path}: there are ${[...files.keys()].join(", ")}`);
  return found;
}

/** What stands under a heading of the second level. */
export function sectionOf(page: string, title: string): string {
  const [, text = ""] = page.split(`\n## ${title}\n\n`);
  return text.split("\n\n## ")[0] ?? "";
}

/** The lines of the first table in a section, cut into cells. */
export function rowsOf(page: string, title: string): string[][] {
  const lines = sectionOf(page, title).split("\n");
  const table = lines.slice(lines.findIndex((line) => line.startsWith("|")));
  const end = table.findIndex((line) => !line.startsWith("|"));
  return table.slice(2, end === -1 ? undefined : end).map(cellsOf);
}

/** Ids without the type in front, put together again from the dots of a tree. */
export function idsInTree(page: string, title: string): string[] {
  const above: string[] = [];
  return rowsOf(page, title).map(([cell = ""]) => {
    const level = cell.split("· ").length - 1;
    above.length = level;
    above.push(cell.replaceAll("· ", "").replaceAll("`", ""));
    return above.join(".");
  });
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

async function definitionsIn(name: string): Promise<readonly JsonObject[]> {
  const archive = new Bun.Archive(readFileSync(fixture(name)));
  const files = [...(await archive.files())].filter(([path]) => /^package\/[A-Z]\w*-[^/]*\.json$/.test(path));
  const all: readonly JsonObject[] = await Promise.all(files.map(async ([, file]) => JSON.parse(await file.text())));
  return all.filter(({ resourceType }) =>
    /^(StructureDefinition|ValueSet|OperationDefinition)$/.test(`${resourceType}`),
  );
}
