/**
 * What a binary for musl needs to run on Debian: its package `musl`, and a libstdc++ over musl, which Debian has not. The parts of it that Bun
 * uses are linked from the compiler's own libstdc++.a; three things that those ask of glibc are added. On Alpine nothing of this is needed.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const glibcOnly = `#include <sys/syscall.h>
long syscall(long, ...);
__attribute__((visibility("hidden"))) void *__dso_handle = &__dso_handle;
char __libc_single_threaded = 0;
int _dl_find_object(void *address, void *result) { return -1; }
unsigned arc4random(void) { unsigned number = 0; syscall(SYS_getrandom, &number, sizeof number, 0); return number; }
`;

/** Why no binary for musl can be run here; undefined when one can. */
export function muslIsMissing(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return "this is no Linux on x64";
  if (existsSync("/etc/alpine-release")) return undefined;
  if (!existsSync("/lib/ld-musl-x86_64.so.1")) return "there is no musl: on Debian it is the package `musl`";
  return Bun.which("g++") === null ? "there is no g++ to link a libstdc++ over musl with" : undefined;
}

/** Makes the libraries for a binary in a folder, and returns the environment to run it in. */
export function muslEnvironment(binary: string, folder: string): Readonly<Record<string, string>> {
  if (existsSync("/etc/alpine-release")) return {};
  const source = join(folder, "glibc-only.c");
  writeFileSync(source, glibcOnly);
  const object = join(folder, "glibc-only.o");
  call("gcc", ["-fPIC", "-c", source, "-o", object]);
  // Also what counts as defined: the tables of the C++ runtime are copied into a program when it is loaded.
  const wanted = call("nm", ["-D", "--format=just-symbols", binary])
    .split("\n")
    .map((line) => line.replace(/@.*/, ""))
    .filter((symbol) => /^(?:_Z(?!TH|TW)|__cxa_(?!thread_atexit_impl|finalize)|__dynamic_cast)/.test(symbol));
  const archives = ["libstdc++.a", "libgcc.a", "libgcc_eh.a"].map((name) =>
    call("gcc", [`-print-file-name=${name}`]).trim(),
  );
  const library = join(folder, "libstdc++.so.6");
  const flags = ["-shared", "-nostdlib", "-o", library, "-Wl,-soname,libstdc++.so.6"];
  const roots = wanted.map((symbol) => `-Wl,-u,${symbol}`);
  call("gcc", [...flags, ...roots, object, "-Wl,--start-group", ...archives, "-Wl,--end-group"]);
  return { LD_LIBRARY_PATH: folder };
}

function call(program: string, args: readonly string[]): string {
  const run = Bun.spawnSync([program, ...args], { stdout: "pipe", stderr: "pipe" });
  if (run.exitCode !== 0) throw new Error(`${program} ended with exit code ${run.exitCode}\n${run.stderr.toString()}`);
  return run.stdout.toString();
}
