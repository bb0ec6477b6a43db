/**
 * PHP for tests, with Illuminate's database component from Debian's packages. Where it is missing tests are skipped with a sentence, and
 * fail where CI is set.
 */
import { test } from "bun:test";
import { join } from "node:path";

const packages = "php-cli php-illuminate-database php-pgsql php-mysql php-sqlite3";
const programs = join(import.meta.dir, "php");

let answer: boolean | undefined;

/** Whether PHP runs and finds Illuminate; asked once. */
export function hasPhp(): boolean {
  answer ??= canRun();
  return answer;
}

function canRun(): boolean {
  try {
    const probe = "require 'Illuminate/Database/autoload.php'; exit(PHP_VERSION_ID >= 80100 ? 0 : 1);";
    return Bun.spawnSync(["php", "-r", probe]).exitCode === 0;
  } catch {
    return false;
  }
}

/** `test`, or where there is no PHP one that skips and says what to install. */
export function phpTest(): typeof test {
  if (process.env.CI !== undefined || hasPhp()) return test;
  console.warn(
    `skipped: PHP 8.1 with Illuminate's database component is not there; on Debian: apt-get install ${packages}`,
  );
  return test.skip as typeof test;
}

/** Runs a program, and gives what it prints; whatever it complains of is an error. */
export function runPhp(program: string): string {
  return finished(Bun.spawnSync(["php", "-d", "display_errors=stderr"], { stdin: Buffer.from(program) }));
}

/** Runs a program of `php/` with a request, and gives its answer. Nothing blocks, so that a test can ask for a time. */
export async function askPhp<Answer>(program: string, request: object): Promise<Answer> {
  const command = [
    "php",
    "-d",
    "display_errors=stderr",
    "-d",
    "error_reporting=E_ALL&~E_DEPRECATED",
    join(programs, program),
  ];
  const child = Bun.spawn(command, { stdin: Buffer.from(JSON.stringify(request)), stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return JSON.parse(finished({ stdout, stderr, exitCode })) as Answer;
}

interface Finished {
  readonly stdout: { toString(): string };
  readonly stderr: { toString(): string };
  readonly exitCode: number;
}

function finished({ stdout, stderr, exitCode }: Finished): string {
  const complaint = stderr.toString();
  if (exitCode !== 0 || complaint !== "") throw new Error(`PHP ended with ${exitCode}\n${complaint}\n${stdout}`);
  return stdout.toString();
}
