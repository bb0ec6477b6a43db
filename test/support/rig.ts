/**
 * Projects for end-to-end tests: a folder below the system's temporary one, and the compiled binary run in it.
 * The binary sees an environment made from nothing, so that no test depends on who runs it.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const name = process.platform === "win32" ? "specmill.exe" : "specmill";
/** SPECMILL_BINARY tests another build, such as the one for another system. */
export const binary = process.env.SPECMILL_BINARY ?? join(import.meta.dir, "..", "..", "dist", name);

export interface Run {
  /** 128 plus the signal's number when one ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to a PATH, a HOME in the project and nothing else. */
  readonly env?: Readonly<Record<string, string>>;
  /** After this time the process is killed and the test fails; a hang is a bug, not a slow test. */
  readonly timeoutMs?: number;
}

export interface Project extends AsyncDisposable {
  /** Absolute, with links resolved. */
  readonly root: string;
  /** Runs the binary in the project. */
  run(args: readonly string[], options?: Partial<RunOptions>): Promise<Run>;
  /** Writes files, with the folders they need; `undefined` removes one. */
  write(files: Files): void;
  read(path: string): string;
  has(path: string): boolean;
  /** Every file with its content; specmill's own state folder is left out. */
  tree(folder?: string): Tree;
}

export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;
/** Path relative to the folder -> content; `link -> target` for a link. */
export type Tree = Readonly<Record<string, string>>;

/** A new project that is removed at the end of the block: `await using shop = project({ … })`. */
export function project(files: Files): Project {
  if (!existsSync(binary)) throw new Error("dist/specmill does not exist: run `bun run build` first");
  const root = realpathSync(mkdtempSync(join(tmpdir(), "specmill-test-")));
  const made: Project = {
    root,
    run: (args, options) => run(args, { cwd: root, ...options }),
    write: (more) => writeFiles(root, more),
    read: (path) => readFileSync(join(root, path), "utf8"),
    has: (path) => existsSync(join(root, path)),
    tree: (folder = ".") => tree(join(root, folder)),
    async [Symbol.asyncDispose]() {
      makeRemovable(root);
      rmSync(root, { recursive: true, force: true });
    },
  };
  made.write(files);
  return made;
}

/** Runs dist/specmill to its end. */
export async function run(args: readonly string[], options: RunOptions): Promise<Run> {
  const child = start(args, options);
  const timeoutMs = options.timeoutMs ?? 60_000;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  clearTimeout(timer);
  if (late) throw new Error(`specmill ${args.join(" ")} did not end within ${timeoutMs} ms\n${stderr}`);
  return { code, stdout, stderr };
}

/** Starts dist/specmill and hands back the process, for tests that kill it. */
export function start(args: readonly string[], options: RunOptions) {
  return Bun.spawn([binary, ...args], {
    cwd: options.cwd,
    env: { PATH: "/usr/bin:/bin", HOME: join(options.cwd, ".home"), ...options.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

export function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path);
    if (content === undefined) {
      rmSync(target, { force: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** Every file below a folder, sorted by path; `.specmill` is left out, because it says how we got here and not where we are. */
export function tree(root: string): Tree {
  const found: Record<string, string> = {};
  const visit = (folder: string) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name === ".specmill" || name === ".git" || name === ".home") continue;
      const stat = lstatSync(join(root, path));
      if (stat.isDirectory()) visit(path);
      else if (stat.isSymbolicLink()) found[path] = `link -> ${readlinkSync(join(root, path))}`;
      else found[path] = readFileSync(join(root, path), "utf8");
    }
  };
  if (existsSync(root)) visit("");
  return found;
}

/** A test may have taken the right to write; cleaning up must not depend on it. */
function makeRemovable(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) makeRemovable(join(folder, entry.name));
  }
}
