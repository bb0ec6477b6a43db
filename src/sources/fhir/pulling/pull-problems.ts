/** What can go wrong between a registry and the cache, in words that say what to do. */
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { suggest } from "#model/suggest.ts";
import type { LockedPackage } from "../fhir-lock.ts";
import type { ArchiveHashes } from "./archive-hash.ts";
import type { Search } from "./registries.ts";

export function unknownVersion(name: string, range: string): SpecmillError {
  const meant = suggest(range, ["latest", "current", "dev"]);
  const notes = [
    ...(meant === undefined ? [] : [`did you mean \`${meant}\`?`]),
    "write a version (`1.2.3`), `latest`, a wildcard (`1.2.x`) or a range (`^1.2.0`)",
  ];
  return new SpecmillError([error("fhir/version", `\`${range}\` is no version of \`${name}\``, { notes })]);
}

/** `dev` and `current` are builds, which the registries of releases do not have. */
export function noBuild(name: string, word: string, cache: string): SpecmillError {
  const id = `\`${name}@${word}\``;
  const isDev = word.startsWith("dev");
  const why = isDev ? "is only ever built on this machine" : "is another package after every build of its authors";
  const notes = [
    isDev ? "build it, which puts it there" : "name a published version, so that everyone gets the same",
    "what another FHIR tool has put there would be taken",
  ];
  const message = `${id} ${why}, and the package cache \`${cache}\` does not have it`;
  return new SpecmillError([error("fhir/not-found", message, { notes })]);
}

/** No registry gave it. When one of them did not answer, it may well be there. */
export function notOffered(name: string, range: string, { tried, isUnsure }: Search): SpecmillError {
  const id = `\`${name}@${range}\``;
  const notes = isUnsure
    ? [...tried, "run it again when they answer; `registries` of the source names others"]
    : [...tried, "is it spelled right? `registries` of the source names where to look"];
  const message = isUnsure ? `${id} could not be looked up` : `no registry has ${id}`;
  return new SpecmillError([error(isUnsure ? "fhir/registry" : "fhir/not-found", message, { notes })]);
}

export function noArchive(id: string, url: string, why: string): SpecmillError {
  const notes = [`it should be at \`${url}\``, "run it again: what has been downloaded is kept"];
  return new SpecmillError([
    error("fhir/registry", `the archive of \`${id}\` cannot be downloaded: ${why}`, { notes }),
  ]);
}

/** What came is not what the registry says that it has. */
export function notAsTold(id: string, url: string, told: string, { shasum, sizeBytes }: ArchiveHashes): SpecmillError {
  const notes = [
    `\`${url}\` sent ${sizeBytes} bytes with the SHA-1 \`${shasum}\`; the registry says \`${told}\``,
    "run it again; if it stays so, something on the way changes it, or the registry is damaged",
  ];
  return new SpecmillError([
    error("fhir/integrity", `the archive of \`${id}\` is not what its registry says`, { notes }),
  ]);
}

/** Where the archive came from this time. */
export interface Origin {
  readonly url: string;
  readonly registry: string;
}

/** What came is not what the lock file has. Two registries may have other bytes under one version: then nobody has tampered with anything. */
export function notAsLocked(
  lockFile: string,
  locked: LockedPackage,
  { url, registry }: Origin,
  { integrity }: ArchiveHashes,
): Diagnostic {
  const id = `${locked.name}@${locked.version}`;
  const isSame = locked.registry === registry;
  const from = locked.registry ?? locked.url;
  const notes = [
    `\`${lockFile}\` has \`${locked.integrity}\`, from \`${isSame ? locked.url : from}\``,
    `now it is \`${integrity}\`, from \`${isSame ? url : registry}\``,
    isSame
      ? "versions do not change once they are published: find out what happened before you trust it"
      : "registries may have other bytes under the same version, so this need not be tampering",
    `to take what is there now, remove \`${id}\` from \`${lockFile}\` and pull again`,
  ];
  return error("fhir/integrity", `the archive of \`${id}\` is not the one that \`${lockFile}\` has`, { notes });
}

export function wrongPackage(id: string, url: string, found: string): SpecmillError {
  const notes = [`it was downloaded from \`${url}\``];
  return new SpecmillError([error("fhir/package", `the archive of \`${id}\` holds \`${found}\``, { notes })]);
}
