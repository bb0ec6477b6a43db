import { expect, test } from "bun:test";
import { readPlainYaml } from "#scaffold/new/front-matter/plain-yaml.ts";
import { loadYaml } from "#scaffold/new/front-matter/yaml.ts";
import { random } from "../../support/random.ts";

const keys = [
  "to",
  "from",
  "sh",
  "inject",
  "force",
  "unless_exists",
  "a",
  "y",
  "no",
  "true",
  "null",
  "Key",
  "__proto__",
  "x-y",
  "1",
  "<<",
];
const pieces = [
  ..."abTF09_/<>%=-.,:;#&*!|'\"`@?{}[]()~ \t\\é",
  "<%= name %>",
  "<%",
  "%>",
  "src/",
  ": ",
  " #",
  "true",
  "null",
  "1e3",
  "2020-01-02",
  "...",
  "---",
  "  ",
];

test("what is read without a parser is what js-yaml reads", () => {
  const { below, pick } = random(7);
  let read = 0;
  for (let round = 0; round < 300_000; round++) {
    const lines = Array.from({ length: 1 + below(3) }, () => {
      const value = Array.from({ length: 1 + below(6) }, () => pick(pieces)).join("");
      return `${pick(keys)}:${below(12) === 0 ? "" : " "}${value}`;
    });
    const yaml = lines.join("\n").trim();
    const plain = readPlainYaml(yaml);
    if (plain === undefined) continue;
    read++;
    expect({ yaml, value: loadYaml(yaml) as unknown }).toEqual({ yaml, value: plain });
  }
  // Enough of them are read for the comparison to say something.
  expect(read).toBeGreaterThan(1000);
});

test("the usual front matter needs no parser; dates, numbers, quotes and lists do", () => {
  expect(
    readPlainYaml('to: src/<%= h.changeCase.pascal(name) %>.ts\nunless_exists: true\nsh: <%= cmd ? "a" : "b" %>'),
  ).toBeUndefined();
  expect(readPlainYaml("to: src/<%= h.changeCase.pascal(name) %>.ts\nunless_exists: true\nforce: false")).toEqual({
    to: "src/<%= h.changeCase.pascal(name) %>.ts",
    unless_exists: true,
    force: false,
  });
  for (const value of [
    "2020-01-02",
    "5",
    "yes",
    "name",
    '"a/b"',
    "[a/b]",
    "- a/b",
    "a/b #c",
    "a/b: c",
    "a/b ",
    "1/2",
    "~/x",
    ".5/x",
    "",
  ])
    expect([value, readPlainYaml(`to: ${value}`)]).toEqual([value, undefined]);
  for (const yaml of ["", "to: a/b\nto: a/c", "to: a/b\n  c", "to: a/b\r\nx: a/b", "to:\n  a/b", "a/b"])
    expect([yaml, readPlainYaml(yaml)]).toEqual([yaml, undefined]);
});
