/** Hostile text: it cannot move a cursor, give a command to a pipeline, or carry a secret out. */
import { describe, expect, test } from "bun:test";
import { redact } from "#reporters/text/redact.ts";
import { cleanLine, cleanText, defuseCommands } from "#reporters/text/sanitize.ts";

describe("what a terminal would act on", () => {
  test.each([
    ["colors", "a\x1b[31;1mb\x1b[0mc", "abc"],
    ["cursor moves and wiped screens", "\x1b[2J\x1b[10;10Ha\x1b[?25l", "a"],
    ["window titles, ended by BEL or ST", "\x1b]0;title\x07a\x1b]2;t\x1b\\b\x9d0;t\x9cc", "abc"],
    ["links", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"],
    ["device strings", "\x1bP+q544e\x1b\\a\x1b_x\x1b\\b\x1b^y\x1b\\c\x1bXz\x1b\\d", "abcd"],
    ["eight-bit controls", "\x9b31ma\x85b", "ab"],
    ["two-byte escapes", "\x1bcreset\x1b7\x1b(0x", "resetx"],
    ["an escape without an end", "a\x1b", "a"],
    ["a string without an end keeps its text, harmless", "\x1b]0;title", "]0;title"],
    ["bells, backspaces, NUL and DEL", "a\x07b\x08c\0d\x7f", "abcd"],
    ["marks of direction", "user\u202e\u2066 // \u2069\u200fadmin\u061c", "user // admin"],
    ["a byte order mark", "\ufeffa", "a"],
  ])("is taken out: %s", (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test("nested sequences leave no new one behind", () => {
    for (const text of ["\x1b\x1b[31m[31mx", "\x1b[\x1b[31m31mx", "\x1b]\x1b]0;\x07;\x07x", "\x9b\x9b1m2mx"]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
      expect(cleanText(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    }
  });

  test("ordinary text of any language stays as it is", () => {
    const text = "Größe ≥ 3 日本語 🦆 é\n\ttab";
    expect(cleanText(text)).toBe(text);
  });

  test("every kind of line end becomes a line feed, or a blank where there is one line", () => {
    expect(cleanText("a\r\nb\rc\u2028d\u2029e")).toBe("a\nb\nc\nd\ne");
    expect(cleanLine("a\r\n  b\tc\n\n d")).toBe("a b c d");
  });

  test.each([
    "\x1b]",
    "\x1b[",
    "\x1b[0",
    "\x9d;",
    "\x1b]\x9d",
    "\x1b(",
    "\x1b ",
    "\r",
    " ",
    "\n",
    " \n",
    "\t",
    "::",
    "\n ",
    "\u00a0",
  ])("a megabyte of %j takes no time to speak of", (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const start = performance.now();
    cleanLine(text);
    defuseCommands(text);
    redact(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("commands of a pipeline", () => {
  test("lose their form, wherever blanks hide them", () => {
    expect(defuseCommands("::error::x\n \t::add-mask::y\n\u00a0::z::")).toBe(
      ": :error::x\n \t: :add-mask::y\n\u00a0: :z::",
    );
    expect(defuseCommands("text ##[add-path]/tmp")).toBe("text ## [add-path]/tmp");
  });

  test("text with colons elsewhere stays", () => {
    expect(defuseCommands("std::vector at a:b\n: x")).toBe("std::vector at a:b\n: x");
  });
});

describe("secrets", () => {
  test.each([
    ["postgres://me:hunter2@db/x", "postgres://***@db/x"],
    // Where the password ends cannot be known: rather the host goes than a part of it stays.
    ["mysql://me:p@ss:w@rd@db:3306/x?a=b@c", "mysql://***@c"],
    ["jdbc:postgresql://me:p#s/s?w@rd@db/x", "jdbc:postgresql://***@db/x"],
    ['url: "mariadb://me:correct horse#@db/x" # b@c', 'url: "mariadb://***@db/x" # b@c'],
    ["MYSQL://to#ken@db/x and me@db", "MYSQL://***@db/x and me@db"],
    ["no such folder: postgres:/me:hunter2@db", "no such folder: postgres:/***@db"],
    ["https://token@github.com/a/b", "https://***@github.com/a/b"],
    ["host=db password=hunter2 user=me", "host=db password=*** user=me"],
    ["?access_token=abc&x=1&API_KEY=k", "?access_token=***&x=1&API_KEY=***"],
    [`Bearer ghp_${"a".repeat(36)} and AKIAIOSFODNN7EXAMPLE`, "Bearer *** and ***"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlMTIz", "***"],
  ])("are masked in `%s`", (text, masked) => {
    expect(redact(text)).toBe(masked);
  });

  test.each([
    "a://",
    "ab://x",
    "token_",
    "token-",
    "eyJa-",
    "eyJ",
    "password=",
    "x.",
    "AKIA",
    "ghp_",
    "@",
    "mysql://",
    "mysql://a:",
  ])("are looked for in a megabyte of %j in no time to speak of", (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const start = performance.now();
    redact(text);
    redact(`a://${text}`);
    redact(`eyJ${text}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("schemas that speak of passwords stay readable", () => {
    const text = "password: { type: string }\nme@example.com https://example.com/a@b tokens = 3";
    expect(redact(text)).toBe(text);
  });
});
