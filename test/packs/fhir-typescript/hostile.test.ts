import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";
import { profile, type } from "../../sources/fhir/type-rig.ts";
import { typeErrors } from "../openapi-typescript/type-check.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { definitions } from "./definitions.ts";
import type { Options } from "./support.ts";
import { renderDefinitions, valueSet } from "./support.ts";
import { loadGenerated, loadProfiles } from "./written.ts";

/** The compiler is asked for hundreds of files, beside other tests. */
setDefaultTimeout(120_000);

const all = [...new Set([...hostileTexts, ...hostileStrings])];

type Say = (text: string) => string;

/** Definitions with `say` around every text that an author can choose and that is no name of an element. What follows a `|` is a version. */
function definitionsOf(sayAnything: Say): JsonObject[] {
  const say = (text: string) => (text.includes(":") ? sayAnything(text).replaceAll("|", "") : sayAnything(text));
  const texts = { short: say("Short."), definition: say("Definition."), comment: say("Comment.") };
  const about = { title: say("Title"), description: say("Description.") };
  const constraint = [{ key: say("k-1"), severity: "error", human: say("Human."), expression: say("true") }];
  const codes = valueSet("moods", [], {
    name: "Moods",
    url: say("http://example.org/ValueSet/moods"),
    ...about,
    compose: {
      include: [
        {
          system: say("http://s"),
          concept: [
            { code: say("good"), display: say("Good mood") },
            { code: say("bad"), display: say("Bad mood") },
          ],
        },
      ],
    },
  });
  const binding = { strength: "required", valueSet: say("http://example.org/ValueSet/moods") };
  const being = type("Being", {
    base: "DomainResource",
    elements: [
      ["mood", "code", { ...texts, binding }],
      ["kind", "CodeableConcept", { max: "*", ...texts }],
      ["friend", "", { type: [{ code: "Reference", targetProfile: [say("http://example.org/Friend")] }], ...texts }],
      // With a colon it would be that of a model.
      ["strange", "", { type: [{ code: say("Strange").replaceAll(":", "") }], ...texts }],
      ["model", "", { type: [{ code: say("http://example.org/Model") }], ...texts }],
      ["part", "BackboneElement", { max: "*", ...texts }],
      ["part.name", "string", { min: 1, ...texts }],
    ],
    more: about,
  });
  const pattern = {
    patternCodeableConcept: { text: say("text"), coding: [{ system: say("http://s"), code: say("c") }] },
  };
  const slicing = { rules: "open", discriminator: [{ type: "pattern", path: "$this" }], description: say("Sliced.") };
  const base = { path: "Being.kind", min: 0, max: "*" };
  const own = { url: say("http://example.org/Profile"), ...about };
  const good = profile(
    "good",
    "Being",
    [
      [
        "extension",
        "Extension",
        { max: "*", slicing: { rules: "open", discriminator: [{ type: "value", path: "url" }] } },
      ],
      [
        "extension:ext",
        "Extension",
        { type: [{ code: "Extension", profile: [say("http://example.org/Ext")] }], ...texts },
      ],
      ["mood", "code", { min: 1, fixedCode: say("good"), binding, ...texts, constraint }],
      ["kind", "CodeableConcept", { max: "*", slicing, base }],
      ["kind:main", "CodeableConcept", { min: 1, base, ...texts, ...pattern }],
    ],
    own,
  );
  const extension = profile("ext", "Extension", [["value[x]", "string", { min: 1, ...texts }]], {
    url: say("http://example.org/Ext"),
    ...about,
  });
  return [...definitions, codes, being, good, extension];
}

const words = new Set(["import", "export", "type", "interface", "class", "const", "from", "as", "extends", "static"]);

/** The code without its comments, names, texts and numbers. */
function structureOf(files: ReadonlyMap<string, string>): string[] {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+|\s+|[\s\S]/gu;
  return [...files].flatMap(([path, text]) => {
    if (path.endsWith("-support.ts")) return [];
    const kinds = (text.match(token) ?? []).flatMap((part) => {
      if (/^(?:\s+|\/\/[\s\S]*|\/\*[\s\S]*)$/.test(part)) return [];
      return words.has(part) || /^[^\p{ID_Continue}$"]/u.test(part) ? part : "name";
    });
    // Layout: a leading bar, and separators before a closing bracket.
    const code = kinds.join(" ").replace(/([=:(]) \|/g, "$1");
    return code.replace(/[;,] ([}\])])/g, "$1");
  });
}

const options: readonly Options[] = [
  {},
  { enums: "const", primitives: "brand", suggestCodes: true },
  { comments: "short" },
  { validators: "plain" },
  { validators: "zod", primitives: "brand" },
];

describe("whatever a definition says", () => {
  test.each(options.map((option) => [option]))("the structure of the code stays, with %j", async (option) => {
    const benign = structureOf(
      await renderDefinitions(
        definitionsOf((text) => `${text}x`),
        option,
      ),
    );
    for (const hostile of all) {
      const files = await renderDefinitions(
        definitionsOf((text) => `${text}${hostile}`),
        option,
      );
      expect([hostile, structureOf(files)]).toEqual([hostile, benign]);
    }
  });

  test("the code compiles", async () => {
    const files = new Map<string, string>();
    for (const [index, hostile] of all.entries()) {
      const rendered = await renderDefinitions(
        definitionsOf((text) => `${text}${hostile}`),
        options[index % options.length],
      );
      for (const [path, text] of rendered) files.set(`${index}/${path}`, text);
    }
    expect(typeErrors(files)).toBe("");
  });

  test("nothing invisible gets into a file, and no comment turns into a tag", async () => {
    for (const hostile of all) {
      const files = await renderDefinitions(definitionsOf((text) => `@deprecated ${text}${hostile}\n@internal`));
      for (const text of files.values()) {
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/^\s*(?:\*|\/\*\*) @(?:deprecated|internal)/m);
      }
    }
  });

  test("URLs, fixed values and patterns mean what the profile says", async () => {
    for (const hostile of all.filter((text) => text.isWellFormed())) {
      const files = await renderDefinitions(definitionsOf((text) => text + hostile));
      const { Good } = await loadProfiles(files);
      const one = Good?.create({});
      const inUrl = hostile.replaceAll("|", "");
      const kind = { text: `text${hostile}`, coding: [{ system: `http://s${inUrl}`, code: `c${hostile}` }] };
      expect(Good?.url).toBe(`http://example.org/Profile${inUrl}`);
      expect([one?.resource.mood, one?.resource.kind]).toEqual([`good${hostile}`, [kind]]);
      expect(one?.validate()).toEqual([]);
    }
  });
});

test.each([
  ["plain", "validators.ts"],
  ["zod", "schemas.ts"],
])("codes mean what the value set says, with validators: %s", async (validators, door) => {
  for (const hostile of all.filter((text) => text.isWellFormed())) {
    const files = await renderDefinitions(
      definitionsOf((text) => text + hostile),
      { validators },
    );
    const module = await loadGenerated(files, door);
    const schema = module.BeingSchema as { safeParse(value: unknown): { success: boolean } } | undefined;
    const isBeing = (module.isBeing ?? ((value: unknown) => schema?.safeParse(value).success)) as (
      value: unknown,
    ) => boolean;
    const moods = [`good${hostile}`, "good", `good${hostile}x`];
    expect([hostile, ...moods.map((mood) => isBeing({ resourceType: "Being", mood }))]).toEqual([
      hostile,
      true,
      false,
      false,
    ]);
  }
});

describe("whatever elements and slices are called", () => {
  const names = [
    ...all.filter((name) => !/[.:[\]/]/.test(name)),
    "__proto__",
    "constructor",
    "class",
    "resource",
    "validate",
  ];

  test("the code compiles", async () => {
    const files = new Map<string, string>();
    for (const [index, name] of names.entries()) {
      const odd = type("Odd", {
        base: "DomainResource",
        elements: [
          [name, "string", { max: "*" }],
          [`${name}s`, "CodeableConcept", { max: "*" }],
        ],
      });
      const slicing = { rules: "open", discriminator: [{ type: "pattern", path: "$this" }] };
      const base = { path: `Odd.${name}s`, min: 0, max: "*" };
      const pattern = { patternCodeableConcept: { text: "x" } };
      const sliced = profile("sliced", "Odd", [
        [name, "string", { max: "0", base: { path: `Odd.${name}`, min: 0, max: "*" } }],
        [`${name}s`, "CodeableConcept", { min: 1, max: "*", slicing, base }],
        [`${name}s:${name}`, "CodeableConcept", { min: 1, max: "1", base, ...pattern }],
        [`${name}s:resource`, "CodeableConcept", { max: "*", base, ...pattern }],
        [`${name}s:Resource`, "CodeableConcept", { max: "*", base, ...pattern }],
      ]);
      for (const [path, text] of await renderDefinitions(
        [...definitions, odd, sliced],
        options[index % options.length],
      ))
        files.set(`${index}/${path}`, text);
    }
    expect(typeErrors(files)).toBe("");
  });
});

test.each([
  ["none", ""],
  ["plain", 'export { isFhirResource, validateProblem, validateFhirResource } from "./validators.js";'],
  ["zod", 'export { FhirResourceSchema, ProblemSchema, ZSchema } from "./schemas.js";'],
])(
  "types that are called like words of the generated code have their names all the same, with validators: %s",
  async (validators, use) => {
    const words = [
      "Omit",
      "Init",
      "Rule",
      "Without",
      "NonNullable",
      "Record",
      "FhirResource",
      "ResourceType",
      "Part",
      "Extract",
      "Problem",
      "TypeRules",
      "PatientFields",
      "PatientRules",
      "PatientSchema",
      "Z",
      "List",
      "Infinity",
    ];
    const types = words.map((word) =>
      type(word, {
        base: "DomainResource",
        elements: [
          ["all[x]", words.join(" "), { max: "*" }],
          ["any", "Resource"],
          ["one", words[0] ?? ""],
        ],
      }),
    );
    const profiles = words.map((word) =>
      profile(`${word}Profile`, word, [["one", words[0] ?? "", { min: 1 }]], { name: word }),
    );
    const files = await renderDefinitions([...definitions, ...types, ...profiles], { validators });
    expect(typeErrors(new Map([...files, ["use.ts", use === "" ? "export {};" : use]]))).toBe("");
  },
);
