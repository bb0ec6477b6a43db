import { describe, expect, test } from "bun:test";
import { checkSize } from "#document/check-bytes.ts";
import { bytesOf, inShort, limits, parse } from "./support.ts";

describe("invalid UTF-8 is told by its first byte", () => {
  const cases: readonly (readonly [string, number[], string])[] = [
    [
      "a byte that never occurs",
      [0x7b, 0x22, 0xff, 0x22, 0x7d],
      "document/encoding 1:3 byte 0xff at offset 2 is not valid UTF-8 | save the file as UTF-8",
    ],
    [
      "a sequence that is cut",
      [0x61, 0x3a, 0x0a, 0x20, 0xc3, 0x28],
      "document/encoding 2:2 byte 0xc3 at offset 4 is not valid UTF-8 | save the file as UTF-8",
    ],
    [
      "an overlong form",
      [0x61, 0xc0, 0x80],
      "document/encoding 1:2 byte 0xc0 at offset 1 is not valid UTF-8 | save the file as UTF-8",
    ],
    [
      "a surrogate",
      [0xed, 0xa0, 0x80],
      "document/encoding 1:1 byte 0xed at offset 0 is not valid UTF-8 | save the file as UTF-8",
    ],
    [
      "above U+10FFFF",
      [0x61, 0xf4, 0x90, 0x80, 0x80],
      "document/encoding 1:2 byte 0xf4 at offset 1 is not valid UTF-8 | save the file as UTF-8",
    ],
    [
      "UTF-16",
      [0xff, 0xfe, 0x7b, 0x00],
      "document/encoding 1:1 byte 0xff at offset 0 is not valid UTF-8 | the file looks like UTF-16; save it as UTF-8",
    ],
  ];
  for (const [name, bytes, expected] of cases) {
    test(name, async () => {
      const { value, problems } = await parse("a.yaml", new Uint8Array(bytes));
      expect(problems.map(inShort)).toEqual([expected]);
      expect(value).toBeUndefined();
    });
  }

  test("valid letters of every length before it count", async () => {
    const { problems } = await parse("a.yaml", new Uint8Array([...bytesOf("é€🙂"), 0x80]));
    expect(problems.map(inShort)).toEqual([
      "document/encoding 1:5 byte 0x80 at offset 9 is not valid UTF-8 | save the file as UTF-8",
    ]);
  });
});

test("a byte order mark is not part of the content", async () => {
  expect((await parse("a.json", '\ufeff{"a":1}')).value).toEqual({ a: 1 });
  expect((await parse("a.yaml", "\ufeffa: 1")).value).toEqual({ a: 1 });
  expect((await parse("a.toml", "\ufeffa = 1")).value).toEqual({ a: 1 });
  expect((await parse("a.csv", "\ufeffa\n1")).value).toEqual([{ a: "1" }]);
});

test("nothing but blanks is an empty document, in every format", async () => {
  for (const file of ["a.json", "a.yaml", "a.toml", "a.csv", "a.ndjson"]) {
    for (const text of ["", " \n\t\r\n", "\ufeff"]) {
      expect((await parse(file, text)).problems.map(inShort)).toEqual(["source/empty 1:1 the document is empty"]);
    }
  }
});

test("a document over the cap is told with its size, the cap and the option", async () => {
  const { value, problems } = await parse("a.json", `[${" ".repeat(3_000_000)}]`, { documentBytes: 2_000_000 });
  expect(value).toBeUndefined();
  expect(problems.map(inShort)).toEqual([
    "source/too-large - the document has 3.0 MB, more than the 2.0 MB that `limits.documentBytes` allows" +
      " | to read it all the same, set `limits.documentBytes` to 3000002 or more",
  ]);
});

test("the size can be checked before anything is read", () => {
  expect(checkSize("a.json", 200_000_000, limits)).toMatchObject({
    code: "source/too-large",
    place: { file: "a.json" },
  });
  expect(checkSize("a.json", limits.documentBytes, limits)).toBeUndefined();
});
