/** The codes of a CodeSystem, and what it says of them: http://hl7.org/fhir/codesystem.html */
import type { JsonObject } from "#model/json.ts";
import { objectsAt, textAt } from "./snapshot-fields.ts";
import type { CodeSystemData, ConceptData } from "./unit-data.ts";

const PROPERTIES = "http://hl7.org/fhir/concept-properties#";

/** Properties by which a concept names what is above it: that of FHIR, and that of the systems of HL7 V3. */
const PARENT_PROPERTIES = ["parent", "subsumedBy"];

/** No enum of a program has more, and reading costs memory. */
export const MOST_CONCEPTS = 100_000;

/** A concept with what filters ask for. */
export interface SystemConcept extends ConceptData {
  readonly level: number;
  /** It only groups others: no data may use it. */
  readonly isAbstract: boolean;
  /** Codes directly above it, by nesting or by property. */
  readonly parents: readonly string[];
  /** Values as texts. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

export interface CodeSystem {
  readonly url: string;
  /** Parents before what is nested in them; the first of a code that is there twice. */
  readonly concepts: ReadonlyMap<string, SystemConcept>;
  /** Codes of the properties that it declares. */
  readonly declared: ReadonlySet<string>;
  /** Why the concepts are not all there are, in words. */
  readonly incomplete?: string;
}

/** Flat, parents before children. */
export function codeSystemConcepts(definition: JsonObject): CodeSystemData["concepts"] {
  return [...readCodeSystem(definition).concepts.values()].map(
    ({ parents: _parents, properties: _properties, ...concept }) => concept,
  );
}

export function readCodeSystem(definition: JsonObject): CodeSystem {
  const url = textAt(definition, "url") ?? "";
  const declared = objectsAt(definition, "property");
  const reading: Reading = { url, abstractProperties: abstractProperties(declared), concepts: new Map() };
  readConcepts(definition, { level: 0, parents: [] }, reading);
  addChildren(reading.concepts);
  const incomplete = whyIncomplete(definition, reading);
  return {
    url,
    concepts: reading.concepts,
    declared: new Set(declared.flatMap((property) => textAt(property, "code") ?? [])),
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

interface Reading {
  readonly url: string;
  readonly abstractProperties: ReadonlySet<string>;
  readonly concepts: Map<string, SystemConcept>;
}

interface Nesting {
  readonly level: number;
  readonly parents: readonly string[];
}

/** The standard code, the one that is common beside it, and whatever is declared to mean the same. */
function abstractProperties(declared: readonly JsonObject[]): ReadonlySet<string> {
  const same = declared.filter((property) => textAt(property, "uri") === `${PROPERTIES}notSelectable`);
  return new Set(["notSelectable", "abstract", ...same.flatMap((property) => textAt(property, "code") ?? [])]);
}

function readConcepts(holder: JsonObject, nesting: Nesting, reading: Reading): void {
  for (const concept of objectsAt(holder, "concept")) {
    const code = textAt(concept, "code");
    if (code === undefined || reading.concepts.size > MOST_CONCEPTS) continue;
    if (!reading.concepts.has(code)) reading.concepts.set(code, conceptOf(code, concept, nesting, reading));
    readConcepts(concept, { level: nesting.level + 1, parents: [code] }, reading);
  }
}

function conceptOf(code: string, concept: JsonObject, { level, parents }: Nesting, reading: Reading): SystemConcept {
  const properties = propertiesOf(concept);
  const display = textAt(concept, "display");
  const definition = textAt(concept, "definition");
  const named = properties.size === 0 ? [] : PARENT_PROPERTIES.flatMap((property) => properties.get(property) ?? []);
  return {
    ...(reading.url === "" ? {} : { system: reading.url }),
    code,
    ...(display === undefined ? {} : { display }),
    ...(definition === undefined ? {} : { definition }),
    level,
    isAbstract: properties.size > 0 && isAbstract(properties, reading),
    parents: named.length === 0 ? parents : [...new Set([...parents, ...named])],
    properties,
  };
}

function isAbstract(properties: SystemConcept["properties"], { abstractProperties }: Reading): boolean {
  return [...abstractProperties].some((property) => properties.get(property)?.includes("true"));
}

/** Most concepts have none. */
const noProperties: SystemConcept["properties"] = new Map();

function propertiesOf(concept: JsonObject): ReadonlyMap<string, readonly string[]> {
  const given = objectsAt(concept, "property");
  if (given.length === 0) return noProperties;
  const properties = new Map<string, readonly string[]>();
  for (const property of given) {
    const code = textAt(property, "code");
    const value = propertyValue(property);
    if (code !== undefined && value !== undefined) properties.set(code, [...(properties.get(code) ?? []), value]);
  }
  return properties;
}

function propertyValue(property: JsonObject): string | undefined {
  const key = Object.keys(property).find((name) => /^value[A-Z]/.test(name));
  const value = key === undefined ? undefined : property[key];
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? textAt(value as JsonObject, "code")
    : undefined;
}

/** `child` says from above what `parent` says from below. */
function addChildren(concepts: Map<string, SystemConcept>): void {
  for (const { code, properties } of [...concepts.values()])
    for (const child of properties.get("child") ?? []) {
      const concept = concepts.get(child);
      if (concept === undefined || concept.parents.includes(code)) continue;
      concepts.set(child, { ...concept, parents: [...concept.parents, code] });
    }
}

const contents: ReadonlyMap<string, string> = new Map([
  ["not-present", "has no codes in its definition"],
  ["example", "has only examples of its codes in its definition"],
  ["fragment", "has only some of its codes in its definition"],
  ["supplement", "only adds to another code system"],
]);

function whyIncomplete(definition: JsonObject, { url, concepts }: Reading): string | undefined {
  if (concepts.size > MOST_CONCEPTS) return `the code system \`${url}\` has more than ${MOST_CONCEPTS} codes`;
  const reason = contents.get(textAt(definition, "content") ?? (concepts.size === 0 ? "not-present" : "complete"));
  return reason === undefined ? undefined : `the code system \`${url}\` ${reason}`;
}
