/** A dependency as a manifest writes it, and which versions fit it. Pure. */
import { coreOf } from "./implied-core.ts";
import { newestFirst } from "./version-order.ts";

/** A package that is wanted: its own name, and a version, range or word such as `latest`. */
export interface Dependency {
  readonly name: string;
  readonly range: string;
}

/**
 * Aliases have two spellings: `"v610@npm:hl7.fhir.us.core": "6.1.0"` and `"us-core": "npm:hl7.fhir.us.core@6.1.0"`. Names that packages
 * were moved from lead to where they are now.
 */
export function dependencyOf(key: string, value: string, fhirVersions: readonly string[]): Dependency {
  const inKey = /^[^@]+@npm:(.+)$/.exec(key)?.[1];
  if (inKey !== undefined) return moved({ name: inKey, range: value }, fhirVersions);
  const inValue = /^npm:(@?[^@]+)(?:@(.+))?$/.exec(value);
  const name = inValue?.[1] ?? key;
  return moved({ name, range: inValue === null ? value : (inValue[2] ?? "latest") }, fhirVersions);
}

/** `hl7.fhir.r4b.core@4.3.0`; without a version the latest. */
export function parseWanted(text: string): Dependency {
  const at = text.lastIndexOf("@");
  return at > 0 ? { name: text.slice(0, at), range: text.slice(at + 1) } : { name: text, range: "latest" };
}

/** Whether a version is one of those that a range means. Words (`latest`, `current`, `dev`) take whatever there is. */
export function fitsRange(range: string, version: string): boolean {
  if (range === version || /^[a-z]/.test(range) || range === "") return true;
  return Bun.semver.satisfies(version, range);
}

/** The best of the versions that fit: the one itself, or the highest. */
export function bestVersion(range: string, versions: readonly string[]): string | undefined {
  if (versions.includes(range)) return range;
  return versions.filter((version) => fitsRange(range, version)).sort(newestFirst)[0];
}

function moved({ name, range }: Dependency, fhirVersions: readonly string[]): Dependency {
  const version = range.replace(/-cibuild$/, "");
  const isCore = name === "hl7.fhir.core" || (name === "hl7.fhir.r4.core" && version === "4.0.0");
  const core = isCore ? coreOf(version) : undefined;
  if (core !== undefined) return { name: core.name, range: core.version };
  if (name !== "hl7.fhir.uv.extensions") return { name, range: version };
  const release = /^hl7\.fhir\.(r\db?)\.core$/.exec(coreOf(fhirVersions[0] ?? "")?.name ?? "")?.[1];
  return { name: release === "r4" || release === "r5" ? `${name}.${release}` : name, range: version };
}
