/**
 * Bun for other systems, from the npm packages that package-lock.json pins. npm fetches; what arrives is compared with the
 * integrity of the lock file before anything is taken from it. Kept in the user's cache folder, and compared again on every use.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { lockedPackage } from "./locked-packages.ts";

/** npm's own is a minute and more, which somebody without a connection would wait for each time. */
const patience = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];

/** `SPECMILL_RUNTIMES` names another folder: a pipeline keeps it from run to run. */
export function runtimeFolder(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return process.env.SPECMILL_RUNTIMES || join(cache, "specmill-build", "runtimes");
}

/** Puts the executable of a package such as `@oven/bun-darwin-arm64` into a folder and returns its path. */
export async function unpackRuntime(root: string, name: string, folder: string): Promise<string> {
  const bytes = await runtimeArchive(root, name);
  const files = await new Bun.Archive(bytes).files("package/bin/*");
  const [file] = files.values();
  if (file === undefined) throw new Error(`\`${name}\` holds no executable`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name.replaceAll("/", "-"));
  writeFileSync(path, new Uint8Array(await file.arrayBuffer()));
  chmodSync(path, 0o755);
  return path;
}

/** The package as npm packed it: from the cache, or fetched into it. */
export async function runtimeArchive(root: string, name: string): Promise<Uint8Array> {
  const { version, integrity } = lockedPackage(root, `node_modules/${name}`);
  const kept = join(runtimeFolder(), `${name.replaceAll("/", "-")}-${version}.tgz`);
  if (!existsSync(kept)) await download(root, `${name}@${version}`, kept);
  const bytes = new Uint8Array(readFileSync(kept));
  if (integrityOf(bytes) === integrity) return bytes;
  rmSync(kept);
  throw new Error(
    `\`${name}@${version}\` is not what package-lock.json pins: it was deleted from the cache, try again`,
  );
}

/** npm writes beside the place first, so that a download that was cut off is never taken for a whole one. */
async function download(root: string, wanted: string, kept: string): Promise<void> {
  mkdirSync(runtimeFolder(), { recursive: true });
  const folder = mkdtempSync(join(runtimeFolder(), ".download-"));
  try {
    await npm(root, ["pack", wanted, "--loglevel=error", "--pack-destination", folder, ...patience]);
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error(`npm fetched nothing for \`${wanted}\``);
    renameSync(join(folder, file), kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs npm to its end; what it prints is only of interest when it fails. */
export async function npm(cwd: string, args: readonly string[]): Promise<string> {
  const command = Bun.which("npm");
  if (command === null) throw new Error("npm is needed and not on the PATH: it comes with Node");
  const child = Bun.spawn([command, ...args], { cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0) throw new Error(`\`npm ${args.join(" ")}\` ended with exit code ${code}\n${stderr.trim()}`);
  return stdout;
}

function integrityOf(bytes: Uint8Array): string {
  return `sha512-${new Bun.CryptoHasher("sha512").update(bytes).digest("base64")}`;
}
