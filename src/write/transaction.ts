/**
 * The commit: all staged outputs move in place, or none does. A journal says what is going to happen before it happens, so that the next run
 * can finish the work of one that was killed. An error half-way (a folder that refuses) is rolled back.
 */
import { dirname, join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { Digest } from "#model/unit.ts";
import type { FileStamp, FileSystem } from "#platform/file-system.ts";
import { absolute, folderOf, projectPath } from "#platform/paths.ts";
import type { Refusal } from "./guard.ts";
import { refusalDiagnostic, refusePath, refusePlace } from "./guard.ts";
import { LOCK_FILE } from "./manifest.ts";

/** One output that changes. */
export interface Change {
  readonly path: string;
  /** What the disk has now; absent when there is nothing. Anything else found there stops the commit. */
  readonly before?: Digest;
  /** Hash of the staged file; absent to delete. */
  readonly after?: Digest;
}

export interface TransactionContext {
  readonly root: string;
  readonly fs: FileSystem;
  /** Absolute path of the stage folder, which holds each changed output under its own path. */
  readonly stage: string;
  /** Absolute path of the journal. */
  readonly journal: string;
  /** The `allow` of the config; absent, as for a journal of whoever wrote it: no guarded path is touched. */
  readonly allow?: readonly string[];
  /** Called after each file is in place, for its stamp. */
  placed?(change: Change): void;
}

/** Moves everything in place. Throws SpecmillError with the old tree restored. */
export function commit(changes: readonly Change[], context: TransactionContext): void {
  if (changes.length === 0) return;
  context.fs.makeFolder(context.stage);
  writeJournal(changes, context);
  const undo: (() => void)[] = [];
  const checked = new Set<string>();
  try {
    for (const [number, change] of changes.entries()) apply(change, number, context, undo, checked);
  } catch (problem) {
    const isUndone = rollBack(undo);
    if (isUndone) context.fs.remove(context.journal);
    const known =
      problem instanceof SpecmillError ? problem : new SpecmillError([writeProblem(problem as Error, context.root)]);
    throw isUndone ? known : halfDone(known);
  }
  removeEmptyFolders(changes, context);
}

/** Ends a commit, once it is recorded: until then the next run would look after it. */
export function endCommit({ fs, journal }: TransactionContext): void {
  fs.remove(journal);
}

/** Takes back what it can, whatever a single step says. */
function rollBack(undo: readonly (() => void)[]): boolean {
  let isUndone = true;
  for (const step of [...undo].reverse()) {
    try {
      step();
    } catch {
      isUndone = false;
    }
  }
  return isUndone;
}

/** The journal stays: the next run goes on from it. */
function halfDone(known: SpecmillError): SpecmillError {
  const note = { message: "some outputs are new already and could not be taken back: the next run finishes the work" };
  const [first, ...rest] = known.diagnostics;
  const said = first?.notes.filter(({ message }) => !message.includes("nothing was changed")) ?? [];
  return new SpecmillError(first === undefined ? [] : [{ ...first, notes: [...said, note] }, ...rest], known.exitCode);
}

/** A refused write as a problem, with what to do for the usual causes. */
export function writeProblem(problem: Error, root: string): Diagnostic {
  const { code, path, dest } = problem as NodeJS.ErrnoException & { dest?: string };
  const reasons: Record<string, [string, string]> = {
    ENOSPC: ["the disk is full", "free some space and run again: nothing was changed"],
    EDQUOT: ["the disk quota is used up", "free some space and run again: nothing was changed"],
    EACCES: ["permission denied", "give yourself the right to write there: nothing was changed"],
    EPERM: ["the system does not permit it", "give yourself the right to write there: nothing was changed"],
    EROFS: ["the file system is read-only", "choose an output folder that can be written: nothing was changed"],
  };
  // The system's own words name absolute paths: `ENOTDIR: not a directory, lstat '/…'`.
  const told = problem.message.replace(/^[A-Z0-9]+: /, "").replace(/, \w+( '.*)?$/s, "");
  const [why, fix] = reasons[code ?? ""] ?? [told, "nothing was changed"];
  const full = dest ?? path;
  const where = full === undefined ? undefined : projectPath(root, full);
  return error("write/failed", where === undefined ? `an output cannot be written: ${why}` : `cannot write: ${why}`, {
    notes: [fix],
    place: where === undefined ? undefined : { file: where },
  });
}

/**
 * Finishes what a killed run began: every staged file that is still there moves in place, unless the file it replaces was changed since.
 * Returns what it began, `undefined` when there was nothing. The caller holds the run lock.
 */
export function recover(context: TransactionContext): readonly Change[] | undefined {
  const changes = readJournal(context);
  if (changes === undefined) return undefined;
  for (const change of changes) recoverOne(change, context);
  context.fs.remove(context.journal);
  return changes;
}

function recoverOne(change: Change, context: TransactionContext): void {
  const { root, fs, stage } = context;
  if (refuse(change.path, context) !== undefined) return;
  const target = absolute(root, change.path);
  const old = fs.stamp(target);
  if ((old === undefined ? undefined : fs.hash(target)) !== change.before) return;
  if (change.after === undefined) {
    fs.remove(target);
    return;
  }
  const staged = join(stage, change.path);
  if (fs.stamp(staged) === undefined || fs.hash(staged) !== change.after) return;
  fs.makeFolder(dirname(target));
  moveInPlace(staged, target, old, fs);
}

function apply(
  change: Change,
  number: number,
  context: TransactionContext,
  undo: (() => void)[],
  checked: Set<string>,
): void {
  const { root, fs, stage } = context;
  makeRoom(change, context, undo);
  const refusal = refuse(change.path, context, checked);
  if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(change.path, refusal)]);
  const target = absolute(root, change.path);
  const old = fs.stamp(target);
  if ((old === undefined ? undefined : fs.hash(target)) !== change.before) throw changedMeanwhile(change.path);
  if (change.before !== undefined) undo.push(keepOld(target, join(stage, `.old-${number}`), fs));
  if (change.after === undefined) {
    fs.remove(target);
  } else {
    if (!checked.has(`made:${folderOf(change.path)}`)) fs.makeFolder(dirname(target));
    checked.add(`made:${folderOf(change.path)}`);
    if (change.before === undefined) undo.push(() => fs.remove(target));
    moveInPlace(join(stage, change.path), target, old, fs);
  }
  context.placed?.(change);
}

/** A folder that the deletions of this commit have emptied gives way to a file of its name. */
function makeRoom({ path, after }: Change, { root, fs }: TransactionContext, undo: (() => void)[]): void {
  const target = absolute(root, path);
  if (after === undefined || fs.stamp(target)?.type !== "folder") return;
  if (fs.removeEmptyFolder(target)) undo.push(() => fs.makeFolder(target));
}

/** The last guard before a file is replaced or deleted: whatever lock, log or journal claim, it lies in the project. */
function refuse(
  path: string,
  { root, fs, allow = [] }: TransactionContext,
  checked?: Set<string>,
): Refusal | undefined {
  const spelling = path === LOCK_FILE ? undefined : refusePath(path, ".", allow);
  return spelling ?? refusePlace(path, root, fs, checked);
}

/** The plan was made from what lay there before; whoever wrote to it since must not lose that. */
function changedMeanwhile(path: string): SpecmillError {
  const problem = error("write/edited", `\`${path}\` was changed while specmill ran: nothing is written`, {
    place: { file: path },
    notes: ["run again: what was edited by hand is then left alone"],
  });
  return new SpecmillError([problem], exitCodes.edited);
}

/** A second name for the old file: the way back while the commit is under way. */
function keepOld(target: string, old: string, fs: FileSystem): () => void {
  fs.remove(old);
  try {
    fs.link(target, old);
  } catch {
    fs.copy(target, old);
  }
  // Where the target was never replaced there is nothing to take back, and no right to try.
  return () => {
    if (fs.stamp(target)?.inode !== fs.stamp(old)?.inode && !isSameContent(target, old, fs)) fs.rename(old, target);
  };
}

function isSameContent(a: string, b: string, fs: FileSystem): boolean {
  return fs.stamp(a)?.size === fs.stamp(b)?.size && fs.hash(a) === fs.hash(b);
}

/** The file keeps the permission bits of the one it replaces. Another file system needs a copy beside the target first. */
function moveInPlace(staged: string, target: string, old: FileStamp | undefined, fs: FileSystem): void {
  if (old !== undefined && old.mode !== fs.stamp(staged)?.mode) fs.setMode(staged, old.mode);
  try {
    fs.rename(staged, target);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EXDEV") throw problem;
    const beside = `${target}.specmill-${process.pid}`;
    try {
      fs.copy(staged, beside);
      fs.rename(beside, target);
    } finally {
      fs.remove(beside);
    }
    fs.remove(staged);
  }
}

/** Folders that a deletion left empty, upwards; never one that still holds something. */
function removeEmptyFolders(changes: readonly Change[], { root, fs }: TransactionContext): void {
  for (const change of changes) {
    if (change.after !== undefined) continue;
    for (let folder = folderOf(change.path); folder !== "."; folder = folderOf(folder)) {
      if (!fs.removeEmptyFolder(absolute(root, folder))) break;
    }
  }
}

function writeJournal(changes: readonly Change[], { fs, journal }: TransactionContext): void {
  const fresh = `${journal}.${process.pid}`;
  fs.remove(fresh);
  fs.create(fresh, JSON.stringify({ format: 1, changes }));
  fs.rename(fresh, journal);
}

function readJournal({ fs, journal }: TransactionContext): readonly Change[] | undefined {
  const bytes = fs.read(journal);
  if (bytes === undefined) return undefined;
  try {
    const { format, changes } = JSON.parse(Buffer.from(bytes).toString("utf8")) as Partial<Journal>;
    return format === 1 && Array.isArray(changes) && changes.every(isChange) ? changes : [];
  } catch {
    // The journal appears by rename, so this is damage from outside: the run compares every output anyway.
    return [];
  }
}

interface Journal {
  readonly format: number;
  readonly changes: readonly Change[];
}

function isChange(value: unknown): value is Change {
  const { path, before = "", after = "" } = (value ?? {}) as Partial<Change>;
  return [path, before, after].every((part) => typeof part === "string");
}
