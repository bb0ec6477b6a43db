/**
 * Which package has the types of a release of FHIR. Packages often leave it out of their dependencies and name the release alone, so that
 * whoever resolves dependencies (`pull`) and whoever looks up types follow this one rule. Pure.
 */

export interface PackageRef {
  readonly name: string;
  readonly version: string;
}

/** The final release of each line, as the registries have it: 4.0.0 was withdrawn in favour of 4.0.1. */
const released: readonly (readonly [RegExp, string, string])[] = [
  [/^1\.0\.\d+$/, "hl7.fhir.r2.core", "1.0.2"],
  [/^1\.4\.\d+$/, "hl7.fhir.r2b.core", "1.4.0"],
  [/^3\.0\.\d+$/, "hl7.fhir.r3.core", "3.0.2"],
  [/^4\.0\.\d+$/, "hl7.fhir.r4.core", "4.0.1"],
  [/^4\.3\.\d+$/, "hl7.fhir.r4b.core", "4.3.0"],
  [/^5\.0\.\d+$/, "hl7.fhir.r5.core", "5.0.0"],
];

/** Ballots and previews of a line are packages of their own. */
const previews: readonly (readonly [RegExp, string])[] = [
  [/^4\.(?:1\.\d|3\.0-)/, "hl7.fhir.r4b.core"],
  [/^(?:4\.[2456]\.\d|5\.0\.0-)/, "hl7.fhir.r5.core"],
  [/^6\./, "hl7.fhir.r6.core"],
];

/** The core package of a version of FHIR (`4.0.1`, `4.0`); `undefined` for versions that have none. */
export function coreOf(fhirVersion: string): PackageRef | undefined {
  const version = /^\d+\.\d+$/.test(fhirVersion) ? `${fhirVersion}.0` : fhirVersion;
  const [, name, final] = released.find(([pattern]) => pattern.test(version)) ?? [];
  if (name !== undefined && final !== undefined) return { name, version: final };
  const preview = previews.find(([pattern]) => pattern.test(version));
  return preview === undefined ? undefined : { name: preview[1], version };
}

/**
 * The core package that a package with these versions of FHIR and these dependencies needs on top of them: that of the first version,
 * unless one of its cores is among them, or it is one itself. `dependencies` are names of packages, not aliases.
 */
export function impliedCore(
  self: string,
  fhirVersions: readonly string[],
  dependencies: Iterable<string>,
): PackageRef | undefined {
  const cores = fhirVersions.map(coreOf).filter((core) => core !== undefined);
  const present = new Set([self, ...dependencies].map((name) => name.toLowerCase()));
  return cores.some(({ name }) => present.has(name)) ? undefined : cores[0];
}
