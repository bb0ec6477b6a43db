/**
 * One run at a time in a project. An advisory flock where the system has it: the kernel lets go when the process dies, so nothing can
 * be left behind by a kill. Elsewhere a file made with O_EXCL that names its process, and is taken over when that process is gone.
 */
import * as fs from "node:fs";

export interface FileLock {
  /** It is that of a run that waits for this one: a command of an action may be specmill again. */
  readonly isBorrowed?: boolean;
  release(): void;
}

/** Names the processes, from the outside in, whose commands this process runs in. */
export const WITHIN = "SPECMILL_WITHIN";

/** Takes the lock, or says who holds it. Never waits. `path` is created when it is missing; its folder must exist. */
export function tryLock(path: string): FileLock | { readonly holder: string } {
  const call = loadFlock();
  const found = call === undefined ? lockByFile(`${path}.pid`) : lockByKernel(path, call);
  return "holder" in found && waitsForThis(found.holder) ? { isBorrowed: true, release() {} } : found;
}

function waitsForThis(holder: string): boolean {
  return (process.env[WITHIN] ?? "").split(",").some((pid) => pid !== "" && holder === `process ${pid}`);
}

/** Whether the kernel keeps the lock, so that it ends with the process. */
export function hasKernelLock(): boolean {
  return loadFlock() !== undefined;
}

type Flock = (file: number, operation: number) => number;
const LOCK_EXCLUSIVE_NOW = 2 | 4;

function lockByKernel(path: string, flock: Flock): FileLock | { readonly holder: string } {
  const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT | (fs.constants.O_NOFOLLOW ?? 0), 0o666);
  if (flock(file, LOCK_EXCLUSIVE_NOW) !== 0) {
    const holder = fs.readFileSync(file, "utf8").trim();
    fs.closeSync(file);
    return { holder: holder === "" ? "another process" : `process ${holder}` };
  }
  fs.ftruncateSync(file);
  fs.writeSync(file, `${process.pid}\n`, 0);
  return { release: () => fs.closeSync(file) };
}

function lockByFile(path: string): FileLock | { readonly holder: string } {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      fs.writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
      return { release: () => fs.rmSync(path, { force: true }) };
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
    }
    const holder = Number(fs.readFileSync(path, "utf8").trim());
    if (isAlive(holder)) return { holder: `process ${holder}` };
    fs.rmSync(path, { force: true });
  }
  return { holder: "another process" };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}

function loadFlock(): Flock | undefined {
  const names: Record<string, readonly string[]> = {
    linux: ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`],
    darwin: ["libSystem.B.dylib"],
  };
  for (const name of names[process.platform] ?? []) {
    try {
      const { dlopen, FFIType } = require("bun:ffi") as typeof import("bun:ffi");
      const library = dlopen(name, { flock: { args: [FFIType.i32, FFIType.i32], returns: FFIType.i32 } });
      return library.symbols.flock as Flock;
    } catch {
      // Not this C library.
    }
  }
  return undefined;
}
