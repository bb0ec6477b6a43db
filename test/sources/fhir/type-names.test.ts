import { expect, test } from "bun:test";
import type { IndexEntry } from "../../../src/sources/fhir/package.ts";
import { identifier, typeNames } from "../../../src/sources/fhir/type-names.ts";

function entry(parts: Partial<IndexEntry> & { readonly id: string }): IndexEntry {
  const digest = "0".repeat(32);
  const url = `http://example.org/${parts.id}`;
  return { resourceType: "StructureDefinition", file: `${parts.id}.json`, url, digest, ...parts };
}

function profileEntry(id: string, name?: string): IndexEntry {
  return entry({ id, derivation: "constraint", type: "Extension", ...(name === undefined ? {} : { name }) });
}

function namesOf(entries: readonly IndexEntry[]): readonly string[] {
  const names = typeNames(entries);
  return entries.map((one) => names.of(one));
}

test.each([
  ["observation-vitalsigns", "ObservationVitalsigns"],
  ["CDS Hooks Service PlanDefinition", "CDSHooksServicePlanDefinition"],
  ["IPSPatient", "IPSPatient"],
  ["positiveInt", "PositiveInt"],
  ["ärztliche Verordnung", "ArztlicheVerordnung"],
  ["v1-1", "V1_1"],
  ["2nd-opinion", "_2ndOpinion"],
  ["__proto__", "Proto"],
  ["`); drop", "Drop"],
  ["患者", ""],
])("the name %p is spelled %p in programs", (name, spelled) => {
  expect(identifier(name)).toBe(spelled);
});

test("a type goes by its code, a logical model by the end of its URL, a profile by its name", () => {
  const patient = entry({ id: "Patient", type: "Patient", derivation: "specialization", kind: "resource" });
  const model = entry({ id: "m", type: "http://example.org/StructureDefinition/LabOrder", kind: "logical", name: "x" });
  expect(namesOf([patient, model, profileEntry("p-1", "My patient")])).toEqual(["Patient", "LabOrder", "MyPatient"]);
});

test("profiles that share a name go by their ids, whatever their order", () => {
  const [a, b, c] = [
    profileEntry("consent-location", "location"),
    profileEntry("event-location", "Location"),
    profileEntry("other", "Other"),
  ] as const;
  expect(namesOf([a, b, c])).toEqual(["ConsentLocation", "EventLocation", "Other"]);
  expect(namesOf([c, b, a])).toEqual(["Other", "EventLocation", "ConsentLocation"]);
});

test("a name by id that another has already gets a number, also where only case differs", () => {
  const all = [profileEntry("replaces", "A"), profileEntry("b", "A"), profileEntry("x", "REPLACES")];
  expect(namesOf(all)).toEqual(["Replaces2", "B", "REPLACES"]);
});

test("a profile that no letter can be spelled of goes by its id, and one without a usable id is unnamed", () => {
  expect(namesOf([profileEntry("patient-cn", "患者"), profileEntry("..")])).toEqual(["PatientCn", "Unnamed"]);
});

test("a profile may have the name of a type, and a value set that of both", () => {
  const type = entry({ id: "Patient", type: "Patient", derivation: "specialization" });
  const valueSet = entry({ id: "vs", resourceType: "ValueSet", name: "Patient" });
  const all = [type, profileEntry("p", "Patient"), valueSet];
  expect(namesOf(all)).toEqual(["Patient", "Patient", "Patient"]);
  expect(typeNames(all).find("PATIENT")).toBe(type);
});
