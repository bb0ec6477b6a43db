/** `check --staged` judges what git is about to commit, whatever the work tree says, and `--stage` mends that and nothing else. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cards, committed, person, repositoryOf } from "../support/git-project.ts";

setDefaultTimeout(60_000);

const check = ["check", "--staged"];
const stage = ["check", "--staged", "--stage"];

describe("the index is judged, not the work tree", () => {
  test("an edit that is not staged changes nothing", async () => {
    await using shop = await committed();
    shop.write(person("ada", 99));
    expect((await shop.run(["check"])).code).toBe(1);
    expect(await shop.run(check)).toMatchObject({ code: 0, stderr: "up to date: 2 outputs\n" });
  });

  test("an input without its outputs is drift, with what to do", async () => {
    await using shop = await committed();
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "  stale     out/ada.txt\ncheck --staged: 1 stale\nnext: `specmill generate`, then `git add out/ada.txt specmill.lock`; " +
        "or `specmill check --staged --stage` adds what the commit lacks\n",
    );
    await shop.run(["generate"]);
    expect((await shop.run(check)).stderr).toContain("next: `git add out/ada.txt specmill.lock`; or");
    await shop.mustGit("add", "out", "specmill.lock");
    expect((await shop.run(check)).code).toBe(0);
    expect((await shop.run(["check"])).code).toBe(0);
  });

  test("a new output that is not added is missing, though the work tree has it", async () => {
    await using shop = await committed();
    shop.write(person("eve", 5));
    await shop.run(["generate"]);
    await shop.mustGit("add", "people", "specmill.lock");
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(1);
    expect(stderr).toContain("missing   out/eve.txt");
    expect(stderr).toContain("next: `git add out/eve.txt`; or");
  });

  test("an output whose deletion is not staged is left over", async () => {
    await using shop = await committed();
    await shop.mustGit("rm", "--quiet", "people/bob.json");
    await shop.run(["generate"]);
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(1);
    expect(stderr).toContain("orphaned  out/bob.txt");
    expect(stderr).toContain("git add out/bob.txt specmill.lock");
  });

  test("an output that the index has lost is missing", async () => {
    await using shop = await committed();
    await shop.mustGit("rm", "--quiet", "--cached", "out/bob.txt");
    expect((await shop.run(check)).stderr).toContain("next: `git add out/bob.txt`; or");
  });

  test("a renamed input is in step when all of it is staged", async () => {
    await using shop = await committed();
    await shop.mustGit("mv", "people/bob.json", "people/robert.json");
    expect((await shop.run(check)).code).toBe(1);
    await shop.run(["generate"]);
    await shop.mustGit("add", "--all");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("a template that is not added is not there", async () => {
    await using shop = await committed();
    shop.write({ "pack/more.md.eta": "---\neach: record\noutput: <%= unit.data.id %>.md\n---\nmore\n" });
    await shop.run(["generate"]);
    await shop.mustGit("add", "out", "specmill.lock");
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(1);
    expect(stderr).toContain("orphaned  out/ada.md");
    await shop.mustGit("add", "pack");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("what git was told not to look at counts as it is in the index", async () => {
    await using shop = await committed();
    shop.write(person("ada", 99));
    await shop.run(["generate"]);
    await shop.mustGit("add", "out", "specmill.lock");
    await shop.mustGit("update-index", "--assume-unchanged", "people/ada.json");
    const { code, stderr } = await shop.run(check);
    expect([code, stderr.split("\n")[0]]).toEqual([1, "  stale     out/ada.txt"]);
  });

  test("a config that is not in the index is in no commit", async () => {
    await using shop = await repositoryOf(cards);
    await shop.run(["generate"]);
    await shop.mustGit("add", "people", "pack", "out", "specmill.lock");
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(2);
    expect(stderr).toContain("error[config/not-found] `specmill.yaml` is not in the index, and so in no commit");
    await shop.mustGit("add", "specmill.yaml");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("what was only announced with `add --intent-to-add` is not committed", async () => {
    await using shop = await committed();
    shop.write(person("eve", 5));
    await shop.run(["generate"]);
    await shop.mustGit("add", "people", "specmill.lock");
    await shop.mustGit("add", "--intent-to-add", "out/eve.txt");
    expect((await shop.run(check)).stderr).toContain("missing   out/eve.txt");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/eve.txt")).toBe("eve is 5\n");
  });
});

describe("`--stage`", () => {
  test("stages the outputs of what is staged, and nothing else", async () => {
    await using shop = await committed();
    shop.write({ ...person("ada", 37), ...person("eve", 5), "notes.txt": "mine\n" });
    await shop.mustGit("add", "people");
    await shop.mustGit("rm", "--quiet", "people/bob.json");
    const { code, stderr } = await shop.run(stage);
    expect(code).toBe(0);
    expect(stderr).toContain("staged 3 outputs");
    expect(stderr).toContain("added to the commit: out/ada.txt out/bob.txt out/eve.txt specmill.lock\n");
    expect(await shop.status()).toEqual([
      "M  out/ada.txt",
      "D  out/bob.txt",
      "A  out/eve.txt",
      "M  people/ada.json",
      "D  people/bob.json",
      "A  people/eve.json",
      "M  specmill.lock",
      "?? notes.txt",
    ]);
    expect((await shop.run(["check"])).code).toBe(0);
  });

  test("keeps edits that are not staged, and takes nothing of them", async () => {
    await using shop = await committed();
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    shop.write({ ...person("ada", 99), ...person("bob", 98) });
    await shop.run(["generate"]);
    const before = shop.tree();
    expect((await shop.run(check)).stderr).toContain("made from what is staged: out/ada.txt specmill.lock\n");
    expect((await shop.run(stage)).code).toBe(0);
    expect(shop.tree()).toEqual(before);
    expect(await shop.staged("out/ada.txt")).toBe("ada is 37\n");
    expect(await shop.staged("out/bob.txt")).toBe("bob is 7\n");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("stages nothing where an edit by hand would be lost", async () => {
    await using shop = await committed();
    shop.write({ ...person("bob", 8), "out/ada.txt": "ada is ageless\n" });
    await shop.mustGit("add", "--all");
    const before = await shop.status();
    const { code, stderr } = await shop.run(stage);
    expect(code).toBe(3);
    expect(stderr).toContain("edited    out/ada.txt");
    expect(stderr).toContain("nothing was staged");
    expect(await shop.status()).toEqual(before);
  });

  test("replaces an output of an earlier moment, which the work tree has moved on from", async () => {
    await using shop = await committed();
    shop.write(person("ada", 40));
    await shop.run(["generate"]);
    await shop.mustGit("add", "out");
    shop.write(person("ada", 41));
    await shop.run(["generate"]);
    await shop.mustGit("add", "people");
    expect((await shop.run(check)).stderr).toContain("next: `git add out/ada.txt specmill.lock`");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/ada.txt")).toBe("ada is 41\n");
  });

  test("never replaces what lies in the place of a new output", async () => {
    await using shop = await committed();
    shop.write({ ...person("eve", 5), "out/eve.txt/mine.txt": "mine\n" });
    await shop.mustGit("add", "people");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/eve.txt")).toBe("eve is 5\n");
    expect(shop.read("out/eve.txt/mine.txt")).toBe("mine\n");
  });

  test("is nothing without `--staged`", async () => {
    await using shop = await committed();
    const { code, stderr } = await shop.run(["check", "--stage"]);
    expect([code, stderr.split("\n")[0]]).toEqual([2, "error[cli/bad-value] `--stage` goes with `--staged`"]);
  });
});

describe("projects of all kinds", () => {
  test("with outputs that git ignores, only the lock counts", async () => {
    await using shop = await committed({ ...cards, ".gitignore": ".home/\nout/\n" });
    expect((await shop.run(check)).code).toBe(0);
    shop.write(person("eve", 5));
    await shop.mustGit("add", "people");
    expect((await shop.run(check)).stderr).toContain("next: `specmill generate`, then `git add specmill.lock`; or");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.status()).toEqual(["A  people/eve.json", "M  specmill.lock"]);
    expect((await shop.run(check)).code).toBe(0);
  });

  test("with inputs that git ignores, these count as they are", async () => {
    await using shop = await committed({ ...cards, ".gitignore": ".home/\npeople/bob.json\n" });
    expect((await shop.run(check)).code).toBe(0);
    shop.write({ ...person("ada", 99), "pack/pack.yaml": `${cards["pack/pack.yaml"]}# more\n` });
    await shop.mustGit("add", "pack");
    const { code, stderr } = await shop.run(check);
    expect(stderr).not.toContain("bob");
    expect(code).toBe(1);
    expect((await shop.run(stage)).code).toBe(0);
    expect((await shop.mustGit("diff", "--cached", "--name-only")).split("\n")).toEqual([
      "pack/pack.yaml",
      "specmill.lock",
      "",
    ]);
  });

  test("with inputs in a submodule", async () => {
    await using specs = await repositoryOf(person("ada", 36));
    await specs.mustGit("add", "--all");
    await specs.mustGit("commit", "--quiet", "--message=first");
    await using shop = await repositoryOf({
      ...cards,
      "people/ada.json": undefined,
      "people/bob.json": undefined,
      "specmill.yaml": String(cards["specmill.yaml"]).replace("people/*", "specs/people/*"),
    });
    await shop.mustGit("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", specs.root, "specs");
    await shop.run(["generate"]);
    await shop.mustGit("add", "--all");
    expect((await shop.run(check)).code).toBe(0);
    shop.write({ "pack/card.txt.eta": String(cards["pack/card.txt.eta"]).replace(" is ", ": ") });
    await shop.mustGit("add", "pack");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/ada.txt")).toBe("ada: 36\n");
  });

  test("without a lock", async () => {
    await using shop = await committed({ ...cards, "specmill.yaml": `lock: false\n${cards["specmill.yaml"]}` });
    expect((await shop.run(check)).code).toBe(0);
    shop.write(person("ada", 37));
    expect((await shop.run(check)).code).toBe(0);
    await shop.mustGit("add", "people");
    expect((await shop.run(check)).code).toBe(1);
    await shop.run(["generate"]);
    expect((await shop.run(check)).stderr).toContain("next: `git add out/ada.txt`; or");
    await shop.mustGit("add", "out");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("in a folder of the repository, with inputs beside it and a config that is named", async () => {
    const config = String(cards["specmill.yaml"])
      .replace("people/*", "../../people/*")
      .replaceAll("./pack", "./our pack");
    const inside = Object.entries(cards).filter(([path]) => path.startsWith("pack/"));
    await using shop = await repositoryOf({
      ...Object.fromEntries(inside.map(([path, text]) => [path.replace("pack/", "apps/a 'b/our pack/"), text])),
      ...person("ada", 36),
      ".gitignore": ".home/\n",
      "apps/a 'b/other.yaml": config,
    });
    const cwd = `${shop.root}/apps`;
    const named = ["--cwd", "a 'b", "--config", "other.yaml"];
    expect((await shop.run(["generate", ...named], { cwd })).code).toBe(0);
    await shop.mustGit("add", "--all");
    expect((await shop.run([...check, ...named], { cwd })).code).toBe(0);
    shop.write(person("ada", 99));
    expect((await shop.run([...check, ...named], { cwd })).code).toBe(0);
    await shop.mustGit("add", "people");
    const { code, stderr } = await shop.run([...check, ...named], { cwd });
    expect([code, stderr.split("\n")[0]]).toEqual([1, "  stale     out/ada.txt"]);
    expect((await shop.run([...stage, ...named], { cwd })).code).toBe(0);
    expect(await shop.staged("apps/a 'b/out/ada.txt")).toBe("ada is 99\n");
  });

  test("with inputs outside of the repository", async () => {
    await using outer = await repositoryOf(person("ada", 36));
    const shop = await outer.git(["init", "--quiet", "shop"]);
    expect(shop.code).toBe(0);
    const files = Object.entries(cards).filter(([path]) => path.startsWith("pack/"));
    outer.write(Object.fromEntries(files.map(([path, text]) => [`shop/${path}`, text])));
    outer.write({ "shop/specmill.yaml": String(cards["specmill.yaml"]).replace("people/*", "../people/*") });
    const cwd = `${outer.root}/shop`;
    await outer.run(["generate"], { cwd });
    await outer.git(["add", "--all"], { folder: "shop" });
    expect((await outer.run(check, { cwd })).code).toBe(0);
    outer.write({ "shop/pack/card.txt.eta": "---\neach: record\noutput: x.txt\n---\nx\n" });
    await outer.git(["add", "--all"], { folder: "shop" });
    expect((await outer.run(check, { cwd })).stderr).toContain("missing   out/x.txt");
  });

  test("with inputs behind links, in the project, beside it and outside of the repository", async () => {
    await using shop = await repositoryOf({
      ...Object.fromEntries(Object.entries(cards).map(([path, text]) => [`top/app/${path}`, text])),
      "top/app/people/ada.json": undefined,
      "top/app/people/bob.json": undefined,
      "top/app/real/ada.json": '[{"id":"ada","age":36}]\n',
      "top/shared/bob.json": '[{"id":"bob","age":7}]\n',
      "outside.json": '[{"id":"eve","age":5}]\n',
    });
    const cwd = join(shop.root, "top/app");
    mkdirSync(join(cwd, "people"));
    symlinkSync("../real/ada.json", join(cwd, "people/ada.json"));
    symlinkSync("../../shared/bob.json", join(cwd, "people/bob.json"));
    symlinkSync("../../../outside.json", join(cwd, "people/eve.json"));
    await shop.git(["init", "--quiet"], { folder: "top" });
    await shop.run(["generate"], { cwd });
    await shop.git(["add", "--all"], { folder: "top" });
    expect((await shop.run(check, { cwd })).stderr).toBe("up to date: 3 outputs\n");
    for (const [id, path] of [
      ["ada", "top/app/real/ada.json"],
      ["bob", "top/shared/bob.json"],
    ]) {
      shop.write({ [path ?? ""]: `[{"id":"${id}","age":90}]\n` });
      await shop.run(["generate"], { cwd });
      await shop.git(["add", "app/out", "app/specmill.lock"], { folder: "top" });
      const { code, stderr } = await shop.run(check, { cwd });
      expect([code, stderr.split("\n")[0]]).toEqual([1, `  stale     out/${id}.txt`]);
      await shop.git(["add", "--all"], { folder: "top" });
      expect((await shop.run(check, { cwd })).code).toBe(0);
    }
  });

  test("with names that a shell or git would quote", async () => {
    const config = String(cards["specmill.yaml"]).replace("output: out", `output: "it's é (1)"`);
    await using shop = await committed({ ...cards, "specmill.yaml": config });
    shop.write({ "people/-odd *\n.json": `[{"id":"eve","age":5}]\n` });
    await shop.mustGit("add", "people");
    const { stderr } = await shop.run(check);
    expect(stderr).toContain("then `git add 'it'\\''s é (1)/eve.txt' specmill.lock`");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("it's é (1)/eve.txt")).toBe("eve is 5\n");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("where git turns line ends", async () => {
    await using shop = await committed();
    await shop.mustGit("config", "core.autocrlf", "true");
    shop.write({ ".gitattributes": "*.txt text eol=lf\n" });
    await shop.mustGit("add", ".gitattributes");
    expect((await shop.run(check)).code).toBe(0);
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/ada.txt")).toBe("ada is 37\n");
    expect((await shop.run(check)).code).toBe(0);
  });

  test("in a sparse checkout", async () => {
    await using shop = await committed();
    await shop.mustGit("sparse-checkout", "set", "--no-cone", "/*", "!/people/bob.json", "!/out/bob.txt");
    expect(shop.has("people/bob.json")).toBe(false);
    expect((await shop.run(check)).code).toBe(0);
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people/ada.json");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.status()).toEqual(["M  out/ada.txt", "M  people/ada.json", "M  specmill.lock"]);
    expect(shop.has("out/bob.txt")).toBe(false);
  });

  test("with a file that was started for the user, it is the user's", async () => {
    const starter = "---\neach: record\noutput: <%= unit.data.id %>.todo\nwrite: missing\n---\nstart\n";
    await using shop = await repositoryOf({ ...cards, "pack/todo.todo.eta": starter });
    await shop.run(["generate"]);
    shop.write({ "out/ada.todo": "done\n" });
    await shop.mustGit("add", "people", "pack", "specmill.yaml", "specmill.lock", "out/ada.txt", "out/bob.txt");
    expect((await shop.run(check)).stderr).toContain("next: `git add out/ada.todo out/bob.todo`; or");
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("out/ada.todo")).toBe("done\n");
    expect(shop.read("out/ada.todo")).toBe("done\n");
    shop.write({ "out/ada.todo": "more\n" });
    expect((await shop.run(check)).code).toBe(0);
  });

  test("with a formatter that is installed and not committed, and its settings above the project", async () => {
    const format = `format: { "**/*.txt": sh node_modules/tool.sh }\n`;
    await using shop = await repositoryOf({
      ...Object.fromEntries(Object.entries(cards).map(([path, text]) => [`app/${path}`, text])),
      "app/specmill.yaml": `${cards["specmill.yaml"]}${format}`,
      "settings.txt": "!\n",
      ".gitignore": ".home/\nnode_modules/\n",
      "app/node_modules/tool.sh":
        'mark=$(cat ../settings.txt); for file; do text=$(cat "$file"); echo "$text$mark" > "$file"; done\n',
    });
    const cwd = `${shop.root}/app`;
    expect((await shop.run(["generate"], { cwd })).code).toBe(0);
    await shop.mustGit("add", "--all");
    shop.write({ "app/people/ada.json": '[{"id":"ada","age":37}]\n' });
    await shop.mustGit("add", "--all");
    const { code, stderr } = await shop.run(stage, { cwd });
    expect([code, stderr]).toEqual([0, expect.stringContaining("out/ada.txt")]);
    expect(await shop.staged("app/out/ada.txt")).toBe("ada is 37!\n");
  });

  test("with targets by name", async () => {
    const config = `${String(cards["specmill.yaml"]).replace(/^targets.*$/m, "")}targets:\n  one: { source: people, pack: ./pack, output: one }\n  two: { source: people, pack: ./pack, output: two }\n`;
    await using shop = await committed({ ...cards, "specmill.yaml": config });
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    await shop.run([...stage, "one"]);
    expect((await shop.run([...check, "one"])).code).toBe(0);
    const { code, stderr } = await shop.run(check);
    expect([code, stderr.split("\n")[0]]).toEqual([1, "  stale     two/ada.txt"]);
  });
});

describe("repositories of all kinds", () => {
  test("without a commit", async () => {
    await using shop = await repositoryOf(cards);
    await shop.mustGit("add", "--all");
    expect((await shop.run(stage)).code).toBe(0);
    expect((await shop.run(check)).code).toBe(0);
    expect(await shop.staged("out/ada.txt")).toBe("ada is 36\n");
  });

  test("with GIT_DIR and GIT_INDEX_FILE of a hook, from a folder that a hook manager chose", async () => {
    const inside = Object.entries(cards).map(([path, text]) => [`app/${path}`, text]);
    await using shop = await committed({ ...Object.fromEntries(inside), ...cards });
    const cwd = join(shop.root, "app");
    const env = { GIT_DIR: join(shop.root, ".git"), GIT_INDEX_FILE: ".git/index" };
    await shop.run(["generate"], { cwd });
    const { code, stderr } = await shop.run(check, { cwd, env });
    expect([code, stderr.split("\n")[0]]).toEqual([1, "  missing   out/ada.txt"]);
    expect((await shop.run(stage, { cwd, env })).code).toBe(0);
    expect(await shop.status()).toEqual(["A  app/out/ada.txt", "A  app/out/bob.txt", "A  app/specmill.lock"]);
  });

  test("in the middle of a merge, the first path is named", async () => {
    await using shop = await committed();
    await shop.mustGit("checkout", "--quiet", "-b", "other");
    shop.write(person("ada", 50));
    await shop.mustGit("commit", "--quiet", "--all", "--message=other");
    await shop.mustGit("checkout", "--quiet", "main");
    shop.write(person("ada", 60));
    await shop.mustGit("commit", "--quiet", "--all", "--message=main");
    expect((await shop.git(["merge", "other"])).code).toBe(1);
    const { code, stderr } = await shop.run(check);
    expect(code).toBe(1);
    expect(stderr).toContain("error[git/unmerged] people/ada.json  the merge of this file is not finished");
  });

  test("a lock that was committed with the marks of a merge", async () => {
    await using shop = await committed();
    const lock = shop.read("specmill.lock");
    shop.write({ "specmill.lock": `${lock}<<<<<<< HEAD\n=======\n>>>>>>> other\n` });
    await shop.mustGit("add", "specmill.lock");
    expect((await shop.run(check)).code).toBe(1);
    expect((await shop.run(stage)).code).toBe(0);
    expect(await shop.staged("specmill.lock")).toBe(lock);
  });

  test("nothing is read from stdin, and nothing is left behind", async () => {
    await using shop = await committed();
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    const temporary = `${shop.root}/.home/tmp`;
    shop.write({ ".home/tmp/keep": "" });
    const child = Bun.spawn([(await import("../support/rig.ts")).binary, ...stage], {
      cwd: shop.root,
      env: { PATH: "/usr/bin:/bin", HOME: `${shop.root}/.home`, TMPDIR: temporary },
      // Stays open, as the pseudo-terminal of a hook manager does.
      stdin: "pipe",
      stdout: "ignore",
      stderr: "ignore",
    });
    expect(await child.exited).toBe(0);
    expect(Object.keys(shop.tree(".home/tmp"))).toEqual(["keep"]);
  });
});
