/**
 * Compiles the binary: `bun scripts/build.ts` makes dist/specmill for this machine; scripts/release.ts makes it for every system.
 * Registries are brought up to date first. Same sources, same Bun, same commit: the same binary, byte for byte.
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { hashContent, hashParts } from "#platform/hash.ts";
import { generateRegistries, writeRegistries } from "./registry.ts";
import { executableFacts } from "./release/executable.ts";

/** What the program knows of its own build, as text that replaces the names in the sources. */
export interface BuildFacts {
  readonly SPECMILL_VERSION: string;
  /** Digest of everything that can change an output: it is part of every job key, and equal for all targets. */
  readonly SPECMILL_BUILD: string;
  /** Commit of the sources, with `-dirty` when the tree had other changes; empty outside of a checkout. */
  readonly SPECMILL_COMMIT: string;
  /** The system that the binary is for, such as `linux-x64-musl`. No output may depend on it. */
  readonly SPECMILL_TARGET: string;
}

/** A system that is not the one at hand: Bun's name for it, and Bun's own executable for it. */
export interface ForeignSystem {
  readonly bunTarget: Bun.Build.CompileTarget;
  readonly executablePath: string;
}

export interface BuildRequest {
  readonly entry: string;
  readonly outfile: string;
  readonly facts: BuildFacts;
  readonly system?: ForeignSystem;
}

/**
 * Compiles one binary. Throws with the bundler's messages when the sources do not build.
 * Returns the absolute paths of what was compiled in.
 */
export async function build({ entry, outfile, facts, system }: BuildRequest): Promise<readonly string[]> {
  const result = await Bun.build({
    entrypoints: [entry],
    target: "bun",
    // Splitting with bytecode is what makes a lazy import() free until it is used; bytecode needs esm for top-level await.
    format: "esm",
    splitting: true,
    bytecode: true,
    minify: true,
    sourcemap: "none",
    metafile: true,
    plugins: [withoutLookups],
    define: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value)])),
    // The folder that specmill runs in must not configure it: no .env, no bunfig.toml, no tsconfig, no package.json.
    compile: {
      outfile,
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
      ...(system === undefined ? {} : { target: system.bunTarget, executablePath: system.executablePath }),
    },
  });
  if (!result.success) throw new AggregateError(result.logs, "the sources do not build");
  return Object.keys(result.metafile?.inputs ?? {}).map((path) => resolve(path));
}

/**
 * js-yaml asks for the parser of a type that specmill replaces when it is loaded, in a way that hides from bundlers: the binary would look for
 * it in the `node_modules` of whatever folder it runs in, and run what it finds there.
 */
const withoutLookups: Bun.BunPlugin = {
  name: "without look-ups at run time",
  setup(bundler) {
    bundler.onLoad({ filter: /js-yaml[\\/]lib[\\/]js-yaml[\\/]type[\\/]js[\\/]function\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes(LOOKUP)) throw new Error(`${path} does not look for esprima any more: mend scripts/build.ts`);
      return { contents: text.replace(LOOKUP, "undefined"), loader: "js" };
    });
  },
};

const LOOKUP = "_require('esprima')";

/** The target is this machine's until `SPECMILL_TARGET` is replaced. */
export function buildFacts(root: string): BuildFacts {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return {
    SPECMILL_VERSION: version,
    SPECMILL_BUILD: sourceDigest(root),
    SPECMILL_COMMIT: commitOf(root),
    SPECMILL_TARGET: targetOfExecutable(process.execPath),
  };
}

/** What a file of Bun runs on: the first pages of it tell. */
function targetOfExecutable(path: string): string {
  const head = Buffer.alloc(64 * 1024);
  const file = openSync(path, "r");
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  return executableFacts(head).target;
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

/** The folder has to be the top of its checkout: a source archive that was unpacked inside another project is none of its commits. */
function commitOf(root: string): string {
  const [prefix, commit] = git(root, ["rev-parse", "--show-prefix", "HEAD"])?.split("\n") ?? [];
  if (prefix !== "" || commit === undefined) return "";
  // Cut here, because git itself takes more digits in a repository with more commits.
  const short = commit.slice(0, 9);
  return git(root, ["status", "--porcelain"]) === "" ? short : `${short}-dirty`;
}

/** What git prints, without the last line feed. */
function git(root: string, words: readonly string[]): string | undefined {
  try {
    const run = Bun.spawnSync(["git", ...words], { cwd: root, stdout: "pipe", stderr: "ignore" });
    return run.exitCode === 0 ? run.stdout.toString().replace(/\n$/, "") : undefined;
  } catch {
    return undefined; // No git on this machine: a build from a source archive.
  }
}

if (import.meta.main) {
  const root = dirname(import.meta.dir);
  for (const path of writeRegistries(root, await generateRegistries(root))) console.error(`wrote ${path}`);
  const name = process.platform === "win32" ? "specmill.exe" : "specmill";
  const start = performance.now();
  await build({ entry: join(root, "src/main.ts"), facts: buildFacts(root), outfile: join(root, "dist", name) });
  console.error(`built dist/${name} in ${Math.round(performance.now() - start)} ms`);
}
