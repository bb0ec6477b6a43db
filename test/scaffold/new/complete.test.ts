import { describe, expect, test } from "bun:test";
import type { OwnFlag } from "#scaffold/new/listing/complete.ts";
import { completeNew, namedAction } from "#scaffold/new/listing/complete.ts";
import type { GeneratorEntry } from "#scaffold/new/listing/generators.ts";

const listing: readonly GeneratorEntry[] = [
  {
    name: "component",
    folder: "/t/component",
    actions: [
      { name: "new", description: "a component", flags: ["kind", "tested"] },
      { name: "story", flags: [] },
    ],
  },
  { name: "config", folder: "/t/config", actions: [{ name: "_default", description: "a config", flags: ["port"] }] },
];
const own: readonly OwnFlag[] = [
  { name: "list", isFirst: true },
  { name: "dry", text: "write nothing" },
  { name: "answers", takesValue: true },
];
const values = (...words: string[]) => completeNew(words, listing, own).map(({ value }) => value);

describe("names", () => {
  test("generators, with what they are for", () => {
    expect(completeNew([""], listing)).toEqual([
      { value: "component", text: "new, story" },
      { value: "config", text: "a config" },
    ]);
    expect(values("comp")).toEqual(["component"]);
    expect(values("x")).toEqual([]);
  });
  test("actions of the generator; one with `_default` alone takes a name there", () => {
    expect(completeNew(["component", "n"], listing)).toEqual([{ value: "new", text: "a component" }]);
    expect(values("component", "")).toEqual(["new", "story"]);
    expect(values("config", "")).toEqual([]);
    expect(values("component", "new", "")).toEqual([]);
    expect(values("unknown", "")).toEqual([]);
  });
  test("flags before them do not count; a value is the user's own", () => {
    expect(values("--dry", "comp")).toEqual(["component"]);
    expect(values("--answers", "")).toEqual([]);
    expect(values("--answers", "a.json", "component", "s")).toEqual(["story"]);
    expect(values("component", "new", "--name", "")).toEqual([]);
    expect(values("--answers=a.json", "conf")).toEqual(["config"]);
  });
});

describe("flags", () => {
  test("of `new` before a generator is named; of the action after it, first", () => {
    expect(values("--")).toEqual(["--list", "--dry", "--answers"]);
    expect(values("component", "new", "Button", "--")).toEqual(["--name", "--kind", "--tested", "--dry", "--answers"]);
    expect(values("component", "new:part", "--k")).toEqual(["--kind"]);
    expect(values("config", "Name", "--p")).toEqual(["--port"]);
    expect(values("component", "--")).toEqual(["--dry", "--answers"]);
  });
  test("none twice", () => {
    expect(values("component", "new", "--kind", "x", "--tested=no", "--")).toEqual(["--name", "--dry", "--answers"]);
  });
});

test("the action that finished words name", () => {
  expect(namedAction(["component", "new:x"], listing).action?.name).toBe("new");
  expect(namedAction(["config"], listing).action?.name).toBe("_default");
  expect(namedAction(["component", "nope"], listing).action).toBeUndefined();
  expect(namedAction([], listing)).toEqual({});
});
