/** pack.yaml and the options of a target. */
import { describe, expect, test } from "bun:test";
import type { Diagnostic } from "#model/diagnostic.ts";
import type { Json } from "#model/json.ts";
import { readPackManifest } from "#templates/pack-manifest.ts";
import { resolvePackOptions } from "#templates/pack-options.ts";
import { show } from "./support.ts";

async function read(text: string) {
  const problems: Diagnostic[] = [];
  const manifest = await readPackManifest("pack/pack.yaml", text, (problem) => problems.push(problem));
  return { manifest, problems: problems.map(show) };
}

describe("a manifest", () => {
  test("says what a pack is for and which options it takes", async () => {
    const { manifest, problems } = await read(`
name: cards
description: Cards for people
source: data
options:
  examples: { type: boolean, description: Show examples, default: true }
  layout:   { type: string, values: [page, card] }
  width:    { type: number }
  tags:     { type: list, values: [a, b], default: [a] }
`);
    expect(problems).toEqual([]);
    expect(manifest).toEqual({
      description: "Cards for people",
      source: "data",
      options: {
        examples: { type: "boolean", description: "Show examples", default: true },
        layout: { type: "string", description: "", default: "page", values: ["page", "card"] },
        width: { type: "number", description: "", default: 0 },
        tags: { type: "list", description: "", default: ["a"], values: ["a", "b"] },
      },
    });
  });

  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    [
      "that is no mapping",
      "- a\n",
      ["pack/invalid pack/pack.yaml:1:1 a pack.yaml is a mapping\n  > - a\n  = `source: …` is the least it needs"],
    ],
    [
      "without a source",
      "name: x\n",
      [
        "pack/invalid pack/pack.yaml:1:1 `source` is missing\n  > name\n  = it is the kind of source that the pack renders, or `any`",
      ],
    ],
    [
      "with unknown keys",
      "source: any\noptoins: {}\noptions:\n  a:\n    type: boolean\n    defualt: true\n",
      [
        "pack/invalid pack/pack.yaml:2:1 a pack.yaml has no key `optoins`\n  > optoins\n  = did you mean `options`?",
        "pack/invalid pack/pack.yaml:6:5 an option has no key `defualt`\n  > defualt\n  = did you mean `default`?",
      ],
    ],
    [
      "with values of the wrong type",
      "source: 1\ndescription: [a]\noptions: []\n",
      [
        "pack/invalid pack/pack.yaml:2:14 `description` takes text\n  > [",
        "pack/invalid pack/pack.yaml:1:9 `source` takes the kind of a source, or `any`\n  > 1",
        "pack/invalid pack/pack.yaml:3:10 `options` takes a mapping of names to options\n  > [",
      ],
    ],
    [
      "with options that are none",
      "source: any\noptions:\n  a: true\n  b: { description: x }\n  c: { type: bool }\n  d: { type: boolean, default: yes please }\n  e: { type: string, values: [x], default: y }\n",
      [
        "pack/invalid pack/pack.yaml:3:3 the option `a` takes a mapping\n  > a\n  = `type: boolean` is the least it needs",
        "pack/invalid pack/pack.yaml:4:3 the option `b` has no type\n  > b\n  = known: `boolean`, `string`, `number`, `list`",
        "pack/invalid pack/pack.yaml:5:14 there is no option type `bool`\n  > bool\n  = known: `boolean`, `string`, `number`, `list`",
        "pack/invalid pack/pack.yaml:6:32 `default` takes `true` or `false`\n  > yes please",
        "pack/invalid pack/pack.yaml:7:44 `default` does not take `y`\n  > y\n  = did you mean `x`?",
      ],
    ],
  ];
  test.each(cases)("%s", async (_what, text, expected) => {
    const { manifest, problems } = await read(text);
    expect(problems).toEqual([...expected]);
    expect(manifest).toBeUndefined();
  });

  test("that is not YAML", async () => {
    const { manifest, problems } = await read("source: any\n  bad: [\n");
    expect(manifest).toBeUndefined();
    expect(problems[0]).toStartWith("pack/invalid pack/pack.yaml:1:9 ");
  });
});

describe("the options of a target", () => {
  const pack = {
    name: "cards",
    options: {
      examples: { type: "boolean", description: "", default: true },
      layout: { type: "string", description: "", default: "page", values: ["page", "card"] },
      tags: { type: "list", description: "", default: [] },
    },
  } as const;

  function resolve(given: { readonly [name: string]: Json }) {
    const { options, problems } = resolvePackOptions(pack, given, (option) => ({ file: `specmill.yaml#${option}` }));
    return { options, problems: problems.map(show) };
  }

  test("get the defaults of the pack", () => {
    expect(resolve({ layout: "card" })).toEqual({
      options: { examples: true, layout: "card", tags: [] },
      problems: [],
    });
  });

  test("are the same when a default is written out, in any order", () => {
    const written = resolve({ tags: [], layout: "page", examples: true });
    expect(JSON.stringify(written.options)).toBe(JSON.stringify(resolve({}).options));
  });

  const cases: readonly (readonly [what: string, given: { readonly [name: string]: Json }, expected: string])[] = [
    [
      "an unknown one",
      { exmaples: true },
      "pack/option specmill.yaml#exmaples the pack `cards` has no option `exmaples`\n  = did you mean `examples`?",
    ],
    [
      "of another type",
      { examples: "yes" },
      "pack/option specmill.yaml#examples the option `examples` takes `true` or `false`",
    ],
    [
      "with a value that is not allowed",
      { layout: "crad" },
      "pack/option specmill.yaml#layout the option `layout` does not take `crad`\n  = did you mean `card`?",
    ],
    [
      "a list with something else in it",
      { tags: ["a", 1] },
      "pack/option specmill.yaml#tags the option `tags` takes a list of texts",
    ],
    ["null", { examples: null }, "pack/option specmill.yaml#examples the option `examples` takes `true` or `false`"],
    [
      "a name that every object has",
      { toString: 1 },
      "pack/option specmill.yaml#toString the pack `cards` has no option `toString`\n  = known: `examples`, `layout`, `tags`",
    ],
  ];
  test.each(cases)("%s", (_what, given, expected) => {
    expect(resolve(given).problems).toEqual([expected]);
  });
});
