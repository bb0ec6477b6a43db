/** Fetches a repository with the user's own git: the one download that `new` knows, for `setup: owner/repo` with `--allow-net`. */
import { scrubbedEnvironment } from "./child-process.ts";

export interface CloneRequest {
  readonly url: string;
  /** A branch or a tag; the default branch without one. */
  readonly ref?: string;
  /** Absolute; made by git, must not exist or be empty. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** The newest state alone, without history and submodules. Throws Error with git's own words when it refuses; never asks for a password. */
export async function cloneRepository({ url, ref, folder, signal }: CloneRequest): Promise<void> {
  const program = Bun.which("git");
  if (program === null) throw new Error("there is no git on the PATH");
  // Hooks of a template folder of the user's settings are for repositories to work in.
  const args = ["-c", "core.hooksPath=/dev/null", "clone", "--quiet", "--depth", "1", "--no-recurse-submodules"];
  const branch = ref === undefined ? [] : [`--branch=${ref}`];
  const child = Bun.spawn([program, ...args, ...branch, "--", url, folder], {
    env: { ...scrubbedEnvironment(), GIT_TERMINAL_PROMPT: "0" },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const stop = () => child.kill();
  signal.addEventListener("abort", stop);
  const stderr = await child.stderr.text();
  const exitCode = await child.exited;
  signal.removeEventListener("abort", stop);
  if (exitCode !== 0) throw new Error(`git cannot fetch \`${url}\`: ${stderr.trim().split("\n").at(-1) ?? ""}`);
}
