/** `.hygen.js`, the environment and the flags of specmill itself, as the binary takes them. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Files } from "../support/rig.ts";
import { project } from "../support/rig.ts";

setDefaultTimeout(120_000);

const to = (path: string, more = "") => `---\nto: ${path}\n${more}---\n`;
const action = (text: string): Files => ({ "_templates/page/new/a.t": text });
const config = (source: string, name = ".hygen.js"): Files => ({ [name]: `module.exports = ${source};\n` });

describe("the config", () => {
  test("helpers as an object and as a function, and defaults of names", async () => {
    const text = `${to("a.txt")}<%= h.shout(name) %> <%= team %>\n`;
    for (const [source, expected] of [
      ["{ helpers: { shout: (x) => x.toUpperCase() }, localsDefaults: { team: 'a' } }", "HOME a\n"],
      [
        "{ helpers: (args, config) => ({ shout: (x) => x + args.action }), localsDefaults: { team: 'b' } }",
        "homenew b\n",
      ],
    ] as const) {
      await using shop = project({ ...action(text), ...config(source) });
      const { code, stderr } = await shop.run(["new", "page", "new", "home"]);
      expect([code, stderr, shop.read("a.txt")]).toEqual([0, "", expected]);
    }
  });

  test("a flag is worth more than a default", async () => {
    await using shop = project({
      ...action(`${to("a.txt")}<%= team %>\n`),
      ...config("{ localsDefaults: { team: 'a' } }"),
    });
    expect((await shop.run(["new", "page", "new", "--team", "c"])).code).toBe(0);
    expect(shop.read("a.txt")).toBe("c\n");
  });

  test("`cwd` is where outputs are seen from, `exec` runs commands, also when it fails", async () => {
    await using shop = project({
      ...action(`${to("a.txt")}a\n`),
      "_templates/page/new/b.t": "---\nsh: say it\n---\nbody\n",
      ...config(`{ cwd: "site", exec: async (command, body) => {
        require("node:fs").writeFileSync(__dirname + "/ran.txt", command + "|" + body);
        if (process.env.FAIL) throw new Error("not today");
      } }`),
      "site/x": "",
    });
    const failed = await shop.run(["new", "page", "new"], { env: { FAIL: "1" } });
    expect([failed.code, shop.has("site/a.txt")]).toEqual([1, false]);
    expect(failed.stderr).toStartWith(
      "error[scaffold/shell] _templates/page/new/b.t:2:1  the command `say it` failed: not today\n",
    );
    expect((await shop.run(["new", "page", "new"])).code).toBe(0);
    expect([shop.read("site/a.txt"), shop.read("ran.txt")]).toEqual(["a\n", "say it|body\n"]);
  });

  test("several folders: a generator in two is refused, the first or the last by strategy, or both by prefix", async () => {
    const folders: Files = {
      "one/page/new/a.t": `${to("a.txt")}one\n`,
      "two/page/new/a.t": `${to("a.txt")}two\n`,
      "two/only/new/a.t": `${to("only.txt")}two\n`,
    };
    const both = "templates: ['one', 'two']";
    for (const [source, call, expected] of [
      [`{ ${both} }`, "page", undefined],
      [`{ ${both} }`, "only", "two\n"],
      [`{ ${both}, conflictResolutionStrategy: 'skip' }`, "page", "one\n"],
      [`{ ${both}, conflictResolutionStrategy: 'override' }`, "page", "two\n"],
      ["{ templates: ['one', { path: 'two', prefix: 'my-' }] }", "page", "one\n"],
      ["{ templates: ['one', { path: 'two', prefix: 'my-' }] }", "my-page", "two\n"],
    ] as const) {
      await using shop = project({ ...folders, ...config(source) });
      const { code, stdout, stderr } = await shop.run(["new", call, "new"]);
      expect([source, code]).toEqual([source, expected === undefined ? 1 : 0]);
      if (expected === undefined) expect(stderr).toStartWith("error[scaffold/not-found] the generator `page` is in ");
      else expect(shop.read(call === "only" ? "only.txt" : "a.txt")).toBe(expected);
      expect(stdout).toContain("\nLoaded templates: one, two\n");
    }
  });

  test("one that throws, or exports something else, is named as the user sees it", async () => {
    for (const [source, message] of [
      ['throw new Error("boom")', "error[scaffold/hook] .hygen.js:1:11  `.hygen.js` threw Error: boom"],
      ["module.exports = 5", "error[scaffold/hook] .hygen.js  `.hygen.js` exports no object"],
      [
        "module.exports = { conflictResolutionStrategy: 'x' }",
        "error[scaffold/hook] .hygen.js  `.hygen.js` has a `conflictResolutionStrategy` that is not known",
      ],
    ] as const) {
      await using shop = project({ ...action(`${to("a.txt")}a\n`), ".hygen.js": `${source}\n` });
      const { code, stderr } = await shop.run(["new", "page", "new"]);
      expect([code, stderr.split("\n")[0]]).toEqual([1, message]);
    }
  });

  test("the spellings of hygen's successor", async () => {
    await using shop = project({
      "templates/page/new/a.t": `${to("a.txt")}<%= actionFolder === actionfolder %> <%= subAction %>\n`,
      "templates/page/new/b.t": `${to("b.txt")}b\n`,
      "templates/page/new/.hypergenignore": "b.t\n",
      ...config("{ templates: 'templates' }", ".hypergen.js"),
    });
    expect((await shop.run(["new", "page", "new:a"])).code).toBe(0);
    expect([shop.read("a.txt"), shop.has("b.txt")]).toEqual(["true a\n", false]);
  });
});

describe("what a flag or a hook can say", () => {
  const parts: Files = {
    ...action(`${to("a.txt")}<%= action %> <%= subaction %>\n`),
    "_templates/page/new/b.t": `${to("b.txt")}<%= action %> <%= subaction %>\n`,
  };

  test("the part of the action, as well as the words can", async () => {
    for (const [words, hook] of [
      [["new:a"], undefined],
      [["new", "--subaction", "a"], undefined],
      [["new:b", "--subaction", "a"], undefined],
      [["new"], "module.exports = { params: () => ({ subaction: 'a' }) };\n"],
    ] as const) {
      await using shop = project({ ...parts, "_templates/page/new/index.js": hook });
      expect((await shop.run(["new", "page", ...words])).code).toBe(0);
      expect([shop.read("a.txt"), shop.has("b.txt")]).toEqual([`${words[0]} a\n`, false]);
    }
  });
});

test("a command that does not read its input, however long, is no failure", async () => {
  await using shop = project({ "_templates/page/new/a.t": "---\nsh: exit 0\n---\n<%= 'x'.repeat(3000000) %>\n" });
  expect((await shop.run(["new", "page", "new"])).code).toBe(0);
});

describe("the environment", () => {
  test("HYGEN_TS is the time, HYGEN_OUTPUT_ABS_PATH shows whole paths", async () => {
    await using shop = project(action(`${to("a.txt")}<%= ts %> <%= typeof ts %>\n`));
    const env = { HYGEN_TS: "5", HYGEN_OUTPUT_ABS_PATH: "1" };
    const { stdout } = await shop.run(["new", "page", "new"], { env });
    expect(stdout).toBe(`\nLoaded templates: _templates\n       added: ${shop.root}/a.txt\n`);
    expect(shop.read("a.txt")).toBe("5 string\n");
  });

  test("FORCE_COLOR shows the styles of `echo` and `message`; without it they are plain", async () => {
    await using shop = project(action(to("a.txt", 'echo: "{red x}"\nmessage: "{bold y}"\n')));
    expect((await shop.run(["new", "page", "new"])).stdout).toEndWith("\nx\nnew:\ny\n");
    const { stdout } = await shop.run(["new", "page", "new"], { env: { FORCE_COLOR: "1" } });
    expect(stdout).toEndWith("\n\x1b[31mx\x1b[39m\nnew:\n\x1b[1my\x1b[22m\n");
  });
});

describe("flags before the generator", () => {
  test("`--json` gives one document, however the action ends", async () => {
    await using shop = project({
      ...action(`${to("a.txt", "echo: said\n")}<%= locals.x.y %>\n`),
      "_templates/page/good/a.t": `${to("good.txt", "echo: said\n")}x\n`,
    });
    const good = await shop.run(["new", "--json", "page", "good"]);
    expect([good.code, JSON.parse(good.stdout)]).toEqual([
      0,
      { version: 1, success: true, actions: [{ word: "added", subject: "good.txt" }] },
    ]);
    const bad = await shop.run(["new", "--json", "page", "new"]);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      success: false,
      actions: [],
      problems: [{ code: "scaffold/render", place: { file: "_templates/page/new/a.t", line: 5 } }],
    });
    const unknown = await shop.run(["new", "--json", "page", "god"]);
    expect(JSON.parse(unknown.stdout)).toMatchObject({
      success: false,
      problems: [{ code: "scaffold/not-found", notes: [{ message: "did you mean `good`?" }] }],
    });
  });

  test("`--quiet` says nothing of what went well; a reporter's file gets the problems", async () => {
    await using shop = project({
      ...action(`${to("a.txt", "echo: said\nmessage: done\n")}a\n`),
      "_templates/page/bad/a.t": `${to("b.txt")}<%= gone %>\n`,
    });
    expect(await shop.run(["new", "--quiet", "page", "new"])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await shop.run(["new", "--reporter", "sarif=report.sarif", "page", "bad"])).code).toBe(1);
    const [result] = JSON.parse(shop.read("report.sarif")).runs[0].results;
    expect(result.ruleId).toBe("scaffold/render");
  });

  test("`--dry` and `--diff` go on behind a command, whose results they cannot know", async () => {
    await using shop = project({
      "list.txt": "one\n",
      "_templates/page/new/0.t": "---\nsh: touch made.txt\n---\n",
      "_templates/page/new/1.t": `${to("made.txt", "inject: true\nafter: x\n")}1\n`,
      "_templates/page/new/2.t": `${to("list.txt", "inject: true\nafter: made by the command\n")}2\n`,
      "_templates/page/new/3.t": `${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}3\n`,
    });
    const log = ["shell: touch made.txt", "inject: made.txt", "inject: list.txt", "inject: list.txt"];
    const dry = await shop.run(["new", "--dry", "page", "new"]);
    expect([dry.code, dry.stderr]).toEqual([0, ""]);
    expect(
      dry.stdout
        .trimEnd()
        .split("\n")
        .slice(2)
        .map((line) => line.trim()),
    ).toEqual(log);
    expect(shop.has("made.txt")).toBe(false);
    const diff = await shop.run(["new", "--diff", "page", "new"]);
    expect(diff.stdout).toEndWith("@@ -1 +1,2 @@\n one\n+3\n");
  });

  test("two templates for one file: as in hygen the second one would have to replace it", async () => {
    await using shop = project({ ...action(`${to("a.txt")}1\n`), "_templates/page/new/b.t": `${to("a.txt")}2\n` });
    const { code, stderr } = await shop.run(["new", "page", "new"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("`a.txt` is made by an earlier template of this action"),
    ]);
    expect(shop.has("a.txt")).toBe(false);
    expect((await shop.run(["new", "page", "new", "--overwrite", "a.txt"])).code).toBe(0);
    expect(shop.read("a.txt")).toBe("2\n");
  });
});
