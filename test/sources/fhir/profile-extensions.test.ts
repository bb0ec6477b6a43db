import { expect, test } from "bun:test";
import type { JsonObject } from "../../../src/model/json.ts";
import { profileData } from "../../../src/sources/fhir/profile-model.ts";
import type { ProfileData } from "../../../src/sources/fhir/unit-data.ts";
import type { ElementParts } from "./type-rig.ts";
import { coreTypes, inherited, profile, rig } from "./type-rig.ts";

function extension(elements: readonly ElementParts[], more: JsonObject = {}): ProfileData {
  const json = profile("my-extension", "Extension", elements, more);
  const { context, founds } = rig({ "ig@1": [json], "core@1": coreTypes });
  return profileData(founds[0]!, context);
}

const value = (id: string, types: string, max = "1"): ElementParts => [
  id,
  types,
  { max, ...inherited("Extension.value[x]") },
];
const part = (name: string, more: JsonObject = {}): ElementParts => [
  `extension:${name}`,
  "Extension",
  { max: "*", ...more },
];
const url = (id: string, fixedUri: string): ElementParts => [`${id}.url`, "uri", { fixedUri }];

test("a simple extension has the types of its value, and no parts", () => {
  const data = extension([
    ["extension", "Extension", { max: "0" }],
    ["url", "uri"],
    value("value[x]", "string Quantity"),
  ]);
  expect(data.value?.variants.map(({ property }) => property)).toEqual(["valueString", "valueQuantity"]);
  expect(data).not.toHaveProperty("parts");
});

test("a complex extension has its parts by their URL, and no value", () => {
  const data = extension([
    ["extension", "Extension", { max: "*" }],
    part("code", { min: 1, max: "1", short: "what" }),
    url("extension:code", "code"),
    value("extension:code.value[x]", "string"),
    part("group"),
    url("extension:group", "urn:group"),
    value("extension:group.value[x]", "string", "0"),
    value("value[x]", "string", "0"),
  ]);
  expect(data).not.toHaveProperty("value");
  expect(data.parts).toMatchObject([
    { url: "code", sliceName: "code", min: 1, max: "1", short: "what", value: { name: "value" } },
    { url: "urn:group", sliceName: "group", max: "*" },
  ]);
  expect(data.parts?.[1]).not.toHaveProperty("value");
});

test("a part is known by the profile that it has to fit, else by the name of its slice", () => {
  const type = [{ code: "Extension", profile: ["http://example.org/e|1.0"] }];
  const data = extension([part("whole", { type }), part("plain")]);
  expect(data.parts?.map((one) => one.url)).toEqual(["http://example.org/e", "plain"]);
});

test("a part that is forbidden is none", () => {
  expect(extension([part("a", { max: "0" }), value("value[x]", "string")])).toMatchObject({ value: { name: "value" } });
});

test("an extension whose value is forbidden has neither value nor parts", () => {
  const data = extension([value("value[x]", "string", "0")]);
  expect(data).not.toHaveProperty("value");
  expect(data).not.toHaveProperty("parts");
});

test("a value that an old snapshot renamed is found", () => {
  expect(extension([value("valueString", "string")]).value?.variants[0]?.property).toBe("valueString");
});

test("an extension says where it may be used, and a profile of a resource does not", () => {
  const context = [{ type: "element", expression: "Patient" }];
  expect(extension([], { context }).context).toEqual(context);
  const json = profile("p", "DomainResource", [], { context });
  const made = rig({ "ig@1": [json], "core@1": coreTypes });
  expect(profileData(made.founds[0]!, made.context)).not.toHaveProperty("context");
});

test("a modifier extension is told by its first element", () => {
  const snapshot = { element: [{ id: "Extension", path: "Extension", isModifier: true }] };
  expect(extension([], { snapshot }).elements[0]?.isModifier).toBe(true);
});
