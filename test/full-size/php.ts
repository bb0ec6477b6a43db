/** PHP over the classes of a whole release. */
import { join, relative } from "node:path";
import { askPhp } from "../packs/fhir-php/php-runtime.ts";

/** Beside the programs of the tests of the pack. */
const programs = relative(join(import.meta.dir, "../packs/fhir-php/php"), join(import.meta.dir, "php"));

/** Runs a program of `php/` here over the classes below a folder; whatever it complains of is an error. */
export function askFullSize<Answer>(program: string, folder: string, request: object = {}): Answer {
  return askPhp<Answer>(join(programs, program), folder, request);
}

/** What `php -l` says of files that it does not take, some at a time: a call takes one file. */
export async function lintProblems(files: readonly string[]): Promise<string[]> {
  const waiting = [...files];
  const problems: string[] = [];
  const work = async () => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) problems.push(...(await lint(file)));
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return problems;
}

/** `-n`: no settings and no extensions of the machine, which also makes it three times as fast. */
async function lint(file: string): Promise<string[]> {
  const child = Bun.spawn(["php", "-n", "-l", file], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [text, code] = await Promise.all([new Response(child.stdout).text(), child.exited]);
  return code === 0 && text.startsWith("No syntax errors") ? [] : [`${file}: exit code ${code}\n${text}`];
}
