/** Which regular expressions of primitives get into the validators. */
import { describe, expect, test } from "bun:test";
import { patternOf } from "../../../templates/fhir-typescript/_patterns.ts";
import { ips, unitsOf } from "./support.ts";

function regexOf(pattern: string | undefined): RegExp {
  const source = /^\/(.*)\/$/s.exec(pattern ?? "")?.[1];
  if (source === undefined) throw new Error(`no pattern but ${pattern}`);
  return new RegExp(source);
}

/** As R5 has them, which no fixture has. */
const r5 = {
  string: String.raw`[\s\S]+`,
  code: String.raw`[^\s]+( [^\s]+)*`,
  integer64: "[0]|[-+]?[1-9][0-9]*",
  time: String.raw`([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?`,
  instant: String.raw`([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00))`,
  dateTime: String.raw`([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?)?)?(Z|(\+|-)((0[0-9]|1[0-3]):[0-5][0-9]|14:00)?)?)?`,
};

describe("the expression of a primitive", () => {
  test("is that of its definition, for the whole value", async () => {
    const units = [...(await unitsOf(ips)).list("primitiveType")].map(
      ({ data }) => data as { type: string; regex?: string },
    );
    const own = units.filter(
      ({ type }) => !["boolean", "integer", "positiveInt", "unsignedInt", "base64Binary"].includes(type),
    );
    expect(own.length).toBeGreaterThan(9);
    for (const { type, regex = "" } of own) {
      expect([type, patternOf({ type, regex })]).toEqual([
        type,
        regex.includes("|") ? `/^(?:${regex})$/` : `/^${regex}$/`,
      ]);
    }
    for (const [type, regex] of Object.entries(r5)) {
      expect([type, regexOf(patternOf({ type: "unknown", regex })).source]).toEqual([
        type,
        expect.stringContaining(regex),
      ]);
    }
  });

  test("is one of ours where the definition says it in another way", () => {
    expect(patternOf({ type: "id", regex: "(a+)+" })).toBe(String.raw`/^[A-Za-z0-9\-\.]{1,64}$/`);
    expect(patternOf({ type: "base64Binary", regex: String.raw`(\s*([0-9a-zA-Z\+/=]){4}\s*)+` })).toBe(
      String.raw`/^[\s0-9A-Za-z+/=]*$/`,
    );
  });

  test("is left out where there is none, or none that is known to be safe", () => {
    expect(patternOf({ type: "mood", regex: "(a+)+" })).toBeUndefined();
    expect(patternOf({ type: "mood", regex: "*/;alert(1)//`" })).toBeUndefined();
    expect(patternOf({ type: "id" })).toBeUndefined();
  });

  test.each([
    ["code", "a ".repeat(200_000)],
    ["oid", `urn:oid:1${".1".repeat(200_000)}x`],
    ["base64Binary", `${"abcd ".repeat(200_000)}!`],
    ["id", "a".repeat(200_000)],
    ["instant", `2020-01-01T00:00:00.${"1".repeat(200_000)}`],
    ["dateTime", `2020-01-01T00:00:00.${"1".repeat(200_000)}`],
    ["time", `00:00:00.${"1".repeat(200_000)}x`],
    ["decimal", `${"1".repeat(200_000)}.`],
    ["uuid", `urn:uuid:${"a".repeat(200_000)}`],
    ["date", `2020-01-01${"1".repeat(200_000)}`],
  ])("takes time in proportion to a wrong %s", (type, text) => {
    const start = performance.now();
    expect(regexOf(patternOf({ type, regex: "(unsafe+)+" })).test(text)).toBe(false);
    // Twice as long a text would take four times as long where it went wrong: minutes.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
