import { expect, test } from "bun:test";
import { primitiveData } from "../../../src/sources/fhir/primitives.ts";
import { core, coreTypes, rig, type } from "./type-rig.ts";

function primitive(name: string, base: string, regex?: string) {
  const extension = regex === undefined ? {} : { extension: [{ url: `${core}regex`, valueString: regex }] };
  const value = { type: [{ code: "http://hl7.org/fhirpath/System.String", ...extension }] };
  const json = type(name, { base, kind: "primitive-type", elements: [["value", "", value]] });
  const { context, founds } = rig({ "core@1": [json, ...coreTypes] });
  return primitiveData(founds[0]!, context);
}

test.each([
  ["boolean", "boolean"],
  ["integer", "number"],
  ["positiveInt", "number"],
  ["unsignedInt", "number"],
  ["decimal", "number"],
  ["integer64", "string"],
  ["instant", "string"],
  ["base64Binary", "string"],
  ["xhtml", "string"],
] as const)("a %s is a %s in JSON", (name, json) => {
  expect(primitive(name, "Element").json).toBe(json);
});

test("a primitive names its base and has the regular expression of its value", () => {
  const { base, regex, type: code } = primitive("code", "string", "[^\\s]+(\\s[^\\s]+)*");
  expect(code).toBe("code");
  expect(base).toEqual({
    code: "string",
    kind: "primitive",
    typeName: "String",
    unit: "primitiveType:core/string",
    json: "string",
  });
  expect(regex).toBe("[^\\s]+(\\s[^\\s]+)*");
});

test("anchors around a regular expression are left out, and an escaped dollar stays", () => {
  expect(primitive("string", "Element", "^[\\s\\S]+$").regex).toBe("[\\s\\S]+");
  expect(primitive("price", "Element", "[0-9]+\\$").regex).toBe("[0-9]+\\$");
});

test("a primitive without a regular expression has none", () => {
  expect(primitive("string", "Element")).not.toHaveProperty("regex");
});
