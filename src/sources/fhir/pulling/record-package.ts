/**
 * Enters a new package into `packages.ini` of the cache. Pulls take turns; other tools do not know our lock, so it is held only for the moment
 * of writing. It is a courtesy to them: when the file cannot be had, they find the folder all the same.
 */
import { replaceFile } from "#cache/replace-file.ts";
import { compactTime } from "#platform/clock.ts";
import type { FileLock } from "#platform/file-lock.ts";
import { tryLock } from "#platform/file-lock.ts";
import type { FileSystem } from "#platform/file-system.ts";
import { withPackage } from "./packages-ini.ts";
import type { Sleep } from "./retry.ts";

const PAUSE_MS = 20;
/** Ten seconds: whoever holds it needs a millisecond. */
const TRIES = 500;

export interface NewPackage {
  /** Absolute path of the cache. */
  readonly cache: string;
  readonly name: string;
  readonly version: string;
  readonly sizeBytes: number;
}

export async function recordPackage(
  { cache, name, version, sizeBytes }: NewPackage,
  { fs, sleep, signal }: { readonly fs: FileSystem; readonly sleep: Sleep; readonly signal: AbortSignal },
): Promise<void> {
  const lock = await waitForLock(`${cache}/.specmill.lock`, sleep, signal);
  if (lock === undefined) return;
  try {
    const file = `${cache}/packages.ini`;
    const folder = `${name}#${version}`;
    const text = new TextDecoder().decode(fs.read(file));
    const time = compactTime(fs.stamp(`${cache}/${folder}`)?.mtimeNs ?? 0n);
    replaceFile(file, withPackage(text, { folder, time, sizeBytes }), fs);
  } finally {
    lock.release();
  }
}

async function waitForLock(path: string, sleep: Sleep, signal: AbortSignal): Promise<FileLock | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const lock = tryLock(path);
    if ("release" in lock) return lock;
    await sleep(PAUSE_MS, signal);
  }
  return undefined;
}
