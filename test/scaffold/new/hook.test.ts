import { describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { HookContext } from "#scaffold/new/asking/hook.ts";
import { findHook } from "#scaffold/new/asking/hook.ts";
import { hookFolder } from "./hook-rig.ts";

const params = (text: string) => ({ "action/index.js": `module.exports = { params: ${text} };` });

describe("which file is the hook", () => {
  const order = [
    ...["index.js", "index.ts", "prompt.cjs", "prompt.js", "prompt.ts"],
    ...["index.cjs", "index.mjs", "index.cts", "index.mts", "prompt.mjs", "prompt.cts", "prompt.mts"],
  ];
  test.each(order.map((name, at) => [name, order.slice(at)] as const))("%s comes before the rest", (name, rest) => {
    using folder = hookFolder(Object.fromEntries(rest.map((one) => [`action/${one}`, ""])));
    expect(findHook(join(folder.root, "action"))).toBe(join(folder.root, "action", name));
  });

  test("other names are none", async () => {
    using folder = hookFolder({ "action/my-prompt.js": "throw 1;", "action/sub/prompt.js": "throw 1;" });
    expect((await folder.run({ name: "x" })).result).toEqual({});
  });

  test("a hook behind a link is found, and named as the user knows it", async () => {
    using folder = hookFolder({ "real/prompt.js": "\nnull.x;", "x.txt": "" });
    symlinkSync(join(folder.root, "real"), join(folder.root, "action"));
    expect((await folder.run()).problems).toStartWith("scaffold/hook action/prompt.js:2:1 ");
  });
});

describe("what it exports", () => {
  test("`params` gets the name and the flags, and helpers", async () => {
    using folder = hookFolder(
      params("async ({ args, h, ...more }) => ({ ...args, h: Object.keys(h).sort().join(), more: Object.keys(more) })"),
    );
    const { result } = await folder.run({ name: "x", flag: 5 });
    expect(result).toEqual({ name: "x", flag: 5, h: "capitalize,changeCase,inflection,path", more: [] });
  });

  test("what it does to `args` does not reach the caller", async () => {
    using folder = hookFolder(params('({ args }) => { args.name = "changed"; }'));
    const given = { name: "x" };
    expect((await folder.run(given)).result).toEqual({});
    expect(given).toEqual({ name: "x" });
  });

  test("`params` before `prompt`; one that is undefined does not count", async () => {
    const both = (text: string) => ({
      "action/prompt.js": `module.exports = { params: ${text}, prompt: () => ({ by: "prompt" }) };`,
    });
    using first = hookFolder(both('() => ({ by: "params" })'));
    expect((await first.run()).result).toEqual({ by: "params" });
    using second = hookFolder(both("undefined"));
    expect((await second.run()).result).toEqual({ by: "prompt" });
  });

  test("`prompter` and `inquirer` are one, and `this` is what was exported", async () => {
    using folder = hookFolder({
      "action/prompt.js":
        "module.exports = { own: 1, prompt({ prompter, inquirer, args, h }) { return { same: prompter === inquirer, own: this.own, args, h: typeof h.capitalize }; } };",
    });
    expect((await folder.run({ a: 1 })).result).toEqual({ same: true, own: 1, args: { a: 1 }, h: "function" });
  });

  test("a default export in TypeScript with a package of the user", async () => {
    using folder = hookFolder({
      "node_modules/lodash/index.js": 'exports.kebabCase = () => "kebab";',
      "action/prompt.ts":
        'import lodash from "lodash";\nexport default { params: ({ args }: { args: { name: string } }) => ({ slug: lodash.kebabCase(args.name) }) };',
    });
    expect((await folder.run({ name: "x" })).result).toEqual({ slug: "kebab" });
  });

  test.each([
    ["module.exports = () => ({});", "exports neither `params` nor `prompt` nor a list"],
    ["module.exports = {};", "exports neither `params` nor `prompt` nor a list"],
    ["", "exports neither `params` nor `prompt` nor a list"],
    ["module.exports = { prompt: 1 };", "`prompt` of the hook is no function"],
    ["module.exports = [{ type: 'input', name: 'a' }, null];", "question 2 of the hook is no object"],
  ])("%s is refused", async (text, message) => {
    using folder = hookFolder({ "action/prompt.js": text });
    const { problems, exitCode } = await folder.run();
    expect(problems).toStartWith("scaffold/hook action/prompt.js ");
    expect(problems).toContain(message);
    expect(problems).toContain("export `{ params:");
    expect(exitCode).toBe(1);
  });

  test("nothing is fine, anything but an object is not", async () => {
    using nothing = hookFolder(params("() => undefined"));
    expect((await nothing.run()).result).toEqual({});
    for (const [value, shown] of [
      ['"text"', "a string"],
      ["[1]", "a list"],
      ["7", "a number"],
    ]) {
      using folder = hookFolder(params(`() => ${value}`));
      expect((await folder.run()).problems).toContain(`the hook gives ${shown}, not an object`);
    }
  });

  test("a hook that throws late has the line of its code", async () => {
    using folder = hookFolder({
      "action/prompt.js":
        'module.exports = {\n  prompt: async () => {\n    await 1;\n    throw new Error("late");\n  },\n};\n',
    });
    expect((await folder.run()).problems).toBe(
      'scaffold/hook action/prompt.js:4:15 `prompt.js` threw Error: late\n|     throw new Error("late");\n|               ^',
    );
  });
});

describe("trust", () => {
  test("a hook from outside does not run", async () => {
    using folder = hookFolder({ "action/index.js": "globalThis.hookRan = true; module.exports = [];" });
    const { problems, exitCode } = await folder.run({}, {}, { mayRun: false });
    expect(exitCode).toBe(4);
    expect(problems).toStartWith("scaffold/untrusted action/index.js ");
    expect(problems).toContain("`--trust`");
    expect("hookRan" in globalThis).toBe(false);
  });

  test("an action without a hook needs none", async () => {
    using folder = hookFolder({ "action/a.t": "" });
    expect((await folder.run({}, {}, { mayRun: false })).exitCode).toBe(0);
  });
});

describe("answers that no question asked for", () => {
  const answers = { name: "from the file", extra: 1 };
  test("are given where there is no hook; a flag wins", async () => {
    using folder = hookFolder({ "action/a.t": "" });
    expect((await folder.run({}, { answers })).result).toEqual(answers);
    expect((await folder.run({ name: "flag" }, { answers })).result).toEqual({ extra: 1 });
  });

  test("are given beside what the hook gives, which wins", async () => {
    using folder = hookFolder(params('({ args }) => ({ name: "hook", seen: "extra" in args })'));
    expect((await folder.run({}, { answers })).result).toEqual({ name: "hook", extra: 1, seen: false });
  });

  test("those that a question asked for are only where the hook puts them", async () => {
    using folder = hookFolder({
      "action/prompt.js":
        'module.exports = { prompt: async ({ prompter }) => ({ title: (await prompter.prompt({ type: "input", name: "name" })).name }) };',
    });
    expect((await folder.run({}, { answers })).result).toEqual({ title: "from the file", extra: 1 });
  });
});

describe("`createPrompter` of the config", () => {
  test("is what hooks get, and what asks a list", async () => {
    const createPrompter = () => ({ prompt: async (questions: unknown[]) => ({ asked: questions.length }) });
    const config = { config: { createPrompter } };
    using folder = hookFolder({ "action/prompt.js": 'module.exports = [{ type: "input", name: "a" }];' });
    const home = { folders: [], conflicts: "fail", ...config } as HookContext["home"];
    expect((await folder.run({}, {}, { home })).result).toEqual({ asked: 1 });
  });
});

describe("a hook that never ends", () => {
  test("ends with the run, exit 130, also when it was over before", async () => {
    using folder = hookFolder({ "action/index.js": "module.exports = { params: () => new Promise(() => {}) };" });
    const controller = new AbortController();
    const running = folder.run({}, {}, { signal: controller.signal });
    controller.abort();
    expect(await running).toEqual({ exitCode: 130, problems: "run/interrupted  interrupted: nothing was done" });
    expect((await folder.run({}, {}, { signal: controller.signal })).exitCode).toBe(130);
  });
});

test("without a folder to name files from they have their absolute path", async () => {
  using folder = hookFolder({ "action/prompt.js": "module.exports = 1;" });
  const { problems } = await folder.run({}, {}, { shown: join(folder.root, "elsewhere") });
  expect(problems).toStartWith(`scaffold/hook ${join(folder.root, "action", "prompt.js")} `);
});
