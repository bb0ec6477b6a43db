/** Packages out of definitions for tests of type models: a scope, names and what was reported, without a file. */
import type { JsonObject } from "../../../src/model/json.ts";
import type { DefinitionType, IndexEntry } from "../../../src/sources/fhir/package.ts";
import type { Found, Scope } from "../../../src/sources/fhir/scope.ts";
import type { TypeContext, TypeProblem } from "../../../src/sources/fhir/type-context.ts";
import { typeNames } from "../../../src/sources/fhir/type-names.ts";
import type { Release } from "../../../src/sources/fhir/unit-data.ts";

export const core = "http://hl7.org/fhir/StructureDefinition/";

export interface Rig {
  readonly context: TypeContext;
  readonly problems: readonly TypeProblem[];
  /** All definitions of the first package, in the order they were given. */
  readonly founds: readonly Found[];
  /** By URL or name of a type. Throws when there is none. */
  find(url: string): Found;
}

/** `packages` by id, the one whose definitions are looked at first. */
export function rig(packages: { readonly [id: string]: readonly JsonObject[] }, release: Release = "R4B"): Rig {
  const founds = new Map(Object.entries(packages).map(([id, all]) => [id, all.map((json) => foundOf(json, id))]));
  const names = new Map([...founds].map(([id, all]) => [id, typeNames(all.map(({ entry }) => entry))]));
  const byUrl = new Map<string, Found>();
  for (const found of [...founds.values()].flat()) {
    const key = `${found.entry.resourceType} ${found.entry.url}`;
    if (!byUrl.has(key)) byUrl.set(key, found);
  }
  const scope: Scope = {
    find(type: DefinitionType, url: string) {
      const plain = url.replace(/\|.*$/, "");
      return byUrl.get(`${type} ${plain.includes(":") ? plain : core + plain}`);
    },
  };
  const problems: TypeProblem[] = [];
  const noNames = typeNames([]);
  return {
    context: { scope, release, names: (id) => names.get(id) ?? noNames, report: (problem) => problems.push(problem) },
    problems,
    founds: [...founds.values()][0] ?? [],
    find(url) {
      const found = scope.find("StructureDefinition", url);
      if (found === undefined) throw new Error(`no definition ${url}`);
      return found;
    },
  };
}

function foundOf(json: JsonObject, packageId: string): Found {
  const entry = entryOf(json);
  const name = packageId.slice(0, packageId.lastIndexOf("@"));
  return { unit: `${kindOf(entry)}:${name}/${entry.id}`, package: packageId, entry, json: () => json };
}

function entryOf(json: JsonObject): IndexEntry {
  const { resourceType, id, url, name, kind, type, derivation, baseDefinition } = json;
  const abstract = json.abstract === true;
  const digest = "0".repeat(32);
  const all = { resourceType, id, url, name, kind, type, derivation, baseDefinition, abstract, digest };
  const file = `${resourceType}-${id}.json`;
  return { ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), file } as IndexEntry;
}

function kindOf({ resourceType, kind, derivation, type }: IndexEntry): string {
  if (resourceType === "ValueSet") return "valueSet";
  if (resourceType !== "StructureDefinition")
    return resourceType === "SearchParameter" ? "searchParameter" : "operation";
  if (derivation === "constraint") return type === "Extension" ? "extension" : "profile";
  const kinds = {
    "primitive-type": "primitiveType",
    "complex-type": "complexType",
    resource: "resource",
    logical: "logicalModel",
  };
  return kinds[kind ?? "logical"];
}

/** What a test says of an element: its path below the type, its types, and more of ElementDefinition. */
export type ElementParts = readonly [path: string, types: string, more?: JsonObject];

interface TypeParts {
  readonly base?: string;
  readonly kind?: IndexEntry["kind"];
  readonly elements?: readonly ElementParts[];
  readonly more?: JsonObject;
}

/** A type of its own with a snapshot. `types` are codes with spaces between them, or empty; what a base declares says so in `more.base`. */
export function type(name: string, { base, kind = "resource", elements = [], more = {} }: TypeParts): JsonObject {
  return {
    resourceType: "StructureDefinition",
    id: name,
    url: core + name,
    name,
    kind,
    type: name,
    ...(base === undefined
      ? {}
      : { derivation: "specialization", baseDefinition: base.includes(":") ? base : core + base }),
    snapshot: {
      element: [{ id: name, path: name, min: 0, max: "*" }, ...elements.map((parts) => element(name, parts))],
    },
    ...more,
  };
}

/** A profile whose elements are those of `type` said anew. */
export function profile(id: string, of: string, elements: readonly ElementParts[], more: JsonObject = {}): JsonObject {
  const url = `http://example.org/StructureDefinition/${id}`;
  const json = type(of, { base: of, elements, more: { id, url, name: id, derivation: "constraint", ...more } });
  return { differential: { element: elements.map((parts) => element(of, parts)) }, ...json };
}

export function element(root: string, [id, types, more = {}]: ElementParts): JsonObject {
  const path = `${root}.${id.replace(/:[^.]*/g, "")}`;
  const codes = types.split(" ").filter((code) => code !== "");
  const slice =
    id.includes(":") && !id.slice(id.lastIndexOf(":")).includes(".") ? { sliceName: id.split(":").at(-1) ?? "" } : {};
  const base = { path, min: 0, max: typeof more.max === "string" ? more.max : "1" };
  const type = codes.length === 0 ? {} : { type: codes.map((code) => ({ code })) };
  return { id: `${root}.${id}`, path, ...slice, min: 0, max: "1", base, ...type, ...more };
}

/** What an element says that another type declared. */
export function inherited(path: string, max = "1"): JsonObject {
  return { base: { path, min: 0, max } };
}

const system = "http://hl7.org/fhirpath/System.";

/** A type of FHIRPath that stands for one of FHIR. */
export function systemType(name: string, fhirType?: string): JsonObject {
  const url = `${core}structuredefinition-fhir-type`;
  const extension = fhirType === undefined ? {} : { extension: [{ url, valueUrl: fhirType }] };
  return { type: [{ code: system + name, ...extension }] };
}

const elementId: ElementParts = [
  "id",
  "",
  { ...systemType("String", "string"), ...inherited("Element.id"), representation: ["xmlAttr"] },
];

/** As much of the specification as the tests need. */
export const coreTypes: readonly JsonObject[] = [
  type("Element", {
    kind: "complex-type",
    elements: [elementId, ["extension", "Extension", { max: "*" }]],
    more: { abstract: true },
  }),
  type("BackboneElement", { base: "Element", kind: "complex-type", elements: [elementId], more: { abstract: true } }),
  type("Extension", {
    base: "Element",
    kind: "complex-type",
    elements: [
      elementId,
      ["extension", "Extension", { max: "*", ...inherited("Element.extension", "*") }],
      ["url", "", { min: 1, ...systemType("String", "uri"), representation: ["xmlAttr"] }],
      ["value[x]", "string Quantity"],
    ],
  }),
  ...["Quantity", "Reference", "CodeableReference", "CodeableConcept", "Coding"].map((name) =>
    type(name, { base: "Element", kind: "complex-type" }),
  ),
  ...["string", "id", "uri", "code", "xhtml", "boolean", "decimal", "integer", "canonical", "dateTime"].map((name) =>
    type(name, { base: "Element", kind: "primitive-type" }),
  ),
  type("Resource", {
    elements: [["id", "", systemType("String", "string")]],
    more: { abstract: true },
  }),
  type("DomainResource", {
    base: "Resource",
    elements: [
      ["id", "", { ...systemType("String", "string"), ...inherited("Resource.id") }],
      ["contained", "Resource", { max: "*" }],
    ],
    more: { abstract: true },
  }),
];
