/** Starts a program the user named, without a shell and without the variables that make other programs load code. */

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
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !SCRUBBED.test(name)) env[name] = value;
  }
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

/** Words of a command line: blanks separate, `'…'` and `"…"` group. Nothing is expanded. */
export function splitWords(command: string): string[] {
  const words = command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}
