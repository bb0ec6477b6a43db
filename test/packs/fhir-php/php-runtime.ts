/** PHP for tests. Where it is missing tests are skipped with a sentence, and fail where CI is set. */
import { test } from "bun:test";
import { join } from "node:path";
import { namespace } from "./support.ts";

const programs = join(import.meta.dir, "php");

let answer: boolean | undefined;

function hasPhp(): boolean {
  answer ??= canRun();
  return answer;
}

function canRun(): boolean {
  try {
    return Bun.spawnSync(["php", "-r", "exit(PHP_VERSION_ID >= 80200 ? 0 : 1);"]).exitCode === 0;
  } catch {
    return false;
  }
}

/** `test`, or where there is no PHP one that skips and says what to install. */
export function phpTest(): typeof test {
  if (process.env.CI !== undefined || hasPhp()) return test;
  console.warn("skipped: PHP 8.2 is not there; on Debian: apt-get install php-cli");
  return test.skip as typeof test;
}

/** Runs a program of `php/` over the classes below a folder; whatever it complains of is an error. */
export function askPhp<Answer>(program: string, folder: string, request: object = {}): Answer {
  const settings = ["-d", "display_errors=stderr", "-d", "error_reporting=-1", "-d", "memory_limit=1G"];
  const input = JSON.stringify({ folder, namespace, ...request });
  const { stdout, stderr, exitCode } = Bun.spawnSync(["php", ...settings, join(programs, program)], {
    stdin: Buffer.from(input),
  });
  const complaint = stderr.toString();
  if (exitCode !== 0 || complaint !== "") throw new Error(`PHP ended with ${exitCode}\n${complaint}\n${stdout}`);
  return JSON.parse(stdout.toString()) as Answer;
}

/** Runs statements that `return` what they have to say. */
export function runPhp<Answer>(folder: string, code: string): Answer {
  return askPhp<Answer>("run.php", folder, { code });
}
