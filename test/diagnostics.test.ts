/**
 * Every diagnostic code has the smallest project that shows it: `test/diagnostics/<area>-<slug>/` holds `command.txt` (steps, see
 * diagnostic-case.ts), the project in `input/`, and `stderr.txt` with the very words. `UPDATE_GOLDEN=1` writes those anew, never the
 * exit code. A command that fails must leave the project as it was.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { codes } from "#model/codes.ts";
import type { Case } from "./support/diagnostic-case.ts";
import { readCase, runCase } from "./support/diagnostic-case.ts";
import { expectGolden } from "./support/golden.ts";
import type { Tree } from "./support/rig.ts";

const folder = join(import.meta.dir, "diagnostics");
const names = readdirSync(folder).sort();
const slugs = new Map(Object.keys(codes).map((code) => [code.replace("/", "-"), code]));

/** Codes that files and one command cannot show: the test that does, by file and name. */
const elsewhere: { readonly [code: string]: readonly [file: string, name: string] } = {
  "source/changed": ["cache/input-tracker.test.ts", "changed while it was read"],
  "write/failed": ["e2e/bad-input.test.ts", "a full disk"],
  "fhir/integrity": ["sources/fhir/pull-faults.test.ts", "with another hash than the registry says"],
  "fhir/not-found": ["sources/fhir/pull-versions.test.ts", "fhir/not-found: no registry has"],
  "fhir/registry": ["sources/fhir/pull-faults.test.ts", "is told with all others when none has it"],
  "lock/busy": ["e2e/bad-input.test.ts", "another run holds the project"],
  "database/connection": ["e2e/pull-servers.test.ts", "says nothing"],
  "run/interrupted": ["commands/run.test.ts", "Ctrl-C"],
};

describe("the smallest project that shows", () => {
  for (const name of names) {
    const one = readCase(join(folder, name));
    test.concurrent.skipIf(process.platform === "win32" && one.needsShell)(slugs.get(name) ?? name, () => verify(one));
  }
});

async function verify(one: Case): Promise<void> {
  const { run, before, after, root } = await runCase(one);
  expect(run.stderr).toContain(`[${slugs.get(one.name)}] `);
  // What is written down must not say where the test ran.
  expect(run.stderr).not.toContain(root);
  expect(run.stderr).not.toContain("specmill has a bug");
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: one.exitCode, stderr: run.stderr });
  // Exit code 3 says that one file was left alone; the lock is written for the others.
  const isKept = ([path]: [string, string]) => one.exitCode !== 3 || !path.endsWith("specmill.lock");
  const keptOf = (tree: Tree) => Object.entries(tree).filter(isKept);
  if (one.exitCode !== 0) expect(keptOf(after)).toEqual(keptOf(before));
  expectGolden(join(one.folder, "stderr.txt"), run.stderr.replace(/ in \d+(?:\.\d+)? m?s\b/g, " in N s"));
}

test("every code has a case, or a test elsewhere that is named here", () => {
  const without = [...slugs].filter(([slug]) => !names.includes(slug)).map(([, code]) => code);
  expect(without.toSorted()).toEqual(Object.keys(elsewhere).toSorted());
});

test("every case is named after a code", () => {
  expect(names.filter((name) => !slugs.has(name))).toEqual([]);
});

test.each(Object.entries(elsewhere))("the test that shows %s exists", async (_code, [file, name]) => {
  const path = join(import.meta.dir, file);
  expect(existsSync(path)).toBe(true);
  expect(await Bun.file(path).text()).toContain(name);
});
