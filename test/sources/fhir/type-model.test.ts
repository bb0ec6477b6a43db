import { expect, test } from "bun:test";
import type { JsonObject } from "../../../src/model/json.ts";
import { backboneUnits, typeData } from "../../../src/sources/fhir/type-model.ts";
import type { FieldData, Release, TypeData } from "../../../src/sources/fhir/unit-data.ts";
import type { ElementParts } from "./type-rig.ts";
import { core, coreTypes, inherited, rig, systemType, type } from "./type-rig.ts";

const resourceId: ElementParts = ["id", "", { ...systemType("String", "string"), ...inherited("Resource.id") }];
const nestedId = (path: string): ElementParts => [
  path,
  "",
  { ...systemType("String", "string"), ...inherited("Element.id"), representation: ["xmlAttr"] },
];

function thing(elements: readonly ElementParts[], others: readonly JsonObject[] = [], release?: Release) {
  const json = type("Thing", { base: "DomainResource", elements });
  const made = rig({ "core@1": [json, ...coreTypes, ...others] }, release);
  return { ...made, data: typeData(made.founds[0]!, made.context) };
}

function field(element: ElementParts, others: readonly JsonObject[] = []): FieldData {
  return thing([element], others).data.groups[0]!.fields[0]!;
}

function paths({ groups }: TypeData): readonly string[] {
  return groups.map(({ path, typeName, fields }) => `${path} ${typeName}: ${fields.map(({ name }) => name).join(" ")}`);
}

test("a type has its own fields, in the order of the definition, and not those of its bases", () => {
  const { data } = thing([
    resourceId,
    ["contained", "Resource", inherited("DomainResource.contained", "*")],
    ["z", "string"],
    ["a", "code"],
  ]);
  expect(paths(data)).toEqual(["Thing Thing: z a"]);
  expect(data).toMatchObject({
    type: "Thing",
    typeName: "Thing",
    isAbstract: false,
    base: { code: "DomainResource", kind: "resource" },
  });
});

test("a type declares what it copies from one that is none of its bases", () => {
  const others = [type("CanonicalThing", { base: "DomainResource", elements: [["url", "uri"]] })];
  const { data } = thing([["url", "uri", inherited("CanonicalThing.url")]], others);
  expect(paths(data)).toEqual(["Thing Thing: url"]);
});

test("what a type rules out is no field of it", () => {
  expect(
    paths(
      thing([
        ["extension", "Extension", { max: "0" }],
        ["a", "string"],
      ]).data,
    ),
  ).toEqual(["Thing Thing: a"]);
});

test("elements with parts are types of their own, named after their path", () => {
  const { data, founds } = thing([
    ["contact", "BackboneElement", { max: "*", short: "who" }],
    nestedId("contact.id"),
    ["contact.repeat", "Element"],
    ["contact.repeat.count", "integer"],
    ["last", "string"],
  ]);
  expect(paths(data)).toEqual([
    "Thing Thing: contact last",
    "Thing.contact ThingContact: repeat",
    "Thing.contact.repeat ThingContactRepeat: count",
  ]);
  expect(data.groups[0]?.fields[0]?.variants[0]?.type).toEqual({
    code: "Thing.contact",
    kind: "backbone",
    typeName: "ThingContact",
    unit: "backboneType:core/Thing.contact",
  });
  expect(data.groups.map(({ base }) => base?.code)).toEqual(["DomainResource", "BackboneElement", "Element"]);
  const backbones = backboneUnits(data, founds[0]!.unit);
  expect(backbones.map(({ unit }) => unit)).toEqual([
    "backboneType:core/Thing.contact",
    "backboneType:core/Thing.contact.repeat",
  ]);
  expect(backbones[0]?.data).toMatchObject({
    owner: "resource:core/Thing",
    package: "core@1",
    release: "R4B",
    short: "who",
  });
});

test("an element that repeats another is of its nested type, by a short reference and by a whole URL", () => {
  const { data, problems } = thing([
    ["item", "BackboneElement", { max: "*" }],
    ["item.text", "string"],
    ["item.item", "", { max: "*", contentReference: "#Thing.item" }],
    ["other", "", { contentReference: `${core}Thing#Thing.item` }],
  ]);
  const use = { code: "Thing.item", kind: "backbone", typeName: "ThingItem", unit: "backboneType:core/Thing.item" };
  expect(data.groups[1]?.fields[1]).toMatchObject({
    name: "item",
    isArray: true,
    variants: [{ property: "item", type: use }],
  });
  expect(data.groups[0]?.fields[1]?.variants).toEqual([{ property: "other", type: use as never, hasSibling: false }]);
  expect(data.groups).toHaveLength(2);
  expect(problems).toEqual([]);
});

test("a reference to an element that is none is a problem of the definition", () => {
  const { problems } = thing([["other", "", { contentReference: "#Thing.nothing" }]]);
  expect(problems).toEqual([
    {
      definition: `${core}Thing`,
      element: "Thing.other",
      message: "`contentReference` of `Thing.other` leads to `#Thing.nothing`, which is no nested type",
    },
  ]);
});

test("a choice is one property for each of its types, in their order", () => {
  const value = field(["value[x]", "Quantity string dateTime", { min: 1 }]);
  expect(value).toMatchObject({ name: "value", isChoice: true, isRequired: true, path: "Thing.value[x]" });
  expect(value.variants.map(({ property, hasSibling }) => [property, hasSibling])).toEqual([
    ["valueQuantity", false],
    ["valueString", true],
    ["valueDateTime", true],
  ]);
});

test("a choice of a single type keeps its suffix", () => {
  const value = field(["value[x]", "boolean"]);
  expect([value.isChoice, value.variants[0]?.property]).toEqual([true, "valueBoolean"]);
});

test("a type that is named once for each of its targets is one", () => {
  const subject = field([
    "subject[x]",
    "",
    {
      type: [
        { code: "Reference", targetProfile: [`${core}Thing`] },
        { code: "Reference", targetProfile: [`${core}Element`] },
      ],
    },
  ]);
  expect(subject.variants).toHaveLength(1);
  expect(subject.variants[0]?.type.targets?.map((target) => target.type)).toEqual(["Thing", "Element"]);
});

test.each([
  ["string", true],
  ["xhtml", false],
  ["Quantity", false],
])("whether a %s has a sibling: %p", (code, hasSibling) => {
  expect(field(["a", code]).variants[0]?.hasSibling).toBe(hasSibling);
});

test.each([
  ["the id of a resource", "Resource", "id"],
  ["the id of an element", "Element", "string"],
  ["the url of an extension", "Extension", "uri"],
])("%s is a primitive without a sibling", (_what, owner, code) => {
  const { context, find } = rig({ "core@1": coreTypes });
  const own = typeData(find(owner), context).groups[0]!.fields.find(({ name }) => name === "id" || name === "url");
  expect(own?.variants).toMatchObject([
    { hasSibling: false, type: { code, kind: "primitive", json: "string", unit: `primitiveType:core/${code}` } },
  ]);
});

test("a FHIRPath type that stands for no FHIR type by name goes by its own", () => {
  expect(field(["a", "", systemType("Boolean")]).variants[0]?.type.code).toBe("boolean");
});

test("an element is a list when its type allows more than one", () => {
  expect(field(["a", "string", { max: "*" }]).isArray).toBe(true);
  expect(field(["a", "string", { max: "3" }]).isArray).toBe(true);
  expect(field(["a", "string"]).isArray).toBe(false);
});

test("targets are types, also where a profile of one is named", () => {
  const profile = {
    ...type("Thing", { base: "Thing" }),
    id: "my-thing",
    url: "http://example.org/my-thing",
    derivation: "constraint",
  };
  const targetProfile = [
    `${core}Element|4.3.0`,
    "http://example.org/my-thing",
    `${core}Absent`,
    "http://example.org/absent",
  ];
  const targets = field(["a", "", { type: [{ code: "CodeableReference", targetProfile }] }], [profile]).variants[0]
    ?.type.targets;
  expect(targets).toEqual([
    { url: `${core}Element|4.3.0`, type: "Element", unit: "complexType:core/Element" },
    { url: "http://example.org/my-thing", type: "Thing", unit: "profile:core/my-thing" },
    { url: `${core}Absent`, type: "Absent" },
    { url: "http://example.org/absent", type: "Resource" },
  ]);
});

test("a reference to any resource has no targets", () => {
  const type = [{ code: "Reference", targetProfile: [`${core}Thing`, `${core}Resource|4.0.1`] }];
  expect(field(["a", "", { type }]).variants[0]?.type).not.toHaveProperty("targets");
});

test("a type that no package has is told by its name, and has no unit", () => {
  const { variants } = field(["a[x]", "positiveInt Money http://example.org/Model"]);
  expect(variants.map(({ property, type }) => ({ property, ...type }))).toEqual([
    { property: "aPositiveInt", code: "positiveInt", kind: "primitive", typeName: "PositiveInt", json: "number" },
    { property: "aMoney", code: "Money", kind: "complex", typeName: "Money" },
    { property: "aModel", code: "http://example.org/Model", kind: "logical", typeName: "Model" },
  ]);
});

test("a binding is resolved, and one without a value set is none", () => {
  const valueSet = { resourceType: "ValueSet", id: "s", url: "http://example.org/s" };
  const bound = { binding: { strength: "required", valueSet: "http://example.org/s|4.3.0", description: "d" } };
  expect(field(["a", "code", bound], [valueSet]).binding).toEqual({
    strength: "required",
    valueSet: "http://example.org/s",
    valueSetVersion: "4.3.0",
    unit: "valueSet:core/s",
    description: "d",
  });
  expect(field(["a", "code", { binding: { strength: "example", description: "d" } }])).not.toHaveProperty("binding");
});

test("a rule names the definition it comes from only where that is another", () => {
  const rule = { key: "a-1", severity: "warning", human: "h", expression: "e" };
  const constraint = [
    { ...rule, source: `${core}Thing` },
    { ...rule, source: `${core}Element` },
  ];
  expect(field(["a", "string", { constraint }]).constraints).toEqual([
    rule,
    { ...rule, source: `${core}Element` },
  ] as never);
});

test("a definition without any element is an empty type", () => {
  const { context, founds } = rig({
    "p@1": [type("Thing", { base: "Element", more: { snapshot: {} } }), ...coreTypes],
  });
  expect(typeData(founds[0]!, context).groups.map(({ typeName }) => typeName)).toEqual(["Thing"]);
});
