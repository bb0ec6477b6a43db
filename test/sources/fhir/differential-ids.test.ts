/** Which elements of a snapshot a differential speaks of. */
import { expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { differentialIds } from "#sources/fhir/differential-ids.ts";

const snapshot: readonly JsonObject[] = [
  { id: "Thing", path: "Thing" },
  { id: "Thing.date:Issued", path: "Thing.date", sliceName: "Issued" },
  { id: "Thing.kind", path: "Thing.kind" },
  { id: "Thing.kind.code", path: "Thing.kind.code" },
  { id: "Thing.kind:a", path: "Thing.kind", sliceName: "a" },
  { id: "Thing.kind:a.code", path: "Thing.kind.code" },
  { id: "Thing.value[x]", path: "Thing.value[x]", type: [{ code: "string" }, { code: "Quantity" }] },
  { id: "Thing.value[x]:amount", path: "Thing.value[x]", sliceName: "amount", type: [{ code: "Quantity" }] },
  { id: "Thing.value[x]:amount.unit", path: "Thing.value[x].unit" },
];

function idsOf(...element: JsonObject[]): readonly string[] {
  return [...differentialIds({ differential: { element } }, snapshot)];
}

test("an element is found by its id, and parents that were left out are not spoken of", () => {
  expect(idsOf({ id: "Thing.kind:a.code", path: "Thing.kind.code" })).toEqual(["Thing.kind:a.code"]);
});

test("an element without an id is found by its path, in the slice before it", () => {
  expect(idsOf({ path: "Thing.kind", sliceName: "a" }, { path: "Thing.kind.code" })).toEqual([
    "Thing.kind:a",
    "Thing.kind:a.code",
  ]);
});

test("a shorthand is found as the slice for its type", () => {
  expect(idsOf({ path: "Thing.valueQuantity" }, { path: "Thing.valueQuantity.unit" })).toEqual([
    "Thing.value[x]:amount",
    "Thing.value[x]:amount.unit",
  ]);
});

test("a shorthand is found as the choice where that has no slice for the type", () => {
  expect(idsOf({ path: "Thing.valueString" })).toEqual(["Thing.value[x]"]);
});

test("a choice is found without its `[x]`", () => {
  expect(idsOf({ path: "Thing.value" })).toEqual(["Thing.value[x]"]);
});

test("an element that only has a name is found with and without it", () => {
  expect(idsOf({ path: "Thing.date" })).toEqual(["Thing.date:Issued"]);
  expect(idsOf({ path: "Thing.date", sliceName: "Issued" })).toEqual(["Thing.date:Issued"]);
});

test("what the snapshot does not have is left out", () => {
  expect(idsOf({ path: "Thing.weight" }, { path: "Other" }, { path: "Thing.kind", sliceName: "b" })).toEqual([]);
});
