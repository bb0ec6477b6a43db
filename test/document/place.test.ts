import { describe, expect, test } from "bun:test";
import { placeAt, placeAtByte, placeAtLine, shiftPlace } from "#document/place.ts";
import { bytesOf, marked } from "./support.ts";

const text = "one\ntwo\nthree\nfour\nfive\n";

test("a place has its line, its column, two lines before and one after", () => {
  expect(placeAt("a.yaml", text, text.indexOf("ree"), { length: 3, pointer: "/x" })).toEqual({
    file: "a.yaml",
    line: 3,
    column: 3,
    pointer: "/x",
    frame: { firstLine: 1, lines: ["one", "two", "three", "four"], length: 3 },
  });
});

test("the first and the last line have fewer lines around them", () => {
  expect(placeAt("a", text, 0).frame).toEqual({ firstLine: 1, lines: ["one", "two"], length: 1 });
  expect(placeAt("a", text, text.indexOf("five")).frame?.lines).toEqual(["three", "four", "five"]);
});

test("an offset past the end is the end", () => {
  expect(placeAt("a", "x", 99)).toMatchObject({ line: 1, column: 2 });
  expect(placeAt("a", "", 0)).toMatchObject({ line: 1, column: 1, frame: { lines: [""], length: 1 } });
});

test("the mark does not go past the end of the line", () => {
  expect(marked(placeAt("a", text, 5, { length: 100 }))).toBe("wo");
});

test("CRLF and a lone CR end lines as LF does", () => {
  const mixed = "a\r\nb\rc\nd";
  expect([..."abcd"].map((letter) => placeAt("f", mixed, mixed.indexOf(letter)).line)).toEqual([1, 2, 3, 4]);
  expect(placeAt("f", mixed, mixed.indexOf("c")).frame?.lines).toEqual(["a", "b", "c", "d"]);
});

describe("long lines", () => {
  const minified = `{"a":1,${'"b":"x",'.repeat(2_000_000)}"c":2}`;

  test("are cut at the right", () => {
    const place = placeAt("min.json", minified, 2);
    expect(place.frame?.lines).toHaveLength(1);
    expect(place.frame?.lines[0]).toHaveLength(161);
    expect(place.frame?.lines[0]?.endsWith("…")).toBe(true);
  });

  test("have a place but no frame far to the right", () => {
    const offset = minified.indexOf('"c"');
    expect(placeAt("min.json", minified, offset)).toEqual({ file: "min.json", line: 1, column: offset + 1 });
    expect(placeAtByte("min.json", bytesOf(minified), offset)).toEqual({
      file: "min.json",
      line: 1,
      column: offset + 1,
    });
  });

  test("next to the place are cut too", () => {
    const place = placeAt("a", `${"x".repeat(1_000_000)}\nhere\n${"y".repeat(1_000_000)}`, 1_000_001);
    expect(place.frame?.lines.map((line) => line.length)).toEqual([161, 4, 161]);
  });
});

test("bytes and text give the same places", () => {
  const wide = "α: é\nβ: 🙂 x\r\nγ: 1\n";
  for (const part of ["é", "x", "γ", "1"]) {
    const offset = wide.indexOf(part);
    const byte = bytesOf(wide.slice(0, offset)).length;
    expect(placeAtByte("f", bytesOf(wide), byte, { length: 1 })).toEqual(placeAt("f", wide, offset, { length: 1 }));
  }
});

test("columns count UTF-16 units, as editors do", () => {
  expect(placeAt("f", "🙂x", 2)).toMatchObject({ line: 1, column: 3 });
});

test("a byte order mark is no column", () => {
  expect(placeAtByte("f", bytesOf("\ufeffab"), 4)).toMatchObject({ line: 1, column: 2, frame: { lines: ["ab"] } });
});

test("a line without a column is underlined from its first character on", () => {
  const place = placeAtLine("f", "a:\n  b: c\n", 2);
  expect(place).toMatchObject({ line: 2, column: 3 });
  expect(marked(place)).toBe("b: c");
  expect(marked(placeAtLine("f", "a:\n  b: c\n", 2, 6, 1))).toBe("c");
  expect(placeAtLine("f", "a\nb", 9)).toMatchObject({ line: 2 });
});

test("a place in a piece of a file moves to where the piece is", () => {
  expect(shiftPlace(placeAt("f", "a\nb", 2), 10)).toMatchObject({ line: 12, column: 1, frame: { firstLine: 11 } });
  expect(shiftPlace({ file: "f", line: 1, column: 2 }, 3)).toEqual({ file: "f", line: 4, column: 2 });
});
