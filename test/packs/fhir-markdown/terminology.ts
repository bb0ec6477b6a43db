/** Value sets, code systems, search parameters and an operation. */
import type { JsonObject } from "#model/json.ts";
import type { Voices } from "./voices.ts";
import { binding, definition, hl7, site } from "./voices.ts";

export function valueSet(voice: Voices): JsonObject {
  const { say } = voice;
  const include = [{ system: `${site}/CodeSystem/wares` }];
  const exclude = [{ system: `${site}/CodeSystem/wares`, concept: [{ code: say("toy") }] }];
  return { ...definition("ValueSet", "kinds", voice), compose: { include, exclude } };
}

export function openSet(voice: Voices): JsonObject {
  const { say } = voice;
  const filter = [{ property: say("concept"), op: say("is-a"), value: say("12") }];
  const include = [
    { system: `${site}/CodeSystem/colours` },
    { system: `${site}/elsewhere`, version: say("7"), filter },
    {
      system: `${site}/here`,
      concept: [{ code: say("one"), display: say("One") }],
      valueSet: [`${site}/ValueSet/kinds`],
    },
    { valueSet: [`${site}/ValueSet/kinds`] },
  ];
  return { ...definition("ValueSet", "open", voice), compose: { include } };
}

export function codeSystem(voice: Voices): JsonObject {
  const { say } = voice;
  const concept = (code: string, more: JsonObject = {}) => ({
    code: say(code),
    display: say(`The ${code}`),
    definition: say(`What a ${code} is.`),
    ...more,
  });
  return {
    ...definition("CodeSystem", "wares", voice),
    content: "complete",
    concept: [
      concept("tool", {
        property: [{ code: "notSelectable", valueBoolean: true }],
        concept: [concept("hammer"), concept("saw")],
      }),
      concept("toy"),
    ],
  };
}

export function nameParameter(voice: Voices): JsonObject {
  const { say } = voice;
  const more = { code: say("name"), base: ["Ware"], type: "token", expression: say("Ware.part.name") };
  return { ...definition("SearchParameter", "ware-name", voice), ...more };
}

export function anyParameter(voice: Voices): JsonObject {
  const { say, write } = voice;
  return {
    ...definition("SearchParameter", "any-maker", voice),
    description: write(
      "Several:\r\n\r\n* [Ware](ware.html): Who made it\r\n* [Patient](patient.html): Their parents\r\n",
    ),
    code: say("maker"),
    base: ["Ware", "Patient"],
    type: "reference",
    expression: "Ware.maker | (Patient.link | Patient.contact).parent",
    target: ["Patient", "Ware"],
  };
}

export function operation(voice: Voices): JsonObject {
  const { say, write } = voice;
  const parameter = (name: string, use: string, more: JsonObject) => ({
    name: say(name),
    use,
    min: 0,
    max: "*",
    documentation: write(`What _${name}_ is.`),
    ...more,
  });
  return {
    ...definition("OperationDefinition", "sell", voice),
    kind: "operation",
    affectsState: true,
    code: say("sell"),
    resource: ["Ware", "Patient"],
    system: true,
    type: true,
    instance: true,
    parameter: [
      parameter("kind", "in", { type: "code", binding: binding("kinds", voice) }),
      parameter("buyer", "in", {
        type: "Reference",
        targetProfile: [`${hl7}/Patient`, `${site}/StructureDefinition/Tool`],
      }),
      parameter("sold", "out", { part: [parameter("ware", "out", { type: "Ware" })] }),
    ],
  };
}

export function fragment(voice: Voices): JsonObject {
  const { say } = voice;
  const concept = [{ code: say("red"), display: say("Red"), definition: say("Red") }];
  return { ...definition("CodeSystem", "colours", voice), content: "fragment", concept };
}
