/** Types of the specification as they were published, held against a walk of their definitions. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { JsonObject } from "../../../src/model/json.ts";
import { typeData } from "../../../src/sources/fhir/type-model.ts";
import type { FieldData, TypeData } from "../../../src/sources/fhir/unit-data.ts";
import { rig } from "./type-rig.ts";
import { walk } from "./type-walk.ts";

const file = new URL("../../fixtures/fhir/r4-base.json.gz", import.meta.url);
const definitions: readonly JsonObject[] = JSON.parse(gunzipSync(readFileSync(file)).toString());
const { context, founds, problems, find } = rig({ "hl7.fhir.r4.core@4.0.1": definitions }, "R4");

const found = founds.filter(({ entry }) => entry.derivation !== "constraint" && entry.kind !== "primitive-type");
const types = new Map(found.map((one) => [one.entry.url, typeData(one, context)]));
/** Two types of the fixture carry no snapshot: there is nothing to walk. */
const walked = found.flatMap((one) => {
  const data = types.get(one.entry.url);
  return one.json().snapshot === undefined || data === undefined ? [] : [{ data, ...walk(one.json()) }];
});

function fieldsOf({ groups }: TypeData): readonly FieldData[] {
  return groups.flatMap(({ fields }) => fields);
}

test("the fixture has enough to say something", () => {
  expect(walked.length).toBeGreaterThan(40);
  expect(walked.flatMap(({ nested }) => nested).length).toBeGreaterThan(30);
});

test("every element that a type declares is a field of it, in the order of the definition, and nothing else is", () => {
  for (const { data, own } of walked) {
    const inOrder = [...fieldsOf(data)].map(({ path }) => path).sort((a, b) => own.indexOf(a) - own.indexOf(b));
    expect(inOrder).toEqual([...own]);
    for (const { fields } of data.groups) {
      const order = fields.map(({ path }) => own.indexOf(path));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  }
});

test("every inherited element is a field of a base of the group that it is in", () => {
  const missing: string[] = [];
  for (const { data, inherited } of walked) {
    for (const [path, declared] of inherited) {
      const group = data.groups.find((one) => one.path === path.slice(0, path.lastIndexOf(".")));
      if (!isInBases(group?.base?.code, declared)) missing.push(path);
    }
  }
  expect(missing).toEqual([]);
});

function isInBases(code: string | undefined, path: string): boolean {
  for (let at = code; at !== undefined; ) {
    const data: TypeData | undefined = types.get(find(at).entry.url);
    if (data?.groups[0]?.fields.some((field) => field.path === path)) return true;
    at = data?.base?.code;
  }
  return false;
}

test("every element with elements below it is a type of its own", () => {
  for (const { data, nested } of walked) expect(data.groups.slice(1).map(({ path }) => path)).toEqual([...nested]);
});

test("every repetition of an element is of a nested type that there is", () => {
  const groups = new Set([...types.values()].flatMap((data) => data.groups.map(({ path }) => path)));
  for (const { data, nested, contentReferences } of walked) {
    const used = fieldsOf(data).flatMap(({ variants }) => variants.filter(({ type }) => type.kind === "backbone"));
    expect(used).toHaveLength(nested.length + contentReferences);
    for (const { type } of used) expect(groups).toContain(type.code);
  }
  expect(problems).toEqual([]);
});

test("every choice has one property for each of its types", () => {
  for (const { data, choices } of walked) {
    const made = fieldsOf(data).filter(({ isChoice }) => isChoice);
    expect(made.map(({ variants }) => variants.length).sort()).toEqual([...choices].sort());
  }
});

test("no type uses one of FHIRPath, though the definitions do", () => {
  expect(walked.reduce((sum, { systemTypes }) => sum + systemTypes, 0)).toBeGreaterThan(50);
  const codes = [...types.values()].flatMap((data) =>
    fieldsOf(data).flatMap(({ variants }) => variants.map(({ type }) => type.code)),
  );
  expect(codes.filter((code) => code.includes(":"))).toEqual([]);
});

test("no two types have the same name, and no property is there twice in one", () => {
  const names = [...types.values()].flatMap((data) => data.groups.map(({ typeName }) => typeName.toLowerCase()));
  expect(new Set(names).size).toBe(names.length);
  for (const { groups } of types.values()) {
    for (const { fields } of groups) {
      const properties = fields.flatMap(({ variants }) => variants.map(({ property }) => property));
      expect(new Set(properties).size).toBe(properties.length);
    }
  }
});

test("types have the names that people know them by", () => {
  const names = [...types.values()].flatMap((data) => data.groups.map(({ typeName }) => typeName));
  const known = [
    "Patient",
    "PatientContact",
    "BundleEntry",
    "BundleEntryRequest",
    "CompositionSection",
    "TimingRepeat",
  ];
  expect(names).toEqual(expect.arrayContaining([...known, "DosageDoseAndRate", "ObservationReferenceRange"]));
});
