/** What `--version` says of a build: the commit when there is one, and nothing made up when there is none. */
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versionLine } from "#build-info.ts";
import { buildFacts } from "../../scripts/build.ts";

const root = mkdtempSync(join(tmpdir(), "specmill-facts-"));
afterAll(() => rmSync(root, { recursive: true }));

function sources(folder: string): string {
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "version": "1.2.3" }\n');
  writeFileSync(join(folder, "src/main.ts"), "// The mill.\n");
  return folder;
}

function git(cwd: string, ...args: string[]): string {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const env = { PATH: process.env.PATH ?? "", HOME: root, GIT_CONFIG_NOSYSTEM: "1" };
  const { exitCode, stdout, stderr } = Bun.spawnSync(["git", ...identity, ...args], { cwd, env });
  if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.toString()}`);
  return stdout.toString().trim();
}

test("a source archive has no commit, also where it was unpacked inside of another checkout", () => {
  const archive = sources(join(root, "archive"));
  expect(buildFacts(archive)).toMatchObject({ SPECMILL_VERSION: "1.2.3", SPECMILL_COMMIT: "" });
  const other = sources(join(root, "other"));
  git(other, "init", "--quiet");
  git(other, "add", ".");
  git(other, "commit", "--quiet", "-m", "another project");
  expect(buildFacts(sources(join(other, "vendor/mill"))).SPECMILL_COMMIT).toBe("");
});

test("a checkout has nine digits of its commit, and says when more has changed", () => {
  const mill = sources(join(root, "mill"));
  git(mill, "init", "--quiet");
  git(mill, "add", ".");
  git(mill, "commit", "--quiet", "-m", "mill");
  const commit = git(mill, "rev-parse", "HEAD").slice(0, 9);
  const clean = buildFacts(mill);
  expect(clean.SPECMILL_COMMIT).toBe(commit);
  writeFileSync(join(mill, "notes.txt"), "not committed\n");
  const dirty = buildFacts(mill);
  expect(dirty.SPECMILL_COMMIT).toBe(`${commit}-dirty`);
  // Part of every job key: a commit that changes no source must not make outputs stale.
  expect(dirty.SPECMILL_BUILD).toBe(clean.SPECMILL_BUILD);
});

test("the target is the system of the running Bun", () => {
  const { SPECMILL_TARGET: target } = buildFacts(sources(join(root, "target")));
  const system = process.platform === "win32" ? "windows" : process.platform;
  expect([`${system}-${process.arch}`, `${system}-${process.arch}-musl`]).toContain(target);
});

test("what runs from its sources says so", () => {
  expect(versionLine).toBe("specmill 0.0.0-dev (unknown commit, from source)");
});
