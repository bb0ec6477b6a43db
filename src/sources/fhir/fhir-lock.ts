/**
 * The lock file that `pull` writes: which packages were found for what the config asks for, with their hashes; fhir-lock-text.ts
 * writes it. Names and versions become parts of paths, so none is taken that could lead elsewhere.
 */
import { locate } from "#document/locate.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { isPackageName, isPackageVersion } from "./manifest.ts";
import { isObject, parsePackageJson } from "./package-json.ts";

export const DEFAULT_LOCK = "fhir.lock.json";

const FORMAT = 1;

export interface FhirLock {
  readonly packages: readonly LockedPackage[];
  /** What the config asks for -> id of the package: `hl7.fhir.us.core@latest` -> `hl7.fhir.us.core@8.0.1`. */
  readonly roots: { readonly [asked: string]: string };
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Of its archive; empty for a package that only the cache of one machine has, as are the hashes. */
  readonly url: string;
  /** The registry that led there: another one may have other bytes under the same version. */
  readonly registry?: string;
  /** SHA-1 in hex, as registries tell it. */
  readonly shasum: string;
  /** SHA-512 of the archive, as `sha512-…`. */
  readonly integrity: string;
  /** Name to version, resolved. */
  readonly dependencies: { readonly [name: string]: string };
  readonly requestedBy: readonly string[];
}

/** Throws SpecmillError for anything that is no lock file of this format; `source` is for messages. */
export function decodeLock(file: string, bytes: Uint8Array, limits: Limits, source: string): FhirLock {
  const notes = [`run \`specmill pull ${source}\` to write it again`];
  const problems: Diagnostic[] = [];
  const value = parsePackageJson(file, bytes, limits, (problem) => problems.push(problem));
  if (problems.length > 0)
    throw new SpecmillError(
      problems.map((one) => ({ ...one, notes: [...one.notes, ...notes.map((message) => ({ message }))] })),
    );
  const refuse = (pointer: string, what: string): never => {
    const place = locate(file, bytes, "json", pointer, "value");
    throw new SpecmillError([error("fhir/not-pulled", `\`${file}\` ${what}`, { place, notes })]);
  };
  if (!isObject(value) || value.specmill !== "fhir-lock") return refuse("", "is no lock file of FHIR packages");
  if (value.version !== FORMAT) return refuse("/version", "is of another format");
  const list = Array.isArray(value.packages)
    ? (value.packages as readonly Json[])
    : refuse("/packages", "is damaged: no packages");
  return {
    packages: list.map((one, index) => lockedIn(one) ?? refuse(`/packages/${index}`, "is damaged: no package")),
    roots: textsIn(value.roots) ?? refuse("/roots", "is damaged: no roots"),
  };
}

function lockedIn(value: Json): LockedPackage | undefined {
  if (!isObject(value)) return undefined;
  const { name, version } = value;
  const isNamed =
    typeof name === "string" && isPackageName(name) && typeof version === "string" && isPackageVersion(version);
  const dependencies = textsIn(value.dependencies ?? {});
  if (!isNamed || dependencies === undefined) return undefined;
  const requestedBy = Array.isArray(value.requestedBy) ? value.requestedBy.map(String) : [];
  return { name, version, dependencies, requestedBy, ...hashesOf(value) };
}

function hashesOf(value: JsonObject): Pick<LockedPackage, "url" | "registry" | "shasum" | "integrity"> {
  const { url, registry, shasum, integrity } = value;
  const hashes = { url: String(url ?? ""), shasum: String(shasum ?? ""), integrity: String(integrity ?? "") };
  return typeof registry === "string" ? { ...hashes, registry } : hashes;
}

function textsIn(value: Json | undefined): { readonly [key: string]: string } | undefined {
  if (!isObject(value) || !Object.values(value).every((one) => typeof one === "string")) return undefined;
  return value as { readonly [key: string]: string };
}
