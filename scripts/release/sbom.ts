/**
 * The bill of materials, CycloneDX 1.6: what is inside of the binaries of a release, with the hashes of package-lock.json. The list of
 * packages comes from the bundler, so that it holds what was compiled in and nothing that was only installed.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lockedPackage, packageName } from "./locked-packages.ts";

export interface SbomRequest {
  readonly root: string;
  readonly version: string;
  readonly commit: string;
  /** Seconds since 1970: the time of the release, not of the build. */
  readonly seconds: number;
  /** Folders of packages as in package-lock.json: those that were compiled in, and those of Bun's executables. */
  readonly libraries: readonly string[];
  readonly runtimes: readonly string[];
}

export function sbomText(request: SbomRequest): string {
  const { root, version, commit, seconds, libraries, runtimes } = request;
  const components = [
    ...libraries.map((folder) => component(root, folder, "library")),
    ...runtimes.map((folder) => component(root, folder, "platform")),
  ];
  const subject = {
    type: "application",
    "bom-ref": `specmill@${version}`,
    name: "specmill",
    version,
    licenses: [{ license: { id: "MIT" } }],
    purl: `pkg:generic/specmill@${version}`,
    properties: [{ name: "specmill:commit", value: commit === "" ? "unknown" : commit }],
  };
  const bom = {
    specVersion: "1.6",
    version: 1,
    metadata: { timestamp: new Date(seconds * 1000).toISOString().replace(".000", ""), component: subject },
    components,
    dependencies: [
      { ref: subject["bom-ref"], dependsOn: components.map((one) => one["bom-ref"]) },
      ...libraries.map((folder) => ({ ref: purlOf(root, folder), dependsOn: dependsOn(root, folder, libraries) })),
    ],
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(bom))}`;
  return `${JSON.stringify({ bomFormat: "CycloneDX", serialNumber, ...bom }, null, 2)}\n`;
}

function component(root: string, folder: string, type: "library" | "platform") {
  const { version, integrity, license } = lockedPackage(root, folder);
  const [name = "", group] = packageName(folder).split("/").reverse();
  return {
    type,
    "bom-ref": purlOf(root, folder),
    ...(group === undefined ? {} : { group }),
    name,
    version,
    hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") }],
    ...(license === undefined ? {} : { licenses: [licenseEntry(license)] }),
    purl: purlOf(root, folder),
  };
}

function licenseEntry(license: string) {
  return / /.test(license) ? { expression: license } : { license: { id: license } };
}

function purlOf(root: string, folder: string): string {
  return `pkg:npm/${packageName(folder).replace("@", "%40")}@${lockedPackage(root, folder).version}`;
}

/** Those of the bundled packages that a package names as its dependencies, where node would find them. */
function dependsOn(root: string, folder: string, libraries: readonly string[]): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  const places = Object.keys(dependencies).map((name) =>
    [`${folder}/node_modules/${name}`, `node_modules/${name}`].find((place) => libraries.includes(place)),
  );
  return places.filter((place) => place !== undefined).map((place) => purlOf(root, place));
}

/** Made from the content, so that the same release has the same number; version 8 of RFC 9562 is free for that. */
function uuidOf(text: string): string {
  const hex = new Bun.CryptoHasher("sha256").update(text).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
