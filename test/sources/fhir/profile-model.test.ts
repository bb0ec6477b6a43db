import { expect, test } from "bun:test";
import type { JsonObject } from "../../../src/model/json.ts";
import { profileData } from "../../../src/sources/fhir/profile-model.ts";
import type { ElementData, ProfileData } from "../../../src/sources/fhir/unit-data.ts";
import type { ElementParts } from "./type-rig.ts";
import { coreTypes, element, inherited, profile, rig, type } from "./type-rig.ts";

const thing = type("Thing", {
  base: "DomainResource",
  elements: [
    ["name", "string", { max: "*" }],
    ["value[x]", "Quantity string"],
    ["part", "BackboneElement", { max: "*" }],
    ["part.code", "code"],
    ["part.part", "", { max: "*", contentReference: "#Thing.part" }],
  ],
});

function dataOf(json: JsonObject, others: readonly JsonObject[] = []): ProfileData {
  const { context, founds, problems } = rig({ "ig@1": [json, ...others], "core@1": [thing, ...coreTypes] });
  const data = profileData(founds[0]!, context);
  expect(problems).toEqual([]);
  return data;
}

function elementsOf(elements: readonly ElementParts[], more: JsonObject = {}): readonly ElementData[] {
  return dataOf(profile("my-thing", "Thing", elements, more)).elements.slice(1);
}

function only(parts: ElementParts): ElementData {
  return elementsOf([parts])[0]!;
}

test("a profile knows its base, and the type at the end of the chain of its bases", () => {
  const base = profile("base-thing", "Thing", []);
  const baseDefinition = "http://example.org/StructureDefinition/base-thing";
  const data = dataOf(profile("my-thing", "Thing", [], { baseDefinition }), [base]);
  expect(data).toMatchObject({ type: "Thing", typeName: "MyThing", isAbstract: false });
  expect(data.base).toEqual({
    code: "Thing",
    kind: "resource",
    typeName: "BaseThing",
    unit: "profile:ig/base-thing",
    url: baseDefinition,
  });
  expect(data.root).toEqual({ code: "Thing", kind: "resource", typeName: "Thing", unit: "resource:core/Thing" });
});

test("a chain of bases that bites its tail ends", () => {
  const url = (id: string) => `http://example.org/StructureDefinition/${id}`;
  const a = profile("a", "Thing", [], { baseDefinition: url("b") });
  const b = profile("b", "Thing", [], { baseDefinition: url("a") });
  expect(dataOf(a, [b]).root).toMatchObject({ code: "Thing", unit: "resource:core/Thing" });
});

test("a profile whose base no package has keeps its URL and the type", () => {
  const baseDefinition = "http://example.org/absent";
  const { base, root } = dataOf(profile("p", "Thing", [], { baseDefinition }));
  expect(base).toEqual({ code: "Thing", kind: "complex", typeName: "Thing", url: baseDefinition });
  expect(root.unit).toBe("resource:core/Thing");
});

test("a list stays a list where a profile allows a single value", () => {
  const name = only(["name", "string", { min: 1, max: "1", ...inherited("Thing.name", "*") }]);
  expect(name).toMatchObject({ isArray: true, max: "1", min: 1, isRequired: true });
});

test("what a profile forbids stays among its elements and says so", () => {
  expect(only(["name", "string", { max: "0", ...inherited("Thing.name", "*") }])).toMatchObject({ isProhibited: true });
  expect(only(["name", "string"])).toMatchObject({ isProhibited: false });
});

test("elements that the differential speaks of are marked, slices apart from what they slice", () => {
  const elements: readonly ElementParts[] = [
    ["name", "string"],
    ["name:official", "string"],
    ["name:nick", "string"],
  ];
  const differential = { element: [{ path: "Thing.name", sliceName: "official" }] };
  expect(elementsOf(elements, { differential }).map(({ isChanged }) => isChanged)).toEqual([false, true, false]);
});

test.each([
  [["Thing.value[x]:valueQuantity.code"], ["value[x]:valueQuantity.code"]],
  [["Thing.valueQuantity.code"], ["value[x]:valueQuantity.code"]],
  [["Thing.valueQuantity"], ["value[x]:valueQuantity"]],
  [["Thing.value[x]"], ["value[x]"]],
])("the differential's %p is %p of the snapshot", (said, changed) => {
  const elements: readonly ElementParts[] = [
    ["value[x]", "Quantity string"],
    ["value[x]:valueQuantity", "Quantity"],
    ["value[x]:valueQuantity.code", "code"],
  ];
  const differential = { element: said.map((id) => ({ id, path: id.replace(/:[^.]*/, "") })) };
  const found = elementsOf(elements, { differential }).filter(({ isChanged }) => isChanged);
  expect(found.map(({ id }) => id)).toEqual(changed.map((id) => `Thing.${id}`));
});

test("a choice that is left with one type may be spelled with it in the differential", () => {
  const differential = { element: [{ id: "Thing.valueQuantity.code", path: "Thing.valueQuantity.code" }] };
  const elements: readonly ElementParts[] = [
    ["value[x]", "Quantity"],
    ["value[x].code", "code"],
  ];
  expect(elementsOf(elements, { differential }).map(({ isChanged }) => isChanged)).toEqual([false, true]);
});

test("a slice of a choice is the property of its type", () => {
  const value = only(["value[x]:valueQuantity", "Quantity"]);
  expect(value).toMatchObject({ name: "value", isChoice: true, sliceName: "valueQuantity", path: "Thing.value[x]" });
  expect(value.variants.map(({ property }) => property)).toEqual(["valueQuantity"]);
});

test("a choice that an old profile renamed is the property that it names", () => {
  const value = only(["valueQuantity", "Quantity", inherited("Thing.value[x]")]);
  expect(value).toMatchObject({ name: "value", isChoice: true, basePath: "Thing.value[x]" });
  expect(value.variants.map(({ property }) => property)).toEqual(["valueQuantity"]);
});

test("slicing says how slices are told apart", () => {
  const discriminator = [{ type: "value", path: "system" }, { type: "exists" }];
  const sliced = only([
    "name",
    "string",
    { slicing: { discriminator, rules: "closed", ordered: true, description: "d" } },
  ]);
  expect(sliced.slicing).toEqual({
    discriminators: [
      { type: "value", path: "system" },
      { type: "exists", path: "$this" },
    ],
    rules: "closed",
    isOrdered: true,
    description: "d",
  });
});

test("held values have their type and their value", () => {
  const held = only([
    "name",
    "string",
    {
      fixedUri: "urn:x",
      patternCodeableConcept: { text: "t" },
      minValueDecimal: 1,
      maxValueBoolean: false,
      mustSupport: true,
    },
  ]);
  expect(held).toMatchObject({
    fixed: { type: "uri", value: "urn:x" },
    pattern: { type: "CodeableConcept", value: { text: "t" } },
    minValue: { type: "decimal", value: 1 },
    maxValue: { type: "boolean", value: false },
    mustSupport: true,
  });
});

test("a nested element of a profile is of the nested type of its type", () => {
  const type = { code: "Thing.part", kind: "backbone", typeName: "ThingPart", unit: "backboneType:core/Thing.part" };
  expect(only(["part", "BackboneElement"]).variants[0]?.type).toEqual(type as never);
  expect(only(["part:first", "BackboneElement", inherited("Thing.part", "*")]).variants[0]?.type).toEqual(
    type as never,
  );
  expect(only(["part", "", { contentReference: "#Thing.part" }]).contentReference).toEqual(type as never);
});

test("a profile that goes into an element that repeats another is about that one's type", () => {
  const repeated = elementsOf([
    ["part.part", "BackboneElement", inherited("Thing.part.part", "*")],
    ["part.part.part", "BackboneElement", inherited("Thing.part.part.part", "*")],
  ]);
  expect(repeated.map(({ variants }) => variants[0]?.type.typeName)).toEqual(["ThingPart", "ThingPart"]);
});

test("the first element is the type itself and no list", () => {
  const [root] = dataOf(profile("p", "Thing", [])).elements;
  expect(root).toMatchObject({ id: "Thing", name: "Thing", isArray: false, isChanged: false });
});

test("a profile without a snapshot has the elements of its base, with what it says of them", () => {
  const { snapshot: _, ...json } = profile("p", "Thing", [["name", "string", { min: 1, max: "1" }]]);
  const differential = { element: [{ id: "Thing.name", path: "Thing.name", min: 1, max: "1" }] };
  const names = dataOf({ ...json, differential }).elements.filter(({ path }) => path === "Thing.name");
  expect(names).toMatchObject([{ min: 1, max: "1", isArray: true, isChanged: true }]);
});

test("an element of the wrong shape is read as far as it can be", () => {
  const odd = { ...element("Thing", ["name", ""]), type: "string", min: "1", constraint: {}, slicing: [], short: 7 };
  const json = profile("p", "Thing", []);
  const snapshot = { element: [{ id: "Thing", path: "Thing" }, odd, "no element"] };
  expect(dataOf({ ...json, snapshot }).elements[1]).toMatchObject({
    name: "name",
    min: 0,
    constraints: [],
    isArray: false,
  });
});
