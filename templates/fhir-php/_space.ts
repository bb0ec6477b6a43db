/** The part of the namespace that tells releases of FHIR apart; there is none where a project has one release. */
import type { PackageView, PackContext } from "./_types.ts";

/** `R4B`, or "" where all packages are of one release, and for packages that say none. */
export function spaceOf(release: string, it: PackContext<unknown>): string {
  const packages = it.units("package") as unknown as Iterable<PackageView>;
  const releases = new Set(Array.from(packages, ({ facts }) => facts.release).filter((one) => one !== ""));
  return release === "" || releases.size < 2 ? "" : folderOf(release);
}

/** The same as the first folders of a path: `R4B/`. */
export function spacePrefix(release: string, it: PackContext<unknown>): string {
  const space = spaceOf(release, it);
  return space === "" ? "" : `${space}/`;
}

/** A release that has no name is its number: `6.0` is `R6_0`. */
function folderOf(release: string): string {
  const plain = release.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 40);
  return /^R\d/.test(plain) ? plain : `R${plain}`;
}
