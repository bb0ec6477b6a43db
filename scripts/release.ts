/**
 * Makes a release: compiles the binary for every system and writes archives, checksums, the bill of materials, the install scripts and
 * the folders of the npm packages. Same commit, same Bun: the same bytes. The time in the archives is SOURCE_DATE_EPOCH, or that of the commit.
 *
 *     bun scripts/release.ts [--target NAME]... [--out dist/release] [--base-url URL] [--repository URL]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BuildFacts } from "./build.ts";
import { buildFacts } from "./build.ts";
import { generateRegistries, writeRegistries } from "./registry.ts";
import { compileBinary } from "./release/binary.ts";
import { companions } from "./release/companions.ts";
import { installers } from "./release/installers.ts";
import { writePlatformPackage, writeWrapperPackage } from "./release/npm-packages.ts";
import { sbomText } from "./release/sbom.ts";
import { tarGz } from "./release/tar.ts";
import type { ReleaseTarget } from "./release/targets.ts";
import { binaryName, chosenTargets, isWindows } from "./release/targets.ts";
import { zip } from "./release/zip.ts";

export interface ReleaseRequest {
  readonly root: string;
  readonly out: string;
  readonly targets: readonly ReleaseTarget[];
  /** Where the files will lie, for the install scripts; may be empty. */
  readonly baseUrl: string;
  /** Of the sources, for the npm packages: npm compares it with where they were made. */
  readonly repository?: string | undefined;
}

/** What was made for one system; sizes in bytes. */
export interface Released {
  readonly target: string;
  readonly archive: string;
  readonly binarySize: number;
  readonly archiveSize: number;
  readonly milliseconds: number;
}

/** What all systems of a release have in common. */
interface Release extends ReleaseRequest {
  readonly facts: BuildFacts;
  readonly seconds: number;
  /** For runtimes and binaries; gone at the end. */
  readonly work: string;
  /** Folders of the packages that were compiled in. */
  readonly bundled: Set<string>;
  readonly checksums: Map<string, string>;
}

/** Makes the release in `out`, which holds nothing else afterwards. `tell` hears of each system when it is done. */
export async function release(request: ReleaseRequest, tell: (one: Released) => void = () => {}): Promise<void> {
  const { root, out, targets } = request;
  const work = mkdtempSync(join(tmpdir(), "specmill-release-"));
  const made: Release = {
    ...request,
    facts: buildFacts(root),
    seconds: releaseTime(root),
    work,
    bundled: new Set(),
    checksums: new Map(),
  };
  try {
    emptyFolder(out);
    for (const target of targets) tell(await releaseTarget(made, target));
    writeCompanyFiles(made);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function releaseTarget(made: Release, target: ReleaseTarget): Promise<Released> {
  const start = performance.now();
  const { binary, bundled } = await compileBinary(target, made);
  for (const folder of bundled) made.bundled.add(folder);
  const version = made.facts.SPECMILL_VERSION;
  const beside = companions(made.root, bundled);
  const folder = `specmill-${version}-${target.name}`;
  const entries = [{ path: binaryName(target), bytes: binary, isExecutable: true }, ...beside]
    .map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const archive = `${folder}${isWindows(target) ? ".zip" : ".tar.gz"}`;
  const bytes = (isWindows(target) ? zip : tarGz)(entries, made.seconds);
  writeReleased(made, archive, bytes);
  writePlatformPackage(
    join(made.out, "npm", target.name),
    target,
    { version, repository: made.repository },
    {
      binary,
      companions: beside,
    },
  );
  const milliseconds = Math.round(performance.now() - start);
  return { target: target.name, archive, binarySize: binary.length, archiveSize: bytes.length, milliseconds };
}

/** What a release has once. */
function writeCompanyFiles(made: Release): void {
  const { root, out, targets, facts, seconds, baseUrl } = made;
  const version = facts.SPECMILL_VERSION;
  const sbom = sbomText({
    root,
    version,
    commit: facts.SPECMILL_COMMIT,
    seconds,
    libraries: [...made.bundled].sort(),
    runtimes: targets.map((target) => `node_modules/${target.runtime}`).sort(),
  });
  writeReleased(made, `specmill-${version}.cdx.json`, Buffer.from(sbom));
  for (const [name, text] of Object.entries(installers(root, { version, baseUrl }))) {
    writeReleased(made, name, Buffer.from(text));
  }
  writeWrapperPackage(root, join(out, "npm", "specmill"), { version, repository: made.repository });
  const sums = [...made.checksums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`);
  writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
}

/** A file of the release, and its checksum beside it in the form that `sha256sum -c` reads. */
function writeReleased({ out, checksums }: Release, name: string, bytes: Uint8Array): void {
  const sum = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  writeFileSync(join(out, name), bytes);
  writeFileSync(join(out, `${name}.sha256`), `${sum}  ${name}\n`);
  checksums.set(name, sum);
}

/** Only a folder that a release has made is emptied: `--out` may have been a slip of the hand. */
function emptyFolder(out: string): void {
  mkdirSync(out, { recursive: true });
  const found = [...new Bun.Glob("*").scanSync({ cwd: out, onlyFiles: false, dot: true })];
  const strange = found.find((name) => !/^(?:specmill-.*|install\.(?:sh|ps1).*|SHA256SUMS|npm)$/.test(name));
  if (strange !== undefined)
    throw new Error(`\`${out}\` holds \`${strange}\`, which no release has made: name another folder`);
  for (const name of found) rmSync(join(out, name), { recursive: true });
}

function releaseTime(root: string): number {
  const asked = process.env.SOURCE_DATE_EPOCH;
  if (asked !== undefined && /^\d+$/.test(asked)) return Number(asked);
  const run = Bun.spawnSync(["git", "log", "-1", "--format=%ct"], { cwd: root, stdout: "pipe", stderr: "ignore" });
  const commit = run.exitCode === 0 ? Number(run.stdout.toString()) : 0;
  return commit || Date.UTC(1980) / 1000; // A zip knows no earlier time.
}

function describe({ archive, binarySize, archiveSize, milliseconds }: Released): string {
  const megabytes = (size: number) => `${(size / 1e6).toFixed(1).padStart(6)} MB`;
  return `${archive.padEnd(42)} ${megabytes(binarySize)} ${megabytes(archiveSize)} ${(milliseconds / 1000).toFixed(1).padStart(5)} s`;
}

if (import.meta.main) {
  const root = dirname(import.meta.dir);
  const { values } = parseArgs({
    options: {
      target: { type: "string", multiple: true, default: [] },
      out: { type: "string", default: "dist/release" },
      "base-url": { type: "string", default: process.env.SPECMILL_BASE_URL ?? "" },
      repository: { type: "string" },
    },
  });
  for (const path of writeRegistries(root, await generateRegistries(root))) console.error(`wrote ${path}`);
  const targets = chosenTargets(values.target);
  const { out, repository, "base-url": baseUrl } = values;
  await release({ root, out: resolve(out), targets, baseUrl, repository }, (one) => console.error(describe(one)));
}
