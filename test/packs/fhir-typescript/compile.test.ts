/** What the compiler says of the types, and what the types say of resources. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { JsonObject } from "#model/json.ts";
import { nodeNext, typeErrors } from "../openapi-typescript/type-check.ts";
import { definitions, profiled } from "./definitions.ts";
import type { Options } from "./support.ts";
import { core, examples, ips, renderDefinitions, renderPackages } from "./support.ts";

/** The compiler is asked for a hundred files, beside other tests. */
setDefaultTimeout(120_000);

function errorsIn(files: ReadonlyMap<string, string>, programs: { readonly [path: string]: string } = {}): string {
  const all = new Map([...files].map(([path, text]) => [`fhir/${path}`, text]));
  for (const [path, text] of Object.entries(programs)) all.set(path, text);
  return typeErrors(all, {
    noPropertyAccessFromIndexSignature: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
  });
}

const variants: readonly Options[] = [
  {},
  { primitives: "brand", enums: "const", suggestCodes: true, logicalModels: true, comments: "short" },
  { primitives: "alias", decimal: "string", comments: "none" },
  { validators: "plain" },
  { validators: "zod" },
  { validators: "zod", primitives: "brand", decimal: "string", suggestCodes: true, comments: "none" },
];

describe("what is generated compiles", () => {
  test.each(variants.map((options) => [options]))("for a patient summary, with %j", async (options) => {
    expect(errorsIn((await renderPackages(ips, options)).files)).toBe("");
  });

  const beside: readonly (readonly [string, string])[] = [
    ["none", ""],
    ["plain", 'export { isPatient } from "./fhir/hl7.fhir.r5.core/validators.js";'],
    ["zod", 'export { PatientSchema } from "./fhir/hl7.fhir.r5.core/schemas.js";'],
  ];

  test.each(beside)("for two releases side by side, with validators: %s", async (validators, use) => {
    const r5 = core(profiled, { name: "hl7.fhir.r5.core", version: "5.0.0", fhirVersions: ["5.0.0"] });
    const { files } = await renderPackages([core(profiled), r5], { validators });
    expect(
      errorsIn(files, {
        "use.ts": `import type { hl7FhirR5Core } from "./fhir/index.js";\nexport type P = hl7FhirR5Core.Patient;\n${use}\n`,
      }),
    ).toBe("");
  });

  test("as Node resolves modules", async () => {
    expect(typeErrors(await renderDefinitions(profiled), nodeNext)).toBe("");
  });
});

test("the examples of the patient summary have its types", async () => {
  const { files } = await renderPackages(ips);
  const known = new Set([...files.keys()].map((path) => path.toLowerCase()));
  // The fixture has a part of R4: what it lacks is taken out of the bundles.
  const isKnown = ({ resourceType }: JsonObject) => known.has(`resources/${String(resourceType).toLowerCase()}.ts`);
  const whole = examples.map((example) => {
    const entries = example.entry as readonly { readonly resource: JsonObject }[] | undefined;
    return entries === undefined ? example : { ...example, entry: entries.filter(({ resource }) => isKnown(resource)) };
  });
  const lines = whole.map((example, at) => `export const e${at} = ${JSON.stringify(example)} satisfies FhirResource;`);
  expect(whole.length).toBeGreaterThan(40);
  expect(
    errorsIn(files, { "examples.ts": `import type { FhirResource } from "./fhir/index.js";\n${lines.join("\n")}` }),
  ).toBe("");
});

const program = `
import type { Bundle, FhirResource, Observation, Patient, Reference, ResourceOf } from "./fhir/index.js";
import type { AdministrativeGender } from "./fhir/value-sets.js";
import { PatientUvIps } from "./fhir/profiles.js";

export const fine: Patient = { resourceType: "Patient", gender: "male", birthDate: "1970-01-01", _birthDate: { id: "b" } };
// @ts-expect-error: no code of the value set
export const wrongCode: Patient = { resourceType: "Patient", gender: "masculine" };
// @ts-expect-error: no such property
export const unknown: Patient = { resourceType: "Patient", surname: "X" };
// @ts-expect-error: \`code\` is missing
export const missing: Observation = { resourceType: "Observation", status: "final" };
// @ts-expect-error: another resource
export const other: Patient = { resourceType: "Observation" };

declare const plain: Reference;
declare const toGroup: Reference<"Group">;
declare const toEither: Reference<"Organization" | "Group">;
export const referring: Patient = { resourceType: "Patient", managingOrganization: plain };
export const either: typeof toEither = toGroup;
// @ts-expect-error: another target
export const wrongTarget: Patient = { resourceType: "Patient", managingOrganization: toGroup };
// @ts-expect-error: another target
export const wrongLiteral: Patient = { resourceType: "Patient", managingOrganization: { type: "Group" } };
// @ts-expect-error: fewer targets
export const narrower: typeof toGroup = toEither;

export const bundle: Bundle<Patient> = { resourceType: "Bundle", type: "collection", entry: [{ resource: fine }] };
export const any: Bundle = bundle;
// @ts-expect-error: a bundle of patients
export const observations: Bundle<Observation> = bundle;

export function genderOf(resource: FhirResource): AdministrativeGender | undefined {
  return resource.resourceType === "Patient" ? resource.gender : undefined;
}
export const same: Patient = fine satisfies ResourceOf<"Patient">;

export const summary = PatientUvIps.create({ name: [{ family: "X" }], birthDate: "1970-01-01" });
export const patient: Patient = summary.resource;
// @ts-expect-error: the profile wants \`birthDate\`
export const incomplete = PatientUvIps.create({ name: [{ family: "X" }] });
// @ts-expect-error: a patient is asked for
PatientUvIps.from({ resourceType: "Bundle", type: "document" });
`;

test("the types refuse what is wrong and take what is right", async () => {
  expect(errorsIn((await renderPackages(ips)).files, { "program.ts": program })).toBe("");
});

const parsed = `
import * as z from "zod";
import type { Bundle, FhirResource, HumanName, Patient } from "./fhir/index.js";
import { BundleSchema, FhirResourceSchema, HumanNameSchema, ObservationSchema, PatientSchema, patientFields } from "./fhir/schemas.js";

export const patient: Patient = PatientSchema.parse({});
export const name: HumanName = HumanNameSchema.parse({});
export const bundle: Bundle = BundleSchema.parse({});
export const resource: FhirResource = FhirResourceSchema.parse({});
export const { data } = PatientSchema.safeParse({});
export const gender: "male" | "female" | "other" | "unknown" | undefined = data?.gender;
// @ts-expect-error: another resource
export const other: Patient = ObservationSchema.parse({});

const shop = z.object({ customer: PatientSchema, others: z.array(HumanNameSchema) });
export const customer: Patient = shop.parse({}).customer;
const named = z.looseObject({ ...patientFields(), birthDate: z.iso.date() });
export const birthDate: string = named.parse({}).birthDate;
`;

test("schemas give what the types say, and go into others", async () => {
  const { files } = await renderPackages(ips, { validators: "zod" });
  expect(errorsIn(files, { "program.ts": parsed })).toBe("");
});

const guarded = `
import type { FhirResource, Patient } from "./fhir/index.js";
import type { Problem } from "./fhir/validators.js";
import { isFhirResource, isPatient, validatePatient } from "./fhir/validators.js";

export function birthDate(value: unknown): string | undefined {
  return isPatient(value) ? value.birthDate : undefined;
}
export function sorted(values: readonly unknown[]): FhirResource[] {
  return values.filter(isFhirResource);
}
// @ts-expect-error: not looked at yet
export const patient: Patient = {} as unknown;
const problems: readonly Problem[] = validatePatient({});
export const lines: string[] = problems.map(({ path, message }) => path + ": " + message);
`;

test("functions tell the compiler what a value is", async () => {
  const { files } = await renderPackages(ips, { validators: "plain" });
  expect(errorsIn(files, { "program.ts": guarded })).toBe("");
});

test("a schema that does not fit its type does not compile", async () => {
  const { files } = await renderPackages(ips, { validators: "zod" });
  const path = "schemas/resources/patient.ts";
  const wrong = files.get(path)?.replace("active: optional(BooleanSchema)", "active: optional(CodeSchema)") ?? "";
  expect(errorsIn(new Map([...files, [path, wrong]]))).toContain("active");
});

const branded = `
import type { FhirCanonical, FhirDate, FhirUri, Patient } from "./fhir/index.js";

export const fine: Patient = { resourceType: "Patient", born: "1970-01-01" as FhirDate, given: ["any text"] };
// @ts-expect-error: a text is no date
export const text: Patient = { resourceType: "Patient", born: "1970-01-01" };
export const plain: string = "x" as FhirDate;
declare const canonical: FhirCanonical;
// @ts-expect-error: these definitions have canonical beside uri, not below it
export const uri: FhirUri = canonical;
`;

test("a brand takes no other text", async () => {
  expect(errorsIn(await renderDefinitions(definitions, { primitives: "brand" }), { "program.ts": branded })).toBe("");
});

const adapters = `
import { Adult } from "./fhir/profiles.js";

export const adult = Adult.create({ part: [{ code: "arm" }], valueQuantity: {} });
adult.categoryMain = { text: "coding is filled in" };
adult.partArm = [{ text: "code is filled in" }];
adult.eyes = "male";
adult.pets = [{ name: "Rex", toy: [{}] }];
adult.partLeg = undefined;
// @ts-expect-error: no code of the value set
adult.eyes = "blue";
// @ts-expect-error: a pet has a name
adult.pets = [{ toy: [] }];
// @ts-expect-error: the profile forbids notes
Adult.create({ part: [], note: ["x"] });
// @ts-expect-error: one leg at most
adult.partLeg = [{}];
`;

test("the accessors of a profile have the types of slices and extensions", async () => {
  expect(errorsIn(await renderDefinitions(profiled), { "program.ts": adapters })).toBe("");
});
