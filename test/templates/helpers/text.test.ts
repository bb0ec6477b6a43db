import { describe, expect, test } from "bun:test";
import { helper as text } from "#templates/helpers/text.ts";

test("lines have no ends, whatever ended them", () => {
  expect(text.lines("a\r\nb\rc\u2028d\n")).toEqual(["a", "b", "c", "d"]);
});

test("indenting leaves empty lines empty, and dedenting takes the margin back", () => {
  const code = "if (x) {\n  y();\n\n}";
  expect(text.indent(code)).toBe("  if (x) {\n    y();\n\n  }");
  expect(text.dedent(`\n${text.indent(code, 6)}\n`)).toBe(code);
  expect(text.indent("a\nb", "// ")).toBe("// a\n// b");
});

test("wrapping breaks at spaces, keeps the margin and never cuts a word", () => {
  expect(text.wrap("  one two three extraordinarily", 9)).toBe("  one two\n  three\n  extraordinarily");
});

describe("the first sentence", () => {
  test.each([
    ["Gets a pet. And more.", "Gets a pet."],
    ["Uses v1.2 of e.g. the API. More.", "Uses v1.2 of e.g. the API."],
    ["Is it? Yes.", "Is it?"],
    ["(All of it.) More.", "(All of it.)"],
    ["No end\n\nSecond paragraph.", "No end"],
    ["Wrapped\nover lines. More.", "Wrapped over lines."],
    ["", ""],
  ])("of %j is %j", (value, sentence) => {
    expect(text.firstSentence(value)).toBe(sentence);
  });
});

test("truncating cuts at a word and says so", () => {
  expect(text.truncate("one two three four", 12)).toBe("one two…");
  expect(text.truncate("short", 12)).toBe("short");
  expect(text.truncate("😀".repeat(10), 4).isWellFormed()).toBe(true);
});

test("cleaning removes what cannot be seen and keeps the rest", () => {
  expect(text.clean("a\0b\u202ec\u2066\ufeffd\te\u00e9😀\ud800")).toBe("abcd\te\u00e9😀\ufffd");
});

test("values are listed as one says them", () => {
  expect([text.list([]), text.list(["a"]), text.list(["a", "b"]), text.list(["a", "b", "c"], "or")]).toEqual([
    "",
    "a",
    "a and b",
    "a, b or c",
  ]);
});

test("a label loses its full stop, an ellipsis stays", () => {
  expect([text.withoutStop("Get a pet."), text.withoutStop("And so on...")]).toEqual(["Get a pet", "And so on..."]);
});
