/** What another run wrote to `specmill.tracked.json` meanwhile is never overwritten. */
import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { encodeTracked } from "#scaffold/new/track/tracked-file.ts";
import type { TrackedScaffold } from "#scaffold/new/track/tracked-scaffold.ts";
import { readTracked, trackedChange, updateTracked } from "#scaffold/new/track/tracked-store.ts";
import { openActionCommit } from "#scaffold/new/writing/commit-action.ts";

const hash = "0123456789abcdef0123456789abcdef";
const scaffold: TrackedScaffold = {
  templates: "_templates",
  folder: "_templates/a/new",
  generator: "a",
  action: "new",
  cwd: ".",
  compat: "default",
  answers: {},
  inputs: new Map(),
  isWhole: true,
  outputs: new Map([["a.txt", { template: "a.t", hash }]]),
  left: new Set(),
};

test("a change from what is there no more is refused as a whole; an update looks again", () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-test-")));
  try {
    const grounds = { root, boundary: root };
    const file = join(root, "specmill.tracked.json");
    const state = readTracked(grounds, fs);
    const theirs = encodeTracked(new Map([["theirs", scaffold]]));
    writeFileSync(file, theirs);
    const change = trackedChange(new Map([["mine", scaffold]]), state, grounds);
    const commit = openActionCommit(grounds, { boundary: root, outside: [] }, fs);
    expect(() => commit.write(change === undefined ? [] : [change])).toThrow(SpecmillError);
    commit.close();
    expect(readFileSync(file, "utf8")).toBe(theirs);
    updateTracked(grounds, fs, (known) => new Map([...known, ["mine", scaffold]]));
    expect([...readTracked(grounds, fs).scaffolds.keys()]).toEqual(["mine", "theirs"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
