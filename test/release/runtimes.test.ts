/** Bun for other systems: nothing is taken from a file that is not the one of the lock file. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockedPackage, packageFolder, packageName } from "../../scripts/release/locked-packages.ts";
import { runtimeArchive, unpackRuntime } from "../../scripts/release/runtimes.ts";
import { chosenTargets, releaseTargets } from "../../scripts/release/targets.ts";
import { repository } from "../support/source-graph.ts";

const folder = mkdtempSync(join(tmpdir(), "specmill-runtimes-"));
const before = { SPECMILL_RUNTIMES: process.env.SPECMILL_RUNTIMES };
beforeAll(() => {
  process.env.SPECMILL_RUNTIMES = folder;
});
afterAll(() => {
  if (before.SPECMILL_RUNTIMES === undefined) delete process.env.SPECMILL_RUNTIMES;
  else process.env.SPECMILL_RUNTIMES = before.SPECMILL_RUNTIMES;
  rmSync(folder, { recursive: true });
});

test("a file of the cache that has changed is refused and removed", async () => {
  const { version } = lockedPackage(repository, "node_modules/@oven/bun-linux-x64");
  const kept = join(folder, `@oven-bun-linux-x64-${version}.tgz`);
  for (const take of [
    () => runtimeArchive(repository, "@oven/bun-linux-x64"),
    () => unpackRuntime(repository, "@oven/bun-linux-x64", folder),
  ]) {
    writeFileSync(kept, "not what it was");
    await expect(take()).rejects.toThrow(
      "is not what package-lock.json pins: it was deleted from the cache, try again",
    );
    expect(readdirSync(folder)).toEqual([]);
  }
});

test("every target has a runtime that the lock file pins, of the version of the Bun at work", () => {
  const versions = releaseTargets.map((target) => lockedPackage(repository, `node_modules/${target.runtime}`).version);
  expect([...new Set(versions)]).toEqual([Bun.version]);
  expect(() => lockedPackage(repository, "node_modules/@oven/bun-plan9")).toThrow(
    "does not pin `node_modules/@oven/bun-plan9`",
  );
});

test("targets are chosen by name, in the order of the table", () => {
  expect(chosenTargets(["windows-x64", "linux-x64"]).map((one) => one.name)).toEqual(["linux-x64", "windows-x64"]);
  expect(chosenTargets([])).toBe(releaseTargets);
  expect(() => chosenTargets(["linux-x86"])).toThrow("there is no target `linux-x86`; there are linux-x64, ");
});

test("the package of a file is known by its path, also inside of another package", () => {
  const of = (path: string) => packageFolder("/mill", path);
  expect(of("/mill/src/main.ts")).toBeUndefined();
  expect(of("/mill/node_modules/zod/v4/index.js")).toBe("node_modules/zod");
  expect(of("/mill/node_modules/a/node_modules/@b/c/index.js")).toBe("node_modules/a/node_modules/@b/c");
  expect(packageName("node_modules/a/node_modules/@b/c")).toBe("@b/c");
});
