/**
 * The npm packages of a release: `specmill`, a few lines of JavaScript that start the binary, and one package a system that holds it.
 * npm installs the one that fits, because they are optional and say what they are for; no package has an install script.
 */
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ArchiveEntry } from "./tar.ts";
import type { ReleaseTarget } from "./targets.ts";
import { binaryName, releaseTargets } from "./targets.ts";

/** What all packages of a release say of themselves. */
export interface PackageFacts {
  readonly version: string;
  readonly repository?: string | undefined;
}

/** `@specmill/linux-x64`. */
export function platformPackage(target: ReleaseTarget): string {
  return `@specmill/${target.name}`;
}

/** Writes the folder of the package that holds one binary. */
export function writePlatformPackage(
  folder: string,
  target: ReleaseTarget,
  facts: PackageFacts,
  files: { readonly binary: Uint8Array; readonly companions: readonly ArchiveEntry[] },
): void {
  const manifest = {
    name: platformPackage(target),
    version: facts.version,
    description: `The binary of specmill for ${target.name}`,
    license: "MIT",
    ...repositoryField(facts),
    os: [target.npm.os],
    cpu: [target.npm.cpu],
    ...(target.npm.libc === undefined ? {} : { libc: [target.npm.libc] }),
    preferUnplugged: true,
  };
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeManifest(folder, manifest);
  writeFileSync(join(folder, "README.md"), `# ${manifest.name}\n\n${manifest.description}: install \`specmill\`.\n`);
  for (const { path, bytes } of files.companions) {
    if (path === "LICENSE" || path === "THIRD-PARTY.txt") writeFileSync(join(folder, path), bytes);
  }
  const binary = join(folder, "bin", binaryName(target));
  writeFileSync(binary, files.binary);
  chmodSync(binary, 0o755);
}

/** Writes the folder of the package `specmill`. It names every system, also one that this run did not build. */
export function writeWrapperPackage(root: string, folder: string, facts: PackageFacts): void {
  cpSync(join(root, "npm", "specmill"), folder, { recursive: true });
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  writeManifest(folder, {
    name: "specmill",
    version: facts.version,
    description: "One binary that turns specifications into code and documents, and keeps them in step",
    license: "MIT",
    ...repositoryField(facts),
    type: "commonjs",
    bin: { specmill: "bin/specmill.js" },
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(releaseTargets.map((target) => [platformPackage(target), facts.version])),
  });
}

function repositoryField({ repository }: PackageFacts) {
  return repository === undefined ? {} : { repository: { type: "git", url: `git+${repository}.git` } };
}

function writeManifest(folder: string, manifest: object): void {
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
