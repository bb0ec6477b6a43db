/**
 * FHIR packages at their full size, as npm carries them: downloaded once into a cache folder of the user, and verified before every use.
 * The registry is the one that npm is set up for.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { writeR4Package } from "../../bench/r4-package.ts";

/** Nobody vouches for who put these on npm: these are the bytes that were looked at. */
const pins = {
  "hl7.fhir.r4b.core@4.3.0":
    "sha512-2Xa3QB5PQxNchsA8chSq3OLMHJf55iEc44bZCFaRarX6Leo8qjeTXSq4RNSMpvKtfG4u7CkWpEmlQtb0rwLWFw==",
  "hl7.fhir.r5.core@5.0.0":
    "sha512-0TvJB1KKtokn/P2mRwcqEY8v8RN8IE/pQjvtlsPaJdYaDfYx4UBhuY4afAGeQjW01p9SNYPphxAFFkEsS6P05A==",
  "hl7.fhir.r4.examples@4.0.1":
    "sha512-DXBdIZOeQaSKIgCU7w6HOC7sw/6BzylmipLkBW4f//pT+Bc94x+8LImwTdvaNThPJoOzpBzvxAzNqjeu3X/zLw==",
} as const;

export type Download = keyof typeof pins;

/** The SRI hash that the archive has. */
export function integrityOf(id: Download): string {
  return pins[id];
}

/** Path of the verified archive; downloads it when it is not there or damaged. Throws a sentence when that does not work. */
export function archiveOf(id: Download): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "specmill-fhir-downloads");
  const path = join(cache, `${id.replace("@", "-")}.tgz`);
  if (existsSync(path) && hashOf(path) === pins[id]) return path;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "new-"));
  try {
    const packed = pack(id, folder);
    const hash = hashOf(packed);
    if (hash !== pins[id]) throw new Error(`${id} is not the package that was looked at: ${hash}`);
    // Whoever else downloads it at this moment puts the same bytes there.
    renameSync(packed, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return path;
}

function pack(id: Download, folder: string): string {
  // Where tests may be skipped a machine without a network should not wait for long.
  const retries = process.env.CI === undefined ? ["--fetch-retries=0"] : [];
  const command = ["npm", "pack", id, "--silent", ...retries];
  const { exitCode, stdout } = Bun.spawnSync(command, { cwd: folder, stdout: "pipe", stderr: "ignore" });
  const name = stdout.toString().trim().split("\n").at(-1) ?? "";
  if (exitCode !== 0 || name === "") throw new Error(`\`npm pack ${id}\` did not work: exit code ${exitCode}`);
  return join(folder, name);
}

function hashOf(path: string): string {
  return `sha512-${new Bun.CryptoHasher("sha512").update(readFileSync(path)).digest("base64")}`;
}

/** Unpacks an archive below `folder`; gives the folder with its files. */
export async function unpack(id: Download, folder: string): Promise<string> {
  await new Bun.Archive(await Bun.file(archiveOf(id)).bytes()).extract(folder);
  return join(folder, "package");
}

export const releases = ["R4", "R4B", "R5"] as const;
export type Release = (typeof releases)[number];

/** Puts the definitions of a release below `folder`; gives the folder that is the package. */
export async function unpackRelease(release: Release, folder: string): Promise<string> {
  if (release === "R4B") return unpack("hl7.fhir.r4b.core@4.3.0", folder);
  if (release === "R5") return unpack("hl7.fhir.r5.core@5.0.0", folder);
  const made = join(folder, "package");
  writeR4Package(await unpack("hl7.fhir.r4.examples@4.0.1", join(folder, "examples")), made);
  rmSync(join(folder, "examples"), { recursive: true });
  return made;
}

let problem: string | undefined;

/** Why the packages cannot be had; "" when all are there. Downloads what is missing, and asks once. */
export function whatIsMissing(): string {
  problem ??= missing();
  return problem;
}

function missing(): string {
  try {
    for (const id of Object.keys(pins) as Download[]) archiveOf(id);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
