/** Resources with one problem each, and how the two kinds of validators tell it. */
import type { Json } from "#model/json.ts";
import { type } from "../../sources/fhir/type-rig.ts";
import { bound, definitions } from "./definitions.ts";
import { valueSet } from "./support.ts";

export interface Case {
  /** What the test is called. */
  readonly when: string;
  readonly value: Json;
  /** `path: message`, in the order of the problems. */
  readonly plain: readonly string[];
  readonly zod: readonly string[];
}

/** The same words from both; zod has a path of its own. */
function both(when: string, value: Json, path: string, message: string): Case {
  const below = path.slice(path.indexOf(".") + 1).replace(/\[(\d+)\]/g, ".$1");
  return { when, value, plain: [`${path}: ${message}`], zod: [`${below}: ${message}`] };
}

const patient = (more: { readonly [property: string]: Json }) => ({ resourceType: "Patient", ...more });
const observation = (more: { readonly [property: string]: Json }) => ({
  resourceType: "Observation",
  code: { text: "Pulse" },
  ...more,
});
const url = "http://example.org/why";

/** Of the patient summary. */
export const summaryCases: readonly Case[] = [
  {
    when: "a property is of no element",
    value: patient({ surname: "X", name: [{ nick: "Y" }] }),
    plain: ["Patient.surname: is no element of Patient", "Patient.name[0].nick: is no element of HumanName"],
    zod: ['name.0: Unrecognized key: "nick"', ': Unrecognized key: "surname"'],
  },
  {
    when: "a value is of another type",
    value: patient({ active: "yes", birthDate: 1970, maritalStatus: "M" }),
    plain: [
      "Patient.active: has to be a boolean",
      "Patient.birthDate: has to be a string",
      "Patient.maritalStatus: has to be an object",
    ],
    zod: [
      "active: Invalid input: expected boolean, received string",
      "birthDate: Invalid input: expected string, received number",
      "maritalStatus: Invalid input: expected object, received string",
    ],
  },
  {
    when: "there is one value in place of a list, or a list in place of a value",
    value: patient({ name: {}, maritalStatus: [] }),
    plain: ["Patient.name: has to be a list", "Patient.maritalStatus: has to be one value, not a list"],
    zod: [
      "name: Invalid input: expected array, received object",
      "maritalStatus: Invalid input: expected object, received array",
    ],
  },
  {
    when: "a code is not of its value set",
    value: patient({ gender: "masculine" }),
    plain: ["Patient.gender: has to be one of male, female, other, unknown"],
    zod: ['gender: Invalid option: expected one of "male"|"female"|"other"|"unknown"'],
  },
  {
    when: "a list is empty",
    value: patient({ name: [] }),
    plain: ["Patient.name: may not be empty"],
    zod: ["name: Too small: expected array to have >=1 items"],
  },
  {
    when: "there is null",
    value: patient({ active: null, telecom: [null] }),
    plain: ["Patient.active: may not be null", "Patient.telecom[0]: may not be null"],
    zod: [
      "telecom.0: Invalid input: expected object, received null",
      "active: Invalid input: expected boolean, received null",
    ],
  },
  {
    when: "an integer has a fraction or is too big",
    value: [1.5, 2 ** 31].map((count) => patient({ multipleBirthInteger: count })),
    plain: [1, 2].map(() => "Patient.multipleBirthInteger: has to be a whole number from -2147483648 to 2147483647"),
    zod: [
      "multipleBirthInteger: Invalid input: expected int, received number",
      "multipleBirthInteger: Too big: expected number to be <=2147483647",
    ],
  },
  {
    when: "the resource is another one",
    value: { resourceType: "Group" },
    plain: ["Patient.resourceType: has to be Patient"],
    zod: ['resourceType: Invalid input: expected "Patient"'],
  },
  both("an object is empty", patient({ contact: [{}] }), "Patient.contact[0]", "may not be empty"),
  both("a required element is missing", observation({}), "Observation.status", "has to be there"),
  both("a date is none", patient({ birthDate: "1970-13-01" }), "Patient.birthDate", "is no valid date"),
  both("an id is none", patient({ id: "a b" }), "Patient.id", "is no valid id"),
  both("a string is empty", patient({ name: [{ family: "" }] }), "Patient.name[0].family", "is no valid string"),
  both(
    "a choice is made twice",
    patient({ deceasedBoolean: true, deceasedDateTime: "2020" }),
    "Patient.deceased[x]",
    "may be there once, and is there as deceasedBoolean and deceasedDateTime",
  ),
  both(
    "a choice is made by a sibling, too",
    patient({ deceasedBoolean: true, _deceasedDateTime: { id: "a" } }),
    "Patient.deceased[x]",
    "may be there once, and is there as deceasedBoolean and deceasedDateTime",
  ),
  both(
    "a required choice is not made",
    { resourceType: "MedicationStatement", status: "active", subject: { display: "X" } },
    "MedicationStatement.medication[x]",
    "has to be there",
  ),
  both(
    "a reference leads to something else",
    patient({ managingOrganization: { reference: "Patient/1/_history/2" } }),
    "Patient.managingOrganization",
    "has to lead to Organization",
  ),
  both(
    "a reference says that it leads to something else",
    patient({ managingOrganization: { type: "Group" } }),
    "Patient.managingOrganization",
    "has to lead to Organization",
  ),
  both(
    "a list has neither a value nor a sibling",
    patient({ name: [{ given: ["A", null], _given: [{ id: "a" }] }] }),
    "Patient.name[0].given[1]",
    "has to have a value or extensions",
  ),
  {
    when: "a sibling has a problem",
    value: patient({ _birthDate: { extension: [{ url, valueCode: " x" }] }, name: [{ _given: [{ ids: "a" }] }] }),
    plain: [
      "Patient.birthDate.extension[0].valueCode: is no valid code",
      "Patient.name[0].given[0].ids: is no element of Element",
    ],
    zod: ['name.0._given.0: Unrecognized key: "ids"', "_birthDate.extension.0.valueCode: is no valid code"],
  },
];

/** What is right and looks wrong. */
export const fine: readonly Json[] = [
  patient({}),
  patient({ name: [{ given: [null, "B"], _given: [{ id: "a" }] }] }),
  patient({ name: [{ _given: [{ id: "a" }] }] }),
  observation({ _status: { extension: [{ url, valueCode: "unknown" }] } }),
  patient({ managingOrganization: { reference: "http://example.org/fhir/Anything/1" } }),
  patient({ managingOrganization: { reference: "#contained" }, contained: [{ resourceType: "Organization" }] }),
];

/** Words of limits, and what definitions do that have no package below them. */
export const limited = [
  ...definitions,
  type("Limited", {
    base: "DomainResource",
    elements: [
      ["pair", "Quantity", { min: 2, max: "3" }],
      ["names", "string", { min: 2, max: "3" }],
      ["long", "code", bound("required", "long")],
      ["lost", "Missing"],
      ["model", "http://example.org/Model"],
      ["__proto__", "boolean"],
      ["count", "positiveInt"],
      ["value[x]", "string boolean"],
      ["valueSet", "string"],
    ],
  }),
  valueSet("long", [..."abcdefghijkl"]),
  type("positiveInt", { base: "integer", kind: "primitive-type" }),
];

const limitedResource = { resourceType: "Limited", pair: [{ id: "1" }, { id: "2" }], names: ["a", "b"] };

export const limitedCases: readonly Case[] = [
  {
    when: "there are too few",
    value: { ...limitedResource, pair: [{ id: "1" }], names: ["a"] },
    plain: ["Limited.pair: has to be there 2 times, and is 1", "Limited.names: has to be there 2 times, and is 1"],
    zod: ["pair: Too small: expected array to have >=2 items", "names: Too small: expected array to have >=2 items"],
  },
  {
    when: "there are too many",
    value: { ...limitedResource, names: ["a", "b", "c", "d"] },
    plain: ["Limited.names: may be there 3 times, and is 4"],
    zod: ["names: Too big: expected array to have <=3 items"],
  },
  {
    when: "there are many codes",
    value: { ...limitedResource, long: "z" },
    plain: ["Limited.long: has to be one of a, b, c, d, e, f, g, h, i, j, ... (12 codes)"],
    zod: [`long: Invalid option: expected one of ${[..."abcdefghijkl"].map((code) => `"${code}"`).join("|")}`],
  },
  {
    when: "what no package defines is no object",
    value: { ...limitedResource, lost: 1 },
    plain: ["Limited.lost: has to be an object"],
    zod: ["lost: Invalid input: expected record, received number"],
  },
  {
    when: "a number has to be positive",
    value: { ...limitedResource, count: 0 },
    plain: ["Limited.count: has to be a whole number from 1 to 2147483647"],
    zod: ["count: Too small: expected number to be >=1"],
  },
];

/** A zod schema does not look at a property of this name, and leaves it out. */
export const prototyped = JSON.parse(JSON.stringify(limitedResource).replace("{", '{"__proto__":1,')) as Json;

/** `valueSet` is no type of `value[x]`, and what a model holds nobody knows. */
export const limitedFine: readonly Json[] = [
  { ...limitedResource, valueString: "a", valueSet: "b", model: 1, lost: { any: 1 }, long: "l" },
];
