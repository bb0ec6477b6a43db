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
import { refusalDiagnostic, refusePath, refusePlace, TRACKED_FILE } from "./guard.ts";
import { LOCK_FILE } from "./manifest.ts";
import { moveFile } from "./move-file.ts";
import { keptOld, takeBack } from "./take-back.ts";

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
  /**
   * What a kill leaves is taken back by the next run and not finished, with the changes that were committed before this one: an action
   * cannot be gone on with. The journal and the way back stay until `endCommit`, also when the commit throws.
   */
  readonly takesBack?: { readonly earlier: readonly Change[] };
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
  const first = context.takesBack?.earlier.length ?? 0;
  try {
    const isEmptying = changes.some(({ after }) => after === undefined);
    for (const [number, change] of changes.entries()) {
      apply(change, first + number, context, { undo, checked, isEmptying });
    }
  } catch (problem) {
    const isUndone = rollBack(undo);
    if (isUndone && context.takesBack === undefined) context.fs.remove(context.journal);
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
 * A journal that says so is taken back instead. Returns what was begun, `undefined` when there was nothing. The caller holds the run lock.
 */
export function recover(context: TransactionContext): readonly Change[] | undefined {
  const journal = readJournal(context);
  if (journal === undefined) return undefined;
  const { format, changes } = journal;
  if (format === TAKES_BACK) takeBackAll(changes, context);
  else for (const change of changes) recoverOne(change, context);
  context.fs.remove(context.journal);
  return changes;
}

/** Undoes commits of an action, the last change first. Returns the paths of what somebody changed since, which stays. */
export function takeBackAll(changes: readonly Change[], context: TransactionContext): readonly string[] {
  return takeBack(changes, { ...context, isRefused: (path) => refuse(path, context) !== undefined });
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

interface Applying {
  readonly undo: (() => void)[];
  /** Folders that are known to be no links. */
  readonly checked: Set<string>;
  /** The commit deletes files, so that a folder may give way to a file. */
  readonly isEmptying: boolean;
}

function apply(
  change: Change,
  number: number,
  context: TransactionContext,
  { undo, checked, isEmptying }: Applying,
): void {
  const { root, fs, stage } = context;
  if (isEmptying) makeRoom(change, context, undo);
  const refusal = refuse(change.path, context, checked);
  if (refusal !== undefined) throw new SpecmillError([refusalDiagnostic(change.path, refusal)]);
  const target = absolute(root, change.path);
  const old = fs.stamp(target);
  if ((old === undefined ? undefined : fs.hash(target)) !== change.before) throw changedMeanwhile(change.path);
  if (change.before !== undefined) undo.push(keepOld(target, keptOld(stage, number), fs));
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
  const isOwn = path === LOCK_FILE || path === TRACKED_FILE;
  const spelling = isOwn ? undefined : refusePath(path, ".", allow);
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
    if (fs.stamp(target)?.inode !== fs.stamp(old)?.inode && !isSameContent(target, old, fs)) moveFile(old, target, fs);
  };
}

function isSameContent(a: string, b: string, fs: FileSystem): boolean {
  return fs.stamp(a)?.size === fs.stamp(b)?.size && fs.hash(a) === fs.hash(b);
}

/** The file keeps the permission bits of the one it replaces. */
function moveInPlace(staged: string, target: string, old: FileStamp | undefined, fs: FileSystem): void {
  if (old !== undefined && old.mode !== fs.stamp(staged)?.mode) fs.setMode(staged, old.mode);
  moveFile(staged, target, fs);
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

function writeJournal(changes: readonly Change[], { fs, journal, takesBack }: TransactionContext): void {
  const fresh = `${journal}.${process.pid}`;
  fs.remove(fresh);
  const content: Journal =
    takesBack === undefined
      ? { format: FINISHES, changes }
      : { format: TAKES_BACK, changes: [...takesBack.earlier, ...changes] };
  try {
    fs.create(fresh, JSON.stringify(content));
    fs.rename(fresh, journal);
  } catch (problem) {
    fs.remove(fresh);
    throw problem;
  }
}

const FINISHES = 1;
const TAKES_BACK = 2;

function readJournal({ fs, journal }: TransactionContext): Journal | undefined {
  const bytes = fs.read(journal);
  if (bytes === undefined) return undefined;
  const nothing: Journal = { format: FINISHES, changes: [] };
  try {
    const { format, changes } = JSON.parse(Buffer.from(bytes).toString("utf8")) as Partial<Journal>;
    if (format !== FINISHES && format !== TAKES_BACK) return nothing;
    return Array.isArray(changes) && changes.every(isChange) ? { format, changes } : nothing;
  } catch {
    // The journal appears by rename, so this is damage from outside: the run compares every output anyway.
    return nothing;
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
