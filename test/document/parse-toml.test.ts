import { describe, expect, test } from "bun:test";
import { locate } from "#document/locate.ts";
import { at, bytesOf, inShort, marked, parse } from "./support.ts";

describe("TOML that does not parse says what and on which line", () => {
  const broken: readonly (readonly [string, string])[] = [
    [
      "x = 1\na = \nb = 2",
      "document/syntax 2:1 the TOML does not parse: missing value after `=`; values must be on the same line",
    ],
    [
      "b = 1\n[a\n",
      "document/syntax 2:1 the TOML does not parse: expected `]` to close a table header before the end of the line",
    ],
    ["a=1\nb=3\na=2", "document/duplicate-key 3:1 the key `a` is there twice"],
    ["a = [\n  1,\n  2\n]\nb = 'x", "document/syntax 5:1 the TOML does not parse: unterminated string"],
    ["[a]\nb=1\n[a]\n", "document/syntax 3:1 the TOML does not parse: cannot redefine table `a`"],
    ["a = 1\nb = inf", "document/syntax 2:5 numbers have to be finite | put it in quotes to keep it as text"],
  ];
  for (const [text, expected] of broken) {
    test(JSON.stringify(text), async () => {
      const { value, problems } = await parse("a.toml", text);
      expect(problems.map(inShort)).toEqual([expected]);
      expect(value).toBeUndefined();
    });
  }
});

test("dates and times are the text that was written", async () => {
  const { value } = await parse("a.toml", "a = 1979-05-27T07:32:00Z\nb = 1979-05-27\nc = 07:32:00\n");
  expect(value).toEqual({ a: "1979-05-27T07:32:00Z", b: "1979-05-27", c: "07:32:00" });
});

test("no key reaches a prototype", async () => {
  const { value } = await parse("a.toml", "[__proto__]\npolluted = true\n");
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

describe("pointers lead to lines", () => {
  const text = `title = "x"\nserver.port = 1\n[a]\nb = 1\n\n[[list]]\nname = "one"\ntext = """\n[a]\nb = 2\n"""\n[[list]]\nname = "two"\n[list.sub]\n"k.x" = 3\n`;
  const bytes = bytesOf(text);
  const cases: readonly (readonly [string, "key" | "value", string, string, string])[] = [
    ["/title", "key", "1:1", "title", "/title"],
    ["/title", "value", "1:9", '"', "/title"],
    ["/server/port", "key", "2:1", "server.port", "/server/port"],
    ["/a", "key", "3:1", "[a]", "/a"],
    ["/a/b", "key", "4:1", "b", "/a/b"],
    ["/a/zzz", "key", "3:1", "[a]", "/a"],
    ["/list/1/name", "key", "13:1", "name", "/list/1/name"],
    ["/list/1/sub/k.x", "key", "15:1", '"k.x"', "/list/1/sub/k.x"],
    ["/none", "key", "1:1", "t", ""],
  ];
  for (const [pointer, want, place, text, found] of cases) {
    test(`${pointer} (${want})`, () => {
      const located = locate("a.toml", bytes, "toml", pointer, want);
      expect(at(located)).toBe(place);
      expect(marked(located)).toBe(text);
      expect(located.pointer).toBe(found);
    });
  }
});
