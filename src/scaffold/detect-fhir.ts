/** FHIR packages that lie in a project, and guides that are written with SUSHI. Their manifests are read and nothing else of them. */
import { basename } from "node:path";
import { folderOf } from "#platform/paths.ts";
import { coreOf, impliedCore } from "#sources/fhir/implied-core.ts";
import type { DetectedPackage } from "./detected-spec.ts";
import { manifestInArchive } from "./package-start.ts";
import type { Walk } from "./spec-walk.ts";
import { readStart, readText } from "./spec-walk.ts";

/** Of a `.tgz`: its manifest lies in the first files, which unpack from this. */
const ARCHIVE_START = 256 * 1024;

/** The packages of the project as one source, because they look each other up; and each guide. */
export function detectPackages(walk: Walk): readonly DetectedPackage[] {
  const locals = walk.files.flatMap((path) => localPackage(path, walk) ?? []);
  const guides = walk.files.filter((path) => basename(path) === "sushi-config.yaml");
  return [
    ...together(locals),
    ...guides.flatMap((path) => guideOf(path, parse(Bun.YAML.parse, readText(path, walk))) ?? []),
  ];
}

/** A package that lies in the project. */
interface Local {
  readonly path: string;
  readonly name: string;
  readonly versions: readonly string[];
  readonly needed: readonly string[];
}

function localPackage(path: string, walk: Walk): Local | undefined {
  if (basename(path) === "package.json") return localOf(folderOfPackage(path), parse(JSON.parse, readText(path, walk)));
  if (!path.endsWith(".tgz")) return undefined;
  return localOf(path, parse(JSON.parse, manifestInArchive(readStart(path, ARCHIVE_START, walk))));
}

/** `undefined` for the package of anything else, such as of npm. */
function localOf(path: string, manifest: Fields): Local | undefined {
  const { name } = manifest;
  const versions = texts(manifest.fhirVersions ?? manifest["fhir-version-list"]);
  const needed = Object.keys(toFields(manifest.dependencies));
  const isFhir = versions.length > 0 || needed.some((one) => /^hl7\.fhir\./.test(one));
  return isFhir && typeof name === "string" && path !== "." ? { path, name, versions, needed } : undefined;
}

function together(locals: readonly Local[]): readonly DetectedPackage[] {
  const [first] = locals;
  if (first === undefined) return [];
  const there = locals.map(({ name }) => name);
  const needsPull = locals.some(({ name, versions, needed }) => {
    return needed.some((one) => !there.includes(one)) || impliedCore(name, versions, there) !== undefined;
  });
  const packages = locals.map(({ path }) => `./${path}`);
  const path = locals.length === 1 ? first.path : "fhir";
  return [{ kind: "fhir", path, packages, needsPull, ...versionOf(first.versions) }];
}

/** An unpacked archive has its files in `package`; it is named by the folder around it. */
function folderOfPackage(manifest: string): string {
  const folder = folderOf(manifest);
  const isUnpacked = basename(folder) === "package" && folderOf(folder) !== ".";
  return isUnpacked ? folderOf(folder) : folder;
}

type Fields = { readonly [name: string]: unknown };

function parse(read: (text: string) => unknown, text: string): Fields {
  try {
    return toFields(read(text));
  } catch {
    return {};
  }
}

/** A guide reads the core package of its version, and what it depends on. */
function guideOf(path: string, config: Fields): DetectedPackage | undefined {
  const versions = texts(config.fhirVersion);
  const cores = versions.map(coreOf).filter((core) => core !== undefined);
  const named = cores.slice(0, 1).map(({ name, version }) => `${name}@${version}`);
  const needed = Object.entries(toFields(config.dependencies)).flatMap(([name, value]) => {
    const version = typeof value === "object" ? toFields(value).version : value;
    return typeof version === "string" || typeof version === "number" ? [`${name}@${version}`] : [];
  });
  const packages = [...new Set([...named, ...needed])];
  return packages.length === 0 ? undefined : { kind: "fhir", path, packages, needsPull: true, ...versionOf(versions) };
}

function versionOf([version]: readonly string[]): { version?: string } {
  return version === undefined ? {} : { version };
}

function texts(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string");
}

function toFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
