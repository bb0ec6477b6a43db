/**
 * A SQLite file, read where it lies. Nothing is written, neither to it nor beside it, and no row is read.
 * What has been committed is what counts, also when it still lies in the write-ahead log, and whether or not a program has the file open.
 */
import { constants, Database, SQLiteError } from "bun:sqlite";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { readRange } from "#platform/file-system.ts";
import type { DatabaseSchema } from "../schema.ts";
import { introspectSqlite } from "./sqlite.ts";

/** `path` is absolute; `name` is what messages call the file. Throws SpecmillError when it is not there or no database. */
export function readSqliteFile(path: string, fs: FileSystem, name: string): DatabaseSchema {
  const file = fs.realPath(path);
  const type = file === undefined ? undefined : fs.stamp(file)?.type;
  if (file === undefined || type !== "file")
    throw failure(name, type === undefined ? "does not exist" : "is not a file");
  try {
    return withDatabase(file, fs, (database) => introspectSqlite((text) => database.prepare(text).all() as object[]));
  } catch (problem) {
    if (problem instanceof SQLiteError) throw explain(name, problem);
    throw problem;
  }
}

function withDatabase<T>(file: string, fs: FileSystem, work: (database: Database) => T): T {
  const { query, pragma } = waysToOpen[stateOf(file, fs)];
  const url = `${Bun.pathToFileURL(file).href}?${query}`;
  const database = new Database(url, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
  try {
    // The schema may come from a stranger: it must not make SQLite call what has side effects.
    for (const text of ["trusted_schema = off", `busy_timeout = ${busyMs}`, ...pragma])
      database.prepare(`pragma ${text}`).all();
    return work(database);
  } finally {
    database.close();
  }
}

/** A writer keeps readers away only while a transaction reaches the disk. */
const busyMs = 500;

type State = "rollback" | "log-empty" | "log-shared" | "log-alone";

interface WayToOpen {
  readonly query: string;
  readonly pragma: readonly string[];
}

/**
 * SQLite opens a file in WAL mode for reading by making a log and an index beside it, unless it is told otherwise; what it is told
 * depends on what is there.
 */
const waysToOpen: Readonly<Record<State, WayToOpen>> = {
  // Its locks keep writers away meanwhile, and leave no trace.
  rollback: { query: "mode=ro", pragma: [] },
  // All is in the file itself, and nobody has it open.
  "log-empty": { query: "immutable=1", pragma: [] },
  // The index is only read; when no program keeps it current, SQLite makes one in memory.
  "log-shared": { query: "mode=ro&readonly_shm=1", pragma: [] },
  // No program has the file open, for it would have an index. Without shared memory SQLite has it in its own, if it may lock the file
  // for itself, which a file opened for reading cannot be: hence the VFS without locks.
  "log-alone": {
    query: `mode=ro&vfs=${process.platform === "win32" ? "win32-none" : "unix-none"}`,
    pragma: ["locking_mode = exclusive"],
  },
};

function stateOf(file: string, fs: FileSystem): State {
  // Bytes 18 and 19 of the header: the version of the format for writing and reading, 2 for a log.
  const [, isLog] = readRange(file, 18, 20);
  if (isLog !== 2) return "rollback";
  if ((fs.stamp(`${file}-wal`)?.size ?? 0) === 0) return "log-empty";
  return fs.stamp(`${file}-shm`) === undefined ? "log-alone" : "log-shared";
}

function explain(name: string, { message, errno }: SQLiteError): SpecmillError {
  const primary = errno & 0xff;
  if (errno === 776 /* SQLITE_READONLY_ROLLBACK */)
    return failure(name, "was left in the middle of a write", [
      "open it once with a program that writes it, which brings it in order",
    ]);
  if (primary === 5 /* SQLITE_BUSY */)
    return failure(name, "is being written by another program", ["try again when that is done"]);
  if (primary === 26 /* SQLITE_NOTADB */)
    return failure(name, "is no SQLite database, or an encrypted one", [`SQLite says: ${message}`]);
  return failure(name, `cannot be read as a SQLite database: ${message}`);
}

function failure(name: string, what: string, notes: readonly string[] = []): SpecmillError {
  return new SpecmillError([error("database/file", `\`${name}\` ${what}`, { place: { file: name }, notes })]);
}
