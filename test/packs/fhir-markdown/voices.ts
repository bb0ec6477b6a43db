/**
 * The parts that definitions are made of. `say` is around every text that somebody chose and `write` around what is Markdown by the
 * specification; names that other definitions or the reader rely on stay.
 */
import type { Json, JsonObject } from "#model/json.ts";

export type Say = (text: string) => string;

export interface Voices {
  readonly say: Say;
  readonly write: Say;
}

export const site = "http://example.org/fhir";
export const hl7 = "http://hl7.org/fhir/StructureDefinition";

/** Types by a bare name have such URLs, whoever defines them. */
const typeIds = new Set(["Ware", "Size", "Width"]);

export function definition(resourceType: string, id: string, { say, write }: Voices): JsonObject {
  return {
    resourceType,
    id,
    url: typeIds.has(id) ? `${hl7}/${id}` : `${site}/${resourceType}/${id}`,
    version: say("1.1"),
    name: say(id),
    title: say(`The ${id}`),
    status: say("draft"),
    description: write(`What a **${id}** is, see [more](${id}.html).`),
    purpose: write("Because."),
    copyright: write("Nobody."),
  };
}

export function element(path: string, { say, write }: Voices, more: JsonObject = {}): JsonObject {
  return {
    id: path,
    path,
    short: say(`Short of ${path}`),
    definition: write(`What _${path}_ is.`),
    comment: write("Worth a word."),
    min: 0,
    max: "1",
    base: { path, min: 0, max: "1" },
    ...more,
  };
}

export function rule(key: string, { say }: Voices, more: JsonObject = {}): JsonObject {
  return { key, severity: "error", human: say("It must."), expression: say("exists()"), ...more };
}

export function binding(name: string, { write }: Voices, strength = "required"): JsonObject {
  return { strength, description: write("What it is."), valueSet: `${site}/ValueSet/${name}|1.1` };
}

export function types(...codes: readonly string[]): Json {
  return codes.map((code) => ({ code }));
}
