import { expect, test } from "bun:test";
import { searchParameterData } from "../../../src/sources/fhir/search-parameter.ts";
import { rig } from "./type-rig.ts";

const url = "http://hl7.org/fhir/SearchParameter/Patient-organization";

test("a search parameter says where it searches, for what, and what it leads to", () => {
  const json = {
    resourceType: "SearchParameter",
    id: "Patient-organization",
    url,
    name: "organization",
    code: "organization",
    base: ["Patient"],
    type: "reference",
    expression: "Patient.managingOrganization",
    target: ["Organization"],
  };
  const { context, founds } = rig({ "core@1": [json] }, "R5");
  expect(searchParameterData(founds[0]!, context)).toEqual({
    package: "core@1",
    release: "R5",
    url,
    resourceId: "Patient-organization",
    name: "organization",
    code: "organization",
    base: ["Patient"],
    type: "reference",
    expression: "Patient.managingOrganization",
    targets: ["Organization"],
  });
});

test("a search parameter of the wrong shape loses what is wrong", () => {
  const json = { resourceType: "SearchParameter", id: "x", url, base: "Patient", code: 1, target: [1, "Group"] };
  const { context, founds } = rig({ "core@1": [json] });
  expect(searchParameterData(founds[0]!, context)).toMatchObject({
    name: "x",
    code: "x",
    base: [],
    targets: ["Group"],
  });
});
