import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { realFileSystem } from "#platform/file-system.ts";
import { detectSpecs } from "#scaffold/detect.ts";
import type { DetectedSpec } from "#scaffold/detected-spec.ts";
import type { ConfigLanguage, Surroundings } from "#scaffold/init.ts";
import { planInit, starterFiles } from "#scaffold/init.ts";
import { folderWith, loadFiles } from "../config/support.ts";

const api: DetectedSpec = { kind: "openapi", path: "api/openapi.yaml", version: "3.1.0" };
const towns: DetectedSpec = { kind: "data", path: "data/towns/*.yaml", unit: "file" };
const nothing: Surroundings = { exists: () => false, gitignore: undefined, isGit: false };

async function planned(specs: readonly DetectedSpec[], around: Partial<Surroundings> = {}, language?: ConfigLanguage) {
  return (await planInit(specs, { ...nothing, ...around }, language)).map(({ path, action }) => `${action} ${path}`);
}

describe("the config", () => {
  test("one description and data folders, with comments", () => {
    const rivers: DetectedSpec = { kind: "data", path: "rivers.csv", unit: "record" };
    expect(
      starterFiles([api, towns, rivers], "yaml", true).get("specmill.yaml"),
    ).toBe(`# yaml-language-server: $schema=specmill.schema.json
# What specmill makes from which spec: \`specmill generate\` brings it up to date, \`specmill check\` proves that it is.

# The inputs, by a name of your choice.
sources:
  # OpenAPI 3.1.0
  api: { kind: openapi, path: api/openapi.yaml }
  # A unit for each file
  towns: { kind: data, path: "data/towns/*.yaml" }
  # A unit for each record
  rivers: { kind: data, path: rivers.csv }

# The outputs. Each target owns what it wrote: a file that somebody edited since is never overwritten.
# \`specmill list packs\` names the built-in packs and their options; \`specmill eject PACK\` copies one to change it.
targets:
  # TypeScript types of every schema and operation
  types: { source: api, pack: openapi-typescript, output: src/api }
  # Markdown pages
  docs: { source: api, pack: openapi-markdown, output: docs/api }
  # A page for each file, by the pack in templates/towns
  towns-pages: { source: towns, pack: ./templates/towns, output: docs/towns }
  # A page for each record, and an index
  rivers-pages: { source: rivers, pack: data-markdown, output: docs/rivers }

# A formatter is run over the new files of a run, before they are compared and moved in place:
# format:
#   "**/*.ts": biome format --write
`);
  });

  test("several descriptions have names of their own", () => {
    const paths = [
      "services/billing/openapi.yaml",
      "services/billing/swagger.json",
      "Über shop.yaml",
      "openapi.yaml",
      "v2/api.json",
    ];
    const text = starterFiles(paths.map((path) => ({ ...api, path }))).get("specmill.yaml") ?? "";
    expect([...text.matchAll(/^ {2}(\S+): \{ kind/gm)].map(([, name]) => name)).toEqual([
      "billing",
      "billing-2",
      "uber-shop",
      "api",
      "api-2",
    ]);
    expect(text).toContain("billing-2-types: { source: billing-2, pack: openapi-typescript, output: src/billing-2 }");
    expect(text).toContain('path: "Über shop.yaml"');
  });

  test("no more than twelve sources are written", () => {
    const many = Array.from(
      { length: 30 },
      (_, at): DetectedSpec => ({ kind: "data", path: `d/${at}x.csv`, unit: "record" }),
    );
    expect((starterFiles(many).get("specmill.yaml") ?? "").match(/kind: data/g)).toHaveLength(12);
  });

  test("every form of it loads, in both languages, whatever the paths are called", async () => {
    const awkward = ["true.yaml", "a: b #c.yaml", "'quote\".json", "*/x.yaml", "data.yaml", "1.json"];
    const specs: DetectedSpec[] = [towns, ...awkward.map((path): DetectedSpec => ({ ...api, path }))];
    for (const language of ["yaml", "typescript"] as const) {
      for (const some of [specs, [api], [towns], []]) {
        using folder = folderWith(Object.fromEntries(starterFiles(some, language)));
        const file = language === "yaml" ? "specmill.yaml" : "specmill.config.ts";
        const { config, text } = await loadFiles(file, folder.path);
        expect(text).toBe("");
        if (some === specs) expect(config?.sources.slice(1).map(({ options }) => options.path)).toEqual(awkward);
      }
    }
  });
});

describe("what else is written", () => {
  test("a config for a description comes with its schema", async () => {
    expect(await planned([api])).toEqual(["create specmill.yaml", "create specmill.schema.json"]);
  });

  test("a .ts config comes with its types", async () => {
    expect(await planned([api], {}, "typescript")).toEqual(["create specmill.config.ts", "create specmill.d.ts"]);
  });

  test("data comes with a pack, and without any spec there is example data too", async () => {
    expect(await planned([towns])).toEqual([
      "create specmill.yaml",
      "create templates/towns/pack.yaml",
      "create templates/towns/file.md.eta",
      "create specmill.schema.json",
    ]);
    expect(await planned([])).toEqual([
      "create specmill.yaml",
      "create data/people.yaml",
      "create templates/people/pack.yaml",
      "create templates/people/record.md.eta",
      "create specmill.schema.json",
    ]);
  });

  test("nothing that exists is written again", async () => {
    const exists = (path: string) => path.startsWith("data/") || path.endsWith("pack.yaml");
    expect(await planned([], { exists })).toEqual([
      "create specmill.yaml",
      "create templates/people/record.md.eta",
      "create specmill.schema.json",
    ]);
  });

  test("the example data is found as what the config says it is", () => {
    using folder = folderWith({ "data/people.yaml": starterFiles([]).get("data/people.yaml") ?? "" });
    expect(detectSpecs(folder.path, realFileSystem)).toEqual([
      { kind: "data", path: "data/people.yaml", unit: "record" },
    ]);
  });
});

describe(".gitignore", () => {
  async function change(around: Partial<Surroundings>) {
    return (await planInit([api], { ...nothing, ...around })).find(({ path }) => path === ".gitignore");
  }

  test("gets a line for the state folder at its end", async () => {
    expect(await change({ gitignore: "dist/\n" })).toEqual({
      path: ".gitignore",
      text: ".specmill/\n",
      action: "append",
    });
    expect((await change({ gitignore: "dist/" }))?.text).toBe("\n.specmill/\n");
    expect((await change({ gitignore: "" }))?.text).toBe(".specmill/\n");
  });

  test.each([".specmill", ".specmill/", "/.specmill/ ", "a\r\n.specmill/\r\n"])(
    "with %j is left alone",
    async (gitignore) => {
      expect(await change({ gitignore })).toBeUndefined();
    },
  );

  test("is made in a git repository that has none, and nowhere else", async () => {
    expect(await change({ isGit: true })).toEqual({ path: ".gitignore", text: ".specmill/\n", action: "create" });
    expect(await change({})).toBeUndefined();
  });
});

test("planning writes nothing", async () => {
  using folder = folderWith({});
  await planInit([], nothing);
  expect(realFileSystem.list(join(folder.path))).toEqual([]);
});
