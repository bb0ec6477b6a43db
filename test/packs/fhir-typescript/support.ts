/** Renders this pack over definitions in memory: hand-made ones, and those of the International Patient Summary over a part of R4. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import { source } from "#sources/fhir/index.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import { below, packageFiles } from "../../support/fhir-package.ts";
import type { RenderedPack } from "../support/render-pack.ts";
import { renderPack } from "../support/render-pack.ts";

export const packFolder = join(import.meta.dir, "../../../templates/fhir-typescript");
const fixtures = join(import.meta.dir, "../../fixtures/fhir");

export type Options = { readonly [name: string]: Json };

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly fhirVersions: readonly string[];
  readonly definitions: readonly JsonObject[];
  /** Name to version. */
  readonly dependencies?: { readonly [name: string]: string };
}

const limits = { documentBytes: 1e8, depth: 500, renderMs: 10_000 };

/** The units of packages, all of which the config names. */
export function unitsOf(packages: readonly Package[]): Promise<UnitSet> {
  const folders = packages.map(({ name, version }) => `${name}-${version}`);
  const inputs = packages.map(({ definitions, ...parts }, at) => {
    const files = Object.fromEntries(definitions.map((one, index) => [`${one.resourceType}-${index}.json`, one]));
    return below(folders[at] ?? "", packageFiles({ ...parts, files }));
  });
  const { context } = sourceContext(Object.assign({}, ...inputs) as Record<string, string>);
  const options = { packages: folders.map((folder) => `./${folder}`) };
  return source.load({ name: "fhir", options, limits }, context);
}

export async function renderPackages(packages: readonly Package[], options: Options = {}): Promise<RenderedPack> {
  return renderPack(packFolder, await unitsOf(packages), { options, source: { name: "fhir", kind: "fhir" } });
}

/** A package of definitions that needs no other. */
export function core(definitions: readonly JsonObject[], more: Partial<Package> = {}): Package {
  return { name: "hl7.fhir.r4b.core", version: "4.3.0", fhirVersions: ["4.3.0"], definitions, ...more };
}

export async function renderDefinitions(definitions: readonly JsonObject[], options: Options = {}) {
  return (await renderPackages([core(definitions)], options)).files;
}

/** The code of a file without banner, imports and comments. */
export function codeOf(files: ReadonlyMap<string, string>, path: string): string {
  const text = files.get(path) ?? `there is no ${path}, but\n${[...files.keys()].join("\n")}`;
  return text
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "")
    .replace(/^(?:\/\/|import )[^\n]*\n/gm, "")
    .replace(/^\n+/, "");
}

const archive = new Bun.Archive(readFileSync(join(fixtures, "hl7.fhir.uv.ips-2.0.0.tgz")));
const archived = [...(await archive.files())].sort(([a], [b]) => (a < b ? -1 : 1));

async function jsonFiles(pattern: RegExp): Promise<JsonObject[]> {
  const files = archived.filter(([path]) => pattern.test(path));
  return Promise.all(files.map(async ([, file]) => JSON.parse(await file.text()) as JsonObject));
}

const r4 = JSON.parse(gunzipSync(readFileSync(join(fixtures, "r4-base.json.gz"))).toString()) as JsonObject[];

/** With a part of R4, which has no value sets but this. */
export const genders = valueSet("administrative-gender", ["male", "female", "other", "unknown"], {
  url: "http://hl7.org/fhir/ValueSet/administrative-gender",
  name: "AdministrativeGender",
});

export const ips: readonly Package[] = [
  {
    name: "hl7.fhir.uv.ips",
    version: "2.0.0",
    fhirVersions: ["4.0.1"],
    definitions: await jsonFiles(/^package\/[A-Z][^/]*\.json$/),
    dependencies: { "hl7.fhir.r4.core": "4.0.1" },
  },
  { name: "hl7.fhir.r4.core", version: "4.0.1", fhirVersions: ["4.0.1"], definitions: [...r4, genders] },
];

/** The resources that the International Patient Summary gives as examples. */
export const examples = await jsonFiles(/^package\/example\/[^/]*\.json$/);

export function valueSet(id: string, codes: readonly string[], more: JsonObject = {}): JsonObject {
  const concept = codes.map((code) => ({ code }));
  return {
    resourceType: "ValueSet",
    id,
    url: `http://example.org/ValueSet/${id}`,
    name: id,
    status: "active",
    compose: { include: [{ system: "http://example.org/codes", concept }] },
    ...more,
  };
}
