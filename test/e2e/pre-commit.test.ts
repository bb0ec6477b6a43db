/**
 * The real pre-commit (https://pre-commit.com) with the hook of `.pre-commit-hooks.yaml`, taken from a repository as users take them. It puts
 * edits that are not staged aside while hooks run and brings them back: nothing may be lost, and nothing rendered because of it.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GitProject } from "../support/git-project.ts";
import { cards, committed, person } from "../support/git-project.ts";
import { repository } from "../support/source-graph.ts";

setDefaultTimeout(120_000);

const isThere = Bun.which("pre-commit", { PATH: "/usr/bin:/bin" }) !== null;
// In the pipeline it must be there (.ci/services.sh), and its tests fail where it is not.
const isPossible = isThere || process.env.CI !== undefined;
if (!isPossible) console.warn("skipped: the tests of pre-commit need it (apt-get install pre-commit)");

/** A repository that uses the hook, as `pre-commit install` sets it up. Nothing is downloaded. */
async function using(id: string): Promise<GitProject> {
  const hooks = await committed({
    ".pre-commit-hooks.yaml": readFileSync(join(repository, ".pre-commit-hooks.yaml"), "utf8"),
    ...cards,
  });
  const url = join(hooks.root, ".home/hooks.git");
  await hooks.mustGit("clone", "--quiet", "--bare", ".", url);
  const commit = (await hooks.mustGit("rev-parse", "HEAD")).trim();
  const config = `repos:\n  - repo: ${url}\n    rev: ${commit}\n    hooks:\n      - id: ${id}\n`;
  const shop = await committed({ ...cards, ".pre-commit-config.yaml": config });
  const child = Bun.spawn(["pre-commit", "install", "--install-hooks"], {
    cwd: shop.root,
    env: { PATH: "/usr/bin:/bin", HOME: join(shop.root, ".home") },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  if ((await child.exited) !== 0) throw new Error((await child.stdout.text()) + (await child.stderr.text()));
  await hooks[Symbol.asyncDispose]();
  return shop;
}

describe.skipIf(!isPossible)("pre-commit", () => {
  test("`specmill-check` refuses drift and lets through what is in step", async () => {
    await using shop = await using("specmill-check");
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    const refused = await shop.git(["commit", "--message=drift"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("stale     out/ada.txt");
    await shop.run(["generate"]);
    await shop.mustGit("add", "--all");
    expect((await shop.git(["commit", "--message=ok"])).code).toBe(0);
  });

  test("`specmill-check` judges a commit that only deletes", async () => {
    await using shop = await using("specmill-check");
    await shop.mustGit("rm", "--quiet", "people/bob.json");
    const { code, stderr } = await shop.git(["commit", "--message=gone"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("orphaned  out/bob.txt")]);
  });

  test("`specmill-check` sees an output that is not added, which pre-commit itself does not", async () => {
    await using shop = await using("specmill-check");
    shop.write(person("eve", 5));
    await shop.run(["generate"]);
    await shop.mustGit("add", "people", "specmill.lock");
    const { code, stderr } = await shop.git(["commit", "--message=new"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("missing   out/eve.txt")]);
  });

  test("edits that are not staged come back, and the next run renders nothing", async () => {
    await using shop = await using("specmill-check");
    shop.write({ ...person("ada", 37), "notes.txt": "mine\n" });
    await shop.mustGit("add", "notes.txt");
    await shop.run(["generate"]);
    const before = shop.tree();
    for (const message of ["one", "two"]) {
      shop.write({ "notes.txt": `${message}\n` });
      await shop.mustGit("add", "notes.txt");
      const { code, stderr } = await shop.git(["commit", `--message=${message}`]);
      expect([code, stderr]).toEqual([0, expect.stringContaining("Stashing unstaged files")]);
      expect(shop.tree()).toEqual({ ...before, "notes.txt": `${message}\n` });
      const { stdout, stderr: said } = await shop.run(["generate", "--stats=json"]);
      expect(said).toContain("up to date: 2 outputs");
      expect(JSON.parse(stdout).spans.map(({ name }: { name: string }) => name)).not.toContain("render");
    }
  });

  test("`--stage` stages nothing, because the edits that are put aside could not come back", async () => {
    await using shop = await using("specmill-check");
    const config = shop.read(".pre-commit-config.yaml");
    shop.write({ ".pre-commit-config.yaml": `${config}        args: [--stage]\n` });
    await shop.mustGit("commit", "--quiet", "--all", "--message=args");
    shop.write(person("ada", 37));
    await shop.mustGit("add", "people");
    shop.write({ ...person("ada", 99), ...person("bob", 8) });
    await shop.run(["generate"]);
    const before = shop.tree();
    const { code, stderr } = await shop.git(["commit", "--message=stage"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("nothing was staged: under pre-commit")]);
    expect(shop.tree()).toEqual(before);
    expect((await shop.run(["check", "--staged", "--stage"])).code).toBe(0);
    expect((await shop.git(["commit", "--message=stage"])).code).toBe(0);
    expect(await shop.mustGit("show", "HEAD:out/ada.txt")).toBe("ada is 37\n");
    expect(shop.tree()).toEqual(before);
  });
});
