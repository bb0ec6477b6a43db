/** A resource, a data type, a primitive and a logical model with one of everything that types may say. */
import type { JsonObject } from "#model/json.ts";
import type { Voices } from "./voices.ts";
import { binding, definition, element, hl7, rule, site, types } from "./voices.ts";

export function resource(voice: Voices): JsonObject {
  const { say } = voice;
  const one = (path: string, more: JsonObject) => element(path, voice, more);
  return {
    ...definition("StructureDefinition", "Ware", voice),
    kind: "resource",
    abstract: false,
    type: "Ware",
    baseDefinition: `${hl7}/DomainResource`,
    derivation: "specialization",
    snapshot: {
      element: [
        one("Ware", { constraint: [rule("ware-1", voice), rule("dom-2", voice, { source: `${hl7}/DomainResource` })] }),
        one("Ware.code", {
          min: 1,
          isModifier: true,
          isSummary: true,
          type: types("code"),
          binding: binding("kinds", voice),
        }),
        one("Ware.price[x]", { type: types("string", "Quantity"), maxLength: 20 }),
        one("Ware.maker", { type: [{ code: "Reference", targetProfile: [`${hl7}/Patient`, `${hl7}/Organization`] }] }),
        one("Ware.size", { type: types("Size"), constraint: [rule("size-1", voice, { severity: "warning" })] }),
        one("Ware.part", { max: "*", base: { path: "Ware.part", min: 0, max: "*" }, type: types("BackboneElement") }),
        one("Ware.part.name", { type: types("string"), fixedString: say("bolt") }),
        one("Ware.part.colour", { type: types("CodeableConcept"), binding: binding("open", voice, "example") }),
        one("Ware.part.part", {
          contentReference: "#Ware.part",
          max: "*",
          base: { path: "Ware.part.part", min: 0, max: "*" },
        }),
      ],
    },
  };
}

export function dataType(voice: Voices): JsonObject {
  return {
    ...definition("StructureDefinition", "Size", voice),
    kind: "complex-type",
    abstract: true,
    type: "Size",
    baseDefinition: `${hl7}/Element`,
    derivation: "specialization",
    snapshot: {
      element: [
        element("Size", voice),
        element("Size.width", voice, { representation: ["xmlAttr"], type: types("Width") }),
      ],
    },
  };
}

export function primitive(voice: Voices): JsonObject {
  const extension = [{ url: `${hl7}/regex`, valueString: voice.say("[0-9]+") }];
  return {
    ...definition("StructureDefinition", "Width", voice),
    kind: "primitive-type",
    abstract: false,
    type: "Width",
    baseDefinition: `${hl7}/string`,
    derivation: "specialization",
    snapshot: {
      element: [element("Width", voice), element("Width.value", voice, { type: [{ code: "string", extension }] })],
    },
  };
}

export function model(voice: Voices): JsonObject {
  return {
    ...definition("StructureDefinition", "Receipt", voice),
    kind: "logical",
    abstract: false,
    type: `${site}/StructureDefinition/Receipt`,
    baseDefinition: `${hl7}/Element`,
    derivation: "specialization",
    snapshot: {
      element: [
        element("Receipt", voice),
        element("Receipt.line", voice, { max: "*", type: types("BackboneElement") }),
        element("Receipt.line.ware", voice, {
          min: 1,
          type: [{ code: "Reference", targetProfile: [`${site}/StructureDefinition/Tool`] }],
        }),
      ],
    },
  };
}
