import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { loadModule } from "#scaffold/new/asking/load-module.ts";
import { hookFolder, outcomeOf } from "./hook-rig.ts";

async function load(files: Record<string, string>, path: string) {
  using folder = hookFolder(files);
  const display = (file: string) => file.replace(`${folder.root}/`, "");
  return await outcomeOf(loadModule(join(folder.root, path), display) as Promise<Record<string, unknown>>);
}

const lodash = { "node_modules/lodash/index.js": 'module.exports = { name: "the user\'s lodash" };\n' };

describe("what is loaded", () => {
  test.each([
    ["a.js", "module.exports = { a: 1 };"],
    ["a.cjs", "exports.a = 1;"],
    ["a.mjs", "export default { a: 1 };"],
    ["a.ts", "const one: number = 1;\nexport default { a: one };"],
    ["a.ts", "enum E { zero, one }\nmodule.exports = { a: E.one };"],
    ["a.mts", "export default { a: 1 satisfies number };"],
    ["a.cts", "module.exports = { a: 1 as number };"],
    ["a.js", "exports.__esModule = true;\nexports.default = { a: 1 };"],
    ["a.mjs", "export const a = 1;"],
    ["a.mjs", "export default { a: await Promise.resolve(1) };"],
  ])("%s: %s", async (path, text) => {
    expect((await load({ [path]: text }, path)).result).toEqual({ a: 1 });
  });

  test("CommonJS beside a package.json that says `module`", async () => {
    const files = { "package.json": '{ "type": "module" }', "a.js": "module.exports = { a: __dirname.length > 0 };" };
    expect((await load(files, "a.js")).result).toEqual({ a: true });
  });

  test("a list stays a list", async () => {
    expect((await load({ "a.js": "module.exports = [1, 2];" }, "a.js")).result).toEqual([1, 2] as never);
  });

  test("packages of the user, modules of the runtime, neighbours, and where it lies", async () => {
    const files = {
      ...lodash,
      "lib/near.js": "exports.near = true;",
      "action/a.js":
        'const fs = require("fs");\nmodule.exports = { name: require("lodash").name, near: require("../lib/near").near, ' +
        'own: fs.readFileSync(__filename, "utf8").length > 0, folder: require("path").basename(__dirname) };',
    };
    const result = { name: "the user's lodash", near: true, own: true, folder: "action" };
    expect((await load(files, "action/a.js")).result).toEqual(result);
  });
});

describe("what goes wrong has a place", () => {
  test("a module that does not parse", async () => {
    const { problems, exitCode } = await load({ "a.js": "module.exports = {\n  a: 1 2,\n};\n" }, "a.js");
    // What the compiler finds after that is said too.
    expect(problems).toStartWith('scaffold/hook a.js:2:8 expected "}" but found "2"\n|   a: 1 2,\n|        ^');
    expect(exitCode).toBe(1);
  });

  test("a module that throws", async () => {
    const { problems } = await load({ "a.js": "const a = 1;\nnull.x;\n" }, "a.js");
    expect(problems).toStartWith("scaffold/hook a.js:2:1 `a.js` threw TypeError: null is not an object");
    expect(problems).toContain("| null.x;");
  });

  test("a neighbour that throws is the place", async () => {
    const files = { "a.js": 'require("./b");', "b.js": '\n\nthrow new Error("boom\\nand more");\n' };
    expect((await load(files, "a.js")).problems).toStartWith("scaffold/hook b.js:3:11 `a.js` threw Error: boom\n|");
  });

  test("a package that throws was called from the user's code", async () => {
    const files = {
      "node_modules/bad/index.js": 'module.exports = () => { throw new Error("from bad"); };',
      "a.js": '\nconst bad = require("bad");\nbad();\n',
    };
    expect((await load(files, "a.js")).problems).toStartWith("scaffold/hook a.js:3:1 `a.js` threw Error: from bad");
  });

  test("a package that is not there", async () => {
    for (const [path, text] of [
      ["a.js", 'const a = require("nosuch");'],
      ["a.mjs", 'import  a from "nosuch";\nexport default a;'],
    ] as const) {
      const { problems } = await load({ [path]: text }, path);
      expect(problems).toStartWith(`scaffold/hook ${path}:1:${text.indexOf('"') + 1} cannot find \`nosuch\``);
      expect(problems).toContain("^^^^^^^^");
      expect(problems).toContain(`packages come from a \`node_modules\` beside \`${path}\` or above`);
    }
  });

  test("something thrown that is no error", async () => {
    expect((await load({ "a.js": 'throw { odd: "thing" };' }, "a.js")).problems).toBe(
      'scaffold/hook a.js `a.js` threw a value that is not an error: { odd: "thing", }',
    );
  });

  test("no frame of specmill", async () => {
    const { problems } = await load({ "a.js": 'throw new Error("boom");' }, "a.js");
    expect(problems).not.toContain("load-module");
    expect(problems.split("\n")).toHaveLength(3);
  });
});
