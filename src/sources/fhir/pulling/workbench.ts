/**
 * The folder in which a pull unpacks, beside where the packages go, so that they can be moved there in one step. It is locked for as long as
 * its pull lives: what a killed one has left is seen by its lock being free, and removed by the next.
 */
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileLock } from "#platform/file-lock.ts";
import { tryLock } from "#platform/file-lock.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { CacheFolder } from "../package-in-cache.ts";

/** Other FHIR tools take folders with a `#` for packages, and leave the others alone. */
const NAME = /^\.specmill-\d+-[0-9a-f]+$/;
const LOCK = "lock";
const DAY_NS = 86_400_000_000_000n;

export class Workbench implements Disposable {
  /** Absolute. */
  readonly path: string;
  readonly #lock: FileLock;
  readonly #fs: FileSystem;
  #places = 0;

  private constructor(path: string, lock: FileLock, fs: FileSystem) {
    this.path = path;
    this.#lock = lock;
    this.#fs = fs;
  }

  /** Makes the cache folder too when there is none, and removes what dead pulls have left in it. */
  static open(cache: CacheFolder, fs: FileSystem): Workbench {
    return writing(cache, () => {
      fs.makeFolder(cache.path);
      const bench = Workbench.#make(cache.path, fs);
      removeLeftovers(cache.path, bench.path, fs);
      return bench;
    });
  }

  /** Again when another pull took the new folder for a leftover, in the moment before it was locked. */
  static #make(cache: string, fs: FileSystem): Workbench {
    for (;;) {
      const path = `${cache}/.specmill-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
      fs.makeFolder(path);
      const lock = tryLock(`${path}/${LOCK}`);
      if ("release" in lock && fs.stamp(path) !== undefined) return new Workbench(path, lock, fs);
    }
  }

  /** A folder of its own for each package. */
  place(): string {
    const path = `${this.path}/${++this.#places}`;
    this.#fs.makeFolder(path);
    return path;
  }

  [Symbol.dispose](): void {
    this.#lock.release();
    this.#fs.removeFolder(this.path);
  }
}

/** Runs `work`, whose faults of the disk become a problem that a user can act on. */
export function writing<T>({ shown }: CacheFolder, work: () => T): T {
  try {
    const result = work();
    if (result instanceof Promise) return result.catch((fault) => refuse(shown, fault)) as T;
    return result;
  } catch (fault) {
    return refuse(shown, fault);
  }
}

function refuse(shown: string, fault: unknown): never {
  const { code, syscall } = fault as NodeJS.ErrnoException;
  if (fault instanceof SpecmillError || code === undefined || syscall === undefined) throw fault;
  const notes = ["`cache` of the source names another folder"];
  throw new SpecmillError([
    error("write/failed", `the package cache \`${shown}\` cannot be written: ${code}`, { notes }),
  ]);
}

/** One that nobody holds, or that is older than any pull; by the clock of the disk, which wrote both times. */
function removeLeftovers(cache: string, own: string, fs: FileSystem): void {
  const now = fs.stamp(own)?.mtimeNs ?? 0n;
  for (const { name, type } of fs.list(cache) ?? []) {
    const path = `${cache}/${name}`;
    if (type !== "folder" || !NAME.test(name) || path === own) continue;
    const isOld = now - (fs.stamp(path)?.mtimeNs ?? now) > DAY_NS;
    if (isOld || isAbandoned(path, fs)) fs.removeFolder(path);
  }
}

function isAbandoned(path: string, fs: FileSystem): boolean {
  if (fs.stamp(`${path}/${LOCK}`) === undefined) return false;
  try {
    const lock = tryLock(`${path}/${LOCK}`);
    if (!("release" in lock)) return false;
    lock.release();
    return true;
  } catch {
    // Its own pull has just removed it, or it is somebody else's.
    return false;
  }
}
