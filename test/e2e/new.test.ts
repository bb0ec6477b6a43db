/** `specmill new` from outside: what it writes, what it leaves alone, and that an action happens as a whole or not at all. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { lstatSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project, start } from "../support/rig.ts";

setDefaultTimeout(120_000);

const to = (path: string, more = "") => `---\nto: ${path}\n${more}---\n`;

describe("all or nothing", () => {
  const before: Readonly<Record<string, string>> = {
    "package.json": '{\n  "name": "shop"\n}\n',
    "list.txt": "one\ntwo\n",
    "_templates/page/new/a.t": `${to("pages/<%= name %>.txt")}page\n`,
    "_templates/page/new/b.t": `${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}<%= name %>\n`,
    "_templates/page/new/c.t": `${to("package.json", 'inject: true\nafter: "\\"name\\""\neof_last: false\n')}  "x": 1\n`,
  };

  test("a template that does not render, or an injection without a place: nothing is written", async () => {
    for (const last of [`${to("z.txt")}<%= gone %>\n`, `${to("list.txt", "inject: true\nafter: three\n")}x\n`]) {
      await using shop = project({ ...before, "_templates/page/new/z.t": last });
      const tree = shop.tree();
      const { code, stdout } = await shop.run(["new", "page", "new", "home"]);
      expect([code, stdout]).toEqual([1, "\nLoaded templates: _templates\n"]);
      expect(shop.tree()).toEqual(tree);
      expect(shop.has(".specmill")).toBe(false);
    }
  });

  test("a command that fails: what was written before it is taken back, folders too", async () => {
    await using shop = project({ ...before, "_templates/page/new/z.t": "---\nsh: cat pages/home.txt; exit 7\n---\n" });
    const tree = shop.tree();
    const { code, stderr } = await shop.run(["new", "page", "new", "home"]);
    expect(code).toBe(1);
    expect(
      stderr,
    ).toBe(`error[scaffold/shell] _templates/page/new/z.t:2:1  the command \`cat pages/home.txt; exit 7\` ended with exit code 7
  1 | ---
  2 | sh: cat pages/home.txt; exit 7
    | ^^
  3 | ---
  note: page
  note: what the action had written is taken back; \`sh_ignore_exit: true\` lets a command fail
`);
    expect(shop.tree()).toEqual(tree);
    expect(shop.has(".specmill")).toBe(false);
  });

  test("what a command changed since is not taken back: it may be the user's work in an editor", async () => {
    await using shop = project({
      ...before,
      "_templates/page/new/d.t": "---\nsh: echo mine >> pages/home.txt\n---\n",
      "_templates/page/new/z.t": "---\nsh: exit 1\n---\n",
    });
    const { code, stderr } = await shop.run(["new", "page", "new", "home"]);
    expect(code).toBe(1);
    expect(stderr).toContain("warning[write/left] pages/home.txt  `pages/home.txt` stays although the action failed");
    expect(shop.read("pages/home.txt")).toBe("page\nmine\n");
    expect([shop.read("list.txt"), shop.read("package.json")]).toEqual(["one\ntwo\n", String(before["package.json"])]);
  });

  test("a later template finds what a command has made", async () => {
    await using shop = project({
      "_templates/page/new/a.t": "---\nsh: printf 'a\\nb\\n' > made.txt\n---\n",
      "_templates/page/new/b.t": `${to("made.txt", "inject: true\nafter: a\neof_last: false\n")}x\n`,
    });
    expect((await shop.run(["new", "page", "new"])).code).toBe(0);
    expect(shop.read("made.txt")).toBe("a\nx\nb\n");
  });

  test("SIGKILL at any moment: the next run finds the project as it was, or as the action left it", async () => {
    const many = Array.from({ length: 300 }, (_, at) => [
      `_templates/page/new/n${at}.t`,
      `${to(`pages/${at}.txt`)}${at}\n`,
    ]);
    await using shop = project({ ...before, ...Object.fromEntries(many) });
    const was = shop.tree();
    const begin = performance.now();
    expect((await shop.run(["new", "page", "new", "home"])).code).toBe(0);
    const length = performance.now() - begin;
    const done = shop.tree();
    for (let round = 0; round < 40; round++) {
      for (const path of Object.keys(shop.tree())) if (!(path in was)) rmSync(join(shop.root, path));
      rmSync(join(shop.root, "pages"), { recursive: true, force: true });
      shop.write(before);
      const child = start(["new", "page", "new", "home"], { cwd: shop.root });
      await Bun.sleep((length * (round + 1)) / 40);
      child.kill("SIGKILL");
      await child.exited;
      const { code, stderr } = await shop.run(["new", "--list"]);
      expect([code, stderr]).toEqual([0, ""]);
      const now = shop.tree();
      expect(JSON.stringify(now) === JSON.stringify(done) ? done : now).toEqual(
        JSON.stringify(now) === JSON.stringify(done) ? done : was,
      );
    }
  });
});

test("a template or a hook that never ends is ended by Ctrl-C", async () => {
  for (const [name, text] of [
    ["index.js", "module.exports = { params: () => { for (;;); } }\n"],
    ["b.t", `${to("b.txt")}<% for (;;); %>\n`],
  ] as const) {
    await using shop = project({
      "_templates/page/new/a.t": `${to("a.txt")}a\n`,
      [`_templates/page/new/${name}`]: text,
    });
    const child = start(["new", "page", "new"], { cwd: shop.root });
    await Bun.sleep(500);
    child.kill("SIGINT");
    await child.exited;
    expect([child.signalCode, shop.has("a.txt")]).toEqual(["SIGINT", false]);
  }
});

describe("yours stays yours", () => {
  const page = { "_templates/page/new/a.t": `${to("page.txt")}new\n`, "page.txt": "mine\n" };

  test("an existing file is not replaced where nobody can be asked; named, or by the environment, it is", async () => {
    await using shop = project(page);
    const { code, stderr } = await shop.run(["new", "page", "new"]);
    expect([code, shop.read("page.txt")]).toEqual([2, "mine\n"]);
    expect(
      stderr,
    ).toBe(`error[scaffold/exists] _templates/page/new/a.t:2:1  \`page.txt\` exists, and there is no terminal to ask whether to replace it
  1 | ---
  2 | to: page.txt
    | ^^
  3 | ---
  note: \`--overwrite page.txt\` replaces it, \`--defaults\` leaves it alone, HYGEN_OVERWRITE=1 replaces all
  note: nothing was written
`);
    expect((await shop.run(["new", "page", "new", "--defaults"])).stdout).toEndWith("     skipped: page.txt\n");
    expect(shop.read("page.txt")).toBe("mine\n");
    expect((await shop.run(["new", "page", "new", "--overwrite", "page.txt"])).code).toBe(0);
    expect(shop.read("page.txt")).toBe("new\n");
    shop.write(page);
    expect((await shop.run(["new", "page", "new"], { env: { HYGEN_OVERWRITE: "1" } })).code).toBe(0);
    expect(shop.read("page.txt")).toBe("new\n");
  });

  test("a file that is what it would be keeps its mtime, and nothing is asked", async () => {
    await using shop = project({ ...page, "page.txt": "new\n" });
    const { mtimeMs, ino } = lstatSync(join(shop.root, "page.txt"));
    const { code, stdout } = await shop.run(["new", "page", "new"]);
    expect([code, stdout]).toEqual([0, "\nLoaded templates: _templates\n       added: page.txt\n"]);
    const after = lstatSync(join(shop.root, "page.txt"));
    expect([after.mtimeMs, after.ino]).toEqual([mtimeMs, ino]);
  });

  test("`--dry` and `--diff` write nothing, run no command and ask nothing", async () => {
    await using shop = project({ ...page, "_templates/page/new/b.t": "---\nsh: touch ran\n---\n" });
    const tree = shop.tree();
    const dry = await shop.run(["new", "page", "new", "--dry"]);
    expect(dry).toEqual({
      code: 0,
      stdout: "(dry mode)\nLoaded templates: _templates\n       added: page.txt\n       shell: touch ran\n",
      stderr: "",
    });
    const diff = await shop.run(["new", "page", "new", "--diff"]);
    expect(diff).toEqual({
      code: 0,
      stdout: "diff --git a/page.txt b/page.txt\n--- a/page.txt\n+++ b/page.txt\n@@ -1 +1 @@\n-mine\n+new\n",
      stderr: "",
    });
    expect(shop.tree()).toEqual(tree);
  });
});

describe("where it may write", () => {
  test("outside the project only what was named, and never into .git", async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), "specmill-other-")));
    try {
      await using shop = project({
        ".git/config": "",
        "_templates/page/out/a.t": `${to(`${other}/x.txt`)}x\n`,
        "_templates/page/git/a.t": `${to(".git/hooks/pre-commit")}x\n`,
        "_templates/page/up/a.t": `${to("../x.txt")}x\n`,
      });
      const tree = shop.tree();
      const out = await shop.run(["new", "page", "out"]);
      expect([out.code, out.stderr.split("\n")[0]]).toEqual([
        2,
        `error[write/outside] _templates/page/out/a.t:2:1  \`${other}/x.txt\` lies outside the project \`${shop.root}\``,
      ]);
      expect((await shop.run(["new", "page", "up"])).stderr).toStartWith("error[write/outside]");
      const git = await shop.run(["new", "page", "git"]);
      expect([git.code, git.stderr.split("\n")[0]]).toEqual([
        1,
        "error[write/path] _templates/page/git/a.t:2:1  output path `.git/hooks/pre-commit` is a file that other tools act on",
      ]);
      expect(shop.tree()).toEqual(tree);
      expect((await shop.run(["new", "page", "out", "--allow-outside", other])).code).toBe(0);
      expect(readFileSync(join(other, "x.txt"), "utf8")).toBe("x\n");
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test("templates from outside run no hook and no command without `--trust`, and nothing with `--untrusted`", async () => {
    await using home = project({
      "page/sh/a.t": `${to("a.txt")}a\n`,
      "page/sh/b.t": "---\nsh: touch ran\n---\n",
      "page/hook/a.t": `${to("<%= file %>")}a\n`,
      "page/hook/index.js": "module.exports = { params: () => ({ file: 'a.txt' }) }\n",
      "page/plain/a.t": `${to("<%= name %>.txt")}a\n`,
    });
    await using shop = project({ ".git/config": "" });
    const tree = shop.tree();
    const env = { HYGEN_TMPLS: home.root };
    const run = (...args: string[]) => shop.run(["new", ...args], { env });
    const sh = await run("page", "sh");
    expect([sh.code, sh.stderr.split("\n")[0]]).toEqual([
      4,
      `error[scaffold/untrusted] ${home.root}/page/sh/b.t:2:1  \`sh: touch ran\` would have to run`,
    ]);
    const hook = await run("page", "hook");
    expect([hook.code, hook.stderr]).toEqual([4, hook.stderr]);
    expect(hook.stderr).toStartWith("error[scaffold/untrusted]");
    expect(shop.tree()).toEqual(tree);
    expect((await run("page", "plain", "b")).code).toBe(0);
    expect((await run("page", "hook", "--trust")).code).toBe(0);
    expect((await run("page", "sh", "--trust", "--overwrite", "a.txt")).code).toBe(0);
    expect([shop.has("ran"), shop.has("a.txt"), shop.has("b.txt")]).toEqual([true, true, true]);
    expect((await run("--untrusted", "page", "plain")).code).toBe(4);
  });
});

describe("setup", () => {
  test("a local folder is copied with its modes; a repository needs `--allow-net`", async () => {
    await using shop = project({
      "starter/a.txt": "a\n",
      "starter/bin/run.sh": "#!/bin/sh\n",
      "_templates/start/local/a.t": "---\nsetup: ./starter\n---\n",
      "_templates/start/remote/a.t": "---\nsetup: someone/something\n---\n",
    });
    const { code, stdout } = await shop.run(["new", "start", "local", "--to", "made"]);
    expect([code, stdout]).toEqual([0, "\nLoaded templates: _templates\n       setup: ./starter -> made\n"]);
    expect(shop.tree("made")).toEqual({ "a.txt": "a\n", "bin/run.sh": "#!/bin/sh\n" });
    const remote = await shop.run(["new", "start", "remote"]);
    expect([remote.code, remote.stderr.split("\n")[0]]).toEqual([
      4,
      "error[scaffold/setup] _templates/start/remote/a.t:2:1  `setup: someone/something`: `someone/something` would have to be downloaded",
    ]);
  });
});
