/** Where the specification tells of its types. */
import { expect, test } from "bun:test";
import { coreUrl } from "../../../templates/fhir-markdown/_core-pages.ts";

test.each([
  ["R4", "Patient", true, "http://hl7.org/fhir/R4/patient.html"],
  ["R4B", "DomainResource", true, "http://hl7.org/fhir/R4B/domainresource.html"],
  ["R3", "ProcedureRequest", true, "http://hl7.org/fhir/STU3/procedurerequest.html"],
  ["R4", "HumanName", false, "http://hl7.org/fhir/R4/datatypes.html#HumanName"],
  ["R4", "positiveInt", false, "http://hl7.org/fhir/R4/datatypes.html#positiveInt"],
  ["R4", "UsageContext", false, "http://hl7.org/fhir/R4/metadatatypes.html#UsageContext"],
  ["R4", "Extension", false, "http://hl7.org/fhir/R4/extensibility.html#Extension"],
  ["R5", "CodeableReference", false, "http://hl7.org/fhir/R5/references.html#CodeableReference"],
  ["R4", "BackboneElement", false, "http://hl7.org/fhir/R4/backboneelement.html"],
  ["R5", "BackboneElement", false, "http://hl7.org/fhir/R5/types.html#BackboneElement"],
  ["R5", "DataType", false, "http://hl7.org/fhir/R5/types.html#DataType"],
  ["R4", "constructor", false, "http://hl7.org/fhir/R4/datatypes.html#constructor"],
] as const)("%s %s", (release, code, isResource, url) => {
  expect(coreUrl(release, code, isResource)).toBe(url);
});

test("a release without an edition of its own has no pages", () => {
  expect(coreUrl("6.0.0-ballot1", "Patient", true)).toBeUndefined();
});
