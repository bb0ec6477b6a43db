/** Snapshots of real profiles, made anew from their differentials, against those that HL7 published. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Json, JsonObject } from "#model/json.ts";
import { make, withoutSnapshot } from "./snapshot-scope.ts";

const fixtures = join(import.meta.dir, "../../fixtures/fhir");
const r4 = JSON.parse(gunzipSync(readFileSync(join(fixtures, "r4-base.json.gz"))).toString()) as JsonObject[];
const files = await new Bun.Archive(readFileSync(join(fixtures, "hl7.fhir.uv.ips-2.0.0.tgz"))).files();
const ips: JsonObject[] = [];
for (const [name, file] of files)
  if (/^package\/StructureDefinition-[^/]+\.json$/.test(name)) ips.push(JSON.parse(await file.text()) as JsonObject);

const stripped = [...r4, ...ips].map(withoutSnapshot);

/** What a snapshot says of an element, as far as it decides about data. */
function facts(element: JsonObject): JsonObject {
  const entries = Object.entries(element).filter(([key]) => DECIDING.test(key));
  return Object.fromEntries(entries.sort().map(([key, value]) => [key, plain(key, value)]));
}

const DECIDING =
  /^(id|path|sliceName|min|max|base|contentReference|mustSupport|fixed.*|pattern.*|type|binding|slicing)$/;

/**
 * Without extensions and texts; without versions, which the publisher of IPS adds to references into other packages; and without the
 * definition that a repetition leads to, which R4 did not name yet.
 */
function plain(key: string, value: Json): Json {
  const list = (items: Json | undefined) =>
    (items as string[] | undefined)?.map((url) => url.split("|")[0] ?? "") ?? [];
  if (key === "type")
    return (value as JsonObject[]).map((type) => [type.code ?? "", list(type.profile), list(type.targetProfile)]);
  if (key === "binding") return [(value as JsonObject).strength ?? "", list([(value as JsonObject).valueSet ?? ""])];
  if (key === "contentReference") return String(value).replace(/^[^#]*/, "");
  if (key !== "slicing") return value;
  const { discriminator = [], rules = "", ordered = false } = value as JsonObject;
  return { discriminator, rules, ordered };
}

function published(definition: JsonObject): readonly JsonObject[] {
  return (definition.snapshot as { readonly element: JsonObject[] }).element;
}

/** Published with a mistake, see test/fixtures/fhir/README-r4.md. */
const ODD = new Set(["bmi"]);

const comparable = [...ips, ...r4].filter(({ id, snapshot }) => snapshot !== undefined && !ODD.has(String(id)));

describe("snapshots made from differentials alone", () => {
  test("the packages are the ones that were counted", () => {
    expect([ips.length, r4.length, comparable.length]).toEqual([32, 61, 90]);
  });

  for (const definition of comparable)
    test(`${definition.id} has the elements that were published`, () => {
      const made = make(withoutSnapshot(definition), stripped);
      expect(made.problems).toEqual([]);
      expect(made.elements.map(facts)).toEqual(published(definition).map(facts));
    });

  test("a shorthand that has to be there closes the choice", () => {
    const made = make(withoutSnapshot(r4.find(({ id }) => id === "bmi")!), stripped);
    const choice = made.at("Observation.value[x]");
    expect(choice).toMatchObject({ min: 1, type: [{ code: "Quantity" }], slicing: { rules: "closed" } });
    expect(made.at("Observation.value[x]:valueQuantity.code")).toMatchObject({ min: 1, fixedCode: "kg/m2" });
  });
});
