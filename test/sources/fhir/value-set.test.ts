/** Value sets as lists of codes, and why they are not. */
import { describe, expect, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { expandValueSet } from "#sources/fhir/value-set.ts";
import { scopeOf } from "./snapshot-scope.ts";

const animals: JsonObject = {
  resourceType: "CodeSystem",
  url: "urn:animals",
  content: "complete",
  property: [
    { code: "legs", type: "integer" },
    { code: "notSelectable", type: "boolean" },
  ],
  concept: [
    {
      code: "animal",
      property: [{ code: "notSelectable", valueBoolean: true }],
      concept: [
        {
          code: "bird",
          display: "Bird",
          property: [{ code: "legs", valueInteger: 2 }],
          concept: [{ code: "duck", display: "Duck", definition: "It quacks." }],
        },
        { code: "dog", display: "Dog", property: [{ code: "legs", valueInteger: 4 }] },
      ],
    },
    {
      code: "dodo",
      property: [
        { code: "inactive", valueBoolean: true },
        { code: "parent", valueCode: "bird" },
      ],
    },
  ],
};

function valueSet(include: readonly JsonObject[], rest: JsonObject = {}, exclude?: readonly JsonObject[]): JsonObject {
  const compose = { include, ...(exclude === undefined ? {} : { exclude }) };
  return { resourceType: "ValueSet", url: "urn:vs", compose, ...rest };
}

function expand(definition: JsonObject, ...others: readonly JsonObject[]) {
  const { concepts, incomplete } = expandValueSet(definition, scopeOf([definition, animals, ...others]));
  return { codes: concepts.map(({ code }) => code), concepts, incomplete };
}

const listed = (...codes: string[]) => ({ system: "urn:animals", concept: codes.map((code) => ({ code })) });

describe("a whole code system", () => {
  test("gives all codes that may be used, nested ones too, and those out of use", () => {
    const { codes, incomplete } = expand(valueSet([{ system: "urn:animals" }]));
    expect(codes).toEqual(["bird", "duck", "dog", "dodo"]);
    expect(incomplete).toBeUndefined();
  });

  test("gives each with system, display and definition", () => {
    expect(expand(valueSet([{ system: "urn:animals" }])).concepts[1]).toEqual({
      system: "urn:animals",
      code: "duck",
      display: "Duck",
      definition: "It quacks.",
    });
  });

  test("is looked up whatever version is asked for", () => {
    expect(expand(valueSet([{ system: "urn:animals", version: "9" }])).codes.length).toBe(4);
  });

  for (const [content, words] of [
    ["not-present", "has no codes in its definition"],
    ["fragment", "has only some of its codes in its definition"],
    ["example", "has only examples of its codes in its definition"],
    ["supplement", "only adds to another code system"],
  ] as const)
    test(`with the content \`${content}\` gives the reason and no codes`, () => {
      const other = { ...animals, url: "urn:other", content };
      const { codes, incomplete } = expand(valueSet([{ system: "urn:other" }]), other);
      expect([codes, incomplete]).toEqual([[], `the code system \`urn:other\` ${words}`]);
    });

  test("that no package has gives the reason, and the rest of the codes", () => {
    const { codes, incomplete } = expand(valueSet([{ system: "urn:gone" }, listed("dog")]));
    expect([codes, incomplete]).toEqual([["dog"], "the code system `urn:gone` is in none of the packages"]);
  });
});

describe("listed codes", () => {
  test("need no code system, and have the display of the list", () => {
    const { concepts, incomplete } = expand(valueSet([{ system: "urn:gone", concept: [{ code: "x", display: "X" }] }]));
    expect([concepts, incomplete]).toEqual([[{ system: "urn:gone", code: "x", display: "X" }], undefined]);
  });

  test("have the display of the code system where the list has none", () => {
    const concept = [{ code: "dog" }, { code: "duck", display: "Donald" }];
    const { concepts } = expand(valueSet([{ system: "urn:animals", concept }]));
    expect(concepts.map(({ display }) => display)).toEqual(["Dog", "Donald"]);
  });

  test("that only group others are left out", () => {
    expect(expand(valueSet([listed("animal", "dog")])).codes).toEqual(["dog"]);
  });

  test("are there once, and the same code of two systems twice", () => {
    const { codes } = expand(
      valueSet([listed("dog", "dog"), listed("dog"), { system: "urn:b", concept: [{ code: "dog" }] }]),
    );
    expect(codes).toEqual(["dog", "dog"]);
  });
});

describe("filters", () => {
  const cases: readonly (readonly [property: string, op: string, value: string, codes: readonly string[]])[] = [
    ["concept", "=", "dog", ["dog"]],
    ["code", "in", "dog, duck", ["duck", "dog"]],
    ["concept", "not-in", "dog,duck", ["bird", "dodo"]],
    ["concept", "is-a", "bird", ["bird", "duck", "dodo"]],
    ["concept", "descendent-of", "bird", ["duck", "dodo"]],
    ["concept", "is-not-a", "bird", ["dog"]],
    ["concept", "generalizes", "duck", ["bird", "duck"]],
    ["concept", "child-of", "animal", ["bird", "dog"]],
    ["concept", "descendent-leaf", "animal", ["duck", "dog", "dodo"]],
    ["legs", "=", "4", ["dog"]],
    ["legs", "in", "2,4", ["bird", "dog"]],
    ["legs", "not-in", "2", ["duck", "dog", "dodo"]],
    ["legs", "exists", "true", ["bird", "dog"]],
    ["legs", "exists", "false", ["duck", "dodo"]],
    ["parent", "=", "bird", ["duck", "dodo"]],
    ["child", "exists", "false", ["duck", "dog", "dodo"]],
    ["display", "=", "Dog", ["dog"]],
    ["inactive", "=", "false", ["bird", "duck", "dog"]],
    ["notSelectable", "=", "false", ["bird", "duck", "dog", "dodo"]],
  ];

  for (const [property, op, value, codes] of cases)
    test(`\`${property} ${op} ${value}\` picks ${codes.join(", ")}`, () => {
      const found = expand(valueSet([{ system: "urn:animals", filter: [{ property, op, value }] }]));
      expect([found.codes, found.incomplete]).toEqual([[...codes], undefined]);
    });

  test("hold all at once", () => {
    const filter = [
      { property: "concept", op: "is-a", value: "animal" },
      { property: "legs", op: "exists", value: "true" },
      { property: "legs", op: "=", value: "4" },
    ];
    expect(expand(valueSet([{ system: "urn:animals", filter }])).codes).toEqual(["dog"]);
  });

  for (const [filter, reason] of [
    [
      { property: "code", op: "regex", value: "(a+)+$" },
      "its filter `code regex (a+)+$` on `urn:animals` cannot be applied here",
    ],
    [{ property: "wings", op: "=", value: "2" }, "its filter `wings = 2` on `urn:animals` cannot be applied here"],
    [
      { property: "constructor", op: "constructor", value: "" },
      "its filter `constructor constructor ` on `urn:animals` cannot be applied here",
    ],
    [{ property: "concept", op: "is-a", value: "cat" }, "its filter names `cat`, which `urn:animals` does not have"],
  ] as const)
    test(`that cannot be told give a reason: ${filter.property} ${filter.op}`, () => {
      const { codes, incomplete } = expand(valueSet([{ system: "urn:animals", filter: [filter] }]));
      expect([codes, incomplete]).toEqual([[], reason]);
    });

  test("end where codes are above themselves", () => {
    const parent = (code: string, valueCode: string) => ({ code, property: [{ code: "parent", valueCode }] });
    const circle = { ...animals, url: "urn:circle", concept: [parent("a", "b"), parent("b", "a")] };
    const filter = [{ property: "concept", op: "is-a", value: "a" }];
    expect(expand(valueSet([{ system: "urn:circle", filter }]), circle).codes).toEqual(["a", "b"]);
  });
});

describe("value sets of value sets", () => {
  const pets = valueSet([listed("dog", "duck")], { url: "urn:pets" });
  const swimmers = valueSet([listed("duck", "dodo")], { url: "urn:swimmers" });

  test("of one include hold all at once", () => {
    expect(expand(valueSet([{ valueSet: ["urn:pets", "urn:swimmers"] }]), pets, swimmers).codes).toEqual(["duck"]);
  });

  test("of several includes add up", () => {
    const both = valueSet([{ valueSet: ["urn:pets|1.0"] }, { valueSet: ["urn:swimmers"] }]);
    expect(expand(both, pets, swimmers).codes).toEqual(["dog", "duck", "dodo"]);
  });

  test("narrow the codes beside them", () => {
    expect(expand(valueSet([{ ...listed("dog", "dodo"), valueSet: ["urn:pets"] }]), pets).codes).toEqual(["dog"]);
  });

  test("tell the codes of a system that no package has", () => {
    const mixed = valueSet([{ system: "urn:gone", concept: [{ code: "x" }] }, listed("dog")], { url: "urn:mixed" });
    const { codes, incomplete } = expand(valueSet([{ system: "urn:gone", valueSet: ["urn:mixed"] }]), mixed);
    expect([codes, incomplete]).toEqual([["x"], undefined]);
  });

  test("that are missing give the reason", () => {
    expect(expand(valueSet([{ valueSet: ["urn:gone"] }])).incomplete).toBe(
      "the value set `urn:gone` is in none of the packages",
    );
  });

  test("that include themselves end with a reason", () => {
    const other = valueSet([{ valueSet: ["urn:vs"] }, listed("dog")], { url: "urn:other" });
    const { codes, incomplete } = expand(valueSet([{ valueSet: ["urn:other"] }]), other);
    expect([codes, incomplete]).toEqual([["dog"], "the value set `urn:vs` includes itself"]);
  });

  test("that multiply end with a reason", () => {
    const concept = Array.from({ length: 30_000 }, (_, at) => ({ code: `c${at}` }));
    const sets = Array.from({ length: 5 }, (_, at) =>
      valueSet([{ system: "urn:many", concept: concept.map(({ code }) => ({ code: `${at}${code}` })) }], {
        url: `urn:${at}`,
      }),
    );
    const all = valueSet(sets.map(({ url }) => ({ valueSet: [String(url)] })));
    expect(expand(all, ...sets).incomplete).toBe("it takes more than 100000 codes to expand it");
  });
});

describe("what is excluded", () => {
  const all = [{ system: "urn:animals" }];

  test("is left out", () => {
    expect(expand(valueSet(all, {}, [listed("dog", "dodo")])).codes).toEqual(["bird", "duck"]);
  });

  test("may be a whole system, whether a package has it or not", () => {
    const gone = { system: "urn:gone", concept: [{ code: "x" }] };
    const { codes, incomplete } = expand(valueSet([listed("dog"), gone], {}, [{ system: "urn:gone" }]));
    expect([codes, incomplete]).toEqual([["dog"], undefined]);
  });

  test("leaves nothing when it is not known", () => {
    const { codes, incomplete } = expand(valueSet(all, {}, [{ valueSet: ["urn:gone"] }]));
    expect([codes, incomplete]).toEqual([[], "the value set `urn:gone` is in none of the packages"]);
  });
});

describe("an expansion that is carried", () => {
  const contains = [
    { system: "urn:s", code: "group", abstract: true, contains: [{ system: "urn:s", code: "a", display: "A" }] },
    { system: "urn:s", code: "b", inactive: true },
    { system: "urn:s", code: "a" },
  ];

  test("is what counts, without codes that only group others, each once", () => {
    const { concepts, incomplete } = expand(valueSet([listed("dog")], { expansion: { contains, total: 4 } }));
    expect(concepts).toEqual([
      { system: "urn:s", code: "a", display: "A" },
      { system: "urn:s", code: "b" },
    ]);
    expect(incomplete).toBeUndefined();
  });

  for (const [what, expansion] of [
    ["a later page", { contains, offset: 100 }],
    ["less than its total", { contains, total: 1000 }],
    ["a page with a next one", { contains, next: "http://example.org/next" }],
    [
      "cut as too costly",
      { contains, extension: [{ url: "http://hl7.org/fhir/StructureDefinition/valueset-toocostly" }] },
    ],
    ["unclosed", { contains, extension: [{ url: "http://hl7.org/fhir/StructureDefinition/valueset-unclosed" }] }],
    ["filtered by a text", { contains, parameter: [{ name: "filter", valueString: "a" }] }],
    ["without codes", {}],
  ] as const)
    test(`does not count when it is ${what}`, () => {
      expect(expand(valueSet([listed("dog")], { expansion })).codes).toEqual(["dog"]);
    });
});

test("a value set that says nothing gives that as the reason", () => {
  const { codes, incomplete } = expand({ resourceType: "ValueSet", url: "urn:vs" });
  expect([codes, incomplete]).toEqual([[], "`urn:vs` does not say which codes it has"]);
});
