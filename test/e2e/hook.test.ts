/** `specmill hook`, and what git's own pre-commit hook makes of it: every way to commit, with real git. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { GitProject } from "../support/git-project.ts";
import { cards, committed, person, repositoryOf, writeProgram } from "../support/git-project.ts";

setDefaultTimeout(60_000);

const hook = ".git/hooks/pre-commit";
const headOf = async (shop: GitProject) =>
  (await shop.mustGit("show", "--name-only", "--format=", "HEAD")).trim().split("\n");

test("500 outputs: drift is refused with the right list, `--stage` commits it, and nothing else", async () => {
  const people = Array.from({ length: 500 }, (_, index) => person(`p${index}`, index));
  await using shop = await committed(
    Object.assign({}, cards, { "people/ada.json": undefined, "people/bob.json": undefined }, ...people),
  );
  expect((await shop.run(["hook", "install"])).code).toBe(0);
  shop.write({ ...person("p7", -7), ...person("new", 1), "people/p9.json": undefined, "notes.txt": "mine\n" });
  await shop.mustGit("add", "people");
  shop.write(person("p8", -8));

  const refused = await shop.git(["commit", "--message=drift"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    "  missing   out/new.txt\n  stale     out/p7.txt\n  orphaned  out/p9.txt\ncheck --staged: 1 stale, 1 missing, 1 orphaned\n" +
      "next: `specmill check --staged --stage` adds what the commit lacks, made from what is staged: out/new.txt out/p7.txt out/p9.txt specmill.lock\n",
  );
  expect(await shop.mustGit("log", "--format=%s")).toBe("first\n");

  expect((await shop.run(["hook", "install", "--stage"])).stderr).toBe("the hook is up to date\n");
  expect((await shop.git(["commit", "--message=staged"])).code).toBe(0);
  expect(await headOf(shop)).toEqual([
    "out/new.txt",
    "out/p7.txt",
    "out/p9.txt",
    "people/new.json",
    "people/p7.json",
    "people/p9.json",
    "specmill.lock",
  ]);
  expect(await shop.status()).toEqual([" M people/p8.json", "?? notes.txt"]);
  // A fresh clone has no cache, and is in step.
  await shop.mustGit("clone", "--quiet", ".", ".home/clone");
  expect((await shop.run(["check", "--rebuild"], { cwd: join(shop.root, ".home/clone") })).code).toBe(0);
});

describe("every way to commit", () => {
  const staging = async (files = cards) => {
    const shop = await committed(files);
    await shop.run(["hook", "install", "--stage"]);
    return shop;
  };

  test("`git commit --all`", async () => {
    await using shop = await staging();
    shop.write(person("ada", 37));
    expect((await shop.git(["commit", "--all", "--message=all"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["out/ada.txt", "people/ada.json", "specmill.lock"]);
    expect(await shop.status()).toEqual([]);
  });

  test("`git commit PATH` adds to that commit, and leaves what is staged for another", async () => {
    await using shop = await staging();
    shop.write({ ...person("ada", 37), ...person("bob", 8) });
    await shop.mustGit("add", "people/bob.json");
    expect((await shop.git(["commit", "--message=path", "people/ada.json"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["out/ada.txt", "people/ada.json", "specmill.lock"]);
    expect(await shop.status()).toEqual(["M  people/bob.json"]);
    expect((await shop.git(["commit", "--message=rest"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["out/bob.txt", "people/bob.json", "specmill.lock"]);
    expect(await shop.status()).toEqual([]);
  });

  test("`git commit PATH` does not touch outputs that are staged for another commit", async () => {
    await using shop = await staging();
    shop.write(person("bob", 8));
    await shop.run(["generate"]);
    await shop.mustGit("add", "--all");
    shop.write(person("ada", 37));
    expect((await shop.git(["commit", "--message=path", "people/ada.json"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["out/ada.txt", "people/ada.json", "specmill.lock"]);
    expect(await shop.staged("out/bob.txt")).toBe("bob is 8\n");
    expect((await shop.git(["commit", "--message=rest"])).code).toBe(0);
    expect((await shop.run(["check", "--staged"])).code).toBe(0);
    expect(await shop.status()).toEqual([]);
  });

  test("`git commit --amend` and `--no-verify`", async () => {
    await using shop = await staging();
    shop.write(person("ada", 37));
    expect((await shop.git(["commit", "--all", "--no-verify", "--message=past"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["people/ada.json"]);
    expect((await shop.git(["commit", "--amend", "--no-edit"])).code).toBe(0);
    expect(await headOf(shop)).toEqual(["out/ada.txt", "people/ada.json", "specmill.lock"]);
  });

  test("from a folder, with `git -C` and in a work tree of `git worktree`", async () => {
    await using shop = await staging();
    shop.write(person("ada", 37));
    expect((await shop.git(["commit", "--all", "--message=folder"], { folder: "people" })).code).toBe(0);
    expect(await headOf(shop)).toContain("out/ada.txt");
    await shop.mustGit("worktree", "add", "--quiet", ".home/other");
    shop.write({ ".home/other/people/bob.json": '[{"id":"bob","age":8}]\n' });
    const { code, stderr } = await shop.git(["commit", "--all", "--message=tree"], { folder: ".home/other/people" });
    expect([code, stderr]).toEqual([0, expect.stringContaining("added to the commit: out/bob.txt specmill.lock")]);
    expect(await shop.mustGit("-C", ".home/other", "show", "HEAD:out/bob.txt")).toBe("bob is 8\n");
    expect(await shop.status()).toEqual([]);
  });

  test("with the folder of git elsewhere", async () => {
    await using shop = await committed();
    await shop.mustGit("config", "core.hooksPath", "../hooks");
    shop.write({ ".home/keep": "" });
    await shop.mustGit("init", "--quiet", "--bare", ".home/far");
    const places = { GIT_DIR: join(shop.root, ".home/far"), GIT_WORK_TREE: shop.root };
    const env = { ...places, PATH: `${join(import.meta.dir, "../../dist")}:/usr/bin:/bin` };
    expect((await shop.run(["hook", "install", "--stage"], { env })).code).toBe(0);
    await shop.git(["add", "specmill.yaml", "pack", "people"], { env: places });
    const id = ["-c", "user.name=T", "-c", "user.email=t@example.com"];
    const { code, stderr } = await shop.git([...id, "commit", "--message=far"], { env: places });
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("added to the commit: out/ada.txt out/bob.txt specmill.lock"),
    ]);
  });
});

describe("`hook install`", () => {
  test("runs where the project is, also when git has no PATH with specmill in it", async () => {
    const inside = Object.entries(cards).map(([path, text]) => [`apps/it's $HOME/${path}`, text]);
    await using shop = await repositoryOf({ ...Object.fromEntries(inside), ".gitignore": ".home/\n" });
    const cwd = join(shop.root, "apps/it's $HOME");
    expect((await shop.run(["hook", "install"], { cwd })).code).toBe(0);
    await shop.mustGit("add", "--all");
    const bare = { PATH: "/usr/bin:/bin" };
    const { code, stderr } = await shop.git(["commit", "--message=first"], { env: bare });
    expect([code, stderr]).toEqual([1, expect.stringContaining("check --staged: 2 missing")]);
  });

  test("keeps the hook that was there, which runs first and comes back", async () => {
    await using shop = await committed();
    const own = '#!/bin/sh\necho "own $0 $GIT_INDEX_FILE"\nexit "$OWN"\n';
    writeProgram(shop, hook, own);
    expect((await shop.run(["hook", "install"])).stderr).toContain("kept as `pre-commit.before-specmill`");
    expect((await shop.run(["hook", "install"])).stderr).toBe("the hook is up to date\n");
    expect((await shop.run(["hook", "status"])).stderr).toContain("after the hook that was there before");
    shop.write(person("ada", 37));
    const refused = await shop.git(["commit", "--all", "--message=x"], { env: { OWN: "7" } });
    expect(refused.stderr).toContain("own .git/hooks/pre-commit.before-specmill");
    expect(refused.stderr).not.toContain("check --staged");
    const checked = await shop.git(["commit", "--all", "--message=x"], { env: { OWN: "0" } });
    expect([checked.code, checked.stderr]).toEqual([1, expect.stringContaining("check --staged: 1 stale")]);
    expect((await shop.run(["hook", "uninstall"])).code).toBe(0);
    expect(shop.read(hook)).toBe(own);
    expect(lstatSync(join(shop.root, hook)).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(shop.root, ".git/hooks")).filter((name) => !name.endsWith(".sample"))).toEqual([
      "pre-commit",
    ]);
  });

  test("has a line for each project of a repository, and none of them for a branch without it", async () => {
    const at = (folder: string) => Object.entries(cards).map(([path, text]) => [`${folder}/${path}`, text]);
    await using shop = await repositoryOf(Object.fromEntries([...at("one"), ...at("two")]));
    await shop.mustGit("commit", "--quiet", "--allow-empty", "--message=empty");
    for (const folder of ["one", "two"])
      expect((await shop.run(["hook", "install"], { cwd: join(shop.root, folder) })).code).toBe(0);
    await shop.mustGit("add", "two");
    const { code, stderr } = await shop.git(["commit", "--message=two"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("`specmill.yaml` is not in the index")]);
    await shop.run(["hook", "uninstall"], { cwd: join(shop.root, "one") });
    expect((await shop.run(["hook", "status"], { cwd: join(shop.root, "one") })).stderr).toContain("is not in");
    expect((await shop.git(["commit", "--message=two"])).stderr).toContain("check --staged: 2 missing");
    shop.write({ "two/specmill.yaml": undefined });
    expect((await shop.git(["commit", "--allow-empty", "--message=old branch"])).code).toBe(0);
    shop.write({ "two/specmill.yaml": String(cards["specmill.yaml"]) });
    await shop.run(["hook", "uninstall"], { cwd: join(shop.root, "two") });
    expect(shop.has(hook)).toBe(false);
  });

  test("respects `core.hooksPath`, seen from the top", async () => {
    const inside = Object.entries(cards).map(([path, text]) => [`app/${path}`, text]);
    await using shop = await repositoryOf(Object.fromEntries(inside));
    await shop.mustGit("config", "core.hooksPath", ".githooks");
    expect((await shop.run(["hook", "install"], { cwd: join(shop.root, "app") })).code).toBe(0);
    expect(shop.has(".githooks/pre-commit")).toBe(true);
    await shop.mustGit("add", "app");
    expect((await shop.git(["commit", "--message=x"])).stderr).toContain("check --staged: 2 missing");
  });

  test("writes nothing into hooks of every repository", async () => {
    await using shop = await committed();
    shop.write({ ".home/.gitconfig": `[core]\n  hooksPath = ${shop.root}-hooks\n` });
    const { code, stderr } = await shop.run(["hook", "install"]);
    expect([code, stderr.split("`")[0]]).toEqual([1, "error[git/hook] "]);
    expect(stderr).toContain("leads out of this repository");
    expect(existsSync(`${shop.root}-hooks`)).toBe(false);
  });

  test.each([
    [".husky/_", "# anything\n", "husky", "the line `specmill check --staged` in `.husky/pre-commit`"],
    [
      undefined,
      "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n",
      "pre-commit",
      "`specmill-check`",
    ],
    [undefined, '#!/bin/sh\ncall_lefthook() { lefthook "$@"; }\n', "lefthook", "`run: specmill check --staged`"],
  ])("leaves hooks in %p of %p to their manager", async (path, text, name, next) => {
    await using shop = await committed();
    if (path !== undefined) await shop.mustGit("config", "core.hooksPath", path);
    const place = path === undefined ? hook : `${path}/pre-commit`;
    shop.write({ [place]: text });
    const { code, stderr } = await shop.run(["hook", "install"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`error[git/hook] the hooks of this repository belong to ${name}`);
    expect(stderr).toContain(next);
    expect(shop.read(place)).toBe(text);
  });

  test("says what is wrong where the binary is gone", async () => {
    await using shop = await committed();
    await shop.run(["hook", "install"]);
    shop.write({ [hook]: shop.read(hook).replace(/specmill='.*'/, "specmill='/nowhere/specmill'") });
    chmodSync(join(shop.root, hook), 0o755);
    const { code, stderr } = await shop.git(["commit", "--allow-empty", "--message=x"], {
      env: { PATH: "/usr/bin:/bin" },
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining("there is no specmill on the PATH")]);
  });
});
