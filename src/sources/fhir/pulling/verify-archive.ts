/** Holds an archive against what its registry says, and against the lock file, before anything of it is unpacked. */
import { SpecmillError } from "#model/errors.ts";
import type { LockedPackage } from "../fhir-lock.ts";
import type { ArchiveHashes } from "./archive-hash.ts";
import { matchesIntegrity } from "./archive-hash.ts";
import type { Release } from "./listing.ts";
import type { Origin } from "./pull-problems.ts";
import { noArchive, notAsLocked, notAsTold } from "./pull-problems.ts";

export interface ExpectedArchive {
  readonly id: string;
  readonly origin: Origin;
  /** What the registry says, if it was asked. */
  readonly told: Release | undefined;
  readonly locked: LockedPackage | undefined;
  readonly lockFile: string;
}

/** Who is asked safely must not send elsewhere unsafely. Throws SpecmillError. */
export function refuseUnsafe({ id, origin: { url, registry } }: ExpectedArchive): void {
  if (registry.startsWith("https:") && !url.startsWith("https:")) {
    throw noArchive(id, url, "its registry is reached by https, and the archive is not");
  }
}

/** Throws SpecmillError that says what differs. */
export function verifyArchive({ id, origin, told, locked, lockFile }: ExpectedArchive, hashes: ArchiveHashes): void {
  if (told !== undefined && !isAsTold(told, hashes)) {
    throw notAsTold(id, origin.url, told.shasum ?? told.integrity ?? "", hashes);
  }
  if (locked !== undefined && locked.integrity !== hashes.integrity) {
    throw new SpecmillError([notAsLocked(lockFile, locked, origin, hashes)]);
  }
}

function isAsTold({ shasum, integrity }: Release, hashes: ArchiveHashes): boolean {
  return (shasum ?? hashes.shasum) === hashes.shasum && matchesIntegrity(integrity ?? "", hashes);
}
