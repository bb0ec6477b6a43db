import { describe, expect, test } from "bun:test";
import { helper as php } from "#templates/helpers/php.ts";
import { hostileStrings } from "../../fixtures/hostile.ts";
import { phpTest, runPhp } from "../../packs/eloquent/php-runtime.ts";
import { hostileTexts } from "../../packs/support/hostile-texts.ts";

const withPhp = phpTest();
const hostile = [...hostileTexts, ...hostileStrings];

describe("string literals", () => {
  withPhp("a literal has the value of the text, whatever it holds", () => {
    const program = `<?php echo json_encode([${hostile.map(php.string).join(", ")}]);`;
    expect(JSON.parse(runPhp(program))).toEqual(hostile.map((text) => text.toWellFormed()));
  });

  test("a literal is one line of visible characters", () => {
    for (const text of hostile)
      expect(php.string(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
  });

  test("plain text stands in single quotes, and only what is invisible in double quotes", () => {
    expect(php.string('a "b" $c')).toBe(`'a "b" $c'`);
    expect(php.string("it's \\")).toBe(String.raw`'it\'s \\'`);
    expect(php.string("$a\n\u2028")).toBe(String.raw`"\$a\n\u{2028}"`);
  });

  test("values are written as one would write them", () => {
    expect(php.literal({ a: [1, "b", true, null], "c d": {} })).toBe("['a' => [1, 'b', true, null], 'c d' => []]");
    expect(php.literal(Number.NaN)).toBe("null");
  });
});

describe("names", () => {
  test("classes are in Pascal case, and never a reserved word", () => {
    expect(php.className("simple-user")).toBe("SimpleUser");
    expect(php.className("list")).toBe("List_");
    expect(php.className("2fa")).toBe("_2fa");
    for (const name of [...hostile, ""]) {
      expect(php.isIdentifier(php.className(name))).toBe(true);
      expect(php.isReserved(php.className(name))).toBe(false);
    }
  });

  test("constants are capitals, and `class` is none", () => {
    expect(php.constantName("max size")).toBe("MAX_SIZE");
    expect(php.constantName("class")).toBe("CLASS_");
    expect(php.constantName("1st")).toBe("_1ST");
  });

  test("variables keep what they can", () => {
    expect(php.identifier("first name")).toBe("first_name");
    expect(php.identifier("größe")).toBe("größe");
    for (const name of hostile) expect(php.isIdentifier(php.identifier(name))).toBe(true);
  });

  test("reserved words are reserved in any case", () => {
    expect(["Class", "STRING", "never", "film"].map(php.isReserved)).toEqual([true, true, true, false]);
  });
});

describe("comments", () => {
  withPhp("no text ends a comment or PHP", () => {
    const lines = hostile.map(
      (text) => `// ${php.comment(text)}\n/* ${php.comment(text)} */\n${php.docComment([text, text])}`,
    );
    expect(runPhp(`<?php\n${lines.join("\n")}\necho 'end';`)).toBe("end");
  });

  test("a short text is one line, a long one a block of wrapped lines", () => {
    expect(php.docComment("Films.", "    ")).toBe("    /** Films. */\n");
    expect(php.docComment("a\n\n\nb")).toBe("/**\n * a\n *\n * b\n */\n");
    for (const line of php.docComment("word ".repeat(60)).split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    expect(php.docComment(" \n")).toBe("");
  });

  test("text that begins like a tag is none", () => {
    expect(php.docLines("@deprecated since ever")).toEqual(["\\@deprecated since ever"]);
  });
});
