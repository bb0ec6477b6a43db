/** Where `specmill new` reads and writes when the way is not a plain one: links, starters of `setup`, downloads, odd templates. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Files, Project } from "../support/rig.ts";
import { project, writeFiles } from "../support/rig.ts";

setDefaultTimeout(120_000);

const to = (path: string, more = "") => `---\nto: ${path}\n${more}---\n`;
const action = (text: string): Files => ({ "_templates/page/new/a.t": text });
const run = (shop: Project, ...more: string[]) => shop.run(["new", "page", "new", ...more]);
const firstLine = (text: string) => text.split("\n")[0];

describe.skipIf(process.platform === "win32")("links on the way to an output", () => {
  test("inside the project are followed, and stay links", async () => {
    await using shop = project({ "packages/app/list.txt": "one\n", ...action(`${to("app/new.txt")}new\n`) });
    symlinkSync("packages/app", join(shop.root, "app"));
    symlinkSync("packages/app/list.txt", join(shop.root, "list.txt"));
    shop.write({ "_templates/page/new/b.t": `${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}two\n` });
    const { code, stdout } = await run(shop);
    expect([code, stdout]).toEqual([
      0,
      "\nLoaded templates: _templates\n       added: app/new.txt\n      inject: list.txt\n",
    ]);
    const { "packages/app/new.txt": made, "packages/app/list.txt": list, ...rest } = shop.tree();
    expect([made, list]).toEqual(["new\n", "one\ntwo\n"]);
    expect([rest.app, rest["list.txt"]]).toEqual(["link -> packages/app", "link -> packages/app/list.txt"]);
  });

  test("out of it, into .git and to nowhere are refused", async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), "specmill-other-")));
    try {
      for (const target of [other, "gone", ".git/hooks"]) {
        await using shop = project({ ".git/hooks/x": "", ...action(`${to("way/new.txt")}new\n`) });
        symlinkSync(target, join(shop.root, "way"));
        const { code, stderr } = await run(shop);
        expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[write\/(?:symlink|path)\]/)]);
        expect([readdirSync(other), shop.has("gone"), readdirSync(join(shop.root, ".git/hooks"))]).toEqual([
          [],
          false,
          ["x"],
        ]);
      }
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

describe.skipIf(process.platform === "win32")("templates that are no plain files", () => {
  test("a link to a folder of templates is followed, one that leads back is not", async () => {
    await using shop = project({ "shared/b.t": `${to("b.txt")}b\n`, ...action(`${to("a.txt")}a\n`) });
    const folder = join(shop.root, "_templates/page/new");
    symlinkSync("../../../shared", join(folder, "shared"));
    symlinkSync(".", join(folder, "again"));
    symlinkSync("../shared", join(shop.root, "shared/again"));
    expect((await run(shop)).stdout).toBe("\nLoaded templates: _templates\n       added: a.txt\n       added: b.txt\n");
  });

  test("a link to nowhere is named; a pipe is not waited for", async () => {
    await using shop = project(action(`${to("a.txt")}a\n`));
    const folder = join(shop.root, "_templates/page/new");
    Bun.spawnSync(["mkfifo", join(folder, "pipe")]);
    expect((await run(shop)).code).toBe(0);
    symlinkSync("gone", join(folder, "z.t"));
    const { code, stderr } = await run(shop);
    expect([code, stderr]).toEqual([
      1,
      "error[scaffold/render] _templates/page/new/z.t  the template cannot be read\n  note: it went away, or is a link that leads nowhere\n",
    ]);
  });
});

describe("bytes", () => {
  const latin = Buffer.from("caf\xe9\n", "latin1");

  test("`from` copies every byte; a template that is no text is warned of", async () => {
    const bytes = new Uint8Array(100_000).map((_, at) => (at * 7919) % 256);
    await using shop = project({ "_templates/logo.bin": bytes, ...action(to("logo.bin", "from: logo.bin\n")) });
    expect((await run(shop)).stderr).toBe("");
    expect(Buffer.compare(readFileSync(join(shop.root, "logo.bin")), bytes)).toBe(0);
    writeFiles(shop.root, { "_templates/page/new/a.t": Buffer.concat([Buffer.from(to("a.txt")), latin]) });
    const { code, stderr } = await run(shop);
    expect([code, firstLine(stderr)]).toEqual([
      0,
      "warning[scaffold/render] _templates/page/new/a.t:4:4  the template is not UTF-8, and what is no text comes out as `\uFFFD`",
    ]);
  });

  test("a file that is no UTF-8 is not injected into: that would damage it", async () => {
    await using shop = project({
      "list.txt": latin,
      ...action(`${to("list.txt", "inject: true\nprepend: true\n")}x\n`),
    });
    const { code, stderr } = await run(shop);
    expect([code, stderr]).toEqual([1, expect.stringContaining("cannot inject into `list.txt`: it is not UTF-8")]);
    expect(Buffer.compare(readFileSync(join(shop.root, "list.txt")), latin)).toBe(0);
  });
});

describe("a call that cannot be meant", () => {
  test("a part that is no regular expression; hygen's own generator; a name that is too long", async () => {
    await using shop = project(action(`${to("<%= 'x/'.repeat(3000) %>y")}a\n`));
    const part = await shop.run(["new", "page", "new:["]);
    expect([part.code, firstLine(part.stderr)]).toEqual([
      1,
      expect.stringMatching(/^error\[scaffold\/not-found\] the part `\[` of an action is no regular expression: /),
    ]);
    expect((await shop.run(["new", "init", "self"])).stderr).toContain(
      "note: for `hygen init self`: `specmill new --init`",
    );
    const long = await run(shop);
    expect([long.code, long.stderr]).toEqual([1, expect.stringMatching(/^error\[write\/failed\] .*name too long\n/)]);
  });
});

describe("setup", () => {
  const starter: Files = {
    "starter/a.txt": "a\n",
    "starter/sub/b.txt": "b\n",
    "starter/.git/config": "",
    "starter/node_modules/x/index.js": "",
    "_templates/page/new/a.t": "---\nsetup: ./starter\n---\n",
  };

  test("copies files and what links in the folder lead to; what tools keep there stays", async () => {
    await using shop = project(starter);
    if (process.platform !== "win32") symlinkSync("a.txt", join(shop.root, "starter/link.txt"));
    expect((await run(shop, "--to", "made")).code).toBe(0);
    const { "link.txt": link, ...made } = shop.tree("made");
    expect(made).toEqual({ "a.txt": "a\n", "sub/b.txt": "b\n" });
    expect(link).toBe(process.platform === "win32" ? undefined : "a\n");
  });

  test("replaces nothing that it was not told to", async () => {
    await using shop = project({ ...starter, "made/sub/b.txt": "mine\n" });
    const { code, stderr } = await run(shop, "--to", "made");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("note: move it away, or name it: `--overwrite made/sub/b.txt`"),
    ]);
    expect(shop.tree("made")).toEqual({ "sub/b.txt": "mine\n" });
    expect((await run(shop, "--to", "made", "--overwrite", "made/sub/b.txt")).code).toBe(0);
    expect(shop.tree("made")).toEqual({ "a.txt": "a\n", "sub/b.txt": "b\n" });
  });

  test.skipIf(process.platform === "win32")("a link that leads out of the folder would bring in anything", async () => {
    await using shop = project({ ...starter, "secret.txt": "secret\n" });
    symlinkSync("../secret.txt", join(shop.root, "starter/link.txt"));
    const { code, stderr } = await run(shop, "--to", "made");
    expect([code, stderr]).toEqual([1, expect.stringContaining("`link.txt` is a link that leads out of the folder")]);
    expect(shop.has("made")).toBe(false);
  });

  test("leads no file out of the project", async () => {
    await using shop = project(starter);
    const { code, stderr } = await run(shop, "--to", "../made");
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error\[write\/outside\] _templates\/page\/new\/a\.t:2:1/),
    ]);
  });
});

describe.skipIf(Bun.which("git") === null)("a download, with `--allow-net`", () => {
  /** A repository that the user's settings put in the place of GitHub. */
  async function mirror(files: Files): Promise<Project> {
    const made = project(files);
    const git = (...args: string[]) => {
      const identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
      const { exitCode, stderr } = Bun.spawnSync(["git", ...identity, ...args], { cwd: made.root });
      if (exitCode !== 0) throw new Error(stderr.toString());
    };
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "one");
    git("tag", "v1");
    made.write({ "a.txt": "newer\n" });
    git("commit", "-q", "-a", "-m", "two");
    return made;
  }

  function withMirror(shop: Project, { root }: Project, setup: string) {
    mkdirSync(join(shop.root, ".home", "tmp"), { recursive: true });
    shop.write({
      ".home/.gitconfig": `[url "${root}"]\n\tinsteadOf = https://github.com/owner/starter\n[safe]\n\tdirectory = *\n`,
      "_templates/page/new/a.t": `---\nsetup: ${setup}\n---\n`,
    });
    return shop.run(["new", "--allow-net", "page", "new", "--to", "made"], {
      env: { TMPDIR: join(shop.root, ".home", "tmp") },
    });
  }

  test("the newest state, a tag, a folder of it; nothing is left of the download", async () => {
    await using origin = await mirror({ "a.txt": "a\n", "sub/b.txt": "b\n" });
    for (const [setup, made] of [
      ["owner/starter", { "a.txt": "newer\n", "sub/b.txt": "b\n" }],
      ['"owner/starter#v1"', { "a.txt": "a\n", "sub/b.txt": "b\n" }],
      ["github:owner/starter/sub", { "b.txt": "b\n" }],
    ] as const) {
      await using shop = project({});
      const { code, stderr } = await withMirror(shop, origin, setup);
      expect([code, stderr]).toEqual([0, ""]);
      expect(shop.tree("made")).toEqual(made);
      expect(readdirSync(join(shop.root, ".home/tmp"))).toEqual([]);
    }
  });

  test("what is not there, and what is no name", async () => {
    await using origin = await mirror({ "a.txt": "a\n" });
    for (const setup of [
      '"owner/starter#gone"',
      "owner/starter/gone",
      '"owner/starter#--upload-pack=x"',
      "--upload-pack=x/y",
      "owner/starter/../..",
    ]) {
      await using shop = project({});
      const { code, stderr } = await withMirror(shop, origin, setup);
      expect([code, firstLine(stderr)]).toEqual([1, expect.stringMatching(/^error\[scaffold\/setup\] /)]);
      expect(shop.has("made")).toBe(false);
      expect(readdirSync(join(shop.root, ".home/tmp"))).toEqual([]);
    }
  });

  test("without `--allow-net` nothing is fetched", async () => {
    await using shop = project({ "_templates/page/new/a.t": "---\nsetup: owner/starter\n---\n" });
    expect((await run(shop)).code).toBe(4);
  });
});
