import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { realFileSystem as fs } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { Change, TransactionContext } from "#write/transaction.ts";
import { commit, endCommit, recover } from "#write/transaction.ts";

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A tree with one file that changes, one that is new, one that goes and one that stays. */
function project(files: FileSystem = fs): { root: string; changes: Change[]; context: TransactionContext } {
  const root = mkdtempSync(join(tmpdir(), "specmill-commit-"));
  for (const [path, text] of Object.entries({
    "out/old.md": "old",
    "out/gone/only.md": "gone",
    "out/stays.md": "stays",
  }))
    put(root, path, text);
  for (const [path, text] of Object.entries({ "out/old.md": "new", "out/deep/new.md": "created" }))
    put(join(root, "stage"), path, text);
  const changes: Change[] = [
    { path: "out/deep/new.md", after: hashContent("created") },
    { path: "out/gone/only.md", before: hashContent("gone") },
    { path: "out/old.md", before: hashContent("old"), after: hashContent("new") },
  ];
  return { root, changes, context: { root, fs: files, stage: join(root, "stage"), journal: join(root, "journal") } };
}

function tree(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(root, "out"), { recursive: true }) as string[]) {
    if (statSync(join(root, "out", name)).isFile()) found[name] = readFileSync(join(root, "out", name), "utf8");
  }
  return found;
}

const before: Record<string, string> = { "old.md": "old", "gone/only.md": "gone", "stays.md": "stays" };
const after: Record<string, string> = { "old.md": "new", "deep/new.md": "created", "stays.md": "stays" };

/** The disk, but the call with this number to a method that changes it does not return. */
class Killed extends Error {}
function dyingAt(step: number): FileSystem {
  let steps = 0;
  const mortal = new Set(["create", "rename", "remove", "makeFolder", "link", "removeEmptyFolder", "setMode"]);
  return new Proxy(fs, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      if (typeof name !== "string" || !mortal.has(name)) return method;
      return (...args: unknown[]) => {
        if (steps++ >= step) throw new Killed();
        return method(...args);
      };
    },
  });
}

describe("a commit", () => {
  test("creates, replaces and deletes, and removes the folders it emptied", () => {
    const { root, changes, context } = project();
    commit(changes, context);
    endCommit(context);
    expect(tree(root)).toEqual(after);
    expect(existsSync(join(root, "out/gone"))).toBe(false);
    expect(existsSync(context.journal)).toBe(false);
  });

  test("keeps the permission bits of a file it replaces", () => {
    const { root, changes, context } = project();
    chmodSync(join(root, "out/old.md"), 0o750);
    commit(changes, context);
    expect(statSync(join(root, "out/old.md")).mode & 0o777).toBe(0o750);
  });

  test("of nothing touches nothing", () => {
    const { root, context } = project();
    commit([], context);
    expect(tree(root)).toEqual(before);
  });

  test("that meets a file where it needs a folder leaves the old tree and names the file", () => {
    const { root, changes, context } = project();
    put(root, "out/deep", "a file in the way");
    expect(() => commit(changes, context)).toThrow(SpecmillError);
    expect(tree(root)).toEqual({ ...before, deep: "a file in the way" });
    expect(existsSync(context.journal)).toBe(false);
  });

  test("that meets a link put there in the meantime follows it nowhere", () => {
    const { root, changes, context } = project();
    const outside = mkdtempSync(join(tmpdir(), "specmill-outside-"));
    symlinkSync(outside, join(root, "out/deep"));
    expect(() => commit(changes, context)).toThrow("leads through the symbolic link `out/deep`");
    expect(readdirSync(outside)).toEqual([]);
    expect(tree(root)).toEqual(before);
  });

  test("killed at any step is finished by the next run, or has not begun", () => {
    let killed = 0;
    for (let step = 0; step < 40; step++) {
      // The process is gone: nothing of the roll-back happens either, since every further step dies too.
      const { root, changes, context } = project(dyingAt(step));
      try {
        commit(changes, context);
        endCommit(context);
      } catch {
        killed++;
      }
      const wasAnnounced = existsSync(context.journal);
      const next = { ...context, fs };
      expect(recover(next) !== undefined).toBe(wasAnnounced);
      expect([before, after]).toContainEqual(tree(root));
      expect(existsSync(context.journal)).toBe(false);
      expect(recover(next)).toBeUndefined();
    }
    expect(killed).toBeGreaterThan(5);
  });
});

describe("finishing a killed commit", () => {
  test("leaves a file alone that the user changed since", () => {
    const { root, changes, context } = project();
    writeFileSync(context.journal, JSON.stringify({ format: 1, changes }));
    put(root, "out/old.md", "mine");
    recover(context);
    expect(tree(root)).toEqual({ ...after, "old.md": "mine" });
  });

  test("does not trust a staged file with other bytes", () => {
    const { root, changes, context } = project();
    writeFileSync(context.journal, JSON.stringify({ format: 1, changes }));
    put(root, "stage/out/old.md", "half");
    recover(context);
    expect(tree(root)["old.md"]).toBe("old");
  });

  test("survives a damaged journal", () => {
    const { root, context } = project();
    writeFileSync(context.journal, "{");
    expect(recover(context)).toEqual([]);
    expect(tree(root)).toEqual(before);
  });
});
