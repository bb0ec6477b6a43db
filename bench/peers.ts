/**
 * What the benchmarks compare with: other generators, and the document they all read. Pinned versions, installed by npm into
 * bench/.work when they are missing. Run it by hand (`bun bench/peers.ts`) or let run.ts do it; without a network the peers are skipped.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const work = join(import.meta.dir, ".work");

const peers = {
  "openapi-typescript": "7.13.0",
  widdershins: "4.0.1",
  typescript: "5.9.3",
  "kysely-codegen": "0.20.0",
  kanel: "4.0.4",
  "@electric-sql/pglite": "0.5.16",
  kysely: "0.29.9",
  pg: "8.23.1",
  mysql2: "3.24.5",
  hygen: "6.2.11",
  "@atomic-ehr/codegen": "0.0.18-canary.20260727072946.f724a66",
} as const;
const documentPackage = "@octokit/openapi@23.0.2";
const documentFile = join(work, "octokit", "package", "generated", "api.github.com.json");

export type Peer = keyof typeof peers;

/** Path of the peer's entry script; `undefined` when it is not installed. */
export function findPeer(name: Peer): string | undefined {
  const script = {
    "openapi-typescript": "openapi-typescript/bin/cli.js",
    widdershins: "widdershins/widdershins.js",
    typescript: "typescript/bin/tsc",
    "kysely-codegen": "kysely-codegen/dist/cli/bin.js",
    kanel: "kanel/bin/kanel",
    "@electric-sql/pglite": "@electric-sql/pglite/package.json",
    kysely: "kysely/package.json",
    pg: "pg/package.json",
    mysql2: "mysql2/package.json",
    hygen: "hygen/dist/bin.js",
    "@atomic-ehr/codegen": "@atomic-ehr/codegen/dist/index.js",
  }[name];
  const path = join(work, "peers", "node_modules", script);
  return existsSync(path) ? path : undefined;
}

/** GitHub's REST description; `undefined` when it could not be fetched. */
export function findDocument(): string | undefined {
  return existsSync(documentFile) ? documentFile : undefined;
}

/** Installs what is missing. Says what it could not get and goes on. */
export function installPeers(say: (line: string) => void): void {
  mkdirSync(join(work, "peers"), { recursive: true });
  if ((Object.keys(peers) as Peer[]).some((name) => findPeer(name) === undefined)) installPackages(say);
  if (findDocument() === undefined) fetchDocument(say);
}

function installPackages(say: (line: string) => void): void {
  say("installing the peers into bench/.work");
  writeFileSync(
    join(work, "peers", "package.json"),
    `${JSON.stringify({ private: true, dependencies: peers }, null, 2)}\n`,
  );
  // openapi-typescript wants TypeScript 5 beside it, widdershins brings an old tree: neither concerns the other.
  npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"], join(work, "peers"), say);
}

function fetchDocument(say: (line: string) => void): void {
  say(`fetching ${documentPackage} into bench/.work`);
  const folder = join(work, "octokit");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (!npm(["pack", documentPackage, "--silent"], folder, say)) return;
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) {
    say("npm packed nothing");
    return;
  }
  Bun.spawnSync(["tar", "-xzf", archive, "package/generated/api.github.com.json"], { cwd: folder });
  rmSync(join(folder, archive));
}

function npm(args: string[], cwd: string, say: (line: string) => void): boolean {
  const { exitCode, stderr } = Bun.spawnSync(["npm", ...args], { cwd, stdout: "ignore", stderr: "pipe" });
  if (exitCode !== 0) say(`npm ${args[0]} did not work: ${stderr.toString().trim().split("\n").at(-1) ?? ""}`);
  return exitCode === 0;
}

if (import.meta.main) {
  installPeers((line) => console.error(line));
  for (const name of Object.keys(peers) as Peer[]) console.log(`${name}: ${findPeer(name) ?? "not installed"}`);
  console.log(`document: ${findDocument() ?? "not there"}`);
}
