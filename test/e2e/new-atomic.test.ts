/** Promise 5 for `specmill new`: whatever ends an action, the project is as it was, and nobody else's work is touched. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { converse } from "../support/pseudo-terminal.ts";
import type { Files, Project } from "../support/rig.ts";
import { binary, project, start } from "../support/rig.ts";

setDefaultTimeout(120_000);

const to = (path: string, more = "") => `---\nto: ${path}\n${more}---\n`;
const sh = (command: string) => `---\nsh: ${JSON.stringify(command)}\n---\n`;

/** Templates of the action `page new`, in order. */
function action(...templates: readonly string[]): Files {
  return Object.fromEntries(templates.map((text, at) => [`_templates/page/new/${at}.t`, text]));
}

async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 2000 && !holds(); round++) await Bun.sleep(5);
  expect(holds()).toBe(true);
}

describe.skipIf(process.platform === "win32")("a signal", () => {
  // A command that waits, and says when it has begun.
  const slow = {
    "list.txt": "one\n",
    ...action(`${to("a.txt")}a\n`, sh("touch begun; sleep 30"), `${to("b.txt")}b\n`),
  };

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    test(`${signal} while a command runs ends it and takes back what was written`, async () => {
      await using shop = project(slow);
      const child = start(["new", "page", "new"], { cwd: shop.root });
      await until(() => shop.has("begun"));
      expect(shop.read("a.txt")).toBe("a\n");
      const sent = performance.now();
      child.kill(signal);
      expect(await child.exited).toBe(code);
      expect(performance.now() - sent).toBeLessThan(10_000);
      expect(await new Response(child.stderr).text()).toContain("error[run/interrupted]");
      expect([shop.has("a.txt"), shop.has("b.txt"), shop.has(".specmill")]).toEqual([false, false, false]);
    });
  }

  test("during the last command counts too", async () => {
    await using shop = project(action(`${to("a.txt")}a\n`, sh("touch begun; sleep 30")));
    const child = start(["new", "page", "new"], { cwd: shop.root });
    await until(() => shop.has("begun"));
    child.kill("SIGTERM");
    expect(await child.exited).toBe(143);
    expect([shop.has("a.txt"), shop.has(".specmill")]).toEqual([false, false]);
  });

  test("ends a pattern that is matched for ever, because nothing is written yet", async () => {
    await using shop = project({
      "list.txt": `${"a".repeat(60)}b\n`,
      ...action(`${to("list.txt", 'inject: true\nafter: "^(a+)+$"\n')}x\n`),
    });
    const child = start(["new", "page", "new"], { cwd: shop.root });
    await Bun.sleep(700);
    child.kill("SIGINT");
    await child.exited;
    expect(child.exitCode === 1 || child.signalCode === "SIGINT").toBe(true);
    expect(shop.read("list.txt")).toBe(`${"a".repeat(60)}b\n`);
  });

  test("SIGKILL while a command runs: the next call takes it back, in every stretch that was written", async () => {
    await using shop = project({
      "list.txt": "one\n",
      ...action(
        `${to("pages/a.txt")}a\n`,
        sh("true"),
        `${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}two\n`,
        sh("touch begun; sleep 3"),
      ),
    });
    const child = start(["new", "page", "new"], { cwd: shop.root });
    await until(() => shop.has("begun"));
    expect([shop.read("list.txt"), shop.has("pages/a.txt")]).toEqual(["one\ntwo\n", true]);
    child.kill("SIGKILL");
    await child.exited;
    expect(shop.has(".specmill/journal-new")).toBe(true);
    expect((await shop.run(["new", "--list"])).code).toBe(0);
    expect([shop.read("list.txt"), shop.has("pages")]).toEqual(["one\n", false]);
    expect(readdirSync(shop.root).filter((name) => name.startsWith(".spec"))).toEqual(
      existsSync(join(shop.root, ".specmill")) ? [".specmill"] : [],
    );
    expect(shop.has(".specmill/journal-new")).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("a failure in a later stretch", () => {
  test("takes back the earlier ones: an injection without a place behind a command", async () => {
    await using shop = project({
      "list.txt": "one\n",
      ...action(
        `${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}two\n`,
        sh("true"),
        `${to("list.txt", "inject: true\nafter: nowhere\n")}x\n`,
      ),
    });
    const { mtimeMs, ino } = lstatSync(join(shop.root, "list.txt"));
    expect((await shop.run(["new", "page", "new"])).code).toBe(1);
    const after = lstatSync(join(shop.root, "list.txt"));
    expect([shop.read("list.txt"), after.mtimeMs, after.ino]).toEqual(["one\n", mtimeMs, ino]);
    expect(shop.has(".specmill")).toBe(false);
  });

  test("a file that a command has put a folder in the place of stays, and everything else is taken back", async () => {
    await using shop = project(
      action(`${to("a.txt")}a\n`, `${to("b.txt")}b\n`, sh("rm a.txt && mkdir a.txt && exit 3")),
    );
    const { code, stderr } = await shop.run(["new", "page", "new"]);
    expect(code).toBe(1);
    expect(stderr).toStartWith("warning[write/left] a.txt  `a.txt` stays although the action failed\n");
    expect([lstatSync(join(shop.root, "a.txt")).isDirectory(), shop.has("b.txt")]).toEqual([true, false]);
    expect(shop.has(".specmill")).toBe(false);
  });

  test("a file keeps its permission bits when it is replaced, and when that is taken back", async () => {
    await using shop = project({
      "run.sh": "#!/bin/sh\n# end\n",
      ...action(`${to("run.sh", "inject: true\nbefore: end\neof_last: false\n")}echo\n`, sh("exit $CODE")),
    });
    Bun.spawnSync(["chmod", "750", join(shop.root, "run.sh")]);
    const modeOf = () => lstatSync(join(shop.root, "run.sh")).mode & 0o777;
    expect((await shop.run(["new", "page", "new"], { env: { CODE: "1" } })).code).toBe(1);
    expect([shop.read("run.sh"), modeOf()]).toEqual(["#!/bin/sh\n# end\n", 0o750]);
    expect((await shop.run(["new", "page", "new"], { env: { CODE: "0" } })).code).toBe(0);
    expect([shop.read("run.sh"), modeOf()]).toEqual(["#!/bin/sh\necho\n# end\n", 0o750]);
  });

  test("another name of a replaced file keeps the old content", async () => {
    await using shop = project({ "a.txt": "old\n", ...action(`${to("a.txt", "force: true\n")}new\n`) });
    Bun.spawnSync(["ln", "a.txt", "b.txt"], { cwd: shop.root });
    expect((await shop.run(["new", "page", "new"])).code).toBe(0);
    expect([shop.read("a.txt"), shop.read("b.txt")]).toEqual(["new\n", "old\n"]);
  });

  test("a place outside that only a later stretch writes to", async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), "specmill-other-")));
    try {
      await using shop = project(
        action(`${to("a.txt")}a\n`, sh("true"), `${to(`${other}/new/b.txt`)}b\n`, sh("exit $CODE")),
      );
      const run = (CODE: string) =>
        shop.run(["new", "page", "new", "--allow-outside", `${other}/new`], { env: { CODE } });
      expect((await run("1")).code).toBe(1);
      expect([shop.has("a.txt"), readdirSync(other), shop.has(".specmill")]).toEqual([false, [], false]);
      expect((await run("0")).code).toBe(0);
      expect([shop.read("a.txt"), readFileSync(`${other}/new/b.txt`, "utf8")]).toEqual(["a\n", "b\n"]);
      expect(shop.has(".specmill")).toBe(false);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test("SIGKILL after a write outside: the next call that names the place takes that back too", async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), "specmill-other-")));
    try {
      await using shop = project(action(`${to("a.txt")}a\n`, `${to(`${other}/b.txt`)}b\n`, sh("touch begun; sleep 3")));
      const child = start(["new", "page", "new", "--allow-outside", other], { cwd: shop.root });
      await until(() => shop.has("begun"));
      child.kill("SIGKILL");
      await child.exited;
      expect((await shop.run(["new", "--list"])).code).toBe(0);
      // Nothing outside is touched on the word of a file in the project alone.
      expect([shop.has("a.txt"), readdirSync(other)]).toEqual([false, ["b.txt"]]);
      expect((await shop.run(["new", "--list", "--allow-outside", other])).code).toBe(0);
      expect(readdirSync(other)).toEqual([]);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

describe.skipIf(process.platform === "win32")("a command that is specmill again", () => {
  const nested = (command: string): Files => ({
    ...action(`${to("a.txt")}a\n`, sh(command), sh("exit $CODE")),
    "_templates/inner/new/0.t": `${to("<%= name %>.txt")}inner\n`,
    "_templates/inner/new/1.t": sh("exit $INNER"),
  });
  const call = `'${binary}' new inner new`;

  test("does its action while the outer one holds the project, one after the other or at once", async () => {
    for (const command of [`${call} b && ${call} c`, `${call} b & ${call} c; wait`]) {
      await using shop = project(nested(command));
      const { code, stderr } = await shop.run(["new", "page", "new"], { env: { CODE: "0" } });
      expect([code, stderr, shop.has("b.txt"), shop.has("c.txt")]).toEqual([0, "", true, true]);
      expect(shop.has(".specmill")).toBe(false);
    }
  });

  test("that fails takes back its own, and the outer one what it wrote", async () => {
    await using shop = project(nested(`${call} b`));
    const inner = await shop.run(["new", "page", "new"], { env: { CODE: "0", INNER: "3" } });
    expect([inner.code, shop.has("a.txt"), shop.has("b.txt")]).toEqual([1, false, false]);
    const outer = await shop.run(["new", "page", "new"], { env: { CODE: "3" } });
    // What a command has done is not specmill's to undo, also when it was specmill.
    expect([outer.code, shop.has("a.txt"), shop.has("b.txt")]).toEqual([1, false, true]);
    expect(shop.has(".specmill")).toBe(false);
  });

  test("SIGKILL of both: the next call takes back both", async () => {
    await using shop = project({
      ...nested(`${call} b`),
      "_templates/inner/new/1.t": sh("echo $PPID > inner.pid; sleep 3"),
    });
    const child = start(["new", "page", "new"], { cwd: shop.root });
    await until(() => shop.has("inner.pid") && shop.read("inner.pid") !== "");
    child.kill("SIGKILL");
    process.kill(Number(shop.read("inner.pid")), "SIGKILL");
    await child.exited;
    expect([shop.has("a.txt"), shop.has("b.txt")]).toEqual([true, true]);
    expect((await shop.run(["new", "--list"])).code).toBe(0);
    expect([shop.has("a.txt"), shop.has("b.txt")]).toEqual([false, false]);
  });

  test("generate runs too", async () => {
    await using shop = project({
      ...action(`${to("people.json")}[{ "id": "a" }]\n`, sh(`'${binary}' generate --quiet`)),
      "specmill.yaml": `sources:
  people: { kind: data, path: people.json }
targets:
  pages: { source: people, pack: ./pack, output: out }
`,
      "pack/pack.yaml": "name: pages\ndescription: A page for each record.\nsource: data\n",
      "pack/page.txt.eta": '---\neach: record\noutput: "<%= unit.data.id %>.txt"\n---\n<%= unit.data.id %>\n',
    });
    const { code, stderr } = await shop.run(["new", "page", "new"]);
    expect([code, stderr, shop.tree("out")]).toEqual([0, "", { "a.txt": "a\n" }]);
  });
});

test.skipIf(process.platform === "win32")("an edit while a question waits is not lost", async () => {
  await using shop = project({
    "list.txt": "one\n",
    "page.txt": "old\n",
    ...action(`${to("list.txt", "inject: true\nafter: one\neof_last: false\n")}two\n`, `${to("page.txt")}new\n`),
  });
  const talk = converse([binary, "new", "page", "new"], { cwd: shop.root });
  await talk.until("Overwrite?");
  shop.write({ "list.txt": "one\nmine\n" });
  talk.type("y");
  expect(await talk.exited()).toBe(3);
  expect(talk.shown()).toContain("error[write/edited] list.txt");
  expect([shop.read("list.txt"), shop.read("page.txt")]).toEqual(["one\nmine\n", "old\n"]);
  expect(shop.has(".specmill")).toBe(false);
});

test("many calls at once: each does its action as a whole or says that another one is at work", async () => {
  const files = Array.from({ length: 20 }, (_, at) => `${to(`<%= name %>/${at}.txt`)}${at}\n`);
  await using shop = project(action(...files));
  const names = Array.from({ length: 8 }, (_, at) => `n${at}`);
  for (let round = 0; round < 4; round++) {
    const runs = await Promise.all(names.map((name) => shop.run(["new", "page", "new", name])));
    for (const [at, { code, stderr }] of runs.entries()) {
      expect([0, 75], stderr).toContain(code);
      if (code === 75) expect(stderr).toStartWith("error[lock/busy]");
      expect(Object.keys(shop.tree(names[at])).length).toBe(code === 0 ? 20 : 0);
    }
    expect(runs.some(({ code }) => code === 0)).toBe(true);
    expect(shop.has(".specmill")).toBe(false);
    for (const name of names) rmSync(join(shop.root, name), { recursive: true, force: true });
  }
});

test("two templates that cannot both be: a file, and a file below it", async () => {
  for (const paths of [
    ["x", "x/y/z"],
    ["x/y/z", "x"],
    ["x/y/z", "x/y"],
  ] as const) {
    await using shop: Project = project(action(...paths.map((path) => `${to(path)}text\n`)));
    const { code, stderr } = await shop.run(["new", "page", "new"]);
    expect([code, stderr.split("\n")[0]]).toEqual([1, expect.stringContaining(`output path \`${paths[1]}\``)]);
    expect([shop.has("x"), shop.has(".specmill")]).toEqual([false, false]);
  }
});

const canMount = process.platform === "linux" && process.getuid?.() === 0;

test.skipIf(!canMount)("a full disk, at any stretch: the project is as it was", async () => {
  const big = "x".repeat(40_000);
  const templates = [`${to("a.txt")}${big}\n`, `${to("c/d.txt")}${big}\n`, sh("true"), `${to("b.txt")}${big}\n`];
  const seen = new Set<number>();
  for (const kilobytes of [0, 4, 8, 12, 16, 20, 24, 40, 60, 80, 92, 96, 100, 104, 108, 112, 120, 140, 160, 300]) {
    await using shop = project({});
    const mounted = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", shop.root]);
    if (mounted.exitCode !== 0) return;
    try {
      shop.write({ "list.txt": "one\n", ...action(...templates) });
      const { bavail, bsize } = statfsSync(shop.root);
      shop.write({ filler: new Uint8Array(bavail * bsize - kilobytes * 1024) });
      const { code, stderr } = await shop.run(["new", "page", "new"], { env: { HOME: "/nonexistent" } });
      seen.add(code);
      const made = ["a.txt", "b.txt", "c/d.txt"].filter((path) => shop.has(path)).length;
      const found = [kilobytes, made, shop.has("c"), shop.has(".specmill")];
      expect(found).toEqual(code === 0 ? [kilobytes, 3, true, false] : [kilobytes, 0, false, false]);
      if (code !== 0) expect([code, stderr.slice(0, stderr.indexOf("]") + 1)]).toEqual([1, "error[write/failed]"]);
    } finally {
      Bun.spawnSync(["umount", shop.root]);
    }
  }
  expect([...seen].sort()).toEqual([0, 1]);
});
