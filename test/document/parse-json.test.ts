import { describe, expect, test } from "bun:test";
import { inShort, marked, parse } from "./support.ts";

/** Text, problem, what is underlined. */
const broken: readonly (readonly [string, string, string])[] = [
  [
    '{"a":1,}',
    "document/syntax 1:8 expected another entry, found `}` | JSON allows no comma after the last entry",
    "}",
  ],
  ["[1,2,]", "document/syntax 1:6 expected another entry, found `]` | JSON allows no comma after the last entry", "]"],
  ["[1,,2]", "document/syntax 1:4 expected a value before `,`", ","],
  ["[,1]", "document/syntax 1:2 expected a value before `,`", ","],
  ['{"a" 1}', "document/syntax 1:6 expected `:` after the key, found `1`", "1"],
  ['{"a":1 "b":2}', 'document/syntax 1:8 expected `,` or `}`, found `"`', '"'],
  ["[1}", "document/syntax 1:3 expected `,` or `]`, found `}`", "}"],
  ["{'a':1}", "document/syntax 1:2 expected a key in double quotes, found `'` | JSON knows only double quotes", "'"],
  ["['a']", "document/syntax 1:2 expected a value, found `'` | JSON knows only double quotes", "'"],
  ["{a:1}", "document/syntax 1:2 expected a key in double quotes | every key goes in double quotes", "a"],
  [
    '{"a":01}',
    "document/syntax 1:6 `01` is not a JSON number | no leading `0` or `+`, digits on both sides of the point",
    "01",
  ],
  [
    '{"a":.5}',
    "document/syntax 1:6 `.5` is not a JSON number | no leading `0` or `+`, digits on both sides of the point",
    ".5",
  ],
  [
    "[1.]",
    "document/syntax 1:2 `1.` is not a JSON number | no leading `0` or `+`, digits on both sides of the point",
    "1.",
  ],
  ['{"a":NaN}', "document/syntax 1:6 `NaN` is not a JSON number", "NaN"],
  ['{"a":True}', "document/syntax 1:6 `True` is not a JSON value | did you mean `true`?", "True"],
  ['{"a":undefined}', "document/syntax 1:6 `undefined` is not a JSON value | text goes in double quotes", "undefined"],
  [
    '["x\ny"]',
    "document/syntax 1:4 a string cannot hold a line break | write it as an escape: `\\n`, `\\t`, `\\u0001` | it begins here @1:2",
    "",
  ],
  [
    '["a\tb"]',
    "document/syntax 1:4 a string cannot hold a tab | write it as an escape: `\\n`, `\\t`, `\\u0001` | it begins here @1:2",
    "\t",
  ],
  ['["\\q"]', "document/syntax 1:3 `\\q` is not an escape that JSON has | write a backslash as `\\\\`", "\\q"],
  ['["\\u12x4"]', "document/syntax 1:3 `\\u` needs four hexadecimal digits", "\\u"],
  ['{"a":"x', "document/syntax 1:8 the document ends inside a string | it begins here @1:6", ""],
  ['{"a":\n[1,2', "document/syntax 2:5 the document ends inside an array | it begins here @2:1", ""],
  ['{"a":1', "document/syntax 1:7 the document ends inside an object | it begins here @1:1", ""],
  ['{"a":1}}', "document/syntax 1:8 expected the end of the document, found `}`", "}"],
  ['{"a":1}\n{"b":2}', "document/syntax 2:1 expected the end of the document, found `{`", "{"],
  ['{"a":}', "document/syntax 1:6 expected a value, found `}`", "}"],
  ["// c\n{}", "document/syntax 1:1 expected a value, found `/` | JSON has no comments", "/"],
  [
    '{"a":1, // c\n"b":2}',
    "document/syntax 1:9 expected a key in double quotes, found `/` | JSON has no comments",
    "/",
  ],
  ['{"a":1 # c\n}', "document/syntax 1:8 expected `,` or `}`, found `#` | JSON has no comments", "#"],
  ['{"a": é}', "document/syntax 1:7 expected a value, found `U+00E9`", "é"],
  [
    '\ufeff{"a":1,}',
    "document/syntax 1:8 expected another entry, found `}` | JSON allows no comma after the last entry",
    "}",
  ],
  ['{"é🙂": x}', "document/syntax 1:9 `x` is not a JSON value | text goes in double quotes", "x"],
  ['{"a":1e999}', "document/syntax 1:6 numbers have to be finite | put it in quotes to keep it as text", "1e999"],
];

describe("JSON that does not parse says what and where", () => {
  for (const [text, expected, underlined] of broken) {
    test(JSON.stringify(text), async () => {
      const { value, problems } = await parse("a.json", text);
      expect(problems.map(inShort)).toEqual([expected]);
      expect(marked(problems[0]?.place)).toBe(underlined);
      expect(value).toBeUndefined();
    });
  }
});

test("the scanner refuses what the parser refuses, for every cut and every changed byte of a document", async () => {
  const good = '{"a":[1,-2.5e+3,true,null,"x\\u00e9\\n"],"b":{"c":{}, "d":[[]]}}';
  const texts = Array.from(good, (_, cut) => good.slice(0, cut));
  for (const byte of '{}[],:"0-.eE+x \\')
    for (let i = 0; i < good.length; i++) texts.push(good.slice(0, i) + byte + good.slice(i + 1));
  let refused = 0;
  for (const text of texts) {
    if (text.trim() === "" || parses(text)) continue;
    refused++;
    const { problems } = await parse("a.json", text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place?.line).toBe(1);
  }
  expect(refused).toBeGreaterThan(500);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("duplicate keys are errors that name both places", async () => {
  const { problems, value } = await parse("a.json", '{"a": 1,\n "b": {"x": 1, "x": 2},\n "\\u0061": 2}');
  expect(value).toBeUndefined();
  expect(problems.map(inShort)).toEqual([
    "document/duplicate-key 2:17 the key `x` is there twice | the first one is here @2:9 | only one of them can count: remove or rename the other",
    "document/duplicate-key 3:3 the key `a` is there twice | the first one is here @1:3 | only one of them can count: remove or rename the other",
  ]);
});

test("JSON of more than 1 MB is not searched for duplicate keys", async () => {
  const { value, problems } = await parse("a.json", `{"a":1,"a":2,"pad":"${"x".repeat(1_000_000)}"}`);
  expect(problems).toEqual([]);
  expect(value).toMatchObject({ a: 2 });
});

test("no key reaches a prototype", async () => {
  const { value } = await parse(
    "a.json",
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  );
  expect(Object.keys(value as object)).toEqual(["__proto__", "constructor"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("depth is capped, and the place is where it goes too deep", async () => {
  const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect((await parse("a.json", deep(500))).problems).toEqual([]);
  expect((await parse("a.json", deep(501))).problems.map(inShort)).toEqual([
    "document/too-deep 1:501 the document is nested deeper than the 500 levels that `limits.depth` allows",
  ]);
  expect((await parse("a.json", deep(4), { depth: 3 })).problems.map(inShort)).toEqual([
    "document/too-deep 1:4 the document is nested deeper than the 3 levels that `limits.depth` allows",
  ]);
  expect((await parse("a.json", deep(100_000))).problems).toHaveLength(1);
});

test("with a depth of Infinity the caller takes the walk upon itself", async () => {
  expect(
    (await parse("a.json", "[".repeat(1000) + "]".repeat(1000), { depth: Number.POSITIVE_INFINITY })).problems,
  ).toEqual([]);
});
