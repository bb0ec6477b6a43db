/**
 * Compiles the binary: `bun scripts/build.ts` makes dist/specmill for this machine, `--all` makes dist/<target>/specmill for every
 * other. Registries are brought up to date first. Same sources, same Bun, same commit: the same binary, byte for byte.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashContent, hashParts } from "#platform/hash.ts";
import { generateRegistries, writeRegistries } from "./registry.ts";

/** Everything that `--all` builds: Bun's names for its platforms. Baseline is for processors before AVX2 (2013). */
export const targets = [
  "bun-linux-x64",
  "bun-linux-x64-baseline",
  "bun-linux-x64-musl",
  "bun-linux-arm64",
  "bun-linux-arm64-musl",
  "bun-darwin-x64",
  "bun-darwin-arm64",
  "bun-windows-x64",
] as const;

export type BuildTarget = (typeof targets)[number];

/** What the program knows of its own build, as text that replaces the names in the sources. */
export interface BuildFacts {
  readonly SPECMILL_VERSION: string;
  /** Digest of everything that can change an output: it is part of every job key, and equal for all targets. */
  readonly SPECMILL_BUILD: string;
  /** Commit of the sources, with a `+` when the tree had other changes; empty outside of a checkout. */
  readonly SPECMILL_COMMIT: string;
}

export interface BuildRequest {
  readonly entry: string;
  readonly outfile: string;
  readonly target?: BuildTarget;
  readonly facts: BuildFacts;
}

/** Compiles one binary. Throws with the bundler's messages when the sources do not build. */
export async function build({ entry, outfile, target, facts }: BuildRequest): Promise<void> {
  const result = await Bun.build({
    entrypoints: [entry],
    target: "bun",
    // Splitting with bytecode is what makes a lazy import() free until it is used; bytecode needs esm for top-level await.
    format: "esm",
    splitting: true,
    bytecode: true,
    minify: true,
    sourcemap: "none",
    define: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value)])),
    // The folder that specmill runs in must not configure it: no .env, no bunfig.toml, no tsconfig, no package.json.
    compile: {
      outfile,
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
      ...(target === undefined ? {} : { target }),
    },
  });
  if (!result.success) throw new AggregateError(result.logs, "the sources do not build");
}

export function buildFacts(root: string): BuildFacts {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { SPECMILL_VERSION: version, SPECMILL_BUILD: sourceDigest(root), SPECMILL_COMMIT: commitOf(root) };
}

/** Digest of the sources, the packs, the locked packages and the runtime; paths count, times and machines do not. */
export function sourceDigest(root: string): string {
  const paths = ["src/**", "templates/**", "package-lock.json"].flatMap((pattern) => [
    ...new Bun.Glob(pattern).scanSync({ cwd: root }),
  ]);
  const named = paths.map((path) => path.replaceAll("\\", "/")).sort();
  const parts = named.flatMap((path) => [path, hashContent(readFileSync(join(root, path)))]);
  return hashParts([Bun.version, ...parts]);
}

function commitOf(root: string): string {
  const commit = git(root, ["rev-parse", "--short=12", "HEAD"]);
  if (commit === undefined) return "";
  return git(root, ["status", "--porcelain"]) === "" ? commit : `${commit}+`;
}

function git(root: string, words: readonly string[]): string | undefined {
  try {
    const run = Bun.spawnSync(["git", ...words], { cwd: root, stdout: "pipe", stderr: "ignore" });
    return run.exitCode === 0 ? run.stdout.toString().trim() : undefined;
  } catch {
    return undefined; // No git on this machine: a build from a source archive.
  }
}

function outfileOf(root: string, target: BuildTarget): string {
  const ending = target.includes("windows") ? ".exe" : "";
  return join(root, "dist", target.replace("bun-", ""), `specmill${ending}`);
}

if (import.meta.main) {
  const root = dirname(import.meta.dir);
  for (const path of writeRegistries(root, await generateRegistries(root))) console.error(`wrote ${path}`);
  const facts = buildFacts(root);
  const entry = join(root, "src/main.ts");
  const outfiles = process.argv.includes("--all")
    ? targets.map((target) => ({ target, outfile: outfileOf(root, target) }))
    : [{ outfile: join(root, "dist", process.platform === "win32" ? "specmill.exe" : "specmill") }];
  for (const one of outfiles) {
    const start = performance.now();
    await build({ entry, facts, ...one });
    console.error(`built ${one.outfile.slice(root.length + 1)} in ${Math.round(performance.now() - start)} ms`);
  }
}
