/** The profiles of the International Patient Summary as they were published, held against their definitions. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { JsonObject } from "../../../src/model/json.ts";
import { profileData } from "../../../src/sources/fhir/profile-model.ts";
import { typeData } from "../../../src/sources/fhir/type-model.ts";
import { rig } from "./type-rig.ts";

const fixture = (name: string) => new URL(`../../fixtures/fhir/${name}`, import.meta.url);
const base: readonly JsonObject[] = JSON.parse(gunzipSync(readFileSync(fixture("r4-base.json.gz"))).toString());
const archive = new Bun.Archive(readFileSync(fixture("hl7.fhir.uv.ips-2.0.0.tgz")));
const files = [...(await archive.files())].filter(([path]) =>
  /^package\/(StructureDefinition|ValueSet)-[^/]*\.json$/.test(path),
);
const definitions: readonly JsonObject[] = await Promise.all(
  files.map(async ([, file]) => JSON.parse(await file.text())),
);
const { context, founds, problems } = rig(
  { "hl7.fhir.uv.ips@2.0.0": definitions, "hl7.fhir.r4.core@4.0.1": base },
  "R4",
);

const structures = founds.filter(({ entry }) => entry.resourceType === "StructureDefinition");
const profiles = structures.filter(({ entry }) => entry.derivation === "constraint");
const all = profiles.map((found) => ({ json: found.json(), data: profileData(found, context) }));
const elements = all.flatMap(({ data }) => data.elements);

interface RawElement {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly path: string;
  readonly max: string;
  readonly base: { readonly max: string; readonly path: string };
}

function rawOf(json: JsonObject, part: "snapshot" | "differential"): readonly RawElement[] {
  return (json[part] as unknown as { readonly element: readonly RawElement[] }).element;
}

const raw = all.flatMap(({ json }) => rawOf(json, "snapshot"));

function countRaw(holds: (element: RawElement) => boolean): number {
  return raw.filter(holds).length;
}

test("every element of every snapshot is there, in its order", () => {
  expect(all).toHaveLength(29);
  for (const { json, data } of all)
    expect(data.elements.map(({ id }) => id)).toEqual(rawOf(json, "snapshot").map(({ id }) => id));
});

test("exactly the elements of the differential are marked", () => {
  for (const { json, data } of all) {
    const said = new Set(rawOf(json, "differential").map(({ id }) => id));
    expect(
      data.elements
        .filter(({ isChanged }) => isChanged)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...said].sort());
  }
});

test("slices, held values, forbidden elements and what must be supported are as many as in the definitions", () => {
  expect(elements.filter(({ sliceName }) => sliceName !== undefined)).toHaveLength(113);
  expect(elements.filter(({ fixed, pattern }) => fixed !== undefined || pattern !== undefined)).toHaveLength(26);
  expect(elements.filter(({ isProhibited }) => isProhibited)).toHaveLength(131);
  expect(elements.filter(({ mustSupport }) => mustSupport)).toHaveLength(
    countRaw(({ mustSupport }) => mustSupport === true),
  );
  expect(elements.filter(({ slicing }) => slicing !== undefined)).toHaveLength(
    countRaw(({ slicing }) => slicing !== undefined),
  );
  expect(elements.filter(({ isChoice }) => isChoice)).toHaveLength(67);
});

test("every rule of every element is there", () => {
  const published = definitions.flatMap((json) => (json.snapshot === undefined ? [] : rawOf(json, "snapshot")));
  const rules = published.flatMap(({ constraint }) => (Array.isArray(constraint) ? constraint : []));
  expect(rules).toHaveLength(3096);
  const models = structures
    .filter((found) => !profiles.includes(found))
    .flatMap((found) => typeData(found, context).groups);
  const ofModels = models.flatMap(({ constraints, fields }) => [
    ...constraints,
    ...fields.flatMap((field) => field.constraints),
  ]);
  expect(elements.flatMap(({ constraints }) => constraints).length + ofModels.length).toBe(rules.length);
});

test("every repetition of an element is of the nested type that it repeats", () => {
  const repeated = elements.flatMap(({ contentReference }) =>
    contentReference === undefined ? [] : [contentReference],
  );
  expect(repeated).toHaveLength(56);
  for (const { kind, unit, code } of repeated) {
    expect(kind).toBe("backbone");
    expect(unit).toBe(`backboneType:hl7.fhir.r4.core/${code}`);
  }
  expect(problems).toEqual([]);
});

test("a list of the type is a list in every profile of it", () => {
  for (const { json, data } of all) {
    const lists = rawOf(json, "snapshot")
      .slice(1)
      .filter((element) => !["0", "1"].includes(element.base.max));
    expect(data.elements.filter(({ isArray }) => isArray).map(({ id }) => id)).toEqual(lists.map(({ id }) => id));
  }
  expect(elements.filter(({ isArray, max }) => isArray && max === "1").length).toBeGreaterThan(0);
});

test("every nested element is of a nested type of the specification", () => {
  const codes = elements
    .filter(({ path }) => path.includes("."))
    .flatMap(({ variants }) => variants.map(({ type }) => type));
  expect(codes.filter(({ code }) => code === "BackboneElement")).toEqual([]);
  expect(codes.filter(({ kind, unit }) => kind === "backbone" && unit === undefined)).toEqual([]);
});

test("profiles lead to the resource that they are profiles of, and targets to its type", () => {
  for (const { data } of all)
    expect(data.root).toMatchObject({ code: data.type, unit: expect.stringContaining("hl7.fhir.r4.core/") });
  const subject = elements.find(({ id }) => id === "MedicationRequest.subject");
  expect(subject?.variants[0]?.type.targets).toMatchObject([
    { type: "Patient", unit: "profile:hl7.fhir.uv.ips/Patient-uv-ips" },
  ]);
});

test("profiles have names of their own", () => {
  const names = all.map(({ data }) => data.typeName);
  expect(names).toEqual(expect.arrayContaining(["PatientUvIps", "MedicationRequestIPS"]));
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test("logical models are types by their URL, with fields that use each other", () => {
  const [model] = structures
    .filter(({ entry }) => entry.id === "IPSSectionsLM")
    .map((found) => typeData(found, context));
  expect(model).toMatchObject({
    typeName: "IPSSectionsLM",
    type: "http://hl7.org/fhir/uv/ips/StructureDefinition/IPSSectionsLM",
  });
  expect(model?.base).toMatchObject({
    kind: "logical",
    typeName: "Document",
    unit: "logicalModel:hl7.fhir.uv.ips/Document",
  });
  const [section] = model?.groups[0]?.fields ?? [];
  expect(section?.variants[0]?.type).toMatchObject({ kind: "logical", typeName: "DocumentSection" });
});
