/**
 * Runs git. Every call is an argument list; of the environment git gets what says which repository, index and settings are meant, and
 * nothing that could make it start another program than the user's own settings do. Offline, without a prompt and without a daemon.
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** git refused; the message is its own. */
export class GitProblem extends Error {
  override name = "GitProblem";
}

export interface GitCall {
  /** Absolute; where git stands. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly input?: string | Uint8Array<ArrayBuffer>;
  /** Wins over the index that the environment names. Absolute. */
  readonly indexFile?: string | undefined;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Uint8Array<ArrayBuffer>;
  readonly stderr: string;
}

/** Runs git to its end, whatever that is. `undefined` when there is no git on the PATH. */
export async function tryGit({ folder, args, input = "", indexFile }: GitCall): Promise<GitResult | undefined> {
  const program = Bun.which("git");
  if (program === null) return undefined;
  const env = environment(folder);
  // A repository may configure a program that watches its files; a hook starts none.
  const child = Bun.spawn([program, "-c", "core.fsmonitor=false", ...args], {
    cwd: folder,
    env: indexFile === undefined ? env : { ...env, GIT_INDEX_FILE: indexFile },
    stdin: input.length === 0 ? "ignore" : typeof input === "string" ? Buffer.from(input) : input,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.bytes(), child.stderr.text()]);
  return { exitCode: await child.exited, stdout, stderr };
}

/** What git prints. Throws GitProblem when it refuses. */
export async function runGit(call: GitCall): Promise<Uint8Array<ArrayBuffer>> {
  const result = await tryGit(call);
  if (result === undefined) throw new GitProblem("there is no git on the PATH");
  if (result.exitCode !== 0) throw new GitProblem(result.stderr.trim());
  return result.stdout;
}

/** A list that was printed with `-z`. */
export function pathsOf(printed: Uint8Array): string[] {
  const list = new TextDecoder().decode(printed).split("\0");
  list.pop();
  return list;
}

/** Where the repository is, and whose settings count: another git than the one that calls the hook would give another answer. */
const HANDED_ON =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|CEILING_DIRECTORIES|CONFIG_\w+|EXEC_PATH)$/;
const SCRUBBED = /^(?:BUN_|NODE_OPTIONS$|LD_PRELOAD$|DYLD_|GIT_)/;
/** Paths that git takes from the folder it is started in. (A relative GIT_INDEX_FILE is taken from the top of the work tree.) */
const FROM_HERE = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"];

function environment(folder: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (HANDED_ON.test(name) || !SCRUBBED.test(name))) env[name] = value;
  }
  for (const name of FROM_HERE) if (env[name] !== undefined) env[name] = resolve(env[name]);
  // English words, because one message is looked at; no lock for what only looks.
  Object.assign(env, { LANGUAGE: "en", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" });
  const { GIT_DIR, GIT_WORK_TREE } = env;
  if (GIT_DIR === undefined || GIT_WORK_TREE !== undefined) return env;
  // With a folder of git and no work tree, git takes the folder it stands in for the tree, and that is not always the top.
  if (samePlace(gitFolderAbove(folder), GIT_DIR)) delete env.GIT_DIR;
  else env.GIT_WORK_TREE = process.cwd();
  return env;
}

/** The folder of git that the nearest `.git` is or leads to (work trees of `git worktree` and submodules have a file). */
function gitFolderAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, ".git");
    const stat = statSync(found, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return found;
    if (stat?.isFile()) return resolve(at, /^gitdir: (.*?)\n?$/s.exec(readFileSync(found, "utf8"))?.[1] ?? "");
    if (dirname(at) === at) return undefined;
  }
}

function samePlace(a: string | undefined, b: string): boolean {
  try {
    return a !== undefined && realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
