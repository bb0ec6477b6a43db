/** What an action keeps in `.specmill/` while it writes. A folder that holds nothing else goes again at the end. */
import { join } from "node:path";
import type { StateFolder } from "#cache/state-folder.ts";
import { makeStateFolder, markStateFolder, stateFolder } from "#cache/state-folder.ts";
import { error } from "#model/diagnostic.ts";
import { exitCodes, SpecmillError } from "#model/errors.ts";
import type { FileLock } from "#platform/file-lock.ts";
import { tryLock } from "#platform/file-lock.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { TransactionContext } from "#write/transaction.ts";
import { endCommit } from "#write/transaction.ts";
import type { Grounds } from "../find-templates.ts";
import { actionAllows } from "./output-guard.ts";

/** The lock of the project, held until `release`. */
export interface ActionState {
  /** It runs in a command of another action, which holds the lock and has a journal of its own. */
  readonly isWithin: boolean;
  /** Journal and stage of the files below a root. Each root has its own: the paths of a journal never lead out of it. */
  contextOf(root: string): TransactionContext;
  release(): void;
}

/** Throws SpecmillError when another run holds the project. */
export function openActionState(grounds: Grounds, fs: FileSystem): ActionState {
  const state = stateFolder(grounds.root);
  const lock = lockFolder(state, fs);
  const isWithin = lock.isBorrowed === true;
  // Several may run at once in the commands of one action.
  const tag = isWithin ? `within.${process.pid}` : OUTERMOST;
  const release = () => {
    const names = (fs.list(state.folder) ?? []).map(({ name }) => name);
    const isEmpty = names.every((name) => everyFolderHas.has(name));
    if (isEmpty && !isWithin) fs.removeFolder(state.folder);
    lock.release();
  };
  try {
    markStateFolder(state, fs);
  } catch (problem) {
    release();
    throw problem;
  }
  return { isWithin, contextOf: (root) => contextOf({ root, tag }, grounds, fs), release };
}

const everyFolderHas: ReadonlySet<string> = new Set(["lock", "lock.pid", ".gitignore", "CACHEDIR.TAG"]);

const OUTERMOST = "new";

/** Which journal: of the files below a root, and of the action or of one that runs in its command. */
interface JournalName {
  readonly root: string;
  readonly tag: string;
}

/** Where the files below a root are staged, without a look at the disk. */
function contextOf({ root, tag }: JournalName, { boundary, root: home }: Grounds, fs: FileSystem): TransactionContext {
  const { folder } = stateFolder(home);
  const suffix = root === boundary ? tag : `${tag}-${hashContent(root).slice(0, 16)}`;
  const [journal, stage] = [join(folder, `journal-${suffix}`), join(folder, `stage-${suffix}`)];
  return { root, fs, stage, journal, allow: actionAllows };
}

/** What actions have left below these roots, the innermost first: they wrote last. */
export function leftBehind(roots: readonly string[], grounds: Grounds, fs: FileSystem): readonly TransactionContext[] {
  const names = (fs.list(stateFolder(grounds.root).folder) ?? []).map(({ name }) => name);
  const found = names.flatMap((name) => /^(?:journal|stage)-(new|within\.\d+)(?:-|$)/.exec(name)?.[1] ?? []);
  const within = [...new Set(found)].filter((tag) => tag !== OUTERMOST);
  const tags = found.includes(OUTERMOST) ? [...within, OUTERMOST] : within;
  return tags.flatMap((tag) => roots.map((root) => contextOf({ root, tag }, grounds, fs))).filter(isLeft);
}

/** Whether an action left something there. */
function isLeft({ fs, journal, stage }: TransactionContext): boolean {
  return fs.stamp(journal) !== undefined || fs.stamp(stage) !== undefined;
}

/** What was committed stays as it is. */
export function forget(context: TransactionContext): void {
  endCommit(context);
  context.fs.removeFolder(context.stage);
}

/** How often the folder may go while it is locked: an action that ends removes its own. */
const ATTEMPTS = 5;

function lockFolder(state: StateFolder, fs: FileSystem): FileLock {
  for (let attempt = 1; ; attempt++) {
    makeStateFolder(state, fs);
    const lock = tryLockIn(state, fs);
    if (lock !== undefined && !("release" in lock)) throw busy(lock.holder);
    if (lock !== undefined && isHeld(state, fs)) return lock;
    lock?.release();
    if (attempt === ATTEMPTS) throw busy("another process");
  }
}

/** `undefined` when the folder went after it was made. */
function tryLockIn({ folder, lock }: StateFolder, fs: FileSystem): ReturnType<typeof tryLock> | undefined {
  try {
    return tryLock(lock);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    // A full disk: the file that was begun goes, unless it is that of another process, which has its number in it.
    if (fs.stamp(lock)?.size === 0) fs.remove(lock);
    fs.removeEmptyFolder(folder);
    throw problem;
  }
}

/** A lock on a file that was removed with its folder holds nobody off. */
function isHeld({ lock }: StateFolder, fs: FileSystem): boolean {
  return fs.stamp(lock) !== undefined || fs.stamp(`${lock}.pid`) !== undefined;
}

function busy(holder: string): SpecmillError {
  const notes = ["wait until it is done and run again: nothing was written"];
  return new SpecmillError(
    [error("lock/busy", `another run works on this project: ${holder}`, { notes })],
    exitCodes.busy,
  );
}
