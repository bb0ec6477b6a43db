/**
 * Promise 4: yours stays yours. specmill replaces and deletes what it wrote and nobody edited, and nothing else; and promise 3: what needs
 * no writing keeps its inode and its time. Each bug here was one of another generator.
 */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { linkSync, lstatSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { build, buildFacts } from "../../scripts/build.ts";
import { cards, gated, generated, identities, people, prepared } from "../support/prepared.ts";
import type { Files, Project, Run } from "../support/rig.ts";
import { project, start } from "../support/rig.ts";

const base = prepared(cards);
afterAll(() => base.dispose());

// Many of them run at once.
setDefaultTimeout(60_000);

const isWindows = process.platform === "win32";

describe("a file that specmill did not write", () => {
  test.concurrent("is left alone by every run, and the others are written", async () => {
    await using shop = project({ ...cards, "out/ada.txt": "mine\n" });
    const first = await shop.run(["generate"]);
    expectCode(first, 3);
    expect(first.stderr).toContain("error[write/foreign] out/ada.txt");
    expect(shop.tree("out")).toEqual({
      "ada.txt": "mine\n",
      "all.txt": "ada\ngrace\njoan\n",
      "grace.txt": "Dear grace\n",
      "joan.txt": "Dear joan\n",
    });
    const before = shop.tree();
    expectCode(await shop.run(["generate"]), 3);
    expectCode(await shop.run(["generate", "--force"]), 3);
    expectCode(await shop.run(["check"]), 1);
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    const check = await shop.run(["check"]);
    expectCode(check, 1);
    expect(check.stderr).toContain("edited    out/ada.txt");
    expect(shop.tree()).toEqual(before);
    rmSync(join(shop.root, "out/ada.txt"));
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.read("out/ada.txt")).toBe("Dear ada\n");
  });

  test.concurrent("is adopted when it has the very content, and is not written", async () => {
    await using shop = project({ ...cards, "out/ada.txt": "Dear ada\n" });
    const before = identities(shop.root, "out");
    expectCode(await shop.run(["generate"]), 0);
    expect(identities(shop.root, "out")).toMatchObject(before);
    shop.write({ "people.json": people("grace", "joan") });
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.has("out/ada.txt")).toBe(false);
  });

  test.concurrent("survives everything that happens around it", async () => {
    await using shop = await base.copy();
    shop.write({ "out/notes/mine.txt": "mine\n", "out/ada.txt.bak": "mine\n" });
    for (const [ids, args] of [
      [["ada"], ["generate"]],
      [[], ["generate", "--force"]],
      [
        ["ada", "joan"],
        ["generate", "--overwrite", "**"],
      ],
      [["ada"], ["clean", "--yes"]],
    ] as const) {
      shop.write({ "people.json": people(...ids) });
      expectCode(await shop.run(args), 0);
    }
    expect(shop.tree("out")).toEqual({ "ada.txt.bak": "mine\n", "notes/mine.txt": "mine\n" });
  });
});

describe("an output that was edited", () => {
  test.concurrent("is left alone, also when its record is the lock's only", async () => {
    await using shop = await base.copy();
    shop.write({ "out/ada.txt": "mine\n", "people.json": people("ada", "grace", "joan", "mary") });
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    for (const _run of [1, 2]) {
      const run = await shop.run(["generate"]);
      expectCode(run, 3);
      expect(run.stderr).toContain("error[write/edited] out/ada.txt");
    }
    expect(shop.read("out/ada.txt")).toBe("mine\n");
    expect(shop.read("out/mary.txt")).toBe("Dear mary\n");
    expectCode(await shop.run(["check"]), 1);
  });

  test.concurrent("is replaced by name, and only the one that was named", async () => {
    await using shop = await base.copy();
    shop.write({ "out/ada.txt": "mine\n", "out/grace.txt": "mine too\n" });
    expectCode(await shop.run(["generate", "--overwrite", "out/ada.txt"]), 3);
    expect(shop.tree("out")).toMatchObject({ "ada.txt": "Dear ada\n", "grace.txt": "mine too\n" });
    expectCode(await shop.run(["generate", "--overwrite", "out/g*.txt"]), 0);
    expect(shop.read("out/grace.txt")).toBe("Dear grace\n");
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent("and is not made any more is kept and reported until it is gone", async () => {
    await using shop = await base.copy();
    shop.write({ "out/ada.txt": "mine\n", "people.json": people("grace") });
    for (const _run of [1, 2]) {
      const run = await shop.run(["generate"]);
      expectCode(run, 3);
      expect(run.stderr).toContain("`out/ada.txt` is not made any more, but was edited by hand");
    }
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt", "all.txt", "grace.txt"]);
    const check = await shop.run(["check"]);
    expectCode(check, 1);
    expect(check.stderr).toContain("orphaned  out/ada.txt");
    rmSync(join(shop.root, "out/ada.txt"));
    expectCode(await shop.run(["generate"]), 0);
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent("of a target that the config has dropped is reported until it is gone", async () => {
    await using shop = await base.copy();
    shop.write({
      "out/ada.txt": "mine\n",
      "specmill.yaml": `${String(cards["specmill.yaml"]).split("targets:")[0]}targets: {}\n`,
    });
    for (const _run of [1, 2, 3]) {
      const run = await shop.run(["generate"]);
      expectCode(run, 3);
      expect(run.stderr).toContain("[write/edited] out/ada.txt");
    }
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt"]);
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    expectCode(await shop.run(["check"]), 1);
    rmSync(join(shop.root, "out/ada.txt"));
    expectCode(await shop.run(["generate"]), 0);
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent("while specmill was rendering is kept as well", async () => {
    await using shop = await base.copy();
    const gate = gated(shop, "Hello <%= unit.name %>");
    const child = start(["generate"], { cwd: shop.root });
    while (!shop.has(".specmill/stage/out/ada.txt")) await Bun.sleep(5);
    shop.write({ "out/ada.txt": "mine\n" });
    gate.open();
    const stderr = await child.stderr.text();
    expect({ code: await child.exited, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining("[write/edited] out/ada.txt"),
    });
    expect(shop.read("out/ada.txt")).toBe("mine\n");
    expectCode(await shop.run(["generate"]), 3);
    expect(shop.tree("out")).toMatchObject({ "ada.txt": "mine\n", "grace.txt": "Hello grace\n" });
  });

  test.concurrent("back to what was written is in step again", async () => {
    await using shop = await base.copy();
    shop.write({ "out/ada.txt": "mine\n" });
    expectCode(await shop.run(["generate"]), 3);
    shop.write({ "out/ada.txt": "Dear ada\n" });
    expectCode(await shop.run(["check"]), 0);
    expectCode(await shop.run(["generate"]), 0);
  });
});

describe("an output that was deleted", () => {
  test.concurrent("is named by `check`, in every state of the cache", async () => {
    await using shop = await base.copy();
    rmSync(join(shop.root, "out/joan.txt"));
    for (const args of [["check"], ["check", "--rebuild"], ["check", "--no-cache"]]) {
      const run = await shop.run(args);
      expectCode(run, 1);
      expect(run.stderr).toContain("missing   out/joan.txt");
    }
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    expect((await shop.run(["check"])).stderr).toContain("missing   out/joan.txt");
  });

  test.concurrent.each([[[]], [["--no-cache"]], [["--force"]]])("comes back with `generate` %p", async (flags) => {
    await using shop = await base.copy();
    rmSync(join(shop.root, "out"), { recursive: true });
    expectCode(await shop.run(["generate", ...flags]), 0);
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt", "all.txt", "grace.txt", "joan.txt"]);
  });
});

test.concurrent("a wrong path to the spec leaves every output, also those that nothing made any more", async () => {
  await using shop = await base.copy();
  shop.write({ "specmill.yaml": String(cards["specmill.yaml"]).replace("people.json", "peopel.json") });
  const before = shop.tree();
  for (const args of [["generate"], ["generate", "--force"], ["check"], ["diff"], ["generate", "--dry-run"]]) {
    expectCode(await shop.run(args), 1);
    expect(shop.tree()).toEqual(before);
  }
});

test.concurrent("of two targets one is out of step: `check` says so every time", async () => {
  await using shop = await base.copy();
  shop.write({
    "specmill.yaml": `${cards["specmill.yaml"]}  more: { source: people, pack: ./pack, output: more }\n`,
  });
  expectCode(await shop.run(["generate"]), 0);
  shop.write({ "more/ada.txt": "Dear Ada\n" });
  const flags = [[], ["--rebuild"], ["--executor", "threads", "--jobs", "2"], ["--no-cache"]];
  for (let round = 0; round < 25; round++) {
    const runs = await Promise.all(flags.map((more) => shop.run(["check", ...more])));
    expect(runs.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  }
}, 30_000);

describe("a formatter", () => {
  const format =
    '#!/bin/sh\nfor file in "$@"; do sed \'s/Dear/Dearest/\' "$file" > "$file.new" && mv "$file.new" "$file"; done\n';
  const files = {
    ...cards,
    "specmill.yaml": `${cards["specmill.yaml"]}format:\n  "**/{ada,grace}.txt": sh ./format.sh\n`,
    "format.sh": format,
  };

  test.concurrent.skipIf(isWindows)("agrees with `check`, with and without a cache", async () => {
    await using shop = await generated(files);
    expect(shop.tree("out")).toMatchObject({ "ada.txt": "Dearest ada\n", "joan.txt": "Dear joan\n" });
    const before = identities(shop.root);
    for (const flags of [[], ["--rebuild"], ["--no-cache"]]) expectCode(await shop.run(["check", ...flags]), 0);
    expectCode(await shop.run(["generate", "--force"]), 0);
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    for (const flags of [[], ["--rebuild"]]) expectCode(await shop.run(["check", ...flags]), 0);
    expectCode(await shop.run(["generate"]), 0);
    expect(identities(shop.root)).toEqual(before);
  });

  test.concurrent.skipIf(isWindows)("runs over what is new, and what is restored is formatted already", async () => {
    await using shop = await generated(files);
    shop.write({ "people.json": people("ada", "grace", "mary"), "out/ada.txt": undefined });
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.tree("out")).toMatchObject({ "ada.txt": "Dearest ada\n", "grace.txt": "Dearest grace\n" });
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent.skipIf(isWindows)("whose configuration changed runs again over all", async () => {
    await using shop = await generated(files);
    shop.write({ "format.sh": format.replace("Dearest", "Hello"), ".editorconfig": "root = true\n" });
    expectCode(await shop.run(["check"]), 1);
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.tree("out")).toMatchObject({ "ada.txt": "Hello ada\n", "joan.txt": "Dear joan\n" });
  });
});

describe("folders", () => {
  const nested = `sources:
  people: { kind: data, path: people.json, id: id }
targets:
  outer: { source: people, pack: ./pack, output: out }
  inner: { source: people, pack: ./pack, output: out/inner }
`;

  test.concurrent("outputs of one target below those of another stay when the other's go", async () => {
    await using shop = await generated({ ...cards, "specmill.yaml": nested });
    shop.write({ "people.json": people("ada") });
    expectCode(await shop.run(["generate", "outer"]), 0);
    expect(Object.keys(shop.tree("out"))).toEqual([
      "ada.txt",
      "all.txt",
      "inner/ada.txt",
      "inner/all.txt",
      "inner/grace.txt",
      "inner/joan.txt",
    ]);
    shop.write({ "specmill.yaml": nested.replace(/.*outer.*\n/, "") });
    expectCode(await shop.run(["generate"]), 0);
    expect(Object.keys(shop.tree("out"))).toEqual(["inner/ada.txt", "inner/all.txt"]);
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent("a target that moves takes its outputs along and leaves no folder behind", async () => {
    await using shop = await base.copy();
    shop.write({ "specmill.yaml": String(cards["specmill.yaml"]).replace("output: out", "output: cards") });
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.has("out")).toBe(false);
    expect(Object.keys(shop.tree("cards"))).toHaveLength(4);
  });

  test.concurrent("left-overs go without a lock file too", async () => {
    await using shop = await generated({ ...cards, "specmill.yaml": `${cards["specmill.yaml"]}lock: false\n` });
    expect(shop.has("specmill.lock")).toBe(false);
    shop.write({ "people.json": people("ada", "grace"), "pack/all.txt.eta": undefined });
    expectCode(await shop.run(["generate"]), 0);
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt", "grace.txt"]);
  });

  test.concurrent("a file where a folder has to be is named and left", async () => {
    await using shop = project({ ...cards, out: "mine\n" });
    const before = shop.tree();
    const run = await shop.run(["generate"]);
    expectCode(run, 1);
    expect(run.stderr).toContain("needs a folder where `out` is a file");
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent("a folder where an output has to be is named and left", async () => {
    await using shop = project({ ...cards, "out/ada.txt/mine": "mine\n" });
    const before = shop.tree();
    const run = await shop.run(["generate"]);
    expectCode(run, 1);
    expect(run.stderr).toContain("`out/ada.txt` is a folder on disk");
    expect(shop.tree()).toEqual(before);
  });

  const copies = (path: string, output: string): Files => ({
    "specmill.yaml": `sources:
  people: { kind: data, path: "${path}", each: file }
targets:
  copies: { source: people, pack: ./pack, output: ${output} }
`,
    "people/ada.json": '{ "name": "Ada" }\n',
    "pack/pack.yaml": "name: copies\nsource: data\n",
    "pack/copy.json.eta":
      '---\neach: file\noutput: "<%= unit.slug %>.copy.json"\nescape: none\n---\n"<%= unit.data.name %>"\n',
  });

  test.concurrent("outputs that match an input pattern are no inputs", async () => {
    await using shop = await generated(copies("**/*.json", "out"));
    const before = shop.tree();
    expect(Object.keys(shop.tree("out"))).toHaveLength(1);
    for (const args of [["generate"], ["generate", "--force"], ["check"], ["check", "--rebuild"]]) {
      expectCode(await shop.run(args), 0);
      expect(shop.tree()).toEqual(before);
    }
    rmSync(join(shop.root, ".specmill"), { recursive: true });
    expectCode(await shop.run(["check"]), 0);
    expectCode(await shop.run(["generate"]), 0);
    expect(shop.tree()).toEqual(before);
  });

  test.concurrent.each([
    ["**/*.json", "."],
    ["people/*.json", "people"],
  ])("outputs that would be inputs of the next run are refused: pattern %s, folder %s", async (path, output) => {
    await using shop = project(copies(path, output));
    const before = shop.tree();
    const run = await shop.run(["generate"]);
    expectCode(run, 1);
    expect(run.stderr).toContain(`would be an input of the next run: \`${path}\` matches it`);
    expect(shop.tree()).toEqual(before);
  });
});

describe("names that are one file where case does not count", () => {
  test.concurrent("get slugs that differ", async () => {
    await using shop = await generated({ ...cards, "people.json": people("Foo", "foo", "FOO") });
    const names = Object.keys(shop.tree("out")).map((path) => path.toLowerCase());
    expect(new Set(names).size).toBe(4);
  });

  test.concurrent("are refused on every system when a template makes them", async () => {
    const template = String(cards["pack/card.txt.eta"]).replace("unit.slug", "unit.data.id");
    await using shop = project({ ...cards, "people.json": people("Foo", "foo"), "pack/card.txt.eta": template });
    const run = await shop.run(["generate"]);
    expectCode(run, 1);
    expect(run.stderr).toContain("output paths `out/foo.txt` and `out/Foo.txt` are one file where case does not count");
    expect(shop.has("out")).toBe(false);
  });

  test.concurrent("a name that only changes its case is the new name afterwards", async () => {
    await using shop = await generated({
      ...cards,
      "people.json": people("Ada"),
      "pack/card.txt.eta": String(cards["pack/card.txt.eta"]).replace("unit.slug", "unit.data.id"),
    });
    shop.write({ "people.json": people("ada") });
    expectCode(await shop.run(["generate"]), 0);
    expect(Object.keys(shop.tree("out"))).toEqual(["ada.txt", "all.txt"]);
    expectCode(await shop.run(["check"]), 0);
  });
});

test.concurrent("a file with a second name is replaced, and the other name keeps the old content", async () => {
  await using shop = await base.copy();
  linkSync(join(shop.root, "out/ada.txt"), join(shop.root, "kept.txt"));
  shop.write({ "pack/card.txt.eta": String(cards["pack/card.txt.eta"]).replace("Dear", "Hello") });
  expectCode(await shop.run(["generate"]), 0);
  expect(shop.read("out/ada.txt")).toBe("Hello ada\n");
  expect(shop.read("kept.txt")).toBe("Dear ada\n");
});

describe("a lock file that names what it cannot own", () => {
  test.concurrent("deletes nothing outside of the project, and no file that other tools act on", async () => {
    await using outside = project({ "a.txt": "Dear ada\n", "b.txt": "Dear ada\n" });
    await using shop = await base.copy();
    const guarded = [".git/config", ".husky/pre-commit", "package.json"];
    for (const path of guarded) shop.write({ [path]: "Dear ada\n" });
    const hash = /^output cards out\/ada\.txt (\S+)/m.exec(shop.read("specmill.lock"))?.[1];
    expect(hash).toMatch(/^\w{32}$/);
    const stolen = [...guarded, `../${basename(outside.root)}/a.txt`, `${outside.root}/b.txt`];
    const lines = stolen.map((path) => `output cards ${path} ${hash} gone\n`).join("");
    const lock = shop.read("specmill.lock") + lines;
    shop.write({ "people.json": people("grace") });
    for (const args of [["clean", "--yes"], ["generate"]]) {
      rmSync(join(shop.root, ".specmill"), { recursive: true });
      shop.write({ "specmill.lock": lock });
      expectCode(await shop.run(args), 0);
      expect(outside.tree()).toEqual({ "a.txt": "Dear ada\n", "b.txt": "Dear ada\n" });
      for (const path of guarded) expect(shop.has(path)).toBe(true);
      expect(shop.has("out/ada.txt")).toBe(false);
    }
    expectCode(await shop.run(["check"]), 0);
  });

  test.concurrent.skipIf(isWindows)("deletes nothing behind a link", async () => {
    await using shop = await base.copy();
    await using other = project({ "ada.txt": "Dear ada\n", "all.txt": "mine\n" });
    rmSync(join(shop.root, "out"), { recursive: true });
    symlinkSync(other.root, join(shop.root, "out"));
    shop.write({ "people.json": people("grace") });
    const before = other.tree();
    expectCode(await shop.run(["generate"]), 1);
    await shop.run(["clean", "--yes"]);
    expect(other.tree()).toEqual(before);
    expect(lstatSync(join(shop.root, "out")).isSymbolicLink()).toBe(true);
  });
});

describe("another version of specmill", () => {
  test.concurrent("that gives the same outputs changes no file, not even the lock", async () => {
    const root = join(import.meta.dir, "../..");
    await using tools = project({});
    const newer = join(tools.root, "specmill");
    const facts = { ...buildFacts(root), SPECMILL_VERSION: "99.0.0", SPECMILL_BUILD: "another" };
    await build({ entry: join(root, "src/main.ts"), outfile: newer, facts });
    await using shop = await base.copy();
    const before = identities(shop.root);
    for (const args of [["check"], ["generate"], ["generate"], ["check"]]) {
      const run = await runAs(newer, args, shop);
      expectCode(run, 0);
      expect(identities(shop.root)).toEqual(before);
    }
    expectCode(await shop.run(["check"]), 0);
    shop.write({ "people.json": people("ada", "grace") });
    expectCode(await runAs(newer, ["generate"], shop), 0);
    expect(shop.read("specmill.lock")).toContain("\ntool 99.0.0\n");
    expectCode(await shop.run(["check"]), 0);
  }, 30_000);
});

async function runAs(program: string, args: readonly string[], at: Project): Promise<Run> {
  const child = Bun.spawn([program, ...args], { cwd: at.root, env: { HOME: at.root }, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { code: await child.exited, stdout, stderr };
}

/** With what was said, so that a failure explains itself. */
function expectCode({ code, stdout, stderr }: Run, expected: number): void {
  if (code !== expected) expect(`exit code ${code}\n${stdout}${stderr}`).toBe(`exit code ${expected}`);
}
