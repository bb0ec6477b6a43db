/** The rules of snapshots, each with the smallest definitions that show it. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { make } from "./snapshot-scope.ts";

const CORE = "http://hl7.org/fhir/StructureDefinition/";

/** An element by its id; the path follows from it. */
function element(id: string, rest: JsonObject = {}): JsonObject {
  const sliceName = /:([^.:]+)$/.exec(id)?.[1];
  const path = id.replace(/:[^.]+/g, "");
  return { id, path, ...(sliceName === undefined ? {} : { sliceName }), ...rest };
}

function type(...codes: string[]): JsonObject {
  return { type: codes.map((code) => ({ code })) };
}

function specialization(name: string, base: string | undefined, elements: readonly JsonObject[]): JsonObject {
  return {
    resourceType: "StructureDefinition",
    url: CORE + name,
    type: name,
    kind: "complex-type",
    derivation: "specialization",
    ...(base === undefined ? {} : { baseDefinition: CORE + base }),
    differential: { element: elements },
  };
}

function profile(url: string, base: string, elements: readonly JsonObject[], of = "Thing"): JsonObject {
  const baseDefinition = base.includes(":") ? base : CORE + base;
  return {
    resourceType: "StructureDefinition",
    url,
    type: of,
    kind: "resource",
    derivation: "constraint",
    baseDefinition,
    differential: { element: elements },
  };
}

const ele = { key: "ele-1", severity: "error", human: "not empty" };

const types = [
  specialization("Element", undefined, [
    element("Element", { min: 0, max: "*", constraint: [ele] }),
    element("Element.id", { min: 0, max: "1", ...type("http://hl7.org/fhirpath/System.String") }),
    element("Element.extension", { min: 0, max: "*", ...type("Extension") }),
  ]),
  specialization("string", "Element", [element("string", { min: 0, max: "*" })]),
  specialization("Extension", "Element", [
    element("Extension", { min: 0, max: "*", short: "An extension" }),
    element("Extension.url", { min: 1, max: "1", ...type("string") }),
    element("Extension.value[x]", { min: 0, max: "1", ...type("string", "Coding") }),
  ]),
  specialization("Coding", "Element", [
    element("Coding", { min: 0, max: "*" }),
    element("Coding.system", { min: 0, max: "1", ...type("string") }),
    element("Coding.code", { min: 0, max: "1", ...type("string") }),
  ]),
  specialization("Thing", "Element", [
    element("Thing", { min: 0, max: "*", definition: "A thing." }),
    element("Thing.name", { min: 0, max: "1", ...type("string"), definition: "Its name.", short: "name" }),
    element("Thing.kind", {
      min: 0,
      max: "*",
      ...type("Coding"),
      binding: { strength: "example", valueSet: "urn:kinds" },
    }),
    element("Thing.value[x]", { min: 0, max: "1", ...type("string", "Coding") }),
    element("Thing.part", { min: 0, max: "*", ...type("Element") }),
    element("Thing.part.label", { min: 1, max: "1", ...type("string") }),
    element("Thing.part.part", { min: 0, max: "*", contentReference: "#Thing.part" }),
  ]),
];

describe("a type of its own", () => {
  const thing = make(types.at(-1)!, types);

  test("has the elements of its base first, under its own name", () => {
    expect(thing.ids.slice(0, 4)).toEqual(["Thing", "Thing.id", "Thing.extension", "Thing.name"]);
    expect(thing.problems).toEqual([]);
  });

  test("says of inherited elements where they come from, and of its own that they are its own", () => {
    expect(thing.at("Thing.id")?.base).toEqual({ path: "Element.id", min: 0, max: "1" });
    expect(thing.at("Thing")?.base).toEqual({ path: "Thing", min: 0, max: "*" });
    expect(thing.at("Thing.part.label")?.base).toEqual({ path: "Thing.part.label", min: 1, max: "1" });
  });

  test("has what every nested element has, where the differential goes into one", () => {
    expect(thing.ids.slice(6)).toEqual([
      "Thing.part",
      "Thing.part.id",
      "Thing.part.extension",
      "Thing.part.label",
      "Thing.part.part",
    ]);
  });

  test("repeats the constraint of all elements in each, with its source", () => {
    expect(thing.at("Thing.name")?.constraint).toEqual([{ source: `${CORE}Element`, ...ele }]);
  });

  test("does without a base that only newer releases define", () => {
    const logical = { ...specialization("Model", "Base", [element("Model", { min: 0, max: "*" })]), kind: "logical" };
    const made = make(logical, types);
    expect(made.problems).toEqual([]);
    expect(made.at("Model")?.base).toEqual({ path: "Base", min: 0, max: "*" });
  });
});

describe("what a profile says of an element", () => {
  function nameWith(over: JsonObject, base: readonly JsonObject[] = types): JsonObject | undefined {
    return make(profile("urn:p", "Thing", [element("Thing.name", over)]), base).at("Thing.name");
  }

  test("takes the place of what the base says, and leaves the rest", () => {
    const name = nameWith({ min: 1, mustSupport: true });
    expect(name).toMatchObject({ min: 1, max: "1", mustSupport: true, short: "name", ...type("string") });
    expect(name?.base).toEqual({ path: "Thing.name", min: 0, max: "1" });
  });

  test("goes on where the base ends after three dots", () => {
    expect(nameWith({ definition: "...And more." })?.definition).toBe("Its name.\r\nAnd more.");
  });

  test("adds constraints, and says that they are its own", () => {
    const constraint = [{ key: "p-1", severity: "error", human: "short" }];
    expect(nameWith({ constraint })?.constraint).toEqual([
      { source: `${CORE}Element`, ...ele },
      { source: "urn:p", key: "p-1", severity: "error", human: "short" },
    ]);
  });

  test("adds to aliases and conditions, each once", () => {
    const first = profile("urn:a", "Thing", [element("Thing.name", { alias: ["a"], condition: ["x"] })]);
    const second = profile("urn:b", "urn:a", [element("Thing.name", { alias: ["a", "b"], condition: ["y"] })]);
    expect(make(second, [...types, first]).at("Thing.name")).toMatchObject({
      alias: ["a", "b"],
      condition: ["x", "y"],
    });
  });

  test("fixes a value once, whatever type an earlier profile gave it", () => {
    const first = profile("urn:a", "Thing", [element("Thing.name", { fixedUri: "x" })]);
    const second = profile("urn:b", "urn:a", [element("Thing.name", { fixedString: "y" })]);
    const name = make(second, [...types, first]).at("Thing.name");
    expect([name?.fixedUri, name?.fixedString]).toEqual([undefined, "y"]);
  });

  test("gives a binding another strength and keeps the value set, and the other way round", () => {
    const kind = (binding: JsonObject) =>
      make(profile("urn:p", "Thing", [element("Thing.kind", { binding })]), types).at("Thing.kind")?.binding;
    expect(kind({ strength: "required" })).toEqual({ strength: "required", valueSet: "urn:kinds" });
    expect(kind({ valueSet: "urn:others" })).toEqual({ strength: "example", valueSet: "urn:others" });
  });

  test("does not carry mappings", () => {
    expect(nameWith({ mapping: [{ identity: "rim", map: "x" }] })).not.toHaveProperty("mapping");
  });
});

describe("a differential that goes into a type", () => {
  test("has all children of the type, with their base and the prefix of the element", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.kind.code", { min: 1 })]), types);
    const children = made.ids.filter((id) => String(id).startsWith("Thing.kind."));
    expect(children).toEqual(["Thing.kind.id", "Thing.kind.extension", "Thing.kind.system", "Thing.kind.code"]);
    expect(made.at("Thing.kind.code")).toMatchObject({ min: 1, base: { path: "Coding.code", min: 0, max: "1" } });
  });

  test("goes into the profile that the type names", () => {
    const coding = profile("urn:coding", "Coding", [element("Coding.system", { fixedUri: "urn:s" })], "Coding");
    const made = make(
      profile("urn:p", "Thing", [
        element("Thing.kind", { type: [{ code: "Coding", profile: ["urn:coding"] }] }),
        element("Thing.kind.code", { min: 1 }),
      ]),
      [...types, coding],
    );
    expect(made.at("Thing.kind.system")?.fixedUri).toBe("urn:s");
  });

  test("goes into a repetition, which has the children of what it repeats", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.part.part.label", { max: "0" })]), types);
    expect(made.at("Thing.part.part")).not.toHaveProperty("contentReference");
    expect(made.at("Thing.part.part")).toMatchObject(type("Element"));
    expect(made.at("Thing.part.part.label")).toMatchObject({ max: "0" });
    expect(made.at("Thing.part.part.part")?.contentReference).toBe(`${CORE}Thing#Thing.part`);
    expect(made.at("Thing.part.label")).toMatchObject({ max: "1" });
  });

  test("says that a repetition is of the type, not of the profile", () => {
    const made = make(profile("urn:p", "Thing", []), types);
    expect(made.at("Thing.part.part")?.contentReference).toBe(`${CORE}Thing#Thing.part`);
  });
});

describe("slices", () => {
  const slicing = { discriminator: [{ type: "value", path: "system" }], rules: "open" };

  test("follow their element and its children, and start as the element is in the base", () => {
    const made = make(
      profile("urn:p", "Thing", [
        element("Thing.kind", { slicing, min: 2 }),
        element("Thing.kind:a", { max: "1" }),
        element("Thing.kind:a.system", { fixedUri: "urn:a" }),
        element("Thing.kind:b", { min: 1 }),
      ]),
      types,
    );
    expect(made.ids.filter((id) => String(id).startsWith("Thing.kind"))).toEqual([
      "Thing.kind",
      "Thing.kind:a",
      "Thing.kind:a.id",
      "Thing.kind:a.extension",
      "Thing.kind:a.system",
      "Thing.kind:a.code",
      "Thing.kind:b",
    ]);
    expect(made.at("Thing.kind")).toMatchObject({ min: 2, slicing });
    expect(made.at("Thing.kind:a")).toMatchObject({ min: 0, max: "1", sliceName: "a", path: "Thing.kind" });
    expect(made.at("Thing.kind:a")).not.toHaveProperty("slicing");
    expect(made.at("Thing.kind:b")).toMatchObject({ min: 1, max: "*" });
  });

  test("have what the same differential says of all children", () => {
    const made = make(
      profile("urn:p", "Thing", [
        element("Thing.part", { slicing }),
        element("Thing.part.part", { max: "0" }),
        element("Thing.part:a", { min: 1 }),
      ]),
      types,
    );
    expect(made.at("Thing.part:a.part")).toMatchObject({ max: "0" });
  });

  const sliced = profile("urn:sliced", "Thing", [
    element("Thing.kind", { slicing }),
    element("Thing.kind:a", { max: "1", short: "an a" }),
    element("Thing.kind:b"),
  ]);

  test("of a base are changed in their place, and new ones come last", () => {
    const made = make(profile("urn:p", "urn:sliced", [element("Thing.kind:c"), element("Thing.kind:a", { min: 1 })]), [
      ...types,
      sliced,
    ]);
    const slices = made.ids.filter((id) => String(id).startsWith("Thing.kind:"));
    expect(slices).toEqual(["Thing.kind:a", "Thing.kind:b", "Thing.kind:c"]);
    expect(made.at("Thing.kind:a")).toMatchObject({ min: 1, max: "1" });
  });

  test("of a slice start as the slice and follow it", () => {
    const made = make(profile("urn:p", "urn:sliced", [element("Thing.kind:a/x", { min: 1 })]), [...types, sliced]);
    const slices = made.ids.filter((id) => String(id).startsWith("Thing.kind:"));
    expect(slices).toEqual(["Thing.kind:a", "Thing.kind:a/x", "Thing.kind:b"]);
    expect(made.at("Thing.kind:a/x")).toMatchObject({ min: 1, max: "1", short: "an a" });
  });

  test("of extensions are told apart by URL without saying so, and look like the extension", () => {
    const extension = profile(
      "urn:ext",
      "Extension",
      [element("Extension", { short: "Colour", max: "1" }), element("Extension.url", { fixedUri: "urn:ext" })],
      "Extension",
    );
    const made = make(
      profile("urn:p", "Thing", [
        element("Thing.extension:colour", { type: [{ code: "Extension", profile: ["urn:ext"] }] }),
      ]),
      [...types, extension],
    );
    expect(made.at("Thing.extension")).toMatchObject({ slicing: { discriminator: [{ type: "value", path: "url" }] } });
    expect(made.at("Thing.extension:colour")).toMatchObject({ min: 0, max: "1", short: "Colour" });
  });

  test("of nothing that is sliced are the element itself, with a name", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.name:Title", { min: 1 })]), types);
    expect(made.ids.filter((id) => String(id).startsWith("Thing.name"))).toEqual(["Thing.name:Title"]);
    const next = make(profile("urn:q", "urn:p", [element("Thing.name", { max: "1", short: "title" })]), [
      ...types,
      profile("urn:p", "Thing", [element("Thing.name:Title", { min: 1 })]),
    ]);
    expect(next.at("Thing.name:Title")).toMatchObject({ min: 1, short: "title" });
  });
});

describe("choices", () => {
  test("are sliced by type without saying so, and a slice has the type of its name", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.value[x]:valueCoding", { short: "c" })]), types);
    expect(made.at("Thing.value[x]")).toMatchObject({
      slicing: { discriminator: [{ type: "type", path: "$this" }], rules: "open" },
      ...type("string", "Coding"),
    });
    expect(made.at("Thing.value[x]:valueCoding")).toMatchObject({ ...type("Coding"), min: 0 });
  });

  test("may be written with the type in the path", () => {
    const made = make(
      profile("urn:p", "Thing", [
        element("Thing.valueCoding", { short: "c" }),
        element("Thing.valueCoding.code", { min: 1 }),
      ]),
      types,
    );
    expect(made.problems).toEqual([]);
    expect(made.at("Thing.value[x]")).toMatchObject({ slicing: { rules: "open" }, ...type("string", "Coding") });
    expect(made.at("Thing.value[x]:valueCoding")).toMatchObject({ path: "Thing.value[x]", ...type("Coding") });
    expect(made.at("Thing.value[x]:valueCoding.code")).toMatchObject({ path: "Thing.value[x].code", min: 1 });
  });

  test("have no other type when one has to be there", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.valueString", { min: 1 })]), types);
    expect(made.at("Thing.value[x]")).toMatchObject({ min: 1, ...type("string"), slicing: { rules: "closed" } });
  });

  test("go by the slice that the base has for the type, whatever its name", () => {
    const base = profile("urn:base", "Thing", [
      element("Thing.value[x]", { slicing: { rules: "open" } }),
      element("Thing.value[x]:text", type("string")),
    ]);
    const made = make(profile("urn:p", "urn:base", [element("Thing.valueString", { min: 1 })]), [...types, base]);
    expect(made.ids.filter((id) => String(id).includes("[x]:"))).toEqual(["Thing.value[x]:text"]);
    expect(made.at("Thing.value[x]:text")).toMatchObject({ min: 1 });
  });

  test("are found when the `[x]` is forgotten", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.value", { min: 1 })]), types);
    expect([made.problems.length, made.at("Thing.value[x]")?.min]).toEqual([0, 1]);
  });
});

describe("differentials as they come", () => {
  test("need no ids, no parents and no order", () => {
    const made = make(
      profile("urn:p", "Thing", [
        { path: "Thing.part.label", short: "label" },
        { path: "Thing.kind.code", min: 1 },
        { path: "Thing.name", min: 1 },
      ]),
      types,
    );
    expect(made.problems).toEqual([]);
    expect(made.at("Thing.kind.code")?.min).toBe(1);
    expect(made.at("Thing.name")?.min).toBe(1);
    expect(made.at("Thing.part.label")?.short).toBe("label");
  });

  test("without ids go into the slice that came last", () => {
    const made = make(
      profile("urn:p", "Thing", [
        { path: "Thing.kind", slicing: { rules: "open" } },
        { path: "Thing.kind", sliceName: "a" },
        { path: "Thing.kind.code", fixedCode: "a" },
        { path: "Thing.kind", sliceName: "b" },
        { path: "Thing.kind.code", fixedCode: "b" },
      ]),
      types,
    );
    expect(made.at("Thing.kind:a.code")?.fixedCode).toBe("a");
    expect(made.at("Thing.kind:b.code")?.fixedCode).toBe("b");
  });

  test("report what the base does not have, and go on", () => {
    const made = make(profile("urn:p", "Thing", [element("Thing.weight"), element("Thing.name", { min: 1 })]), types);
    expect(made.problems).toEqual([
      {
        kind: "unknown-element",
        definition: "urn:p",
        element: "Thing.weight",
        message: "the differential speaks of `Thing.weight`, which its base does not have",
      },
    ]);
    expect(made.at("Thing.name")?.min).toBe(1);
  });

  test("report a type that no package defines, where they go into it", () => {
    const odd = specialization("Odd", "Element", [element("Odd.money", { max: "1", ...type("Money") })]);
    const made = make(profile("urn:p", "Odd", [element("Odd.money.value", { min: 1 })], "Odd"), [...types, odd]);
    expect(made.problems.map(({ message }) => message)).toEqual([
      "the differential speaks of `Odd.money.value`, below an element whose type `Money` no package defines",
    ]);
  });

  test("report elements of another type, and nesting beyond reason", () => {
    const deep = { path: `Thing${".part".repeat(50_000)}` };
    const made = make(profile("urn:p", "Thing", [element("Thing"), element("Other.name"), deep, {}]), types);
    expect(made.problems.map(({ kind }) => kind)).toEqual(["stray-element", "stray-element", "stray-element"]);
  });

  test("make no prototype of a name", () => {
    const hostile = JSON.parse('{"path":"Thing.name","__proto__":{"polluted":1},"constructor":[1]}') as JsonObject;
    make(profile("urn:p", "Thing", [hostile, element("Thing.__proto__.x"), element("Thing.constructor")]), types);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("bases", () => {
  test("are followed through profiles without snapshots", () => {
    const first = profile("urn:a", "Thing", [element("Thing.name", { min: 1 })]);
    const second = profile("urn:b", "urn:a", [element("Thing.kind", { max: "1" })]);
    const made = make(second, [...types, first]);
    expect([made.at("Thing.name")?.min, made.at("Thing.kind")?.max]).toEqual([1, "1"]);
  });

  test("that are missing are a problem, and the type stands in", () => {
    const made = make(profile("urn:p", "urn:gone", [element("Thing.name", { min: 1 })]), types);
    expect(made.problems).toEqual([
      {
        kind: "base-missing",
        definition: "urn:p",
        message: "the base `urn:gone` is in none of the packages that it may be looked up in",
      },
    ]);
    expect(made.at("Thing.name")?.min).toBe(1);
  });

  test("that lead back are a problem, and no endless one", () => {
    const a = profile("urn:a", "urn:b", []);
    const b = profile("urn:b", "urn:a", []);
    const made = make(a, [...types, b]);
    expect(made.problems.map(({ kind, definition }) => [kind, definition])).toContainEqual(["base-cycle", "urn:b"]);
    expect(made.at("Thing.name")).toBeDefined();
  });

  test("may be a thousand without an overflow", () => {
    const chain = Array.from({ length: 1000 }, (_, at) =>
      profile(`urn:${at}`, at === 999 ? "Thing" : `urn:${at + 1}`, []),
    );
    const made = make(chain[0]!, [...types, ...chain]);
    expect(made.problems.map(({ kind }) => kind)).toContain("base-cycle");
  });

  test("an extension may hold itself", () => {
    const self = [{ code: "Extension", profile: ["urn:tree"] }];
    const tree = profile("urn:tree", "Extension", [element("Extension.extension:child", { type: self })], "Extension");
    const made = make(tree, types);
    expect(made.problems).toEqual([]);
    expect(made.at("Extension.extension:child")).toMatchObject({ type: self });
  });
});

test("a snapshot that is there is what counts", () => {
  const elements = [element("Thing", { min: 0, max: "*" })];
  const made = make({ ...profile("urn:p", "urn:gone", []), snapshot: { element: elements } }, types);
  expect([made.elements, made.problems]).toEqual([elements, []]);
});

test("the definitions that it is made from are not changed", () => {
  const before = JSON.stringify(types);
  make(profile("urn:p", "Thing", [element("Thing.kind.code", { min: 1, constraint: [ele] })]), types);
  expect(JSON.stringify(types)).toBe(before);
});
