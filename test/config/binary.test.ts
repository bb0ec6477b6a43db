/** What only the binary can show: there is no package and no source folder beside it to resolve `specmill` from. */
import { describe, expect, test } from "bun:test";
import { project } from "../support/rig.ts";

const code = `import { defineConfig } from "specmill";
import type { Config } from "specmill";
import { path } from "./lib/path";
const sources: Config["sources"] = { people: { kind: "data", path } };
export default defineConfig({ sources, targets: { pages: { source: "people", pack: "data-markdown", output: "out" } } });
`;

function files(path = "people.yaml") {
  return {
    "specmill.config.ts": code,
    "lib/path.ts": `export const path: string = "${path}";\n`,
    "people.yaml": "- name: Ada\n",
    "towns.yaml": "- name: Bonn\n",
  };
}

describe("a `.ts` config and the binary", () => {
  test("`specmill` resolves, with node_modules that have another and a tsconfig that leads astray", async () => {
    await using folder = project({
      ...files(),
      "tsconfig.json": '{ "compilerOptions": { "paths": { "specmill": ["./evil.ts"] } } }',
      "evil.ts": 'throw new Error("evil");\n',
      "node_modules/specmill/package.json": '{ "name": "specmill", "main": "index.js" }',
      "node_modules/specmill/index.js": 'throw new Error("shadowed");\n',
    });
    const run = await folder.run(["generate"]);
    expect(run.stderr).not.toContain("error");
    expect(run.code).toBe(0);
    expect(Object.keys(folder.tree("out")).sort()).toEqual(["index.md", "records/ada.md"]);
  });

  test("a change in a module that it imports is a change of the config", async () => {
    await using folder = project(files());
    expect((await folder.run(["generate"])).code).toBe(0);
    expect((await folder.run(["check"])).code).toBe(0);
    folder.write({ "lib/path.ts": files("towns.yaml")["lib/path.ts"] });
    expect((await folder.run(["check"])).code).toBe(1);
    expect((await folder.run(["generate"])).code).toBe(0);
    expect(Object.keys(folder.tree("out")).sort()).toEqual(["index.md", "records/bonn.md"]);
  });

  test("`--untrusted` refuses it with exit code 4 and runs nothing", async () => {
    await using folder = project({ ...files(), "lib/path.ts": 'console.log("ran");\nexport const path = "x";\n' });
    const run = await folder.run(["generate", "--untrusted"]);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain("config/untrusted");
    expect(run.stdout + run.stderr).not.toContain("ran\n");
  });

  test("a throw exits 2 with the line of the user's code", async () => {
    await using folder = project({ ...files(), "lib/path.ts": 'export const path = "x";\nthrow new Error("boom");\n' });
    const run = await folder.run(["generate"]);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("config/code");
    expect(run.stderr).toContain("lib/path.ts:2:");
    expect(run.stderr).not.toContain(folder.root);
  });
});

describe("the first run", () => {
  test.each([
    ["an empty folder", {}, ["docs/people/ada-lovelace.md"]],
    ["records", { "towns.csv": "name,size\nBonn,3\n" }, ["docs/towns/bonn.md"]],
    ["data files", { "data/towns/bonn.yaml": "size: 3\n", "data/towns/ulm.yaml": "size: 1\n" }, ["docs/towns/bonn.md"]],
    [
      "a description",
      { "api/openapi.yaml": "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths: {}\n" },
      ["docs/api/index.md"],
    ],
  ])("after `init` in %s works", async (_what, given, outputs) => {
    await using folder = project(given);
    expect((await folder.run(["init"])).code).toBe(0);
    const run = await folder.run(["generate"]);
    expect(run.stderr).not.toContain("error");
    expect(run.code).toBe(0);
    for (const output of outputs) expect(folder.has(output)).toBe(true);
    expect((await folder.run(["check"])).code).toBe(0);
  });
});
