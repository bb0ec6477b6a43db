import { describe, expect, test } from "bun:test";
import { slugOf, slugs } from "#sources/slug.ts";

describe("a slug", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Pet", "pet"],
    ["Find pets by ID!", "find-pets-by-id"],
    ["repos/get-content", "repos-get-content"],
    ["snake_case.v1-beta", "snake_case.v1-beta"],
    ["Crème Brûlée", "creme-brulee"],
    ["Straße Łódź Ærø", "strasse-lodz-aero"],
    ["日本", "unnamed"],
    ["日本 tea 🙂", "tea"],
    ["ﬁle ①", "file-1"],
    ["", "unnamed"],
    ["../../etc/passwd", "etc-passwd"],
    [".hidden", "hidden"],
    ["dot.", "dot"],
    ["...", "unnamed"],
    ["con", "_con"],
    ["NUL.txt", "_nul.txt"],
    ["com1", "_com1"],
    ["console", "console"],
    ["a\u0000b\nc", "a-b-c"],
    ["<script>", "script"],
  ];
  for (const [name, slug] of cases)
    test(`of ${JSON.stringify(name)} is ${slug}`, () => expect(slugOf(name)).toBe(slug));

  test("is short and still made of allowed characters", () => {
    expect(slugOf("x".repeat(500))).toHaveLength(80);
    expect(slugOf(`${"x".repeat(79)} y`)).toBe("x".repeat(79));
  });
});

describe("slugs are unique", () => {
  test("even where case does not count, and the first comer keeps the plain one", () => {
    const slug = slugs();
    expect(["Pet", "pet", "PET", "other"].map(slug)).toEqual(["pet", "pet-2", "pet-3", "other"]);
  });

  test("when a name looks like a suffixed one", () => {
    const slug = slugs();
    expect(["a", "a-2", "a", "a-2", "a"].map(slug)).toEqual(["a", "a-2", "a-3", "a-2-2", "a-4"]);
  });

  test("when they are as long as may be", () => {
    const slug = slugs();
    const made = Array.from({ length: 120 }, () => slug("y".repeat(200)));
    expect(new Set(made).size).toBe(120);
    expect(Math.max(...made.map((one) => one.length))).toBe(80);
  });

  test("for a hundred thousand of one name, quickly", () => {
    const slug = slugs();
    const start = performance.now();
    for (let at = 0; at < 100_000; at++) slug("same");
    expect(slug("same")).toBe("same-100001");
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
