/** Starts a program the user named, without the variables that make other programs load code. */

import { WITHIN } from "./file-lock.ts";

export interface CommandResult {
  readonly exitCode: number;
  /** Both streams, in order of arrival per stream. */
  readonly output: string;
}

/** Variables through which an environment could change what a child loads (docs/security.md, rule S0.2). */
const SCRUBBED = /^(BUN_|NODE_OPTIONS$|LD_PRELOAD$|DYLD_|GIT_)/;

/** Runs to the end. A program that does not exist gives exit code 127. `path` folders come before the PATH. */
export async function runCommand(
  argv: readonly string[],
  folder: string,
  path: readonly string[],
): Promise<CommandResult> {
  const env = scrubbedEnvironment();
  env.PATH = [...path, env.PATH ?? ""].join(process.platform === "win32" ? ";" : ":");
  const program = Bun.which(argv[0] ?? "", { PATH: env.PATH, cwd: folder });
  if (program === null) return { exitCode: 127, output: `there is no program \`${argv[0]}\`` };
  const child = Bun.spawn([program, ...argv.slice(1)], {
    cwd: folder,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { exitCode: await child.exited, output: `${stdout}${stderr}` };
}

export interface ShellResult {
  readonly exitCode: number;
  /** stderr, then stdout. */
  readonly output: string;
}

/**
 * Runs a command line in the system's shell, with `input` on its stdin (nothing when empty). Only `new` does this, for commands of the
 * user's own templates. A terminal is handed on, so that a command may ask. An aborted signal ends the shell; what it has started may
 * live on, and is not waited for.
 */
export async function runShell(
  command: string,
  folder: string,
  input: string,
  signal?: AbortSignal,
): Promise<ShellResult> {
  const argv = process.platform === "win32" ? ["cmd.exe", "/d", "/s", "/c", command] : ["/bin/sh", "-c", command];
  const child = Bun.spawn(argv, {
    cwd: folder,
    env: { ...scrubbedEnvironment(), [WITHIN]: [process.env[WITHIN] ?? [], process.pid].flat().join(",") },
    stdin: input === "" ? "inherit" : Buffer.from(input),
    stdout: "pipe",
    stderr: "pipe",
  });
  const stop = () => child.kill();
  signal?.addEventListener("abort", stop);
  const streams = Promise.all([child.stderr.text(), child.stdout.text()]);
  const stopped = child.exited.then(() => (signal?.aborted === true ? ["", ""] : streams));
  const output = (await Promise.race([streams, stopped])).join("");
  signal?.removeEventListener("abort", stop);
  return { exitCode: await child.exited, output };
}

/** What a child may see of the environment. */
export function scrubbedEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !SCRUBBED.test(name)) env[name] = value;
  }
  return env;
}

/** Words of a command line: blanks separate, `'…'` and `"…"` group. Nothing is expanded. */
export function splitWords(command: string): string[] {
  const words = command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}
