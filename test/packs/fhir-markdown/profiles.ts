/** A profile and two extensions with one of everything that constraints may say. */
import type { JsonObject } from "#model/json.ts";
import type { Voices } from "./voices.ts";
import { binding, definition, element, hl7, rule, site, types } from "./voices.ts";

export function profile(voice: Voices): JsonObject {
  const { say, write } = voice;
  const coding = { coding: [{ system: say("http://example.org/colours"), code: say("red") }] };
  const one = (id: string, more: JsonObject) => ({ ...element(id, voice, more), path: id.replace(/:[^.]*/g, "") });
  const slicing = (type: string, path: string) => ({
    slicing: { discriminator: [{ type, path }], rules: "closed", ordered: true, description: say("By colour.") },
  });
  const extension = { code: "Extension", profile: [`${site}/StructureDefinition/shelf`] };
  const changed = [
    one("Ware.extension", {
      max: "*",
      type: types("Extension"),
      slicing: { discriminator: [{ type: "value", path: "url" }], rules: "open" },
    }),
    { ...one("Ware.extension:shelf", { min: 1, type: [extension] }), sliceName: "shelf" },
    one("Ware.code", {
      min: 1,
      mustSupport: true,
      type: types("code"),
      patternCode: say("tool"),
      requirements: write("So."),
    }),
    one("Ware.size", { max: "0", type: types("Size") }),
    one("Ware.part", {
      min: 1,
      max: "*",
      type: types("BackboneElement"),
      ...slicing("value", "colour"),
      constraint: [rule("tool-1", voice)],
    }),
    {
      ...one("Ware.part:red", {
        min: 1,
        max: "3",
        type: types("BackboneElement"),
        constraint: [rule("tool-1", voice)],
      }),
      sliceName: "red",
    },
    one("Ware.part:red.colour", { type: types("CodeableConcept"), patternCodeableConcept: coding }),
  ];
  const [open = {}, shelf = {}, code = {}, size = {}, ...parts] = changed;
  const price = one("Ware.price[x]", {
    type: [{ code: "Quantity", profile: [`${hl7}/SimpleQuantity`] }],
    minValueQuantity: { value: 1 },
  });
  const maker = one("Ware.maker", {
    type: [{ code: "Reference", targetProfile: [`${hl7}/Patient`, `${site}/StructureDefinition/gone`] }],
  });
  return {
    ...definition("StructureDefinition", "Tool", voice),
    kind: "resource",
    abstract: false,
    type: "Ware",
    baseDefinition: `${hl7}/Ware`,
    derivation: "constraint",
    snapshot: { element: [one("Ware", {}), open, shelf, code, price, maker, size, ...parts] },
    differential: { element: changed },
  };
}

function extension(id: string, voice: Voices, elements: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    ...definition("StructureDefinition", id, voice),
    kind: "complex-type",
    abstract: false,
    type: "Extension",
    baseDefinition: `${hl7}/Extension`,
    derivation: "constraint",
    snapshot: { element: [element("Extension", voice, { max: "*", ...more }), ...elements] },
    differential: { element: [] },
  };
}

export function simpleExtension(voice: Voices): JsonObject {
  const value = { min: 1, type: types("code"), binding: binding("kinds", voice) };
  const context = [
    { type: "element", expression: "Ware" },
    { type: "element", expression: "Ware.part" },
    { type: "extension", expression: `${site}/StructureDefinition/place` },
    { type: "fhirpath", expression: voice.say("descendants()") },
  ];
  const elements = [
    element("Extension.url", voice, { min: 1, type: types("uri"), fixedUri: `${site}/StructureDefinition/shelf` }),
    element("Extension.value[x]", voice, value),
  ];
  const more = { isModifier: true, constraint: [rule("shelf-1", voice)] };
  return { ...extension("shelf", voice, elements, more), context };
}

export function nestedExtension(voice: Voices): JsonObject {
  const part = "Extension.extension:row";
  const elements = [
    { ...element("Extension.extension", voice, { max: "*", type: types("Extension") }) },
    { ...element("Extension.extension", voice, { type: types("Extension") }), id: part, sliceName: "row" },
    { ...element("Extension.extension.url", voice, { type: types("uri"), fixedUri: "row" }), id: `${part}.url` },
    { ...element("Extension.extension.value[x]", voice, { type: types("integer", "string") }), id: `${part}.value[x]` },
    element("Extension.value[x]", voice, { max: "0", type: types("string") }),
  ];
  return { ...extension("place", voice, elements), context: [{ type: "element", expression: "Element" }] };
}
