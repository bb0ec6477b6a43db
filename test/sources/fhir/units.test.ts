/** Units of FHIR packages: ids, kinds and names, and what a change of one definition changes. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { hashContent } from "#platform/hash.ts";
import { Library } from "#sources/fhir/library.ts";
import type { FhirPackage, IndexEntry } from "#sources/fhir/package.ts";
import type { TypeProblem } from "#sources/fhir/type-context.ts";
import { FhirUnits } from "#sources/fhir/units.ts";

const core = "http://hl7.org/fhir/StructureDefinition";

interface Parts {
  readonly id: string;
  readonly fhirVersion?: string;
  readonly scope?: readonly string[];
  readonly isRoot?: boolean;
  readonly definitions: readonly JsonObject[];
}

/** A package without files; `opened` notes what is read of it. */
function packageOf(
  { id, fhirVersion = "4.3.0", scope = [], isRoot = true, definitions }: Parts,
  opened: string[],
): FhirPackage {
  const texts = new Map(definitions.map((one) => [`${one.resourceType}-${one.id}.json`, JSON.stringify(one)]));
  const entries = [...texts].map(([file, text]): IndexEntry => {
    const {
      resourceType,
      id: resourceId,
      url,
      name,
      kind,
      type,
      derivation,
      abstract,
      baseDefinition,
    } = JSON.parse(text);
    const facts = { name, kind, type, derivation, abstract, baseDefinition };
    const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    // What a reader notes for itself, such as the size, is nothing that a look-up gives.
    const noted = { sizeBytes: text.length };
    return { file, resourceType, id: resourceId, url, ...given, ...noted, digest: hashContent(text) };
  });
  const [name = "", version = ""] = id.split("@");
  return {
    id,
    manifest: { name, version, fhirVersions: [fhirVersion], dependencies: {} },
    isRoot,
    scope: [id, ...scope],
    entries,
    read(entry) {
      opened.push(entry.file);
      return new TextEncoder().encode(texts.get(entry.file));
    },
    pathOf: (entry) => `${id}/${entry.file}`,
  };
}

function open(packages: readonly Parts[], memory = new Map<string, unknown>()) {
  const opened: string[] = [];
  const problems: TypeProblem[] = [];
  const memo = {
    get: (key: string) => memory.get(key),
    set: (key: string, value: unknown) => void memory.set(key, value),
  };
  const library = new Library(packages.map((one) => packageOf(one, opened)));
  const units = new FhirUnits({ library, held: new Map(), memo, report: (problem) => problems.push(problem) });
  return { units, opened, problems, memory };
}

function type(id: string, kind: string, elements: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    resourceType: "StructureDefinition",
    id,
    url: `${core}/${id}`,
    name: id,
    kind,
    type: id,
    abstract: false,
    derivation: "specialization",
    snapshot: { element: [{ id, path: id, min: 0, max: "*", base: { path: id, min: 0, max: "*" } }, ...elements] },
    ...more,
  };
}

function element(path: string, code: string, more: JsonObject = {}): JsonObject {
  return { id: path, path, min: 0, max: "1", base: { path, min: 0, max: "1" }, type: [{ code }], ...more };
}

const gender = { strength: "required", valueSet: "http://x.org/ValueSet/gender|1.0" };
const patient = type("Patient", "resource", [
  element("Patient.gender", "code", { binding: gender }),
  element("Patient.contact", "BackboneElement", { max: "*", base: { path: "Patient.contact", min: 0, max: "*" } }),
  element("Patient.contact.name", "string"),
]);
const valueSet: JsonObject = {
  resourceType: "ValueSet",
  id: "gender",
  url: "http://x.org/ValueSet/gender",
  name: "Gender",
  compose: { include: [{ system: "http://x.org/genders" }] },
};
const codeSystem = (...codes: readonly string[]): JsonObject => ({
  resourceType: "CodeSystem",
  id: "genders",
  url: "http://x.org/genders",
  name: "Genders",
  content: "complete",
  concept: codes.map((code) => ({ code })),
});
const basics = [
  type("string", "primitive-type", []),
  type("code", "primitive-type", []),
  type("BackboneElement", "complex-type", []),
];
const profile = (min: number): JsonObject => ({
  ...patient,
  id: "my-patient",
  url: "http://x.org/my-patient",
  name: "MyPatient",
  derivation: "constraint",
  baseDefinition: `${core}/Patient`,
  snapshot: undefined as never,
  differential: { element: [{ id: "Patient.gender", path: "Patient.gender", min }] },
});
const r4b: Parts = { id: "hl7.fhir.r4b.core@4.3.0", definitions: [patient, valueSet, codeSystem("f", "m"), ...basics] };
const guide: Parts = { id: "my.guide@1.0.0", scope: [r4b.id], definitions: [profile(1)] };

function digests({ units }: ReturnType<typeof open>): Map<string, string> {
  return new Map(units.kinds.flatMap((kind) => [...units.list(kind)]).map((unit) => [unit.id, unit.digest]));
}

/** Ids of units that are new, gone or changed. */
function changes(before: readonly Parts[], after: readonly Parts[]): string[] {
  const old = digests(open(before));
  const now = digests(open(after));
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id)).sort();
}

describe("units", () => {
  test("are of the kind that their definition says, with the package in their id", () => {
    expect([...digests(open([r4b, guide])).keys()]).toEqual([
      "package:hl7.fhir.r4b.core",
      "package:my.guide",
      "resource:hl7.fhir.r4b.core/Patient",
      "complexType:hl7.fhir.r4b.core/BackboneElement",
      "primitiveType:hl7.fhir.r4b.core/string",
      "primitiveType:hl7.fhir.r4b.core/code",
      "backboneType:hl7.fhir.r4b.core/Patient.contact",
      "profile:my.guide/my-patient",
      "valueSet:hl7.fhir.r4b.core/gender",
      "codeSystem:hl7.fhir.r4b.core/genders",
    ]);
  });

  test("of two versions of one package side by side have the version in their id, and slugs of their own", () => {
    const other = { ...r4b, id: "hl7.fhir.r4b.core@4.3.1" };
    const { units } = open([r4b, other]);
    expect([...units.list("resource")].map(({ id, slug }) => [id, slug])).toEqual([
      ["resource:hl7.fhir.r4b.core@4.3.0/Patient", "patient"],
      ["resource:hl7.fhir.r4b.core@4.3.1/Patient", "patient-2"],
    ]);
  });

  test("of two releases look up in their own, although the URLs are the same", () => {
    const r5 = { ...r4b, id: "hl7.fhir.r5.core@5.0.0", fhirVersion: "5.0.0" };
    const { units } = open([r4b, r5]);
    const baseOf = (id: string) => JSON.stringify(units.get(id)?.data);
    expect(baseOf("resource:hl7.fhir.r5.core/Patient")).toContain("primitiveType:hl7.fhir.r5.core/code");
    expect(baseOf("resource:hl7.fhir.r5.core/Patient")).not.toContain("r4b");
    expect(units.get("resource:hl7.fhir.r5.core/Patient")?.facts.release).toBe("R5");
  });

  test("give nested types by id without reading other types", () => {
    const { units, opened } = open([r4b]);
    expect(units.get("backboneType:hl7.fhir.r4b.core/Patient.contact")?.name).toBe("PatientContact");
    expect(units.get("backboneType:hl7.fhir.r4b.core/Patient.nothing")).toBeUndefined();
    expect(new Set(opened)).toEqual(new Set(["StructureDefinition-Patient.json"]));
  });

  test("are listed with their facts without reading a definition, but for the codes of value sets", () => {
    const { units, opened } = open([r4b, guide]);
    for (const kind of ["resource", "complexType", "primitiveType", "profile", "codeSystem"]) {
      for (const unit of units.list(kind)) expect(unit.facts.package).toBeString();
    }
    expect(opened).toEqual([]);
    expect(units.get("valueSet:hl7.fhir.r4b.core/gender")?.facts).toMatchObject({ count: 2, isEnumerable: true });
    expect(opened.sort()).toEqual(["CodeSystem-genders.json", "ValueSet-gender.json"]);
  });
});

describe("a change", () => {
  test("of a description changes that definition, its nested types and the profiles that are made from it", () => {
    const after = { ...r4b, definitions: [{ ...patient, description: "new" }, ...r4b.definitions.slice(1)] };
    expect(changes([r4b, guide], [after, guide])).toEqual([
      "backboneType:hl7.fhir.r4b.core/Patient.contact",
      "profile:my.guide/my-patient",
      "resource:hl7.fhir.r4b.core/Patient",
    ]);
  });

  test("of a code changes the value sets that include it, and no type that is bound to one", () => {
    const after = { ...r4b, definitions: [patient, valueSet, codeSystem("f", "m", "x"), ...basics] };
    expect(changes([r4b, guide], [after, guide])).toEqual([
      "codeSystem:hl7.fhir.r4b.core/genders",
      "valueSet:hl7.fhir.r4b.core/gender",
    ]);
  });

  test("of a profile changes that profile", () => {
    expect(changes([r4b, guide], [r4b, { ...guide, definitions: [profile(0)] }])).toEqual([
      "profile:my.guide/my-patient",
    ]);
  });

  test("of which definitions there are changes those that look up there", () => {
    const more = { ...r4b, definitions: [...r4b.definitions, type("Coding", "complex-type", [])] };
    expect(changes([r4b, guide], [more, guide])).toContain("profile:my.guide/my-patient");
  });
});

describe("the memo", () => {
  test("spares the reading of what has not changed", () => {
    const first = open([r4b, guide]);
    const before = digests(first);
    const second = open([r4b, guide], first.memory);
    const { units, opened } = second;
    const all = units.kinds.filter((kind) => kind !== "backboneType").flatMap((kind) => [...units.list(kind)]);
    expect(all.map(({ id, digest }) => before.get(id) === digest)).toEqual(all.map(() => true));
    expect(units.get("valueSet:hl7.fhir.r4b.core/gender")?.facts.count).toBe(2);
    expect(opened).toEqual([]);
  });

  test("does not keep the codes of a value set whose code system has changed", () => {
    const first = open([r4b]);
    digests(first);
    const after = { ...r4b, definitions: [patient, valueSet, codeSystem("f", "m", "x"), ...basics] };
    const { units } = open([after], first.memory);
    expect(units.get("valueSet:hl7.fhir.r4b.core/gender")?.facts.count).toBe(3);
  });

  test("keeps what was wrong with a definition, and says it again", () => {
    const lost = { ...guide, scope: [] };
    const first = open([lost]);
    digests(first);
    expect(first.problems.length).toBeGreaterThan(0);
    const second = open([lost], first.memory);
    digests(second);
    expect(second.opened).toEqual([]);
    expect(second.problems).toEqual(first.problems);
  });
});
