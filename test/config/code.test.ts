/** Configs that are code: they run once, their imports are inputs, what they export is data, and what they throw has a place. */
import { describe, expect, jest, test } from "bun:test";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCodeConfig } from "#config/code-file.ts";
import { checkCode, contextOf, diskInputs, folderWith, formatPlace, loadFiles, underlined } from "./support.ts";

const config = "specmill.config.ts";

/** What is said about one config text. */
async function said(text: string, others: Readonly<Record<string, string>> = {}): Promise<string> {
  using folder = folderWith({ [config]: text, ...others });
  const result = await checkCode(folder.path);
  expect(result.config).toBeUndefined();
  expect(result.exitCode).toBe(2);
  expect(result.text).not.toContain(folder.path);
  return result.text;
}

describe("a config that works", () => {
  test("TypeScript, `defineConfig` and types from specmill, and top-level await all work", async () => {
    using folder = folderWith({
      [config]: `import { defineConfig } from "specmill";
import type { Config } from "specmill";
import paths from "./paths.json";
enum Kind { Openapi = "openapi" }
const path: string = await Promise.resolve(paths.api);
export default defineConfig({ sources: { api: { kind: Kind.Openapi, path } }, lock: undefined } satisfies Config);
`,
      "paths.json": '{ "api": "api.yaml" }',
    });
    const result = await checkCode(folder.path);
    expect(result.text).toBe("");
    expect(result.config?.sources).toEqual([{ name: "api", kind: "openapi", options: { path: "api.yaml" } }]);
    expect(result.config?.lock).toBe(true);
    expect(result.config?.file).toBe(config);
  });

  test("`specmill` is ours, also where node_modules has another", async () => {
    using folder = folderWith({
      [config]: 'import { defineConfig } from "specmill";\nexport default defineConfig({ sources: {} });\n',
      "node_modules/specmill/package.json": '{ "name": "specmill", "main": "index.js" }',
      "node_modules/specmill/index.js": "throw new Error('shadowed');",
    });
    const inputs = diskInputs(folder.path);
    expect((await checkCode(folder.path, inputs)).text).toBe("");
    expect([...inputs.seen.keys()]).toEqual([config]);
  });

  test("everything it imports is read as input, at any depth, and so is what might come between", async () => {
    using folder = folderWith({
      [config]: 'import { api } from "./lib/paths";\nimport "preset";\nexport default { sources: { api } };\n',
      "lib/paths.ts": 'export { api } from "../deep.ts";\nimport type { Gone } from "./gone";\nexport type X = Gone;\n',
      "deep.ts":
        'import { sep } from "node:path";\nexport const api = { kind: "openapi", path: ["a", "b"].join(sep) };\n',
      "node_modules/preset/package.json": '{ "name": "preset", "main": "main.js" }',
      "node_modules/preset/main.js": "",
    });
    const inputs = diskInputs(folder.path);
    expect((await checkCode(folder.path, inputs)).text).toBe("");
    const [there, gone] = [true, false].map((was) =>
      [...inputs.seen].filter(([, found]) => found === was).map(([path]) => path),
    );
    expect(there?.sort()).toEqual(["deep.ts", "lib/paths.ts", "node_modules/preset/main.js", config]);
    expect(gone?.sort()).toEqual(["lib/paths", "lib/paths.jsx", "lib/paths.tsx"]);
  });

  test("loading it again sees what changed, in imports too", async () => {
    using folder = folderWith({
      [config]: 'import { path } from "./path.ts";\nexport default { sources: { api: { kind: "openapi", path } } };\n',
      "path.ts": 'export const path = "one";\n',
    });
    const pathOf = async () => (await checkCode(folder.path)).config?.sources[0]?.options.path;
    expect(await pathOf()).toBe("one");
    writeFileSync(join(folder.path, "path.ts"), 'export const path = "two";\n');
    expect(await pathOf()).toBe("two");
  });

  test("it is evaluated once a load", async () => {
    using folder = folderWith({
      [config]: "globalThis.runs = (globalThis.runs ?? 0) + 1;\nexport default { sources: {} };\n",
    });
    await checkCode(folder.path);
    expect((globalThis as { runs?: number }).runs).toBe(1);
    delete (globalThis as { runs?: number }).runs;
  });
});

describe("promise 9", () => {
  test("an untrusted run does not evaluate it, and exits 4", async () => {
    using folder = folderWith({ [config]: "globalThis.ran = true;\nexport default { sources: {} };\n" });
    expect(await loadFiles(config, folder.path, { untrusted: true })).toEqual({
      text: `config/untrusted specmill.config.ts \`specmill.config.ts\` is code, and \`--untrusted\` runs none
  write the config as \`specmill.yaml\`, or leave out \`--untrusted\` where you trust this folder`,
      exitCode: 4,
    });
    expect((globalThis as { ran?: boolean }).ran).toBeUndefined();
  });

  test("any ending of JavaScript counts as code", async () => {
    using folder = folderWith({ "mine.mjs": "export default {};\n" });
    expect((await loadFiles("mine.mjs", folder.path, { untrusted: true })).exitCode).toBe(4);
  });
});

describe("a config that fails", () => {
  test("a throw has the line of the user's code", async () => {
    expect(
      await said('function deep(): never {\n  throw new TypeError("boom\\nmore");\n}\nexport default deep();\n'),
    ).toBe("config/code specmill.config.ts:2:13 the config threw TypeError: boom");
  });

  test("so has a throw in a module that it imports", async () => {
    const text = 'import { x } from "./lib/x";\nexport default x;\n';
    expect(await said(text, { "lib/x.ts": 'export const x = JSON.parse("{");\n' })).toStartWith(
      "config/code lib/x.ts:1:23 the config threw SyntaxError: JSON Parse error",
    );
  });

  test("a rejected promise counts as a throw", async () => {
    expect(await said('await Promise.reject(new Error("later"));\nexport default {};\n')).toStartWith(
      "config/code specmill.config.ts:1:",
    );
  });

  test("a thrown value that is no error is shown", async () => {
    expect(await said('throw "text";\nexport default {};\n')).toBe(
      'config/code specmill.config.ts the config threw a value that is not an error: "text"',
    );
  });

  test("a syntax error has its place, also in an import", async () => {
    expect(await said("const a = 1;\nexport default { a: ;\n")).toBe(
      "config/syntax specmill.config.ts:2:21 unexpected ;",
    );
    const text = 'import { y } from "./y.ts";\nexport default { y };\n';
    expect(await said(text, { "y.ts": "export const y = ;\n" })).toBe("config/syntax y.ts:1:18 unexpected ;");
  });

  test("an import that leads nowhere is named where it stands", async () => {
    expect(await said('import x from "./nope";\nexport default { x };\n')).toBe(
      "config/code specmill.config.ts:1:15 cannot find `./nope`",
    );
    expect(await said("import x from 'some-package';\nexport default { x };\n")).toBe(
      "config/code specmill.config.ts:1:15 cannot find `some-package`\n" +
        "  packages come from `node_modules`; `specmill` itself needs none",
    );
  });

  test("a name that a module does not export is told without the path of the machine", async () => {
    const text = 'import { nope } from "./x.ts";\nexport default { nope };\n';
    expect(await said(text, { "x.ts": "export const y = 1;\n" })).toBe(
      "config/code specmill.config.ts the config threw SyntaxError: Export named 'nope' not found in module 'x.ts'.",
    );
  });

  test("one that waits for ever is given up after ten seconds", async () => {
    jest.useFakeTimers();
    const text = said("await new Promise(() => {});\nexport default {};\n");
    while (jest.getTimerCount() === 0) await Promise.resolve();
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    expect(await text).toBe(
      "config/code specmill.config.ts the config did not finish within 10 seconds\n  it awaits something that never comes",
    );
  });

  test("no default export is an error", async () => {
    expect(await said("export const config = {};\n")).toBe(
      "config/invalid specmill.config.ts:1:1 the config has no default export\n" +
        "  write `export default defineConfig({ … })`",
    );
  });

  test("a file that is replaced while it is read is an error", async () => {
    using folder = folderWith({ [config]: "export default { sources: {} };\n" });
    const inputs = diskInputs(folder.path);
    const before = {
      ...inputs,
      read: (path: string) => (inputs.read(path) === undefined ? undefined : Buffer.from("export {}")),
    };
    expect((await checkCode(folder.path, before)).text).toBe(
      "source/changed specmill.config.ts `specmill.config.ts` changed while it was read",
    );
  });

  test("one that is gone is not found", async () => {
    using folder = folderWith({});
    expect((await checkCode(folder.path)).text).toBe("config/not-found - there is no config `specmill.config.ts`");
  });
});

describe("exports that are more than data", () => {
  test.each([
    ["{ sources: { a: () => 1 } }", "1:32 `sources.a`: expected plain data, found a function"],
    ["{ sources: {}, lock: Symbol('x') }", "1:37 `lock`: expected plain data, found a symbol"],
    ["{ sources: {}, limits: { depth: 5n } }", "1:48 `limits.depth`: expected plain data, found a bigint"],
    ["{ sources: {}, limits: { depth: 1 / 0 } }", "1:48 `limits.depth`: expected plain data, found `Infinity`"],
    ["{ sources: {}, allow: ['a', undefined] }", "1:44 `allow[1]`: expected plain data, found `undefined`"],
    ["{ sources: new Map() }", "1:27 `sources`: expected plain data, found an instance of `Map`"],
    ["{ sources: {}, lock: new (class Foo {})() }", "1:37 `lock`: expected plain data, found an instance of `Foo`"],
    [
      "{ sources: Promise.resolve({}) }",
      "1:27 `sources`: expected plain data, found a promise; a config may use `await` at its top level",
    ],
  ])("%s is refused", async (text, problem) => {
    expect(await said(`export default ${text};\n`)).toBe(`config/invalid specmill.config.ts:${problem}`);
  });

  test("a function as the whole config and a value that contains itself are refused", async () => {
    expect(await said("export default () => ({});\n")).toBe(
      "config/invalid specmill.config.ts the config: expected plain data, found a function",
    );
    expect(await said("const c: any = { sources: {} };\nc.limits = c;\nexport default c;\n")).toBe(
      "config/invalid specmill.config.ts `limits`: expected plain data, found a value that contains itself",
    );
  });

  test("all of them are told at once", async () => {
    expect((await said("export default { sources: () => 1, targets: () => 2 };\n")).split("\n")).toHaveLength(2);
  });
});

describe("places in a config that is code", () => {
  const text = `import { defineConfig } from "specmill";
// targets: { docs: { output: "/not/here" } }
const shared = { pack: "p" };
export default defineConfig({
  sources: { api: { kind: "openapi", path: \`\${"a}"}.yaml\` } },
  targets: {
    /* docs: { */ types: { ...shared, source: "api", output: "a" },
    "docs": { source: "api", output: "b", options: { list: ["x", { deep: 1 }] }, ...shared },
  },
});
`;

  async function place(path: readonly (string | number)[], part: "key" | "value" = "value") {
    using folder = folderWith({ [config]: text });
    const raw = await readCodeConfig(config, diskInputs(folder.path), contextOf(folder.path));
    return await raw.place(path, part);
  }

  test.each([
    [["sources", "api", "path"], "5:44"],
    [["targets", "docs", "output"], "8:38"],
    [["targets", "docs", "options", "list", 1, "deep"], "8:74"],
    [["targets", "types", "output"], "7:62"],
    [[], "4:29"],
  ])("%j is found where it is written", async (path, at) => {
    expect(formatPlace(await place(path))).toBe(`specmill.config.ts:${at}`);
  });

  test("key and value are underlined as they stand", async () => {
    expect(underlined(await place(["targets", "docs"], "key"))).toBe('"docs"');
    expect(underlined(await place(["targets", "docs", "source"]))).toBe('"api"');
  });

  test("a part that comes from elsewhere has a pointer and no line", async () => {
    expect(await place(["targets", "docs", "pack"])).toEqual({ file: config, pointer: "/targets/docs/pack" });
  });

  test("problems of the schema stand at the line", async () => {
    const wrong =
      'const config = {\n  sources: { api: { kind: "openapi", path: "x" } },\n  lokc: true,\n};\nexport default config;\n';
    expect(await said(wrong)).toBe(
      "config/unknown-key specmill.config.ts:3:3 unknown key `lokc`\n  did you mean `lock`?",
    );
  });
});

test("a project that is reached through a link has the same places", async () => {
  using folder = folderWith({ "real/specmill.config.ts": 'throw new Error("boom");\nexport default {};\n' });
  symlinkSync(join(folder.path, "real"), join(folder.path, "link"));
  expect((await checkCode(join(folder.path, "link"))).text).toBe(
    "config/code specmill.config.ts:1:11 the config threw Error: boom",
  );
});
