import { expect, test } from "bun:test";
import { styledText } from "#scaffold/new/styled-text.ts";

const plain: readonly (readonly [string, string, string])[] = [
  ["a style", "{bold hi} you", "hi you"],
  ["styles in a row", "{red.bold stop}", "stop"],
  ["nested styles", "{green a {bold b} c}", "a b c"],
  ["several lines", "{yellow one\ntwo}", "one\ntwo"],
  ["a brace that is meant", "\\{bold x\\}", "{bold x}"],
  ["code in braces", "if (x) { return }", "if (x) { return }"],
  ["an object", "{ bold: 1 }", "{ bold: 1 }"],
  ["a word that is no style", "{sparkle x}", "{sparkle x}"],
  ["a style that never ends", "{bold open", "open"],
  ["a name of every object", "{constructor x}", "{constructor x}"],
];

for (const [what, text, expected] of plain) {
  test(`without colors: ${what}`, () => {
    expect(styledText(text, false)).toBe(expected);
  });
}

test("with colors a nested style ends where its braces do, and the outer one goes on", () => {
  expect(styledText("{green a {bold b} c}", true)).toBe("\x1b[32ma \x1b[1mb\x1b[22m\x1b[32m c\x1b[39m");
  expect(styledText("{bgRedBright.underline x}", true)).toBe("\x1b[101m\x1b[4mx\x1b[24m\x1b[49m");
});
