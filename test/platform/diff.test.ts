/** Unified diffs: what they look like, that they say the truth, and that they end. */
import { describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unifiedDiff } from "#platform/diff.ts";
import { compareLines } from "#platform/line-comparison.ts";

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\n`).join("");

describe("unified diff", () => {
  test("equal texts have none", () => {
    expect(unifiedDiff("a.txt", { before: "x\n", after: "x\n" })).toBe("");
    expect(unifiedDiff("a.txt", { before: undefined, after: undefined })).toBe("");
  });

  test("a change stands between three lines of context", () => {
    const before = numbers(1, 10);
    expect(unifiedDiff("src/a.txt", { before, after: before.replace("5\n", "five\n") })).toBe(
      "diff --git a/src/a.txt b/src/a.txt\n--- a/src/a.txt\n+++ b/src/a.txt\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });

  test("changes with up to six equal lines between them share a hunk, further ones do not", () => {
    const before = numbers(1, 30);
    const near = before.replace("\n5\n", "\nfive\n").replace("\n12\n", "\ntwelve\n");
    expect(unifiedDiff("a", { before, after: near }).match(/^@@.*$/gm)).toEqual(["@@ -2,14 +2,14 @@"]);
    const far = before.replace("\n5\n", "\nfive\n").replace("\n13\n", "\nthirteen\n");
    expect(unifiedDiff("a", { before, after: far }).match(/^@@.*$/gm)).toEqual([
      "@@ -2,7 +2,7 @@",
      "@@ -10,7 +10,7 @@",
    ]);
  });

  test("a new and a deleted file have /dev/null on the other side", () => {
    expect(unifiedDiff("a.txt", { before: undefined, after: "x\ny\n" })).toBe(
      "diff --git a/a.txt b/a.txt\nnew file mode 100644\n--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n",
    );
    expect(unifiedDiff("a.txt", { before: "x\n", after: undefined })).toBe(
      "diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
    );
  });

  test("a missing line feed at the end is said on the side that misses it", () => {
    expect(unifiedDiff("a", { before: "x\ny", after: "x\ny\n" })).toBe(
      "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n x\n-y\n\\ No newline at end of file\n+y\n",
    );
    expect(unifiedDiff("a", { before: "x\ny", after: "z\ny" })).toBe(
      "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n-x\n+z\n y\n\\ No newline at end of file\n",
    );
  });

  test("carriage returns are part of the line, and a name with blanks ends in a tab", () => {
    expect(unifiedDiff("my file", { before: "x\r\n", after: "x\n" })).toBe(
      "diff --git a/my file b/my file\n--- a/my file\t\n+++ b/my file\t\n@@ -1 +1 @@\n-x\r\n+x\n",
    );
  });

  test("an empty file that comes or goes is told by its mode alone", () => {
    expect(unifiedDiff("a", { before: undefined, after: "" })).toBe("diff --git a/a b/a\nnew file mode 100644\n");
    expect(unifiedDiff("a", { before: "", after: undefined })).toBe("diff --git a/a b/a\ndeleted file mode 100644\n");
  });

  test("a new file of half a million lines is one hunk", () => {
    const diff = unifiedDiff("a", { before: undefined, after: "x\n".repeat(500_000) });
    expect(diff).toContain("@@ -0,0 +1,500000 @@\n+x\n");
  });

  test("what is no text, or too much of it, is only said to differ", () => {
    expect(unifiedDiff("a", { before: "x\0", after: "y\0" })).toBe(
      "diff --git a/a b/a\nBinary files a/a and b/a differ\n",
    );
    const large = "x".repeat(17 * 1024 * 1024);
    expect(unifiedDiff("a", { before: `${large}y`, after: large })).toBe(
      "diff --git a/a b/a\nBinary files a/a and b/a differ\n",
    );
  });
});

describe("line comparison", () => {
  test("is as short as the longest common subsequence allows, on every pair of short texts", () => {
    const texts = allTexts(5, ["a", "b", "c"]).slice(0, 200);
    for (const before of texts) {
      for (const after of texts) {
        const changes = compareLines(before, after);
        const edits = changes.reduce((sum, one) => sum + one.end - one.start + one.newEnd - one.newStart, 0);
        expect(edits).toBe(before.length + after.length - 2 * commonLength(before, after));
        expect(applyChanges(before, after, changes)).toEqual([...after]);
      }
    }
  });

  test("a thousand random edits are told so that they can be applied", () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 1000; round++) {
      const before = Array.from({ length: random(60) }, () => `${random(12)}`);
      const after = before.flatMap((line) =>
        random(5) === 0 ? [] : random(6) === 0 ? [line, `${random(12)}`] : [line],
      );
      expect(applyChanges(before, after, compareLines(before, after))).toEqual(after);
    }
  });

  test("two large texts with nothing in common, and two shuffled ones, end within seconds", () => {
    const random = randomNumbers(3);
    const start = performance.now();
    const left = Array.from({ length: 60_000 }, (_, i) => `left ${i}\n`);
    expect(
      compareLines(
        left,
        left.map((line) => `new ${line}`),
      ),
    ).toHaveLength(1);
    const before = Array.from({ length: 60_000 }, () => `${random(300)}\n`);
    const after = Array.from({ length: 60_000 }, () => `${random(300)}\n`);
    expect(applyChanges(before, after, compareLines(before, after))).toEqual(after);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test("git applies what the diff says, and gets the new text", () => {
  const folder = mkdtempSync(join(tmpdir(), "specmill-diff-"));
  try {
    const random = randomNumbers(11);
    for (let round = 0; round < 20; round++) {
      const lines = Array.from({ length: 5 + random(40) }, () => `line ${random(20)}`);
      const before = lines.join("\n") + (random(2) === 0 ? "\n" : "");
      const kept = lines.flatMap((line) => (random(4) === 0 ? [] : random(5) === 0 ? [line, "more"] : [line]));
      const after = ["first", ...kept].join("\n") + (random(2) === 0 ? "\n" : "");
      writeFileSync(join(folder, "text.txt"), before);
      const patch = unifiedDiff("text.txt", { before, after });
      const applied = Bun.spawnSync(["git", "apply", "-"], {
        cwd: folder,
        stdin: Buffer.from(patch),
        stderr: "pipe",
        env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
      });
      expect(applied.stderr.toString()).toBe("");
      expect(readFileSync(join(folder, "text.txt"), "utf8")).toBe(after);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

type Changes = ReturnType<typeof compareLines>;

function applyChanges(before: readonly string[], after: readonly string[], changes: Changes): string[] {
  const made: string[] = [];
  let at = 0;
  for (const change of changes) {
    made.push(...before.slice(at, change.start));
    for (const line of after.slice(change.newStart, change.newEnd)) made.push(line);
    at = change.end;
  }
  for (const line of before.slice(at)) made.push(line);
  return made;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let last = new Array(b.length + 1).fill(0);
  for (const one of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) next.push(one === b[j - 1] ? last[j - 1] + 1 : Math.max(last[j], next[j - 1]!));
    last = next;
  }
  return last[b.length];
}

function allTexts(length: number, letters: readonly string[]): string[][] {
  const texts: string[][] = [[]];
  for (let from = 0, size = 0; size < length; size++) {
    const to = texts.length;
    for (; from < to; from++) for (const letter of letters) texts.push([...texts[from]!, letter]);
  }
  return texts;
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x7fffffff) * below) % Math.max(1, below);
  };
}
