/** Whatever a spec calls a thing, its name is one segment that every system can write. */
import { describe, expect, test } from "bun:test";
import { pathSegment } from "#templates/path-segment.ts";
import { contextWith, openPack, page } from "./support.ts";

const cases: readonly (readonly [what: string, value: string, expected: string])[] = [
  ["a plain name", "get-pet_by.id", "get-pet_by.id"],
  ["a path", "pets/{id}", "pets-id"],
  ["a way out", "../../etc/passwd", "etc-passwd"],
  ["a way out on Windows", "..\\..\\x", "x"],
  ["dots alone", "..", "_"],
  ["nothing", "", "_"],
  ["a hidden file", ".git", "git"],
  ["an option", "-rf", "rf"],
  ["spaces and dots at the end", "name. . ", "name"],
  ["a drive and a stream", "C:x:y", "C-x-y"],
  ["controls and NUL", "a\u0000b\u001b[0mc\nd", "a-b-0mc-d"],
  ["bidi and invisible characters", "a\u202eb\u200dc", "a-b-c"],
  ["a device", "con", "_con"],
  ["a device with an ending", "NUL.txt", "_NUL.txt"],
  ["a name that begins like a device", "console", "console"],
  ["letters of any script", "Größe-価格", "Größe-価格"],
  ["two spellings of one letter", "e\u0301", "é"],
  ["half a character", "a\ud800b", "a-b"],
];

describe("a path segment", () => {
  test.each(cases)("of %s", (_what, value, expected) => {
    expect(pathSegment(value)).toBe(expected);
  });

  test("of a long name ends in a digest, so that two of them stay two", () => {
    const [one, two] = [pathSegment(`${"ä".repeat(300)}1`), pathSegment(`${"ä".repeat(300)}2`)];
    expect(Buffer.byteLength(one)).toBeLessThanOrEqual(180);
    expect(one).not.toBe(two);
    expect(one).toBe(pathSegment(`${"ä".repeat(300)}1`));
  });

  test("stays as it is when it is made again", () => {
    for (const [, value] of cases) expect(pathSegment(pathSegment(value))).toBe(pathSegment(value));
  });
});

describe("an output path", () => {
  async function output(path: string, unit: object): Promise<string> {
    const pack = await openPack({ "pack/a.eta": page("", `each: record\noutput: "${path}"`) });
    return (await pack.compile("a.eta")).output(contextWith({ unit }));
  }

  test("has the folders of its literal text only", async () => {
    expect(await output("a/<%= unit.tag %>/<%= unit.name %>.md", { tag: "x/y", name: "../z" })).toBe("a/x-y/z.md");
  });

  test("takes a finished path from `<%~ %>`, for values that are meant to make folders", async () => {
    expect(await output("a/<%~ unit.path %>", { path: "x/y.md" })).toBe("a/x/y.md");
  });
});
