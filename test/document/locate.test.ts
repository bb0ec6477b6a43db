import { describe, expect, test } from "bun:test";
import * as yaml from "yaml";
import { locate } from "#document/locate.ts";
import { pointerOf } from "#document/pointer.ts";
import { at, bytesOf, marked, parse, seeded } from "./support.ts";

const json = `{
  "openapi": "3.1.0",
  "paths": {
    "/pets/{id}": { "get": { "tags": ["a", "b~"], "é🙂": 1.5, "deep": [[1, {"x": null}]] } }
  },
  "empty": {}
}`;

const text = `openapi: 3.1.0
paths:
  /pets/{id}:
    get: # a comment
      tags: [a, "b~"]
      'é🙂': 1.5
      deep:
      - - 1
        - x: null
      text: |
        get: not a key
    put: &put {summary: x, "nested": {"a b": [1, {c: d}]}}
empty:
list:
  - name: one
    value: >
      x
  - *put
`;

const cases: readonly (readonly [string, string, "key" | "value", string, string])[] = [
  [json, "", "value", "1:1", "{"],
  [json, "/openapi", "key", "2:4", "openapi"],
  [json, "/openapi", "value", "2:14", '"3.1.0"'],
  [json, "/paths/~1pets~1{id}", "key", "4:6", "/pets/{id}"],
  [json, "/paths/~1pets~1{id}/get/tags/1", "value", "4:44", '"b~"'],
  [json, "/paths/~1pets~1{id}/get/é🙂", "value", "4:58", "1.5"],
  [json, "/paths/~1pets~1{id}/get/deep/0/1/x", "value", "4:82", "null"],
  [json, "/empty", "value", "6:12", "{"],
  [text, "", "value", "1:1", "openapi"],
  [text, "/paths/~1pets~1{id}", "key", "3:3", "/pets/{id}"],
  [text, "/paths/~1pets~1{id}/get", "key", "4:5", "get"],
  [text, "/paths/~1pets~1{id}/get/tags/1", "value", "5:17", '"b~"'],
  [text, "/paths/~1pets~1{id}/get/é🙂", "value", "6:14", "1.5"],
  [text, "/paths/~1pets~1{id}/get/deep/0/1/x", "key", "9:11", "x"],
  [text, "/paths/~1pets~1{id}/get/text", "value", "10:13", "|"],
  [text, "/paths/~1pets~1{id}/put/nested/a b/1/c", "value", "12:54", "d"],
  [text, "/empty", "value", "13:1", "empty"],
  [text, "/list/0/value", "key", "16:5", "value"],
  [text, "/list/1", "value", "18:5", "*"],
];

describe("a pointer leads to its key or value", () => {
  for (const [source, pointer, want, place, underlined] of cases) {
    const format = source === json ? "json" : "yaml";
    test(`${format} ${pointer} (${want})`, () => {
      const found = locate("a", bytesOf(source), format, pointer, want);
      expect(at(found)).toBe(place);
      expect(found.pointer).toBe(pointer);
      if (underlined !== "*") expect(marked(found)).toBe(underlined);
    });
  }
});

test("a pointer that leads nowhere gives the nearest ancestor, and says so", () => {
  for (const [source, format, place] of [
    [json, "json", "4:22"],
    [text, "yaml", "4:5"],
  ] as const) {
    const found = locate("a", bytesOf(source), format, "/paths/~1pets~1{id}/get/none/at/all", "key");
    expect(found.pointer).toBe("/paths/~1pets~1{id}/get");
    expect(at(found)).toBe(place);
  }
  expect(locate("a", bytesOf(json), "json", "/toString", "key")).toMatchObject({ pointer: "", line: 1, column: 1 });
  expect(locate("a", bytesOf("a: [1]"), "yaml", "/a/01", "key").pointer).toBe("/a");
});

test("records of line formats are found by their line", () => {
  expect(locate("a.ndjson", bytesOf("{}\n{}\n{}\n"), "ndjson", "/2/x", "key")).toMatchObject({
    line: 3,
    pointer: "/2",
  });
});

test("a second place in the same bytes needs no second scan", () => {
  const large = bytesOf(JSON.stringify(Array.from({ length: 200_000 }, (_, at) => ({ id: at, name: `n${at}` }))));
  locate("a", large, "json", "/0", "key");
  const start = performance.now();
  for (let at = 0; at < 200; at++) locate("a", large, "json", "/0/name", "key");
  expect(performance.now() - start).toBeLessThan(200);
});

test("every node of random documents is where the reference parser sees it, in every style", () => {
  const random = seeded(7);
  for (let round = 0; round < 150; round++) {
    const value = randomValue(random, 0);
    const source = yaml.stringify(value, randomStyle(random));
    const bytes = bytesOf(source);
    const document = yaml.parseDocument(source);
    expect(document.errors).toEqual([]);
    checkNode(document.contents as yaml.Node, [], source, bytes);
  }
});

test("random documents have no duplicate keys, and one that is put in is found", async () => {
  const random = seeded(11);
  for (let round = 0; round < 60; round++) {
    const document = new yaml.Document({ first: randomValue(random, 0), second: 2 });
    const style = randomStyle(random);
    expect((await parse("a.yaml", document.toString(style))).problems).toEqual([]);
    const contents = document.contents as yaml.YAMLMap;
    contents.items.push(new yaml.Pair(new yaml.Scalar("first"), new yaml.Scalar(3)));
    const { problems } = await parse("a.yaml", document.toString(style));
    expect(problems.map((problem) => problem.message)).toEqual(["the key `first` is there twice"]);
  }
});

function checkNode(node: yaml.Node, path: string[], source: string, bytes: Uint8Array): void {
  if (yaml.isMap(node)) {
    for (const pair of node.items) {
      const key = pair.key as yaml.Scalar;
      const here = [...path, String(key.value)];
      const found = locate("a", bytes, "yaml", pointerOf(here), "key");
      const start = (key.range?.[0] ?? 0) + (key.type === "PLAIN" ? 0 : 1);
      expect([found.pointer, at(found)]).toEqual([pointerOf(here), lineColumn(source, start)]);
      checkNode(pair.value as yaml.Node, here, source, bytes);
    }
  } else if (yaml.isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const here = [...path, String(index)];
      expect(locate("a", bytes, "yaml", pointerOf(here), "key").pointer).toBe(pointerOf(here));
      checkNode(item as yaml.Node, here, source, bytes);
    }
  }
}

function lineColumn(source: string, offset: number): string {
  const before = source.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

const words = [
  "name",
  "a: b",
  "- x",
  "#no",
  "x #y",
  "'q'",
  '"d"',
  "{",
  "[",
  "multi\nline\n  more: 1\n",
  "true",
  "12",
  "é🙂",
  "",
  " pad ",
  "*x",
  "&y",
  "|",
  "? k",
  "long ".repeat(30),
];

function randomStyle(random: () => number): yaml.ToStringOptions & yaml.DocumentOptions {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return {
    indent: pick([1, 2, 4, 7]),
    indentSeq: pick([true, false]),
    lineWidth: pick([0, 30, 80]),
    collectionStyle: pick(["any", "block", "flow"] as const),
    defaultStringType: pick(["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const),
    defaultKeyType: pick(["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"] as const),
    simpleKeys: true,
  };
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 4 ? 3 : 6));
  const word = () => words[Math.floor(random() * words.length)] as string;
  if (kind === 0) return word();
  if (kind === 1) return random() < 0.5 ? null : random() < 0.5;
  if (kind === 2) return Math.floor(random() * 1000) / 4;
  const size = Math.floor(random() * 5);
  if (kind === 3) return Array.from({ length: size }, () => randomValue(random, depth + 1));
  const keys = Array.from({ length: size }, (_, at) =>
    random() < 0.3 ? `k${at} ${word().replaceAll("\n", " ").slice(0, 40)}` : `k${at}`,
  );
  return Object.fromEntries(keys.map((key) => [key, randomValue(random, depth + 1)]));
}
