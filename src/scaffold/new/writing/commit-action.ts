/**
 * Writing what an action has worked out: all of it or nothing, also over the commands in between and over a kill. The way back is kept in
 * `.specmill/` until the action has ended.
 */
import { dirname, join } from "node:path";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import { absolute, projectPath } from "#platform/paths.ts";
import type { Change, TransactionContext } from "#write/transaction.ts";
import { commit, recover, takeBackAll, writeProblem } from "#write/transaction.ts";
import type { Grounds } from "../find-templates.ts";
import type { ActionState } from "./action-state.ts";
import { forget, leftBehind, openActionState } from "./action-state.ts";
import type { Bounds } from "./output-guard.ts";
import { writeRoot } from "./output-guard.ts";
import type { PendingFile } from "./project-tree.ts";

/** One action on its way to the disk. Holds the lock of the project from the first write to the end. */
export interface ActionCommit {
  /** Writes the files, all or none. Throws SpecmillError. */
  write(files: readonly PendingFile[]): void;
  /**
   * Takes back all that was written. Returns the paths of files that somebody changed since: they stay. What cannot be taken back now
   * throws, and the next action tries again.
   */
  takeBack(): readonly string[];
  /** Must be called at every end. */
  close(): void;
}

/** The files of an action below one root. */
interface Part {
  readonly context: TransactionContext;
  readonly done: Change[];
  /** Something could not be taken back: the way back has to stay. */
  isOpen?: boolean;
}

/** Opens it; nothing is touched before `write`. */
export function openActionCommit(grounds: Grounds, bounds: Bounds, fs: FileSystem): ActionCommit {
  let state: ActionState | undefined;
  const parts = new Map<string, Part>();
  const partOf = (root: string, { contextOf: contextIn }: ActionState) => {
    const part = parts.get(root) ?? openPart(contextIn(root));
    parts.set(root, part);
    return part;
  };
  return {
    write(files) {
      if (files.length === 0) return;
      state ??= openActionState(grounds, fs);
      const byRoot = Map.groupBy(files, ({ path }) => writeRoot(path, bounds, fs));
      for (const [root, own] of byRoot) writePart(partOf(root, state), own);
    },
    takeBack: () => [...parts.values()].reverse().flatMap((part) => takeBackPart(part, grounds)),
    close() {
      for (const { isOpen, context } of parts.values()) if (isOpen !== true) forget(context);
      parts.clear();
      state?.release();
      state = undefined;
    },
  };
}

/**
 * Takes back what a killed action left in the project, and in places outside that the user names again. One that is under way in
 * another process is left to it.
 */
export function recoverAction(grounds: Grounds, fs: FileSystem, outside: readonly string[] = []): void {
  const roots = new Set([grounds.boundary, ...outside.flatMap(withFoldersAbove)]);
  const left = leftBehind([...roots], grounds, fs);
  if (left.length === 0) return;
  const state = tryOpen(grounds, fs);
  try {
    if (state?.isWithin === false) for (const context of left) openPart(context);
  } finally {
    state?.release();
  }
}

function tryOpen(grounds: Grounds, fs: FileSystem): ActionState | undefined {
  try {
    return openActionState(grounds, fs);
  } catch (problem) {
    if (problem instanceof SpecmillError) return undefined;
    throw problem;
  }
}

/** The root was the nearest folder that there was. */
function withFoldersAbove(place: string): readonly string[] {
  const above = [place];
  for (let at = place; dirname(at) !== at; at = dirname(at)) above.push(dirname(at));
  return above;
}

/** Ready to be written to: what a killed action left is taken back first. */
function openPart(context: TransactionContext): Part {
  recover(context);
  forget(context);
  return { context, done: [] };
}

function writePart({ context, done }: Part, files: readonly PendingFile[]): void {
  const changes = stageAll(files, context, done.length > 0);
  try {
    commit(changes, { ...context, takesBack: { earlier: [...done] } });
  } catch (problem) {
    // Normally none of them is there any more; where the commit could not undo itself, all are looked at again.
    if (changes.some((change) => isInPlace(change, context))) done.push(...changes);
    throw problem;
  }
  done.push(...changes);
}

function isInPlace({ path, after }: Change, { root, fs }: TransactionContext): boolean {
  const target = absolute(root, path);
  return fs.stamp(target)?.type === "file" && fs.hash(target) === after;
}

function takeBackPart(part: Part, { boundary }: Grounds): readonly string[] {
  const { context, done } = part;
  part.isOpen = true;
  const left = takeBackAll(done, context);
  part.isOpen = false;
  return left.map((path) => (context.root === boundary ? path : absolute(context.root, path)));
}

/** Throws SpecmillError when a file cannot be staged: the system may refuse a path that is too long, or a disk may be full. */
function stageAll(files: readonly PendingFile[], context: TransactionContext, isLater: boolean): readonly Change[] {
  const made = new Set<string>();
  try {
    // A later stretch may write what an earlier one has staged.
    if (isLater) for (const { path } of files) context.fs.remove(stagedFile(path, context));
    return files.map((file) => stageFile(file, context, made));
  } catch (problem) {
    throw problem instanceof SpecmillError
      ? problem
      : new SpecmillError([writeProblem(problem as Error, context.root)]);
  }
}

function stageFile({ path, before, after, mode }: PendingFile, context: TransactionContext, made: Set<string>): Change {
  const { root, fs } = context;
  const shown = projectPath(root, path);
  const staged = stagedFile(path, context);
  const folder = dirname(staged);
  if (!made.has(folder)) fs.makeFolder(folder);
  made.add(folder);
  fs.create(staged, after, mode === undefined ? undefined : mode & 0o777);
  const change = { path: shown, after: hashContent(after) };
  return before === undefined ? change : { ...change, before: hashContent(before) };
}

function stagedFile(path: string, { root, stage }: TransactionContext): string {
  return join(stage, projectPath(root, path));
}
