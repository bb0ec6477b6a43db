/** A project, a cache and a home made for one test, and a pull in them that does not wait between its tries. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import { realFileSystem } from "#platform/file-system.ts";
import { noTrace } from "#platform/trace.ts";
import type { FhirLock } from "#sources/fhir/fhir-lock.ts";
import type { Options } from "#sources/fhir/options.ts";
import { pullPackages } from "#sources/fhir/pull.ts";
import type { PullContext, Pulled } from "#sources/source.ts";

export interface PullRig extends Disposable {
  readonly root: string;
  readonly cache: string;
  /** What was reported by the last pull. */
  readonly reported: readonly Diagnostic[];
  /** Milliseconds of every pause of the last pull. */
  readonly pauses: readonly number[];
  /** Pulls, and writes the lock file as the pipeline would. */
  pull(packages: readonly string[], options?: PullOptions): Promise<PulledLock>;
  /** What a pull that fails says: the message and the notes of each problem. */
  refusal(packages: readonly string[], options?: PullOptions): Promise<readonly Diagnostic[]>;
  write(path: string, content: string | Uint8Array): void;
  read(path: string): string;
  /** Names in the cache that begin with no dot, sorted. */
  cached(): string[];
  /** All names in the cache. */
  everything(): string[];
}

export interface PullOptions extends Omit<Partial<Options>, "packages"> {
  readonly check?: boolean;
  readonly env?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
}

export interface PulledLock extends Pulled {
  readonly lock: FhirLock;
}

const documentLimits = { documentBytes: 64 << 20, depth: 500, renderMs: 1000 };

export function pullRig(registries: readonly string[]): PullRig {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-fhir-")));
  const cache = join(root, "home/.fhir/packages");
  const reported: Diagnostic[] = [];
  const pauses: number[] = [];
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const run = (packages: readonly string[], { check = false, env = {}, signal, ...options }: PullOptions) => {
    reported.length = 0;
    pauses.length = 0;
    const variables: { readonly [name: string]: string } = { HOME: join(root, "home"), ...env };
    const context: PullContext = {
      root,
      fs: realFileSystem,
      report: (problem) => void reported.push(problem),
      emit: () => {},
      trace: noTrace,
      signal: signal ?? new AbortController().signal,
      untrusted: false,
      limits: documentLimits,
      check,
      env: (name) => variables[name],
    };
    const all = { registries: [...registries], timeout: 5, ...options, packages: [...packages] };
    const sleep = async (ms: number) => void pauses.push(ms);
    return pullPackages({ name: "fhir", options: all, limits: documentLimits }, context, sleep);
  };
  const names = () => {
    try {
      return readdirSync(cache).sort();
    } catch {
      return [];
    }
  };
  return {
    root,
    cache,
    reported,
    pauses,
    async pull(packages, options = {}) {
      const pulled = await run(packages, options);
      if (options.check !== true) write(options.lock ?? "fhir.lock.json", pulled.text);
      return { ...pulled, lock: JSON.parse(pulled.text) as FhirLock };
    },
    async refusal(packages, options = {}) {
      try {
        await run(packages, options);
      } catch (problem) {
        if (problem instanceof SpecmillError) return problem.diagnostics;
        throw problem;
      }
      throw new Error("the pull went well");
    },
    write,
    read: (path) => readFileSync(join(root, path), "utf8"),
    cached: () => names().filter((name) => name.includes("#")),
    everything: names,
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Ids of the packages of a lock. */
export function idsOf({ packages }: FhirLock): string[] {
  return packages.map(({ name, version }) => `${name}@${version}`);
}

/** A problem as one text: its code, its message and its notes, each on a line. */
export function inWords(problems: readonly Diagnostic[]): string {
  return problems
    .map(({ code, message, notes }) => [`${code}: ${message}`, ...notes.map((note) => `  ${note.message}`)].join("\n"))
    .join("\n");
}
