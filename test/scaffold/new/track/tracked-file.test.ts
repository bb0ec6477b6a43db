/** `specmill.tracked.json`: what goes in comes out, and the text is the same whatever order things came in. */
import { describe, expect, test } from "bun:test";
import { SpecmillError } from "#model/errors.ts";
import { outputRecord } from "#scaffold/new/track/output-record.ts";
import { packText, textOrBinary, unpackText } from "#scaffold/new/track/packed-text.ts";
import type { Unportable } from "#scaffold/new/track/portable-answers.ts";
import { fromPortable, toPortable } from "#scaffold/new/track/portable-answers.ts";
import { decodeTracked, encodeTracked } from "#scaffold/new/track/tracked-file.ts";
import type { TrackedScaffold } from "#scaffold/new/track/tracked-scaffold.ts";
import { untrack } from "#scaffold/new/track/untrack.ts";

const hash = "0123456789abcdef0123456789abcdef";

const scaffold = (paths: readonly string[]): TrackedScaffold => ({
  templates: "_templates",
  folder: "_templates/component/new",
  generator: "component",
  action: "new:part",
  cwd: "packages/shop",
  compat: "strict",
  answers: { _: ["component", 7], name: 'Ünï "code"', deep: { list: [null, true, { "": "x" }] }, gone: undefined },
  inputs: new Map([["_templates/component/new/a.t", hash]]),
  isWhole: false,
  outputs: new Map(paths.map((path) => [path, outputRecord("a.t", Buffer.from(`text of ${path}\n`))])),
  left: new Set(["z.txt", "b.txt"]),
});

describe("the file", () => {
  test("what goes in comes out", () => {
    const scaffolds = new Map([["component new x", scaffold(["a.txt", "__proto__"])]]);
    const text = encodeTracked(scaffolds);
    const read = decodeTracked(Buffer.from(text));
    const found = read.get("component new x");
    expect([...(found?.outputs.keys() ?? [])].sort()).toEqual(["__proto__", "a.txt"]);
    expect(Object.keys(found?.answers ?? {})).toContain("gone");
    expect(found).toMatchObject({ action: "new:part", compat: "strict", isWhole: false, cwd: "packages/shop" });
    expect(found?.answers).toEqual(scaffold([]).answers);
    expect(encodeTracked(read)).toBe(text);
  });

  test("the order of maps and sets does not show", () => {
    const [a, b] = [scaffold(["a", "b"]), scaffold(["b", "a"])];
    const one = encodeTracked(
      new Map([
        ["x", a],
        ["y", a],
      ]),
    );
    const other = encodeTracked(
      new Map([
        ["y", b],
        ["x", { ...b, left: new Set(["b.txt", "z.txt"]) }],
      ]),
    );
    expect(other).toBe(one);
    expect(one.endsWith("}\n")).toBe(true);
  });

  test.each([
    ['{"version":1}', "`scaffolds` is not an object"],
    ["[]", "the file is not an object"],
    ['{"version":"1","scaffolds":{}}', "`version` is not 1"],
    ['{"version":1,"scaffolds":{"x":7}}', "`x` is not an object"],
    ['{"version":1,"scaffolds":{"x":{"templates":1}}}', "`templates` is not a text"],
    ['{"version":1,', "cannot be read"],
  ])("%p is refused with its place", (text, why) => {
    const refusal = (() => {
      try {
        return decodeTracked(Buffer.from(text));
      } catch (problem) {
        return problem;
      }
    })();
    expect(refusal).toBeInstanceOf(SpecmillError);
    const [problem] = (refusal as SpecmillError).diagnostics;
    expect(problem?.message).toContain(why);
    expect(problem?.place?.line).toBe(1);
  });
});

describe("a packed text", () => {
  test("comes back byte for byte; what was not packed is none, and no bomb", () => {
    const text = Buffer.from("\uFEFFa\r\nb\n\u{1F600}");
    expect(Buffer.from(unpackText(packText(text)) ?? "")).toEqual(text);
    for (const odd of ["", "!!!", "AAAA", packText(Buffer.alloc(80 << 20))]) expect(unpackText(odd)).toBeUndefined();
  });

  test("bytes that are no text are told from text", () => {
    expect(textOrBinary(Buffer.from("\uFEFFä"))).toBe("\uFEFFä");
    expect(textOrBinary(new Uint8Array([0x61, 0]))).toBeUndefined();
    expect(textOrBinary(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  });
});

describe("answers", () => {
  test("the folder of the project is a word in them, also inside of texts and lists", () => {
    const problems: Unportable[] = [];
    const answers = { dir: "/home/me/shop/src", list: ["--root=/home/me/shop"], other: "/home/you" };
    const kept = toPortable(answers, "/home/me/shop", problems);
    expect(kept).toEqual({ dir: "<project>/src", list: ["--root=<project>"], other: "/home/you" });
    expect(fromPortable(kept, "/srv/ci")).toEqual({ dir: "/srv/ci/src", list: ["--root=/srv/ci"], other: "/home/you" });
    expect(problems).toEqual([]);
  });

  test("what JSON cannot say is named", () => {
    const problems: Unportable[] = [];
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    toPortable(
      { f: () => 1, list: [1, Number.NaN], when: new Date(0), big: 1n, loop, text: "<project>", zero: -0 },
      "/p",
      problems,
    );
    expect(problems).toEqual([
      { name: "f", why: "is a function" },
      { name: "list[1]", why: "is NaN" },
      { name: "when", why: "is an object of a class" },
      { name: "big", why: "is a bigint" },
      { name: "loop.self", why: "holds itself" },
      { name: "text", why: "has `<project>` in it" },
      { name: "zero", why: "is -0" },
    ]);
  });
});

describe("letting go", () => {
  test("of a scaffold by its name, of a file, of a folder; a name that means nothing is told", () => {
    const scaffolds = new Map([
      ["one", scaffold(["src/a.ts", "src/b.ts", "c.ts"])],
      ["two", scaffold(["d.ts"])],
    ]);
    const named = (...names: string[]) => names.map((name) => ({ name, path: name }));
    const folder = untrack(scaffolds, named("src", "nothing"));
    expect([folder.released, folder.unknown]).toEqual([["src/a.ts", "src/b.ts"], ["nothing"]]);
    expect([...(folder.known.get("one")?.left ?? [])].sort()).toEqual(["b.txt", "src/a.ts", "src/b.ts", "z.txt"]);
    const whole = untrack(scaffolds, named("two", "c.ts"));
    expect([whole.released, [...whole.known.keys()], whole.unknown]).toEqual([["c.ts", "d.ts"], ["one"], []]);
  });
});
