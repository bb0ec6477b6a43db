/** Classes of FHIR packages as this pack renders them, in memory or in a folder that PHP can load them from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "#model/json.ts";
import type { UnitSet } from "#model/unit.ts";
import { source } from "#sources/fhir/index.ts";
import { coreTypes, type } from "../../sources/fhir/type-rig.ts";
import { sourceContext } from "../../support/fake-source-context.ts";
import { below, packageFiles } from "../../support/fhir-package.ts";
import type { RenderedPack } from "../support/render-pack.ts";
import { renderPack } from "../support/render-pack.ts";

export const packFolder = join(import.meta.dir, "../../../templates/fhir-php");
export const fixtures = join(import.meta.dir, "../../fixtures/fhir");
export const namespace = "App\\Fhir";

export type Options = { readonly [name: string]: Json };

export interface Package {
  readonly name?: string;
  readonly version?: string;
  /** 4.3.0 where nothing is said. */
  readonly fhirVersion?: string;
  readonly definitions: readonly JsonObject[];
}

/** A package of another name would need one of these. */
const coreNames: { readonly [fhirVersion: string]: string } = {
  "4.0.1": "hl7.fhir.r4.core",
  "4.3.0": "hl7.fhir.r4b.core",
  "5.0.0": "hl7.fhir.r5.core",
};

const limits = { documentBytes: 64 * 1024 * 1024, depth: 500, renderMs: 10_000 };

/** The units of packages that lie in the project; an error is an error of the test. */
export async function unitsOf(...packages: readonly Package[]): Promise<UnitSet> {
  const files: Record<string, string> = {};
  const folders = packages.map(({ fhirVersion = "4.3.0", definitions, ...rest }, at) => {
    const { name = coreNames[fhirVersion] ?? "test.core", version = fhirVersion } = rest;
    const content = Object.fromEntries(definitions.map((one, number) => [`${one.resourceType}-${number}.json`, one]));
    const parts = packageFiles({ name, version, fhirVersions: [fhirVersion], files: content });
    Object.assign(files, below(`p${at}`, parts));
    return `./p${at}/package`;
  });
  const { context, diagnostics } = sourceContext(files);
  const units = await source.load({ name: "fhir", options: { packages: folders }, limits }, context);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return units;
}

export function render(units: UnitSet, options: Options = {}): Promise<RenderedPack> {
  return renderPack(packFolder, units, { options, source: { name: "fhir", kind: "fhir" } });
}

/** The files of hand-made types beside as much of the specification as they need. */
export async function filesOf(definitions: readonly JsonObject[], options: Options = {}): Promise<Map<string, string>> {
  return (await render(await unitsOf({ definitions: [...coreTypes, ...definitions] }), options)).files;
}

/** A resource with the elements that are given, beside what all resources have. */
export function resource(
  name: string,
  elements: Parameters<typeof type>[1]["elements"] = [],
  more: JsonObject = {},
): JsonObject {
  return type(name, { base: "DomainResource", elements, more });
}

/** A value set with its codes, of a system of their own. */
export function valueSet(name: string, codes: readonly (string | JsonObject)[], more: JsonObject = {}): JsonObject {
  const concept = codes.map((code) => (typeof code === "string" ? { code } : code));
  const compose = { include: [{ system: `http://example.org/${name}`, concept }] };
  const url = `http://example.org/ValueSet/${name}`;
  return { resourceType: "ValueSet", id: name, url, name, status: "active", compose, ...more };
}

export function required(name: string): JsonObject {
  return { binding: { strength: "required", valueSet: `http://example.org/ValueSet/${name}` } };
}

/** Types of R4 as they were published, with the value sets of some codes. */
export function publishedTypes(): JsonObject[] {
  const types = JSON.parse(gunzipSync(readFileSync(join(fixtures, "r4-base.json.gz"))).toString()) as JsonObject[];
  const codes = { "administrative-gender": ["male", "female", "other", "unknown"], "narrative-status": ["generated"] };
  const sets = Object.entries(codes).map(([id, all]) => {
    const name = id === "narrative-status" ? "NarrativeStatus" : "AdministrativeGender";
    return { ...valueSet(name, all), id, url: `http://hl7.org/fhir/ValueSet/${id}` };
  });
  return [...types, ...sets];
}

/** Files below a new folder, which is removed at the end of the block. */
export function folderOf(files: ReadonlyMap<string, string>): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "specmill-fhir-php-"));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
