/** What the functions of `validators: plain` and the schemas of `validators: zod` say of resources. */
import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Json, JsonObject } from "#model/json.ts";
import { examples, ips, renderDefinitions, renderPackages } from "./support.ts";
import type { Case } from "./validator-cases.ts";
import { fine, limited, limitedCases, limitedFine, prototyped, summaryCases } from "./validator-cases.ts";
import { loadGenerated } from "./written.ts";

setDefaultTimeout(60_000);

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A type by its name, and a value: what is wrong with it. */
type Validate = (type: string, value: Json) => string[];

type Exports = { readonly [name: string]: unknown };

function plainValidate(module: Exports): Validate {
  return (type, value) => {
    const problems = (module[`validate${type}`] as (value: Json) => readonly Problem[])(value);
    expect((module[`is${type}`] as (value: Json) => boolean)(value)).toBe(problems.length === 0);
    return problems.map(({ path, message }) => `${path}: ${message}`);
  };
}

interface Schema {
  safeParse(value: Json): {
    readonly data?: Json;
    readonly error?: { readonly issues: readonly { readonly path: readonly unknown[]; readonly message: string }[] };
  };
}

/** What passes comes out as it went in. */
function zodValidate(module: Exports): Validate {
  return (type, value) => {
    const { data, error } = (module[`${type}Schema`] as Schema).safeParse(value);
    if (error === undefined) expect(data).toEqual(value);
    return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
}

const kinds = [
  { kind: "plain", door: "validators.ts", validate: plainValidate },
  { kind: "zod", door: "schemas.ts", validate: zodValidate },
] as const;

/** The type of a value, or of the first of several. */
function typeOf(value: Json): string {
  const [first] = [value].flat() as readonly JsonObject[];
  return first?.resourceType === "Group" ? "Patient" : String(first?.resourceType);
}

function problemsOf(validate: Validate, { value }: Case): string[] {
  return ([value].flat() as readonly Json[]).flatMap((one) => validate(typeOf(value), one));
}

describe.each(kinds)("validators: $kind", ({ kind, door, validate }) => {
  let summary: Validate;
  let hand: Validate;

  beforeAll(async () => {
    const packages = await renderPackages(ips, { validators: kind });
    summary = validate(await loadGenerated(packages.files, door));
    hand = validate(await loadGenerated(await renderDefinitions(limited, { validators: kind }), door));
  });

  test.each(summaryCases.map((one) => [one.when, one] as const))("say so where %s", (_, one) => {
    expect(problemsOf(summary, one).toSorted()).toEqual(one[kind].toSorted());
  });

  test.each(limitedCases.map((one) => [one.when, one] as const))("say so where %s", (_, one) => {
    expect(problemsOf(hand, one).toSorted()).toEqual(one[kind].toSorted());
  });

  test("say nothing of what only looks wrong", () => {
    for (const value of fine) expect([value, summary(typeOf(value), value)]).toEqual([value, []]);
    for (const value of limitedFine) expect([value, hand(typeOf(value), value)]).toEqual([value, []]);
  });

  test("know any resource by its type, also inside others", () => {
    const entry = [{ resource: { resourceType: "Patient", active: 1 } }, { resource: { resourceType: "Patience" } }];
    const said = summary("FhirResource", { resourceType: "Bundle", type: "collection", entry });
    expect(said.toSorted()).toEqual(
      {
        plain: [
          "Bundle.entry[0].resource.active: has to be a boolean",
          "Bundle.entry[1].resource.resourceType: has to name a resource",
        ],
        zod: [
          "entry.0.resource.active: Invalid input: expected boolean, received number",
          "entry.1.resource.resourceType: has to name a resource",
        ],
      }[kind],
    );
    expect(summary("FhirResource", { resourceType: "__proto__" })).toHaveLength(1);
    expect(summary("FhirResource", null)).toHaveLength(1);
  });

  test("pass the examples of the patient summary", async () => {
    const { files } = await renderPackages(ips);
    const known = new Set([...files.keys()].map((path) => path.toLowerCase()));
    // The fixture has a part of R4: what it lacks is taken out of the bundles.
    const isKnown = ({ resourceType }: JsonObject) => known.has(`resources/${String(resourceType).toLowerCase()}.ts`);
    let passed = 0;
    for (const example of examples) {
      const entries = example.entry as readonly { readonly resource: JsonObject }[] | undefined;
      const whole =
        entries === undefined ? example : { ...example, entry: entries.filter(({ resource }) => isKnown(resource)) };
      if (!isKnown(whole)) continue;
      expect([example.id, summary("FhirResource", whole)]).toEqual([example.id ?? "", []]);
      passed++;
    }
    expect(passed).toBeGreaterThan(40);
  });
});

test("functions look at a property that is called like the prototype", async () => {
  const files = await renderDefinitions(limited, { validators: "plain" });
  const validate = plainValidate(await loadGenerated(files, "validators.ts"));
  expect(validate("Limited", prototyped)).toEqual(["Limited.__proto__: has to be a boolean"]);
});

test("functions end where a value is nested without end", async () => {
  const { files } = await renderPackages(ips, { validators: "plain" });
  const validate = plainValidate(await loadGenerated(files, "validators.ts"));
  let extension: JsonObject = { url: "http://example.org/x", valueBoolean: true };
  for (let depth = 0; depth < 20_000; depth++) extension = { url: "http://example.org/x", extension: [extension] };
  const said = validate("Extension", extension);
  expect(said).toHaveLength(1);
  expect(said[0]).toEndWith("[0]: is nested too deep to be looked at");
});
