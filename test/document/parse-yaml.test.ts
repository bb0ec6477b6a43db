import { describe, expect, test } from "bun:test";
import { parseAgain } from "#document/parse.ts";
import { bytesOf, inShort, marked, parse } from "./support.ts";

const tail = "only one of them can count: remove or rename the other";
const mapping =
  "a mapping cannot begin on the line of its key | is a `: ` in text that needs quotes, or a line indented too far?";
const stray = "this does not belong here | does a line start too far to the left, or lack its `-` or key?";

/** Text, problem. */
const broken: readonly (readonly [string, string])[] = [
  ["a: b: c", `document/syntax 1:4 ${mapping}`],
  ["a: 1\n b: 2", `document/syntax 1:4 ${mapping}`],
  [
    "a: |\n  x\n y",
    "document/syntax 3:1 the indentation does not fit the lines above | entries of one mapping or list start at the same column",
  ],
  ["a:\n\tb: 1", "document/syntax 2:1 a tab cannot indent | indent with spaces"],
  ["x: 1\na: 'x\nb: 2\n", "document/syntax 2:4 `'` is never closed"],
  ['a: "x\nb: 2\n', 'document/syntax 1:4 `"` is never closed'],
  ["a: [1,2\nb: 3\n", "document/syntax 1:4 `[` is never closed"],
  ["a: {b: 1", "document/syntax 1:4 `{` is never closed"],
  ["a: @b", "document/syntax 1:4 text cannot begin with `@` | put the text in quotes"],
  [" a: 1\nb: 2", `document/syntax 2:1 ${stray}`],
  ["- a\n-b\n", `document/syntax 2:1 ${stray}`],
  [
    "a: *self\nb: 1",
    "document/syntax 1:4 there is no anchor `&self` before this alias | text that begins with `*` needs quotes",
  ],
  [
    'a: "\\q"',
    "document/syntax 1:5 this escape is not known in double quotes | write a backslash as `\\\\`, or use single quotes",
  ],
  ["a: b\nc", "document/syntax 2:1 a `:` with a blank after it is missing behind this key"],
  ["a: b\n- c", "document/syntax 2:1 a key has to stand on one line | is a `: ` in text that needs quotes or `|`?"],
  ["%FOO\na: 1", "document/syntax 2:1 a line with `---` is missing after the directives"],
  ["a: .inf", "document/syntax 1:4 numbers have to be finite | put it in quotes to keep it as text"],
  ["a: &a [1, *a]", "document/syntax 1:11 an alias stands for the value that contains it"],
  [
    "a: 1\n---\nb: 2",
    "document/several 3:1 there is more than one YAML document in this file | the first one is here @1:1 | put each document into a file of its own",
  ],
  ["# nothing\n", "source/empty 1:1 the document is empty"],
  ["---\n---\n", "source/empty 1:1 the document is empty"],
];

describe("YAML that does not parse says what and where", () => {
  for (const [text, expected] of broken) {
    test(JSON.stringify(text), async () => {
      const { value, problems } = await parse("a.yaml", text);
      expect(problems.map(inShort)).toEqual([expected]);
      expect(value).toBeUndefined();
    });
  }
});

describe("duplicate keys are errors that name both places", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["in a block mapping", "a: 1\nb: 2\na: 3\n", "3:1 the key `a`", "1:1"],
    ["in a nested one", "x:\n  - b: 1\n    c: 2\n    b: 3\n", "4:5 the key `b`", "2:5"],
    ["in braces", "x: {b: 1, 'b': 2}", "1:12 the key `b`", "1:5"],
    ["plain and quoted", "200: a\n'200': b\n", "2:2 the key `200`", "1:1"],
    ["with an escape", '"a b": 1\n"a\\u0020b": 2\n', "2:2 the key `a b`", "1:2"],
    ["as numbers of one value", "1: a\n0x1: b\n", "2:1 the key `1`", "1:1"],
    ["as explicit keys", "? a\n: 1\n? a\n: 2\n", "3:3 the key `a`", "1:3"],
    ["after a block scalar that looks like keys", "a: |\n  a: 1\n  b: 2\nb: 1\na: 2\n", "5:1 the key `a`", "1:1"],
  ];
  for (const [name, text, second, first] of cases) {
    test(name, async () => {
      const { value, problems } = await parse("a.yaml", text);
      expect(value).toBeUndefined();
      expect(problems.map(inShort)).toEqual([
        `document/duplicate-key ${second} is there twice | the first one is here @${first} | ${tail}`,
      ]);
    });
  }

  test("in a document of 12 MB, where no slow parser looks again", async () => {
    const lines = Array.from({ length: 300_000 }, (_, line) => `key${line}: {value: ${line}, other: text}`);
    const { problems } = await parse("big.yaml", `${lines.join("\n")}\nkey7: again\n`);
    expect(
      problems.map((problem) => `${problem.code} ${problem.place?.line} ${problem.notes[0]?.place?.line}`),
    ).toEqual(["document/duplicate-key 300001 8"]);
    expect(marked(problems[0]?.place)).toBe("key7");
  });
});

describe("what only looks like a duplicate key is none", () => {
  const fine: readonly (readonly [string, string])[] = [
    ["merge keys", "b: &b {x: 1}\nc: &c {y: 1}\nd:\n  <<: *b\n  <<: *c\n"],
    ["items of a list", "- a: 1\n- a: 2\n-\n  a: 3\n- - a: 4\n  - a: 5\n"],
    ["a list at the column of its key", "a:\n- b: 1\n- b: 2\nc:\n- b: 3\n"],
    ["text of a block scalar", "a: |\n  b: 1\n  b: 2\n\n  b: 3\nc: >-2\n  b: 1\n  b: 2\n"],
    ["text of a quoted scalar", "a: 'x\n  b: 1\n\n  b: 2'\nc: \"\n  b: 1\n  b: 2\"\n"],
    ["comments", "a: 1 # b: 1\n# b: 1\nb: 2 # b: 3\n"],
    ["pairs in a flow list", "a: [b: 1, b: 2, {b: 3}, {b: 4}]\n"],
    ["addresses", "a: http://x/?b:1\nb: http://x\n"],
    ["prototype names", "toString: 1\nconstructor: 2\n__proto__: 3\n"],
    ["keys that differ in case", "a: 1\nA: 2\n"],
    ["CRLF", "a:\r\n  b: 1\r\nc:\r\n  b: 1\r\n"],
    ["anchors and tags before nodes", "a: &x\n  b: 1\nc: !!map\n  b: 2\n? &k k\n: &v v\n"],
    ["flow over lines", "a: {\n  b: 1,\n  c: [\n    {b: 1},\n    {b: 2}\n  ]\n}\nb: 1\n"],
  ];
  for (const [name, text] of fine) {
    test(name, async () => {
      const { value, problems } = await parse("a.yaml", text);
      expect(problems).toEqual([]);
      expect(value).toEqual(Bun.YAML.parse(text) as typeof value);
    });
  }
});

test("empty documents around the one that holds something do not count", async () => {
  for (const text of ["---\na: 1\n---\n", "---\n---\na: 1\n", "a: 1\n...\n", "--- {a: 1}\n"]) {
    expect(await parse("a.yaml", text)).toEqual({ value: { a: 1 }, problems: [] });
    expect(parseAgain(bytesOf(text), "yaml")).toEqual({ a: 1 });
  }
  expect((await parse("a.yaml", "- 1\n- 2\n")).value).toEqual([1, 2]);
});

test("an alias bomb is refused with a place", async () => {
  const names = "abcdefghij";
  const lines = [...names].map(
    (name, at) =>
      `${name}: &${name} [${Array(9)
        .fill(at === 0 ? "x" : `*${names[at - 1]}`)
        .join(",")}]`,
  );
  const { problems } = await parse("bomb.yaml", lines.join("\n"));
  expect(problems.map(inShort)).toEqual([
    "document/syntax 2:8 the aliases of this document stand for too many values | aliases of aliases multiply; write the parts out",
  ]);
});

test("aliases in a cycle that doubles at each level end", async () => {
  const { problems } = await parse("a.yaml", "a: &a [*a, *a, *a]\n");
  expect(problems.map((problem) => problem.message)).toEqual(["an alias stands for the value that contains it"]);
  const unlimited = await parse("a.yaml", "a: &a [*a, *a]\n", { depth: Number.POSITIVE_INFINITY });
  expect(unlimited.problems).toHaveLength(1);
});

test("a hundred thousand brackets are too deep, not a crash", async () => {
  const { problems } = await parse("a.yaml", "[".repeat(100_000));
  expect(problems.map(inShort)).toEqual([
    "document/too-deep 1:501 the document is nested deeper than the 500 levels that `limits.depth` allows",
  ]);
  const block = Array.from({ length: 600 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
  expect((await parse("a.yaml", block)).problems.map(inShort)).toEqual([
    "document/too-deep 501:501 the document is nested deeper than the 500 levels that `limits.depth` allows",
  ]);
});

test("no key reaches a prototype", async () => {
  const { value } = await parse(
    "a.yaml",
    "__proto__: {polluted: true}\nb: &b {__proto__: {polluted: true}}\nc: {<<: *b}\n",
  );
  expect(Object.keys(value as object)).toEqual(["__proto__", "b", "c"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
