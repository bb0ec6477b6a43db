/** Frames: the caret stands below the place, whatever the line holds. */
import { expect, test } from "bun:test";
import { formatFrame } from "#reporters/text/code-frame.ts";
import { styleFor } from "#reporters/text/style.ts";

const plain = styleFor(false);

function frame(lines: readonly string[], line: number, column: number, length: number, width = 80, firstLine = 1) {
  return formatFrame({ firstLine, lines, length }, { line, column }, width, plain);
}

test("the carets stand below the marked columns, and numbers stand in one column", () => {
  expect(frame(["one", "two: x", "three"], 10, 6, 1, 80, 9)).toEqual([
    "   9 | one",
    "  10 | two: x",
    "     |      ^",
    "  11 | three",
  ]);
});

test("tabs and wide characters before the place move the caret by their width", () => {
  expect(frame(["\tkey: x"], 1, 7, 1)).toEqual(["  1 |   key: x", "    |        ^"]);
  expect(frame(["日本: x"], 1, 5, 1)).toEqual(["  1 | 日本: x", "    |       ^"]);
});

test("escape sequences in the source neither show nor move the caret", () => {
  expect(frame(["a\x1b[31mb: x"], 1, 10, 1)).toEqual(["  1 | ab: x", "    |     ^"]);
});

test("a place beyond the end of the line, or on an empty line, still has a caret", () => {
  expect(frame(["ab"], 1, 3, 1)).toEqual(["  1 | ab", "    |   ^"]);
  expect(frame([""], 1, 1, 1)).toEqual(["  1 |", "    | ^"]);
});

test("a document on one line of megabytes shows the place and what is near it", () => {
  const line = `${"a".repeat(3_000_000)}"$ref":"x"${"b".repeat(3_000_000)}`;
  const start = performance.now();
  const [text = "", carets = ""] = frame([line], 1, 3_000_001, 6);
  expect(performance.now() - start).toBeLessThan(200);
  expect(text.length).toBeLessThanOrEqual(80);
  const at = carets.indexOf("^");
  expect(carets.slice(at)).toBe("^^^^^^");
  expect(text.slice(at, at + 6)).toBe('"$ref"');
  expect(text).toStartWith("  1 | …");
  expect(text).toEndWith("…");
});

test("no line is wider than the terminal", () => {
  for (const column of [1, 20, 40, 90, 150]) {
    for (const width of [30, 40, 80]) {
      const lines = frame(["y".repeat(200), "x".repeat(160), "short"], 2, column, 30, width);
      for (const line of lines) expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
    }
  }
});

test("a secret in the source is masked", () => {
  expect(frame(["  url: postgres://me:hunter2@db/x"], 1, 3, 3)).toEqual([
    "  1 |   url: postgres://***@db/x",
    "    |   ^^^",
  ]);
});
