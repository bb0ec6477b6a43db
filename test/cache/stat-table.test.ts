import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StatRow } from "#cache/stat-table.ts";
import { encodeStatTable, StatTable } from "#cache/stat-table.ts";
import { statWords } from "#platform/stat-batch.ts";

function folder(): string {
  return mkdtempSync(join(tmpdir(), "specmill-stat-"));
}

function rowOf(root: string, path: string, role: StatRow["role"] = "output", racy = false): StatRow {
  return {
    path,
    role,
    stamp: statWords(join(root, path), role !== "output"),
    hash: "0123456789abcdef0123456789abcdef",
    racy,
  };
}

function tableOf(rows: readonly StatRow[]): StatTable {
  return new StatTable(encodeStatTable(rows));
}

describe("a stat table", () => {
  test("gives back the rows it was made from, whatever their names", () => {
    const root = folder();
    const names = ["a", "sub/ä-ö.md", "with space.txt", "日本語.md", "last"];
    mkdirSync(join(root, "sub"));
    for (const name of names) writeFileSync(join(root, name), name);
    const rows = [
      ...names.map((name) => rowOf(root, name)),
      rowOf(root, "gone", "absent"),
      rowOf(root, "sub", "folder"),
    ];
    const table = tableOf(rows);
    expect([...table.rows()]).toEqual(rows);
    expect(table.doubtful(root)).toEqual([]);
  });

  test("an empty table has no rows and no doubts", () => {
    expect(tableOf([]).doubtful(folder())).toEqual([]);
  });

  const edits: Record<string, (path: string) => void> = {
    "a longer file": (path) => writeFileSync(path, "longer"),
    "an older mtime": (path) => utimesSync(path, 1, 1),
    "another inode under the same name": (path) => {
      writeFileSync(`${path}.new`, "one");
      renameSync(`${path}.new`, path);
    },
    "changed permission bits (ctime)": (path) => chmodSync(path, 0o600),
    "a missing file": (path) => rmSync(path),
    "a folder in its place": (path) => {
      rmSync(path);
      mkdirSync(path);
    },
    "a link to the same content in its place": (path) => {
      renameSync(path, `${path}.real`);
      symlinkSync(`${path}.real`, path);
    },
  };
  for (const [name, edit] of Object.entries(edits)) {
    test(`doubts ${name}`, async () => {
      const root = folder();
      for (const file of ["before", "target", "after"]) writeFileSync(join(root, file), "one");
      const table = tableOf(["before", "target", "after"].map((file) => rowOf(root, file)));
      await Bun.sleep(15);
      edit(join(root, "target"));
      expect(table.doubtful(root)).toEqual([1]);
    });
  }

  test("doubts a row that was too new to be trusted, and an absent file that appeared", () => {
    const root = folder();
    writeFileSync(join(root, "a"), "one");
    const table = tableOf([rowOf(root, "a", "output", true), rowOf(root, "b", "absent")]);
    expect(table.doubtful(root)).toEqual([0]);
    writeFileSync(join(root, "b"), "");
    expect(table.doubtful(root)).toEqual([0, 1]);
  });

  test("follows a link that is an input and not one that is an output", () => {
    const root = folder();
    writeFileSync(join(root, "real"), "one");
    symlinkSync("real", join(root, "link"));
    const table = tableOf([rowOf(root, "link", "input"), rowOf(root, "link", "output")]);
    writeFileSync(join(root, "real"), "longer");
    expect(table.doubtful(root)).toEqual([0]);
  });
});
