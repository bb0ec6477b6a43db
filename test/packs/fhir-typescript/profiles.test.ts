/** The classes of profiles at work: on resources of a hand-made profile, and on the examples of the International Patient Summary. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { profile } from "../../sources/fhir/type-rig.ts";
import { definitions, person, profiled } from "./definitions.ts";
import { examples, ips, renderDefinitions, renderPackages } from "./support.ts";
import type { AdapterClass } from "./written.ts";
import { loadProfiles } from "./written.ts";

const files = await renderDefinitions(profiled);
const { Adult } = (await loadProfiles(files)) as { readonly Adult: AdapterClass };

const url = "http://example.org/StructureDefinition/adult";
const coded = (code: string) => ({ coding: [{ system: "http://s", code }] });

function adult(more: JsonObject = {}): JsonObject {
  const known = { resourceType: "Person", kind: "male", type: coded("adult"), category: [coded("main")] };
  return { ...known, valueQuantity: {}, part: [{ code: "arm" }], ...more };
}

describe("`create`", () => {
  test("fills in the profile, fixed values, patterns and slices that have to be there", () => {
    const { resource } = Adult.create({ part: [{ code: "leg" }], valueQuantity: { id: "q" } });
    expect(resource).toEqual({
      resourceType: "Person",
      part: [{ code: "leg" }],
      valueQuantity: { id: "q" },
      meta: { profile: [url] },
      kind: "male",
      type: coded("adult"),
      category: [coded("main")],
    });
    expect(Adult.from(resource).validate()).toEqual([]);
  });

  test("keeps what is there, and adds to it what a pattern wants", () => {
    const { resource } = Adult.create({ part: [], type: { text: "T", coding: [{ code: "own" }] } });
    expect(resource.type).toEqual({ text: "T", coding: [{ code: "own" }, { system: "http://s", code: "adult" }] });
  });
});

describe("`apply`", () => {
  test("changes the resource itself, and a second time nothing", () => {
    const resource = adult({ meta: { profile: ["http://other"] } });
    Adult.apply(resource);
    expect(resource.meta).toEqual({ profile: ["http://other", url] });
    const before = JSON.stringify(resource);
    Adult.apply(resource);
    expect(JSON.stringify(resource)).toBe(before);
  });

  test("does not mend what is wrong", () => {
    const resource = adult({ kind: "female" });
    expect(Adult.apply(resource).validate()).toEqual(['Person.kind: has to be "male"']);
  });
});

describe("`validate`", () => {
  const wrong: readonly (readonly [what: string, JsonObject, ...problems: readonly string[]])[] = [
    ["a fixed value", { kind: "female" }, 'Person.kind: has to be "male"'],
    [
      "a code outside of its value set",
      { kind: "x" },
      'Person.kind: has to be "male"',
      "Person.kind: has no code of its value set",
    ],
    [
      "a pattern",
      { type: coded("child") },
      'Person.type: has to fit {"coding":[{"system":"http://s","code":"adult"}]}',
    ],
    ["what may not be there", { note: ["x"] }, "Person.note: may not be there"],
    [
      "a type that a choice does not have",
      { valueQuantity: null, valueString: "x" },
      "Person.value[x]: has to be there",
      "Person.value[x]: may not be valueString",
    ],
    ["a slice that has to be there", { category: [coded("other")] }, "Person.category:main: has to be there"],
    [
      "a slice that is there too often",
      { category: [coded("main"), coded("main")] },
      "Person.category:main: may be there 1 times, and is 2",
    ],
    ["a list that has to have something", { part: [] }, "Person.part: has to be there"],
    [
      "a value of no slice, where they are closed",
      { part: [{ code: "arm" }, { code: "tail" }] },
      "Person.part: 1 of its values are of no slice",
    ],
    [
      "many of a slice",
      { part: [{ code: "arm" }, { code: "arm" }, { code: "arm" }] },
      "Person.part:arm: may be there 2 times, and is 3",
    ],
  ];

  test("finds nothing wrong with what is right", () => {
    expect(Adult.from(adult()).validate()).toEqual([]);
  });

  test.each(wrong)("finds %s", (_what, more, ...problems) => {
    const resource = Object.fromEntries(Object.entries(adult(more)).filter(([, value]) => value !== null));
    expect(Adult.from(resource).validate()).toEqual(problems);
  });

  test("takes a primitive that has but extensions for there", () => {
    const { kind: _kind, ...without } = adult();
    expect(Adult.from(without).validate()).toEqual(["Person.kind: has to be there"]);
    expect(Adult.from({ ...without, _kind: { extension: [] } }).validate()).toEqual([]);
  });
});

describe("an accessor", () => {
  test("finds the values of its slice, and puts others in their place", () => {
    const one = Adult.from(
      adult({
        part: [
          { code: "leg", id: "l" },
          { code: "arm", id: "a" },
        ],
      }),
    );
    expect(one.partArm).toEqual([{ code: "arm", id: "a" }]);
    expect(one.partLeg).toEqual({ code: "leg", id: "l" });
    one.partArm = [{ id: "b" }, { id: "c" }];
    expect(one.resource.part).toEqual([
      { code: "leg", id: "l" },
      { id: "b", code: "arm" },
      { id: "c", code: "arm" },
    ]);
    one.partLeg = undefined;
    one.partArm = [];
    expect(one.resource).not.toHaveProperty("part");
  });

  test("leaves alone what it is given", () => {
    const given = { coding: [{ code: "own" }] };
    const one = Adult.from(adult());
    one.categoryMain = given;
    expect(given).toEqual({ coding: [{ code: "own" }] });
    expect(one.categoryMain).toEqual({ coding: [{ code: "own" }, { system: "http://s", code: "main" }] });
  });

  test("of an extension gives its value", () => {
    const one = Adult.from(adult());
    expect(one.eyes).toBeUndefined();
    one.eyes = "male";
    expect(one.resource.extension).toEqual([{ url: "http://example.org/StructureDefinition/eyes", valueCode: "male" }]);
    expect(one.eyes).toBe("male");
    one.eyes = undefined;
    expect(one.resource).not.toHaveProperty("extension");
  });

  test("of a nested extension gives an object of its parts", () => {
    const one = Adult.from(adult({ extension: [{ url: "http://other" }] }));
    const pets = [{ name: "Rex", toy: [{ id: "1" }, { id: "2" }] }, { name: "Tom" }];
    one.pets = pets;
    expect(one.pets).toEqual(pets);
    expect((one.resource.extension as readonly JsonObject[])[1]).toEqual({
      url: "http://example.org/StructureDefinition/pets",
      extension: [
        { url: "name", valueString: "Rex" },
        { url: "toy", valueQuantity: { id: "1" } },
        { url: "toy", valueQuantity: { id: "2" } },
      ],
    });
  });
});

test("slices that only a look elsewhere could tell have no accessor and are not checked", async () => {
  const slicing = { rules: "closed", discriminator: [{ type: "profile", path: "resolve()" }] };
  const elements = [
    ["part", "BackboneElement", { max: "*", slicing }],
    ["part:far", "BackboneElement", { min: 1, max: "*" }],
  ] as const;
  const rendered = await renderDefinitions([...definitions, person, profile("distant", "Person", elements)]);
  expect(rendered.get("profiles/distant.ts")).not.toContain("get ");
  const { Distant } = await loadProfiles(rendered);
  expect(Distant?.from({ resourceType: "Person", kind: "male", type: {}, part: [{}] }).validate()).toEqual([]);
});

test("profiles are left out by option", async () => {
  const rendered = await renderDefinitions(profiled, { profiles: false });
  expect([...rendered.keys()].filter((path) => path.includes("profile"))).toEqual([]);
});

describe("the International Patient Summary", () => {
  const all = renderPackages(ips).then(({ files: rendered }) => loadProfiles(rendered));

  /** Every example, and every resource in one, with the classes of the profiles that it claims. */
  async function claims(): Promise<[JsonObject, AdapterClass][]> {
    const byUrl = new Map(Object.values(await all).map((one) => [one.url, one]));
    const resources = examples.flatMap((example) => {
      const entries = (example.entry ?? []) as readonly { readonly resource?: JsonObject }[];
      const held = entries.map(({ resource }) => resource).filter((resource) => resource !== undefined);
      return [example, ...held];
    });
    return resources.flatMap((resource) => {
      const { profile: urls = [] } = (resource.meta ?? {}) as { readonly profile?: readonly string[] };
      return urls.flatMap((claimed): [JsonObject, AdapterClass][] => {
        const found = byUrl.get(claimed.replace(/\|.*/, ""));
        return found === undefined ? [] : [[resource, found]];
      });
    });
  }

  test("finds no fault with its own examples, and has nothing to add to them", async () => {
    const found = await claims();
    expect(found.length).toBeGreaterThan(40);
    for (const [resource, adapter] of found) {
      expect([adapter.name, resource.id, adapter.from(resource).validate()]).toEqual([adapter.name, resource.id, []]);
      const copy = structuredClone(resource);
      adapter.apply(copy);
      expect(copy).toEqual(resource);
    }
  });

  test("misses whatever has to be there and is taken out of an example", async () => {
    const { BundleUvIps, PatientUvIps, CompositionUvIps } = await all;
    const bundle = examples.find(({ id }) => id === "bundle-minimal") as JsonObject;
    const without = (resource: JsonObject, name: string) => ({ ...resource, [name]: undefined });
    for (const name of ["identifier", "timestamp", "type"]) {
      expect(BundleUvIps?.from(without(bundle, name)).validate()).toEqual([`Bundle.${name}: has to be there`]);
    }
    const entries = bundle.entry as readonly { readonly resource: JsonObject }[];
    const resourceOf = (type: string) => entries.find(({ resource }) => resource.resourceType === type)?.resource;
    const patient = resourceOf("Patient") as JsonObject;
    expect(PatientUvIps?.from(without(patient, "birthDate")).validate()).toEqual([
      "Patient.birthDate: has to be there",
    ]);
    const composition = resourceOf("Composition") as JsonObject;
    const [, ...sections] = composition.section as readonly JsonObject[];
    const problems = CompositionUvIps?.from({ ...composition, section: sections }).validate();
    expect(problems).toHaveLength(2);
    expect(problems?.[1]).toMatch(/^Composition\.section:section\w+: has to be there$/);
  });

  test("reaches entries of a bundle by the type and profile of their resource", async () => {
    const { BundleUvIps } = await all;
    const adapter = BundleUvIps?.from(structuredClone(examples.find(({ id }) => id === "bundle-minimal")));
    const patient = adapter?.entryPatient as { readonly resource: JsonObject };
    expect(patient.resource.resourceType).toBe("Patient");
    expect(adapter?.entryImmunization).toEqual([]);
  });
});
