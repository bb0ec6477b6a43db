/** A small specification, hand-made: enough types to meet every construct once. */
import type { JsonObject } from "#model/json.ts";
import { coreTypes, profile, systemType, type } from "../../sources/fhir/type-rig.ts";
import { valueSet } from "./support.ts";

const target = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`;

export function bound(strength: string, id: string): JsonObject {
  return { binding: { strength, valueSet: `http://example.org/ValueSet/${id}|1.0.0` } };
}

export function referring(...names: readonly string[]): JsonObject {
  return { type: [{ code: "Reference", targetProfile: names.map(target) }] };
}

export const reference = type("Reference", {
  base: "Element",
  kind: "complex-type",
  elements: [
    ["reference", "string"],
    ["type", "uri"],
  ],
});

export const patient = type("Patient", {
  base: "DomainResource",
  elements: [
    ["active", "boolean", { short: "In use", definition: "Whether it is in use.\n\nMore about that." }],
    ["given", "string", { max: "*" }],
    ["gender", "code", bound("required", "gender")],
    ["mood", "code", bound("extensible", "gender")],
    ["born", "date"],
    ["weight", "decimal"],
    ["value[x]", "string Quantity", { min: 1 }],
    ["doctor", "", referring("Patient", "Group")],
    ["anyone", "", referring("Resource")],
    ["gone", "string", { max: "0" }],
    ["contact", "BackboneElement", { max: "*" }],
    ["contact.name", "string", { min: 1 }],
    ["contact.other", "", { contentReference: "#Patient.contact", max: "*" }],
    ["strange", "Missing"],
  ],
});

export const bundle = type("Bundle", {
  base: "Resource",
  elements: [
    ["entry", "BackboneElement", { max: "*" }],
    ["entry.resource", "Resource"],
  ],
});

export const date = type("date", {
  base: "Element",
  kind: "primitive-type",
  elements: [["value", "", systemType("Date")]],
});
export const integer64 = type("integer64", { base: "Element", kind: "primitive-type" });

const codeableConcept = type("CodeableConcept", {
  base: "Element",
  kind: "complex-type",
  elements: [
    ["coding", "Coding", { max: "*" }],
    ["text", "string"],
  ],
});
const coding = type("Coding", {
  base: "Element",
  kind: "complex-type",
  elements: [
    ["system", "uri"],
    ["code", "code"],
  ],
});

const replaced = new Set(["Reference", "CodeableConcept", "Coding"]);

export const definitions: readonly JsonObject[] = [
  ...coreTypes.filter(({ name }) => !replaced.has(String(name))),
  reference,
  codeableConcept,
  coding,
  date,
  patient,
  bundle,
  valueSet("gender", ["male", "female"]),
];

const url = "http://example.org/StructureDefinition/eyes";

/** Everything that an adapter can do: fixed values, patterns, slices by value and by pattern, extensions, choices. */
export const person = type("Person", {
  base: "DomainResource",
  elements: [
    ["kind", "code", { min: 1, ...bound("required", "gender") }],
    ["type", "CodeableConcept", { min: 1 }],
    ["category", "CodeableConcept", { max: "*" }],
    ["note", "string", { max: "*" }],
    ["value[x]", "string Quantity"],
    ["part", "BackboneElement", { max: "*" }],
    ["part.code", "code", { min: 1 }],
    ["part.text", "string"],
  ],
});

const slicedBy = (type: string, path: string, rules = "open") => ({
  slicing: { rules, discriminator: [{ type, path }] },
});
const pattern = (code: string) => ({ patternCodeableConcept: { coding: [{ system: "http://s", code }] } });

export const adult = profile("adult", "Person", [
  ["extension", "Extension", { max: "*", ...slicedBy("value", "url") }],
  ["extension:eyes", "Extension", { type: [{ code: "Extension", profile: [`${url}|1.0`] }] }],
  [
    "extension:pets",
    "Extension",
    { max: "*", type: [{ code: "Extension", profile: ["http://example.org/StructureDefinition/pets"] }] },
  ],
  ["kind", "code", { min: 1, fixedCode: "male", ...bound("required", "gender") }],
  ["type", "CodeableConcept", { min: 1, ...pattern("adult") }],
  ["category", "CodeableConcept", { min: 1, max: "*", ...slicedBy("pattern", "$this") }],
  [
    "category:main",
    "CodeableConcept",
    { min: 1, max: "1", base: { path: "Person.category", min: 0, max: "*" }, ...pattern("main") },
  ],
  ["note", "string", { max: "0", base: { path: "Person.note", min: 0, max: "*" } }],
  ["value[x]", "Quantity", { min: 1 }],
  ["part", "BackboneElement", { min: 1, max: "*", ...slicedBy("value", "code", "closed") }],
  ["part:arm", "BackboneElement", { max: "2", base: { path: "Person.part", min: 0, max: "*" } }],
  ["part:arm.code", "code", { min: 1, fixedCode: "arm", base: { path: "Person.part.code", min: 1, max: "1" } }],
  ["part:leg", "BackboneElement", { max: "1", base: { path: "Person.part", min: 0, max: "*" } }],
  ["part:leg.code", "code", { min: 1, fixedCode: "leg", base: { path: "Person.part.code", min: 1, max: "1" } }],
]);

export const eyes = profile("eyes", "Extension", [
  ["url", "", { min: 1, ...systemType("String", "uri"), fixedUri: url }],
  ["value[x]", "code", { min: 1, ...bound("required", "gender") }],
]);

export const pets = profile("pets", "Extension", [
  ["extension", "Extension", { max: "*", ...slicedBy("value", "url") }],
  ["extension:name", "Extension", { min: 1, base: { path: "Extension.extension", min: 0, max: "*" } }],
  ["extension:name.url", "", { min: 1, ...systemType("String", "uri"), fixedUri: "name" }],
  ["extension:name.value[x]", "string", { min: 1, base: { path: "Extension.value[x]", min: 0, max: "1" } }],
  ["extension:toy", "Extension", { max: "*", base: { path: "Extension.extension", min: 0, max: "*" } }],
  ["extension:toy.url", "", { min: 1, ...systemType("String", "uri"), fixedUri: "toy" }],
  ["extension:toy.value[x]", "Quantity", { min: 1, base: { path: "Extension.value[x]", min: 0, max: "1" } }],
  ["url", "", { min: 1, ...systemType("String", "uri"), fixedUri: "http://example.org/StructureDefinition/pets" }],
  ["value[x]", "string", { max: "0" }],
]);

export const profiled: readonly JsonObject[] = [...definitions, person, adult, eyes, pets];
