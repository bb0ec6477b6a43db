import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import type { GeneratorHome } from "#scaffold/new/action.ts";
import { chooseAction } from "#scaffold/new/choose-action.ts";

const top = realpathSync(mkdtempSync(join(tmpdir(), "specmill-choose-")));
afterAll(() => rmSync(top, { recursive: true, force: true }));
for (const action of ["one/page/new", "one/page/_default", "one/plain/new", "two/page/new", "two/other/new"])
  mkdirSync(join(top, action), { recursive: true });

function homeOf(conflicts: GeneratorHome["conflicts"], ...folders: GeneratorHome["folders"]): GeneratorHome {
  return { folders, conflicts, config: {} };
}
const one = { path: join(top, "one"), isInside: true };
const two = { path: join(top, "two"), isInside: true };
const home = homeOf("fail", one);

function chosen(words: readonly (string | number)[], from = home) {
  const choice = chooseAction(words, from, fs);
  return choice === undefined ? undefined : [choice.generator, choice.action, choice.subaction, choice.name];
}

describe("words", () => {
  const cases: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
    ["generator, action and name", ["plain", "new", "home"], ["plain", "new", undefined, "home"]],
    ["an action without a name", ["plain", "new"], ["plain", "new", undefined, undefined]],
    ["a subaction, without a second one", ["plain", "new:a:b"], ["plain", "new:a:b", "a", undefined]],
    [
      "a word that is no action is the name for `_default`",
      ["page", "home", "x"],
      ["page", "_default", undefined, "home"],
    ],
    ["`_default` has no subactions: the word is the name", ["page", "new:a"], ["page", "_default", undefined, "new:a"]],
    ["the generator alone", ["page"], ["page", "_default", undefined, undefined]],
    ["a number is a word", ["page", 7], ["page", "_default", undefined, "7"]],
    ["no word", [], undefined],
  ];
  test.each(cases.map(([what, words, expected]) => [what, words, expected] as const))(
    "%s",
    (_what, words, expected) => {
      expect(chosen(words)).toEqual(expected as ReturnType<typeof chosen>);
    },
  );
});

describe("what there is not", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["plain"], "no action of `plain` is named"],
    [["plain", "old"], "there is no action `old` of `plain`"],
    [["nothing", "new"], "there is no generator `nothing`"],
    [["..", "one"], "there is no generator `..`"],
    [["plain", "../page/new"], "there is no action `../page/new` of `plain`"],
  ];
  test.each(cases.map(([words, message]) => [words.join(" "), words, message] as const))(
    "%s",
    (_call, words, message) => {
      expect(() => chosen(words)).toThrow(message);
    },
  );
  test("no templates at all", () => {
    expect(() => chosen(["page", "new"], homeOf("fail"))).toThrow("there are no templates here");
  });
});

describe("several folders", () => {
  test("one generator in two of them is an error, or the first or the last wins", () => {
    expect(() => chosen(["page", "new"], homeOf("fail", one, two))).toThrow("the generator `page` is in");
    expect(chooseAction(["page", "new"], homeOf("skip", one, two), fs)?.folder).toBe(join(top, "one/page/new"));
    expect(chooseAction(["page", "new"], homeOf("override", one, two), fs)?.folder).toBe(join(top, "two/page/new"));
    expect(chooseAction(["other", "new"], homeOf("fail", one, two), fs)?.folder).toBe(join(top, "two/other/new"));
  });
  test("a prefix tells them apart", () => {
    const both = homeOf("fail", one, { ...two, prefix: "x-" });
    expect(chooseAction(["page", "new"], both, fs)?.folder).toBe(join(top, "one/page/new"));
    expect(chooseAction(["x-page", "new"], both, fs)?.folder).toBe(join(top, "two/page/new"));
  });
});
