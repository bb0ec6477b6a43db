/** Limits that do not fit the type of their column say nothing. */
import { expect, test } from "bun:test";
import { fittingLimits } from "#sources/database/fitting-limits.ts";

test.each([
  ["numbers keep bounds", "integer", { min: 0, exclusiveMax: 9, maxLength: 3 }, { min: 0, exclusiveMax: 9 }],
  ["numbers keep values that are numbers", "decimal", { values: [1, 2] }, { values: [1, 2] }],
  ["numbers have no texts for values", "integer", { values: ["1", "2"] }, undefined],
  ["texts keep lengths", "string", { min: 5, minLength: 1, maxLength: 3 }, { minLength: 1, maxLength: 3 }],
  ["texts have no numbers for values", "string", { values: [1], maxLength: 3 }, { maxLength: 3 }],
  ["texts keep values that are texts", "enum", { values: ["a"] }, { values: ["a"] }],
  ["dates have neither", "date", { min: 1, maxLength: 10, values: ["2020-01-01"] }, undefined],
  ["a column without a type keeps all", "other", { min: 1, maxLength: 10 }, { min: 1, maxLength: 10 }],
  ["no limits stay none", "integer", undefined, undefined],
] as const)("%s", (_what, kind, limits, kept) => {
  expect(fittingLimits(limits, kind)).toEqual(kept);
});
