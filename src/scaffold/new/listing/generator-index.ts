/**
 * What was seen of a large templates folder, kept in `.specmill` (cache/README.md has the rules: a stamp proves "unchanged" or nothing).
 * Everything that a list says of a generator hangs on the stamps of what was looked at for it: its folder, the folders of its actions and
 * all below them, hooks, ignore files, first templates. When one of them differs, that generator is looked at again, and no other.
 */
import { join, relative } from "node:path";
import type { RacyFloor } from "#cache/racy.ts";
import { isRacy, racyFloor } from "#cache/racy.ts";
import { replaceFile } from "#cache/replace-file.ts";
import { makeStateFolder, markStateFolder, stateFolder } from "#cache/state-folder.ts";
import { tryLock } from "#platform/file-lock.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { hashContent } from "#platform/hash.ts";
import type { ScannedGenerator, Watched } from "./generator-scan.ts";
import { foldersOf, scanGenerator, watching } from "./generator-scan.ts";
import type { KnownGenerator, WatchedRow } from "./index-file.ts";
import { encodeIndex, GeneratorIndex } from "./index-file.ts";

/** Where something may be kept, and for whom. */
export interface Keeping {
  /** Absolute: the folder that `.specmill` lies in. */
  readonly root: string;
  /** Digest of the tool: another one may look for other things. */
  readonly build: string;
}

/** Fewer are looked at in less time than it takes to be sure of them. */
const WORTH_KEEPING = 50;

/** The generators of a templates folder, in the order of their names. Nothing is ever listed as it no longer is. */
export function indexedGenerators(templates: string, fs: FileSystem, keeping?: Keeping): readonly ScannedGenerator[] {
  const path = keeping === undefined ? undefined : indexPath(templates, keeping.root);
  const index = keeping === undefined || path === undefined ? undefined : GeneratorIndex.read(path, keeping.build);
  const doubtful = index === undefined ? undefined : doubtfulIn(index, templates);
  if (index !== undefined && doubtful?.size === 0) return index.generators;
  const isKept = path !== undefined && (index !== undefined || foldersOf(templates, fs).length > WORTH_KEEPING);
  // Before anything is looked at: what changes later than this has another stamp, or one that is known to prove nothing.
  const floor = isKept && keeping !== undefined ? takeFloor(keeping.root, fs) : undefined;
  const seen = lookAgain(templates, fs, { index, doubtful, floor });
  if (floor !== undefined && keeping !== undefined && path !== undefined) {
    tryWrite(path, encodeIndex({ build: keeping.build, ...seen }), fs);
  }
  return seen.known.map(({ generator }) => generator);
}

/** `undefined` when nothing can be compared: the folder is gone, or closed. */
function doubtfulIn(index: GeneratorIndex, templates: string): ReadonlySet<number> | undefined {
  try {
    return index.doubtful(templates);
  } catch {
    return undefined;
  }
}

/** Where the index of a templates folder lies. Folders that are configured side by side have one each. */
export function indexPath(templates: string, root: string): string {
  const way = relative(root, templates).replaceAll("\\", "/");
  return join(stateFolder(root).folder, `generators-${hashContent(way).slice(0, 8)}.v1`);
}

interface Before {
  readonly index: GeneratorIndex | undefined;
  readonly doubtful: ReadonlySet<number> | undefined;
  /** Absent when nothing will be kept. */
  readonly floor: RacyFloor | undefined;
}

interface Seen {
  readonly own: readonly WatchedRow[];
  readonly known: readonly KnownGenerator[];
}

function lookAgain(templates: string, fs: FileSystem, { index, doubtful, floor }: Before): Seen {
  const isSure = (owner: number) => doubtful?.has(owner) === false;
  const before = new Map(index?.generators.map((generator, at) => [generator.name, { generator, owner: at + 1 }]));
  const rows = floor === undefined ? undefined : index?.watched(isSure);
  const rowOf = (one: Watched): WatchedRow => ({ ...one, isRacy: floor === undefined || isRacy(one.stamp, floor) });
  const own = new Map<string, Watched>();
  const names = foldersOf(templates, watching(templates, fs, own));
  const known = names.map((name) => {
    const last = before.get(name);
    if (last !== undefined && isSure(last.owner)) {
      return { generator: last.generator, watched: rows?.get(last.owner) ?? [] };
    }
    const seen = new Map<string, Watched>();
    const generator = scanGenerator(templates, name, floor === undefined ? fs : watching(templates, fs, seen));
    return { generator, watched: [...seen.values()].map(rowOf) };
  });
  return { own: [...own.values()].map(rowOf), known };
}

/** `undefined` where nothing can be kept: then everything is looked at again the next time. */
function takeFloor(root: string, fs: FileSystem): RacyFloor | undefined {
  const state = stateFolder(root);
  try {
    makeStateFolder(state, fs);
    if (fs.stamp(join(state.folder, "CACHEDIR.TAG")) === undefined) mark(state, fs);
    return racyFloor(state.folder, fs);
  } catch {
    return undefined;
  }
}

/** Only a new folder needs the lock: whoever completes a word must not keep others from their work. */
function mark(state: ReturnType<typeof stateFolder>, fs: FileSystem): void {
  const lock = tryLock(state.lock);
  if (!("release" in lock)) return;
  try {
    markStateFolder(state, fs);
  } finally {
    lock.release();
  }
}

function tryWrite(path: string, bytes: Uint8Array, fs: FileSystem): void {
  try {
    replaceFile(path, bytes, fs);
  } catch {
    // A full disk, or somebody deletes the folder just now: the next list takes its time.
  }
}
