/** The front matter of hygen's templates, by name: what is a block, what YAML says in it, and where a mistake is. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { parseTemplate } from "#scaffold/new/front-matter/parse.ts";

function parse(text: string) {
  return parseTemplate({ path: "/p/_templates/g/a/x.t", display: "_templates/g/a/x.t", text });
}

function mistake(text: string) {
  try {
    parse(text);
  } catch (thrown) {
    if (thrown instanceof SpecmillError) return thrown.diagnostics[0]!;
    throw thrown;
  }
  throw new Error("the front matter parses");
}

interface BlockCase {
  readonly name: string;
  readonly text: string;
  readonly attributes: object;
  readonly body: string;
  readonly bodyLine?: number;
}

const blocks: readonly BlockCase[] = [
  { name: "a block and a body", text: "---\nto: a\n---\nx\n", attributes: { to: "a" }, body: "x\n", bodyLine: 4 },
  {
    name: "every blank line behind the closing marker goes, the first line keeps its indent",
    text: "---\nto: a\n---\n\n\n  first\nsecond\n",
    attributes: { to: "a" },
    body: "  first\nsecond\n",
    bodyLine: 6,
  },
  {
    name: "`...` closes a block",
    text: "---\nto: a\n...\nx\n---\nmore\n",
    attributes: { to: "a" },
    body: "x\n---\nmore\n",
  },
  { name: "`= yaml =` is a marker", text: "= yaml =\nto: a\n= yaml =\nx\n", attributes: { to: "a" }, body: "x\n" },
  {
    name: "`= yaml =` is not closed by `---`",
    text: "= yaml =\nto: a\n---\nx\n",
    attributes: {},
    body: "= yaml =\nto: a\n---\nx\n",
  },
  {
    name: "a byte order mark before the marker is no text",
    text: "\uFEFF---\nto: a\n---\nx\n",
    attributes: { to: "a" },
    body: "x\n",
  },
  {
    name: "CRLF stays in the body",
    text: "---\r\nto: a\r\n---\r\nl1\r\nl2",
    attributes: { to: "a" },
    body: "l1\r\nl2",
    bodyLine: 4,
  },
  {
    name: "blank CRLF lines go too",
    text: "---\r\nto: a\r\n---\r\n\r\n\r\n l1",
    attributes: { to: "a" },
    body: " l1",
    bodyLine: 6,
  },
  {
    name: "later `---` lines belong to the body",
    text: "---\nto: a\n---\nx\n---\ny",
    attributes: { to: "a" },
    body: "x\n---\ny",
  },
  {
    name: "no marker: everything is body",
    text: "no front matter at all\n",
    attributes: {},
    body: "no front matter at all\n",
    bodyLine: 1,
  },
  {
    name: "text before the first marker turns it off",
    text: "<%# leading %>\n---\nto: a\n---\nx\n",
    attributes: {},
    body: "<%# leading %>\n---\nto: a\n---\nx\n",
  },
  {
    name: "a first line that holds `---` lets the block begin later, and stays in the body",
    text: "<%# --- x %>\n---\nto: a\n---\nb\n",
    attributes: { to: "a" },
    body: "<%# --- x %>\nb\n",
    bodyLine: 1,
  },
  { name: "a block without an end is body", text: "---\nto: a\nx\n", attributes: {}, body: "---\nto: a\nx\n" },
  { name: "an empty block has no attributes", text: "---\n---\nx", attributes: {}, body: "x" },
  {
    name: "a marker with blanks behind it opens nothing",
    text: "--- \nto: a\n---\nx",
    attributes: {},
    body: "--- \nto: a\n---\nx",
  },
  {
    name: "blanks behind the closing marker are fine",
    text: "---\nto: a\n---  \nx",
    attributes: { to: "a" },
    body: "x",
  },
  { name: "an empty file", text: "", attributes: {}, body: "" },
  {
    name: "a block that is one word has its letters for attributes",
    text: "---\nab\n---\nx",
    attributes: { 0: "a", 1: "b" },
    body: "x",
  },
  { name: "no body", text: "---\nto: a\n---", attributes: { to: "a" }, body: "" },
];

describe("the block", () => {
  test.each(blocks.map((one) => [one.name, one] as const))("%s", (_, { text, attributes, body, bodyLine }) => {
    const parsed = parse(text);
    expect(parsed.attributes).toEqual({ ...attributes });
    expect(parsed.body).toBe(body);
    if (bodyLine !== undefined) expect(parsed.bodyLine).toBe(bodyLine);
  });
});

describe("the values", () => {
  const values: readonly (readonly [string, string, unknown])[] = [
    ["`yes` is a string", "yes", "yes"],
    ["`true` is a boolean", "true", true],
    ["a date is a date", "2020-01-02", new Date("2020-01-02")],
    ["a number is a number", "5", 5],
    ["nothing is null", "", null],
    ["lists stay lists", '[a, "<%= name %>"]', ["a", "<%= name %>"]],
    ["`!!js/regexp` is a regular expression", "!!js/regexp /You owe/g", /You owe/g],
    ["`!!js/undefined` is undefined", "!!js/undefined ''", undefined],
    ["a tag of EJS needs no quotes", "src/<%= name %>.ts", "src/<%= name %>.ts"],
    ["a block of text keeps its lines", "|\n  one\n  two", "one\ntwo\n"],
  ];

  test.each(values)("%s", (_, yaml, value) => {
    expect(parse(`---\nkey: ${yaml}\n---\n`).attributes.key).toEqual(value);
  });

  test("`!!js/function` is a function, and nothing of it runs before it is called", () => {
    const { key } = parse(
      "---\nkey: !!js/function '((globalThis.ran = true), function (a) { return a + 1 })'\n---\n",
    ).attributes;
    expect("ran" in globalThis).toBe(false);
    expect((key as (a: number) => number)(1)).toBe(2);
    Reflect.deleteProperty(globalThis, "ran");
  });

  test("the keys are in the order of the file", () => {
    expect(Object.keys(parse("---\nzz: 1\nbefore: x\nafter: y\n---\n").attributes)).toEqual(["zz", "before", "after"]);
  });
});

describe("a mistake has its place in the file and says what to write", () => {
  const mistakes: readonly (readonly [string, string, string, string, string])[] = [
    [
      "an unquoted condition",
      "to: a\nbad: <%= a ? 'x' : 'y' %>",
      "3:18",
      "a value without quotes holds `: `",
      "put the value in quotes: `bad: \"<%= a ? 'x' : 'y' %>\"`",
    ],
    [
      "a colon in skip_if",
      "skip_if: foo: bar",
      "2:13",
      "a value without quotes holds `: `",
      'put the value in quotes: `skip_if: "foo: bar"`',
    ],
    [
      "a block that is indented as a whole",
      "  to: a\n  foo: |\n    x",
      "3:6",
      "bad indentation of a mapping entry",
      "every line of the front matter is indented: begin its keys at the left margin",
    ],
    ["a scope", "to: @scope/x", "2:5", "end of the stream", 'put the value in quotes: `to: "@scope/x"`'],
    [
      "text behind a quoted value",
      "to: 'a' + b\nx: 1",
      "3:2",
      "multiline key",
      "put the value in quotes: `to: \"'a' + b\"`",
    ],
    [
      "a quote that is not closed",
      'to: "a',
      "2:6",
      "unexpected end of the stream within a double quoted scalar",
      "the quote is not closed",
    ],
    [
      "a function that is none",
      "x: !!js/function 'alert('",
      "2:25",
      "is no function",
      "write `!!js/function 'function (x) { … }'`",
    ],
    ["a tab", "to:\n\t- a\n\t- b: c\n\td", "4:2", "tab", "YAML takes blanks only"],
  ];

  test.each(mistakes)("%s", (_, yaml, place, message, note) => {
    const found = mistake(`---\n${yaml}\n---\nbody\n`);
    expect(found.code).toBe("scaffold/front-matter");
    expect(`${found.place?.file}:${found.place?.line}:${found.place?.column}`).toBe(`_templates/g/a/x.t:${place}`);
    expect(found.message).toContain(message);
    expect(found.notes.map((one) => one.message)).toContain(note);
    expect(found.place?.frame?.lines.length).toBeGreaterThan(1);
  });

  test("a key that is there twice shows both", () => {
    const found = mistake("---\nto: a\nforce: true\nto: b\n---\n");
    expect(found.message).toBe("the front matter has `to` twice");
    expect([found.place?.line, found.notes[0]?.place?.line]).toEqual([4, 2]);
  });

  test("lines are counted from the beginning of the file, whatever its line ends are", () => {
    expect(mistake("---\r\n\r\nto: a\r\nbad: a: b\r\n---\r\n").place).toMatchObject({ line: 4, column: 7 });
  });
});
