/** The three-way merge, judged by `git merge-file`: what is clean here is what git makes of it, and no line of anybody is lost. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstMarker, mergeTexts } from "#scaffold/new/track/merge-texts.ts";

const merge = (base: string, ours: string, theirs: string) => mergeTexts({ base, ours, theirs }, "\n");

describe("both sides", () => {
  test("changes in different places are both taken", () => {
    expect(merge("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n")).toEqual({
      text: "A\nb\nc\nd\nE\n",
      conflicts: [],
    });
  });

  test("the same change on both sides is one", () => {
    expect(merge("a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n")).toEqual({ text: "a\nB\nc\n", conflicts: [] });
  });

  test("different changes of a line stay both, and the lines around them are no part of the conflict", () => {
    const merged = merge("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\n");
    expect(merged).toEqual({
      text: "a\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> template\nc\n",
      conflicts: [2],
    });
    expect(firstMarker(merged.text)).toBe(2);
    expect(firstMarker(merged.text.replaceAll("\n", "\r\n"))).toBe(2);
    expect(firstMarker("<<<<<<< not ours\n")).toBeUndefined();
  });

  test("a line that one side changed and the other one deleted is a conflict", () => {
    expect(merge("a\nb\nc\n", "a\nc\n", "a\nB\nc\n").conflicts).toEqual([2]);
    expect(merge("a\nb\nc\n", "a\nB\nc\n", "a\nc\n").text).toContain("B\n=======\n>>>>>>> template\n");
  });

  test("a last line without an end gets one where a marker follows, and only there", () => {
    expect(merge("a\nb", "a\nmine", "a\ntheirs").text).toBe(
      "a\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> template\n",
    );
    expect(merge("a\nb", "A\nb", "a\nb")).toEqual({ text: "A\nb", conflicts: [] });
  });

  test("empty texts: a base that nobody kept, and a template that gives nothing any more", () => {
    expect(merge("", "mine\n", "theirs\n").conflicts).toEqual([1]);
    expect(merge("a\n", "a\n", "")).toEqual({ text: "", conflicts: [] });
    expect(merge("a\n", "a\nmine\n", "").text).toContain("mine\n");
  });

  test("texts of 20,000 lines, most of them equal, are merged at once", () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => (at % 3 === 0 ? `${at}` : "same"));
    const base = `${lines.join("\n")}\n`;
    const begin = performance.now();
    const merged = merge(base, base.replace("\n300\n", "\nmine\n"), base.replace("\n19998\n", "\ntheirs\n"));
    expect(merged.conflicts).toEqual([]);
    expect(merged.text).toBe(base.replace("\n300\n", "\nmine\n").replace("\n19998\n", "\ntheirs\n"));
    // A table of all pairs of equal lines would take minutes.
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

describe("random edits", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "specmill-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([6, 40, 1000])("as git does it, with %p different lines", (words) => {
    const random = seeded(words);
    let [clean, stricter] = [0, 0];
    for (let round = 0; round < 200; round++) {
      const base = Array.from({ length: 5 + random(40) }, () => anyLine(random, words));
      const [ours, theirs] = [edited(base, random, words), edited(base, random, words)];
      const sides = [ours, base, theirs].map((lines) => lines.map((line) => `${line}\n`).join(""));
      const [mine = "", old = "", other = ""] = sides;
      const merged = merge(old, mine, other);
      const git = mergeFile(sides, folder);
      if (merged.conflicts.length === 0) {
        clean++;
        expect([git.conflicts, merged.text]).toEqual([0, git.text]);
        continue;
      }
      if (git.conflicts === 0) stricter++;
      const there = countOf(merged.text.split("\n"));
      for (const side of [ours, theirs]) expectKept(side, base, there);
    }
    expect(clean).toBeGreaterThan(80);
    // Where equal lines leave a choice of what was changed, git is sometimes lucky.
    expect(stricter).toBeLessThan(6);
  });
});

/** What a side added is in the result, line by line. */
function expectKept(side: readonly string[], base: readonly string[], there: ReadonlyMap<string, number>): void {
  const before = countOf(base);
  for (const [line, count] of countOf(side)) {
    if (count > (before.get(line) ?? 0)) expect(there.get(line) ?? 0).toBeGreaterThan(0);
  }
}

function countOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function mergeFile(sides: readonly string[], folder: string) {
  const paths = sides.map((text, at) => {
    const path = join(folder, String(at));
    writeFileSync(path, text);
    return path;
  });
  const { stdout, exitCode } = Bun.spawnSync([
    "git",
    "merge-file",
    "-p",
    "-L",
    "yours",
    "-L",
    "base",
    "-L",
    "template",
    ...paths,
  ]);
  return { text: stdout.toString(), conflicts: exitCode };
}

function anyLine(random: (below: number) => number, words: number): string {
  const common = ["", "}", "  {", "end"];
  return random(10) < 3 ? (common[random(4)] ?? "") : `line ${random(words)}`;
}

function edited(lines: readonly string[], random: (below: number) => number, words: number): string[] {
  const made = [...lines];
  for (let edit = random(3); edit >= 0; edit--) {
    const at = random(made.length + 1);
    const fresh = Array.from({ length: 1 + random(3) }, () => anyLine(random, words));
    const kind = random(3);
    if (kind === 0) made.splice(at, 0, ...fresh);
    else if (kind === 1) made.splice(at, 1 + random(3));
    else made.splice(at, 1, ...fresh.slice(0, 1));
  }
  return made;
}

/** The same numbers in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}
