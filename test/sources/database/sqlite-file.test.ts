/** SQLite files as they lie about: with and without a log, open in other programs, damaged. None of them is touched. */
import { Database } from "bun:sqlite";
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { readSqliteFile } from "#sources/database/dialects/sqlite-file.ts";

const root = mkdtempSync(join(tmpdir(), "specmill-sqlite-file-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const chinook = join(import.meta.dir, "../../fixtures/databases/chinook.sqlite");
let count = 0;
let folder = "";
beforeEach(() => {
  folder = join(root, `case ${count++} #?%20`);
  mkdirSync(folder);
});

/** What lies in the folder, byte for byte, and when it was written. */
function contentOf(path: string): string {
  const files = readdirSync(path).sort();
  return files
    .map((name) => `${name} ${statSync(join(path, name)).mtimeMs} ${Bun.hash(readFileSync(join(path, name)))}`)
    .join("\n");
}

/** Names of the tables, after a look that nothing was changed. */
function read(path: string): string[] {
  const before = contentOf(folder);
  const { schemas } = readSqliteFile(path, realFileSystem, "shop.db");
  expect(contentOf(folder)).toBe(before);
  return schemas[0]!.tables.map((table) => table.name);
}

function failureOf(path: string): Diagnostic {
  const before = contentOf(folder);
  try {
    readSqliteFile(path, realFileSystem, "shop.db");
  } catch (problem) {
    expect(contentOf(folder)).toBe(before);
    if (problem instanceof SpecmillError) return problem.diagnostics[0]!;
    throw problem;
  }
  throw new Error("nothing failed");
}

/** A database whose table `a` is in the file, and whose table `b` is only in the log. */
function openWithLog(path: string): Database {
  const database = new Database(path);
  database.run("pragma journal_mode = wal");
  database.run("create table a (x)");
  database.run("pragma wal_checkpoint(truncate)");
  database.run("create table b (x)");
  return database;
}

/** Another program: connections of one process share what they know of the log. It says `done` after each statement. */
function startWriter(path: string) {
  const process = Bun.spawn([globalThis.process.execPath, join(import.meta.dir, "sqlite-writer.ts"), path], {
    stdin: "pipe",
    stdout: "pipe",
  });
  const answers = process.stdout.getReader();
  const run = async (sql: string) => {
    process.stdin.write(`${sql}\n`);
    process.stdin.flush();
    expect(new TextDecoder().decode((await answers.read()).value)).toBe("done\n");
  };
  return { process, run };
}

/** As a crash or a copy leaves it. */
function copyOfLog(...parts: string[]): string {
  const source = join(root, `source-${count}.db`);
  const database = openWithLog(source);
  const copy = join(folder, "shop.db");
  for (const part of parts) copyFileSync(source + part, copy + part);
  database.close();
  return copy;
}

describe("a file", () => {
  test("is read, whatever its folder is called", () => {
    const path = join(folder, "ünï & co?.sqlite");
    copyFileSync(chinook, path);
    expect(read(path).length).toBe(11);
  });

  test("is read through a link, in a folder that nobody may write", () => {
    const path = join(folder, "shop.db");
    copyFileSync(copyOfLog(""), join(root, "target.db"));
    rmSync(path);
    symlinkSync(join(root, "target.db"), path);
    chmodSync(folder, 0o555);
    expect(read(path)).toEqual(["a"]);
    chmodSync(folder, 0o755);
  });

  test("without a byte is a database without tables", () => {
    writeFileSync(join(folder, "shop.db"), "");
    expect(read(join(folder, "shop.db"))).toEqual([]);
  });

  test("is read while a program has it open", () => {
    const path = join(folder, "shop.db");
    const database = new Database(path);
    database.run("create table a (x)");
    database.run("begin; create table b (x)");
    expect(read(path)).toEqual(["a"]);
    database.run("commit");
    expect(read(path)).toEqual(["a", "b"]);
    database.close();
  });
});

describe("a write-ahead log", () => {
  test("that another program has open is read with what it committed last", async () => {
    const path = join(folder, "shop.db");
    const writer = startWriter(path);
    for (const sql of ["pragma journal_mode = wal", "create table a (x)"]) await writer.run(sql);
    expect(read(path)).toEqual(["a"]);
    for (const sql of ["pragma wal_checkpoint(truncate)", "create table b (x)"]) await writer.run(sql);
    expect(read(path)).toEqual(["a", "b"]);
    for (const sql of ["begin", "create table c (x)"]) await writer.run(sql);
    expect(read(path)).toEqual(["a", "b"]);
    await writer.run("commit");
    expect(read(path)).toEqual(["a", "b", "c"]);
    writer.process.kill("SIGKILL");
    await writer.process.exited;
    expect(read(path)).toEqual(["a", "b", "c"]);
  });

  test.each([
    ["with its index", ["", "-wal", "-shm"], ["a", "b"]],
    ["without its index", ["", "-wal"], ["a", "b"]],
    ["that is gone", [""], ["a"]],
  ])("%s is read, and left as it is", (_what, parts, tables) => {
    expect(read(copyOfLog(...parts))).toEqual(tables);
  });

  test("without a byte is left as it is", () => {
    const path = copyOfLog("");
    writeFileSync(`${path}-wal`, "");
    expect(read(path)).toEqual(["a"]);
  });

  test("that was cut off counts as far as it is whole", () => {
    const path = copyOfLog("", "-wal");
    truncateSync(`${path}-wal`, 4000);
    expect(read(path)).toEqual(["a"]);
  });

  test("can be written on after it was read", () => {
    const path = copyOfLog("", "-wal");
    read(path);
    const database = new Database(path);
    database.run("create table c (x)");
    database.close();
    expect(read(path)).toEqual(["a", "b", "c"]);
  });
});

describe("what cannot be read is said", () => {
  test("no file, and no file but a folder", () => {
    expect(failureOf(join(folder, "missing.db")).message).toBe("`shop.db` does not exist");
    expect(failureOf(folder).message).toBe("`shop.db` is not a file");
  });

  test.each([
    ["text", "Dear all, ".repeat(1000)],
    ["a few bytes", "hi"],
    ["what an encrypted database looks like", new Uint8Array(8192).map((_, index) => (index * 167) ^ (index >> 3))],
  ])("%s", (_what, content) => {
    const path = join(folder, "shop.db");
    writeFileSync(path, content);
    const { code, message, place, notes } = failureOf(path);
    expect([code, message, place?.file]).toEqual([
      "database/file",
      "`shop.db` is no SQLite database, or an encrypted one",
      "shop.db",
    ]);
    expect(notes[0]?.message).toBe("SQLite says: file is not a database");
  });

  test("a file that was cut off", () => {
    const path = join(folder, "shop.db");
    copyFileSync(chinook, path);
    truncateSync(path, 40_000);
    expect(failureOf(path).message).toBe(
      "`shop.db` cannot be read as a SQLite database: database disk image is malformed",
    );
  });

  test("a file in the middle of a write, with the program that writes and without it", () => {
    const path = join(folder, "shop.db");
    const database = new Database(path);
    database.run("pragma cache_size = 1");
    database.run("create table a (x)");
    database.run("begin; create table b (x)");
    database.run(
      "insert into b with recursive c(x) as (select 1 union all select x + 1 from c limit 300) select zeroblob(4000) from c",
    );
    expect(failureOf(path).message).toBe("`shop.db` is being written by another program");
    const copy = join(folder, "copy.db");
    for (const part of ["", "-journal"]) copyFileSync(path + part, copy + part);
    expect(failureOf(copy).message).toBe("`shop.db` was left in the middle of a write");
    database.run("rollback");
    database.close();
  });
});
