import { describe, expect, test } from "bun:test";
import type { Member } from "#document/json-members.ts";
import { isValue, members, outline } from "#document/json-members.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function show(bytes: Uint8Array, member: Member | undefined): unknown {
  if (member === undefined) return undefined;
  if (member.members === undefined) return new TextDecoder().decode(bytes.subarray(member.start, member.end));
  return member.members.map((one) => [one.key, show(bytes, one)]);
}

function outlined(text: string, levels = 9): unknown {
  const bytes = encode(text);
  return show(bytes, outline(bytes, levels));
}

describe("outline", () => {
  test("finds members and elements with the text of their values", () => {
    expect(outlined('{"a": 1, "b": [true, null], "c": {"d": "x"}}')).toEqual([
      ["a", "1"],
      [
        "b",
        [
          ["0", "true"],
          ["1", "null"],
        ],
      ],
      ["c", [["d", '"x"']]],
    ]);
  });

  test("looks no deeper than it is asked to", () => {
    expect(outlined('{"a": {"b": {"c": [1]}}}', 2)).toEqual([["a", [["b", '{"c": [1]}']]]]);
  });

  test("is not misled by brackets, quotes and escapes in strings", () => {
    expect(outlined('{"a": ["}]\\"{", "\\\\"], "b\\"}": 2}', 1)).toEqual([
      ["a", '["}]\\"{", "\\\\"]'],
      ['b"}', "2"],
    ]);
  });

  test("decodes keys", () => {
    expect(outlined('{"\\u0070aths": 1, "größe": 2, "": 3}')).toEqual([
      ["paths", "1"],
      ["größe", "2"],
      ["", "3"],
    ]);
  });

  test("keeps equal keys apart", () => {
    expect(outlined('{"a": 1, "a": 2}')).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]);
  });

  test("passes over a byte order mark and any white space", () => {
    expect(outlined('\uFEFF\r\n\t{ \r\n"a"\t:\n1 } \n')).toEqual([["a", "1"]]);
  });

  test("takes empty containers", () => {
    expect(outlined('{"a": {}, "b": [ ]}')).toEqual([
      ["a", []],
      ["b", []],
    ]);
    expect(outlined("{}")).toEqual([]);
  });

  test("says where keys are", () => {
    const bytes = encode('{"ä": 1, "b": 2}');
    const [first, second] = outline(bytes, 1)?.members ?? [];
    expect([first?.keyStart, first?.start, first?.end]).toEqual([1, 7, 8]);
    expect([second?.keyStart, second?.start, second?.end]).toEqual([10, 15, 16]);
  });

  for (const text of [
    "",
    " ",
    "{",
    '{"a"',
    '{"a":',
    '{"a":}',
    '{"a":1',
    '{"a":1,}',
    "{a:1}",
    '{"a":"x',
    '{"a":1}}',
    '{"a":1} x',
    '{"a":[1}',
    '{"a" 1}',
    '{"a":{"b":[}}',
  ]) {
    test(`takes \`${text}\` for no document`, () => {
      expect(outlined(text, 1)).toBeUndefined();
      expect(outlined(text, 9)).toBeUndefined();
    });
  }

  test("takes the end of an object over several lines from its indentation", () => {
    const text = JSON.stringify({ a: { b: { c: 1 }, "}": ["}"] }, d: {} }, null, 2);
    for (const lines of [text, text.replaceAll("\n", "\r\n"), text.replaceAll("  ", "\t")]) {
      const bytes = encode(lines);
      const values = (outline(bytes, 1)?.members ?? []).map(({ start, end }) => JSON.parse(lines.slice(start, end)));
      expect(values).toEqual([{ b: { c: 1 }, "}": ["}"] }, {}]);
    }
  });

  test("takes a document whose indentation lies for none", () => {
    const bytes = encode('{\n  "a": {\n  "b": {\n  "c": 1\n  }, "d": 2\n  }\n}');
    expect(outline(bytes, 1)).toBeUndefined();
    expect(outlined('{\n  "a": {\n"b": {\n  },\n"c": 1}, "d": 2}', 1)).toBeUndefined();
  });

  test("goes through a hundred thousand levels without running out of stack", () => {
    expect(outlined(`{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 1)).toBeDefined();
  });

  test("agrees with JSON.parse on where values are", () => {
    const value = { a: [1, -2.5e3, 'x\n"', { b: null }], "c d": { e: true, f: [[]], g: "\u{1F600}\\" }, h: "" };
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      const bytes = encode(text);
      const parsed = (outline(bytes, 1)?.members ?? []).map((member) => [
        member.key,
        JSON.parse(new TextDecoder().decode(bytes.subarray(member.start, member.end))),
      ]);
      expect(Object.fromEntries(parsed)).toEqual(value);
    }
  });
});

describe("isValue", () => {
  const isWhole = (text: string, maxDepth = 9) => isValue(encode(text), 0, encode(text).length, maxDepth);

  test("takes one balanced value", () => {
    for (const text of ["{}", "[1, [2]]", '"}"', "12", '{"a": "\\"}"}']) expect(isWhole(text)).toBe(true);
  });

  test("takes neither less nor more", () => {
    for (const text of ["{", '{"a": {}', "{}}", "[] ", '"a', '"a" ', "", "{}{}"]) expect(isWhole(text)).toBe(false);
  });

  test("counts depth as JSON nests", () => {
    expect(isWhole('{"a": [{}]}', 3)).toBe(true);
    expect(isWhole('{"a": [{}]}', 2)).toBe(false);
    expect(isWhole(`${"[".repeat(100_000)}${"]".repeat(100_000)}`, 500)).toBe(false);
  });
});

describe("members", () => {
  test("finds the members of a value in the middle of a document", () => {
    const bytes = encode('{"a": {"b": 1, "c": [2]}}');
    expect(members(bytes, 6)?.map(({ key }) => key)).toEqual(["b", "c"]);
  });

  test("finds none in a scalar", () => {
    expect(members(encode('{"a": 1}'), 6)).toBeUndefined();
  });
});
