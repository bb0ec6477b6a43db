/**
 * The racy window. A file system's clock ticks (ext4: 4 ms; FAT: 2 s), so a file that was changed in the tick in which it was read
 * can look unchanged for ever. A stamp is trusted only when it is older than the moment before the reading, by that same clock.
 */
import { join } from "node:path";
import type { FileSystem } from "#platform/file-system.ts";
import { stampTime, statWords } from "#platform/stat-batch.ts";

/** Nanoseconds of the file system's clock: stamps at or after it are not trusted. */
export type RacyFloor = bigint;

/** For runs that record nothing: no stamp is trusted, and none is needed. */
export const noFloor: RacyFloor = 0n;

const TICK = 10_000_000n;
/** FAT keeps two seconds, HFS+ and NFSv2 one. */
const COARSE_TICK = 2_000_000_000n;

/** Asks the clock of the file system that `folder` lies on, by making a file: the system's own clock may run apart from it (NFS, containers). */
export function racyFloor(folder: string, fs: FileSystem): RacyFloor {
  const probe = join(folder, `clock-${process.pid}`);
  fs.remove(probe);
  fs.create(probe, "");
  const now = stampTime(statWords(probe, false), 2);
  fs.remove(probe);
  return now - (now % 1_000_000_000n === 0n ? COARSE_TICK : TICK);
}

export function isRacy(stamp: Uint32Array, floor: RacyFloor): boolean {
  return stampTime(stamp, 2) >= floor || stampTime(stamp, 4) >= floor;
}
