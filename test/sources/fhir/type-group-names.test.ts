import { expect, test } from "bun:test";
import type { JsonObject } from "../../../src/model/json.ts";
import { typeData } from "../../../src/sources/fhir/type-model.ts";
import type { ElementParts } from "./type-rig.ts";
import { core, coreTypes, rig, type } from "./type-rig.ts";

const explicit = (name: string): JsonObject => ({
  extension: [{ url: `${core}structuredefinition-explicit-type-name`, valueString: name }],
});

const nested = (path: string, more: JsonObject = {}): readonly ElementParts[] => [
  [path, "BackboneElement", more],
  [`${path}.leaf`, "string"],
];

function namesOf(name: string, types: { readonly [name: string]: readonly ElementParts[] }): readonly string[] {
  const all = Object.entries(types).map(([one, elements]) => type(one, { base: "Element", elements }));
  const { context, find } = rig({ "core@1": [...all, ...coreTypes] });
  return typeData(find(name), context).groups.map(({ typeName }) => typeName);
}

test("the path names a nested type, whatever name the definition proposes", () => {
  expect(namesOf("Patient", { Patient: nested("contact", explicit("Who")) })).toEqual(["Patient", "PatientContact"]);
});

test("a nested type whose name a type has goes by the name that the definition proposes", () => {
  const types = { Evidence: nested("report", explicit("Summary")), EvidenceReport: [] };
  expect(namesOf("Evidence", types)).toEqual(["Evidence", "EvidenceSummary"]);
});

test("a proposal that begins with the type's name is not given it twice", () => {
  const types = { Evidence: nested("report", explicit("EvidenceSummary")), EvidenceReport: [] };
  expect(namesOf("Evidence", types)).toEqual(["Evidence", "EvidenceSummary"]);
});

test("a nested type whose name is taken, and without a free proposal, gets a number", () => {
  expect(namesOf("Evidence", { Evidence: nested("report"), Evidencereport: [] })).toEqual([
    "Evidence",
    "EvidenceReport2",
  ]);
});

test("two paths of a type that are spelled alike get two names", () => {
  const types = { A: [...nested("fooBar"), ...nested("foo"), ...nested("foo.bar")] };
  expect(namesOf("A", types)).toEqual(["A", "AFooBar", "AFoo", "AFooBar2"]);
});

test("a type with the longer name keeps the names of its nested types", () => {
  const types = { Evidence: nested("variableDefinition"), EvidenceVariable: nested("definition") };
  expect(namesOf("EvidenceVariable", types)).toEqual(["EvidenceVariable", "EvidenceVariableDefinition"]);
  expect(namesOf("Evidence", types)).toEqual(["Evidence", "EvidenceVariableDefinition2"]);
});

test("types whose names begin alike leave each other alone where nothing meets", () => {
  const types = { Evidence: nested("variableDefinition"), EvidenceVariable: nested("other") };
  expect(namesOf("Evidence", types)).toEqual(["Evidence", "EvidenceVariableDefinition"]);
});
