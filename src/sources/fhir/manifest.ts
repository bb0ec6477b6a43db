/** `package.json` of a FHIR package. What nobody can do without is an error; the rest is left out with a warning. */
import { locate } from "#document/locate.ts";
import type { Limits } from "#model/config.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { coreOf } from "./implied-core.ts";
import type { PackageManifest } from "./package.ts";
import { isObject, parsePackageJson, present, textIn } from "./package-json.ts";

/** In every package; places are relative to its folder. */
const FILE = "package.json";

interface ManifestFile {
  readonly bytes: Uint8Array;
  readonly limits: Limits;
  readonly report: (problem: Diagnostic) => void;
}

/** Throws SpecmillError for what is no manifest. */
export function decodeManifest(source: ManifestFile): PackageManifest {
  const problems: Diagnostic[] = [];
  const value = parsePackageJson(FILE, source.bytes, source.limits, (problem) => problems.push(problem));
  if (problems.length > 0) throw new SpecmillError(problems);
  if (!isObject(value)) throw new SpecmillError([fault(source, "", "holds no object")]);
  const name = checked(source, value, "name", isPackageName);
  const version = checked(source, value, "version", isPackageVersion);
  const dependencies = dependenciesIn(source, value);
  const { title, description, canonical, license } = value;
  const texts = {
    title: textIn(title),
    description: textIn(description),
    canonical: textIn(canonical),
    license: textIn(license),
  };
  return { name, version, fhirVersions: fhirVersionsIn(value, dependencies), dependencies, ...present(texts) };
}

/** Names become parts of paths: `hl7.fhir.us.core`, `@scope/name`. */
export function isPackageName(name: string): boolean {
  return name.length <= 214 && /^(?:@[\w-][\w.-]*\/)?[A-Za-z0-9][\w.-]*$/.test(name) && !name.includes("..");
}

/** `4.0.1`, `5.3.0-ballot-tc1`, `dev`, `current$branch`. */
export function isPackageVersion(version: string): boolean {
  return version.length <= 128 && /^[A-Za-z0-9][\w.+$-]*$/.test(version) && !version.includes("..");
}

function checked(source: ManifestFile, value: JsonObject, key: string, test: (text: string) => boolean): string {
  const text = value[key];
  if (text === undefined) throw new SpecmillError([fault(source, "", `has no \`${key}\``)]);
  if (typeof text === "string" && test(text)) return text;
  throw new SpecmillError([fault(source, `/${key}`, `has a \`${key}\` that is none`)]);
}

function fault({ bytes }: ManifestFile, pointer: string, what: string): Diagnostic {
  return error("fhir/package", `the manifest of the package ${what}`, {
    place: locate(FILE, bytes, "json", pointer, "value"),
  });
}

function dependenciesIn(source: ManifestFile, { dependencies }: JsonObject): PackageManifest["dependencies"] {
  if (!isObject(dependencies)) return {};
  const found = Object.entries(dependencies).filter(([name, version]) => {
    const isWord = typeof version === "string" && version !== "" && name !== "__proto__";
    if (!isWord) source.report(strangeDependency(source, name));
    return isWord;
  });
  return Object.fromEntries(found) as PackageManifest["dependencies"];
}

function strangeDependency({ bytes }: ManifestFile, name: string): Diagnostic {
  const key = name.replaceAll("~", "~0").replaceAll("/", "~1");
  const place = locate(FILE, bytes, "json", `/dependencies/${key}`, "key");
  return warning("fhir/package", `the dependency \`${name}\` has no version`, { place, notes: ["it is left out"] });
}

/** Older packages have another key, or none at all and only the core package that they depend on or are. */
function fhirVersionsIn(value: JsonObject, dependencies: PackageManifest["dependencies"]): readonly string[] {
  for (const key of ["fhirVersions", "fhir-version-list", "fhirVersion"]) {
    const versions = listIn(value[key]);
    if (versions.length > 0) return versions;
  }
  const named = { ...dependencies, [textIn(value.name) ?? ""]: textIn(value.version) ?? "" };
  const core = Object.entries(named).find(([name, version]) => isCore(name, version));
  return core === undefined ? [] : [core[1]];
}

function listIn(value: Json | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.map((one) => textIn(one)).filter((one) => one !== undefined);
}

function isCore(name: string, version: string): boolean {
  return name === "hl7.fhir.core" || coreOf(version)?.name === name;
}
