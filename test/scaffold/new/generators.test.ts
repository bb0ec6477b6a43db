import { afterAll, describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { actionFlags, templateNames } from "#scaffold/new/listing/action-flags.ts";
import { listGenerators } from "#scaffold/new/listing/generators.ts";
import { scanHook } from "#scaffold/new/listing/hook-scan.ts";
import { homeOf, openTrees } from "./tree.ts";

const rig = openTrees();
afterAll(() => rig.remove());

const names = (root: string) =>
  listGenerators(homeOf(root), fs).map(({ name, actions }) => [name, actions.map((one) => one.name)]);
const about = (root: string) => listGenerators(homeOf(root), fs)[0]?.actions[0];

describe("what is listed", () => {
  test("folders alone, also behind links, in byte order; nothing that begins with a dot", () => {
    const root = rig.tree("layout", {
      "b/new/a.t": "",
      "B/_default/a.t": "",
      "a/z/x": "",
      "a/c/x": "",
      "a/README.md": "",
      ".git/x/y": "",
      "a/.hidden/x": "",
      "file.t": "",
    });
    const elsewhere = rig.tree("elsewhere", { "new/a.t": "" });
    symlinkSync(elsewhere, join(root, "linked"));
    symlinkSync(join(root, "file.t"), join(root, "no-folder"));
    expect(names(root)).toEqual([
      ["B", ["_default"]],
      ["a", ["c", "z"]],
      ["b", ["new"]],
      ["linked", ["new"]],
    ]);
  });

  test("a folder that is not there has none", () => {
    expect(names("/nowhere/at/all")).toEqual([]);
  });

  test("of two folders with one generator: `fail` names both, `override` takes the last, `skip` the first", () => {
    const first = rig.tree("first", { "page/one/x": "", "own/new/x": "" });
    const second = rig.tree("second", { "page/two/x": "" });
    const home = homeOf(first, second);
    expect(() => listGenerators(home, fs)).toThrow(`the generator \`page\` is in \`${first}\` and \`${second}\``);
    const actions = (conflicts: "override" | "skip") =>
      listGenerators({ ...home, conflicts }, fs).map(({ name, folder, actions }) => [name, folder, actions[0]?.name]);
    expect(actions("override")).toEqual([
      ["own", join(first, "own"), "new"],
      ["page", join(second, "page"), "two"],
    ]);
    expect(actions("skip")).toEqual([
      ["own", join(first, "own"), "new"],
      ["page", join(first, "page"), "one"],
    ]);
    const prefixed = {
      ...home,
      folders: [
        { path: first, isInside: true },
        { path: second, isInside: true, prefix: "x-" },
      ],
    };
    expect(listGenerators(prefixed, fs).map(({ name }) => name)).toEqual(["own", "page", "x-page"]);
  });
});

describe("descriptions", () => {
  test("the `description` of the first template in hygen's order wins over the hook's comment", () => {
    const root = rig.tree("both", {
      "g/new/b.t": "---\ndescription: of b\n---\n",
      "g/new/a.t": '---\nto: x\ndescription: "of a: the first"\n---\n',
      "g/new/prompt.js": "// of the hook\nmodule.exports = []",
    });
    expect(about(root)?.description).toBe("of a: the first");
  });

  test("a first template without one, or that is no YAML, leaves it to the hook; none is none", () => {
    const root = rig.tree("hook", {
      "g/new/a.t": "---\nto: x\n---\ndescription: no",
      "g/new/index.js": "/**\n * Makes a page.\n * And more.\n */\nx",
    });
    expect(about(root)?.description).toBe("Makes a page.");
    const broken = rig.tree("broken", { "g/new/a.t": "---\ndescription: a: b\n---\n" });
    expect(about(broken)).toEqual({ name: "new", flags: [] });
  });

  test("comments for tools, licences and the one that hygen writes say nothing", () => {
    const described = (source: string) => scanHook(source).description;
    expect(
      described("// see types of prompts:\n// https://github.com/enquirer\n//\nmodule.exports = []"),
    ).toBeUndefined();
    expect(described("/* eslint-disable */\n// asks for a name\nx")).toBe("asks for a name");
    expect(described("/** @type {X} */\nx")).toBeUndefined();
    expect(described("#!/usr/bin/env node\n// makes it")).toBe("makes it");
    expect(described("const a = 1; // later")).toBeUndefined();
  });
});

describe("flags", () => {
  test("questions of a hook, not their choices, and what it takes of `args`", () => {
    const source = `
      // { type: "input", name: "commented" }
      const pattern = /['"]{name:/;
      module.exports = { prompt: ({ prompter, args }) => prompter.prompt([
        { type: 'select', name: 'kind', message: "Which {", choices: [{ name: 'red', message: 'Red' }] },
        { name: "deep", message() { return "x" } },
        { other: 1, name: "no question" },
      ]).then((answers) => ({ ...answers, size: args.size, [args["by-key"]]: 1 })) };
      function more(args) { const { left, right: r } = args; args.own = 1; return other.args.not; }`;
    expect(scanHook(source).names).toEqual(["kind", "deep", "size", "by-key", "left", "right"]);
  });

  test("names that templates read: `locals.x` always, free ones where no hook can have made them", () => {
    const text =
      "text locals.none <%= locals.one %> <% if (locals?.two || locals['three']) { const own = free; own.member(); } %>" +
      "<%= list.map((item) => ({ item, key: h.x(JSON.stringify(other)) })) %><%# locals.comment %><%% locals.literal %>";
    expect([...new Set(templateNames(text, false))]).toEqual(["one", "two", "three"]);
    expect([...new Set(templateNames(text, true))].sort()).toEqual([
      "free",
      "h",
      "list",
      "locals",
      "one",
      "other",
      "three",
      "two",
    ]);
  });

  test("of an action: the hook's first, then those of all its templates; nothing that is always there", () => {
    const root = rig.tree("flags", {
      "g/new/a.t": "<%= locals.zebra %><%= Name %><%= made %>",
      "g/new/sub/b.t": "<%= locals.apple %><%= locals.name %>",
      "g/new/prompt.js": "module.exports = [{ type: 'input', name: 'asked' }]",
      "g/plain/a.t": "<%= free %> <%= h.changeCase.pascal(name) %>",
    });
    expect(actionFlags(join(root, "g/new"), fs)).toEqual(["asked", "apple", "zebra"]);
    expect(actionFlags(join(root, "g/plain"), fs)).toEqual(["free"]);
    expect(about(root)?.flags).toEqual(["asked"]);
  });
});
