/** What a class depends on: its own type and the types it inherits from; of all others where their classes are, and no more. */
import { expect, test } from "bun:test";
import { coreTypes } from "../../sources/fhir/type-rig.ts";
import { render, required, resource, unitsOf, valueSet } from "./support.ts";

const definitions = [
  ...coreTypes,
  resource("Chart", [
    ["value[x]", "Quantity boolean"],
    ["status", "code", required("Status")],
    ["page", "BackboneElement"],
    ["page.other", "Coding"],
  ]),
  valueSet("Status", ["a"]),
];
const { reads } = await render(await unitsOf({ definitions }));

function contentRead(path: string): string[] {
  return [...(reads.get(path) ?? [])].filter((read) => /^(data|units|missing):/.test(read)).sort();
}

test("a resource reads its own type and its bases", () => {
  expect(contentRead("Resource/Chart.php")).toEqual([
    "data:resource:hl7.fhir.r4b.core/Chart",
    "data:resource:hl7.fhir.r4b.core/DomainResource",
    "data:resource:hl7.fhir.r4b.core/Resource",
    "units:package",
  ]);
});

test("a nested type does not read the type that it is part of", () => {
  expect(contentRead("Resource/Chart/ChartPage.php")).toEqual([
    "data:backboneType:hl7.fhir.r4b.core/Chart.page",
    "data:complexType:hl7.fhir.r4b.core/BackboneElement",
    "data:complexType:hl7.fhir.r4b.core/Element",
    "units:package",
  ]);
});

test("the map of resources reads no definition", () => {
  expect(contentRead("ResourceTypes.php")).toEqual(["units:package", "units:resource"]);
});

test("the code that all types share reads nothing", () => {
  for (const name of ["FhirObject", "Json", "Decimal", "FhirException"]) {
    expect([...(reads.get(`Support/${name}.php`) ?? ["?"])]).toEqual([]);
  }
});
