import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { isWithin } from "#platform/paths.ts";
import { findGrounds, findTemplates } from "#scaffold/new/find-templates.ts";

const top = realpathSync(mkdtempSync(join(tmpdir(), "specmill-find-")));
afterAll(() => rmSync(top, { recursive: true, force: true }));

function tree(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(top, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function foldersOf(cwd: string, env: Readonly<Record<string, string>> = {}, trust = false) {
  const home = await findTemplates({ cwd, env, trust }, findGrounds(cwd, fs), fs);
  return home.folders;
}

const template = "_templates/page/new/a.t";

describe("the project", () => {
  test("is the repository; the nearest config in it says where state lies", () => {
    const root = tree("repo", { ".git/HEAD": "", "packages/a/specmill.yaml": "", "packages/a/src/x": "" });
    expect(findGrounds(join(root, "packages/a/src"), fs)).toEqual({ boundary: root, root: join(root, "packages/a") });
  });
  test("is the folder of the config, of the templates, or the folder itself where there is nothing else", () => {
    const config = tree("config", { "specmill.yaml": "", "src/x": "" });
    expect(findGrounds(join(config, "src"), fs)).toEqual({ boundary: config, root: config });
    const templates = tree("templates", { [template]: "", "src/x": "" });
    expect(findGrounds(join(templates, "src"), fs)).toEqual({ boundary: templates, root: templates });
    const nothing = tree("nothing", { x: "" });
    expect(findGrounds(nothing, fs)).toEqual({ boundary: nothing, root: nothing });
  });
});

describe("the templates", () => {
  test("the nearest `_templates` above, up to the repository and not beyond", async () => {
    const root = tree("search", {
      ".git/HEAD": "",
      [template]: "",
      [`packages/a/${template}`]: "",
      "packages/b/x": "",
    });
    expect(await foldersOf(join(root, "packages/a"))).toEqual([
      { path: join(root, "packages/a/_templates"), isInside: true },
    ]);
    expect(await foldersOf(join(root, "packages/b"))).toEqual([{ path: join(root, "_templates"), isInside: true }]);
    const outer = tree("outer", { [template]: "", "inner/.git/HEAD": "" });
    expect(await foldersOf(join(outer, "inner"))).toEqual([]);
  });

  test("HYGEN_TMPLS wins over the search, may name several folders, and is passed over when none is there", async () => {
    const root = tree("env", { ".git/HEAD": "", [template]: "", "mine/page/new/a.t": "", "more/page/new/a.t": "" });
    const [mine, more] = [join(root, "mine"), join(root, "more")];
    expect(await foldersOf(root, { HYGEN_TMPLS: mine })).toEqual([{ path: mine, isInside: true }]);
    expect(await foldersOf(root, { HYPERGEN_TMPLS: "mine" })).toEqual([{ path: mine, isInside: true }]);
    expect((await foldersOf(root, { HYGEN_TMPLS: `${mine}:${more}` })).map(({ path }) => path)).toEqual([mine, more]);
    expect((await foldersOf(root, { HYGEN_TMPLS: "gone" })).map(({ path }) => path)).toEqual([
      join(root, "_templates"),
    ]);
    const outside = tree("outside", { "page/new/a.t": "" });
    expect(await foldersOf(root, { HYGEN_TMPLS: outside })).toEqual([{ path: outside, isInside: false }]);
  });

  test(".hygen.js wins over everything; prefixes and the strategy for conflicts come with it", async () => {
    const config =
      "module.exports = { templates: [__dirname + '/mine', { path: 'theirs', prefix: 'x-' }], conflictResolutionStrategy: 'skip' }";
    const root = tree("rc", { ".git/HEAD": "", ".hygen.js": config, "sub/x": "", [template]: "" });
    const home = await findTemplates(
      { cwd: join(root, "sub"), env: { HYGEN_TMPLS: root }, trust: false },
      findGrounds(root, fs),
      fs,
    );
    expect(home.folders).toEqual([
      { path: join(root, "mine"), isInside: true },
      { path: join(root, "theirs"), prefix: "x-", isInside: true },
    ]);
    expect(home.conflicts).toBe("skip");
  });

  test("a config above the project is code of somebody else: exit 4, and it does not run", async () => {
    const root = tree("above", {
      ".hygen.js": "globalThis.ranAbove = true; module.exports = {}",
      "repo/.git/HEAD": "",
    });
    const problem = await foldersOf(join(root, "repo")).catch((thrown) => thrown);
    expect(problem).toBeInstanceOf(SpecmillError);
    expect([problem.exitCode, problem.diagnostics[0].code]).toEqual([4, "scaffold/untrusted"]);
    expect(Object.hasOwn(globalThis, "ranAbove")).toBe(false);
    expect(await foldersOf(join(root, "repo"), {}, true)).toEqual([]);
  });
});

test("isWithin knows `..` from a name that begins with two dots", () => {
  expect([
    isWithin("/a", "/a"),
    isWithin("/a", "/a/b"),
    isWithin("/a", "/a/..b"),
    isWithin("/a", "/ab"),
    isWithin("/a/b", "/a"),
  ]).toEqual([true, true, true, false, false]);
});
