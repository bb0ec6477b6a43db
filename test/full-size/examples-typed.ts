/** Examples as TypeScript programs: each has to be what the type of its resource says. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typeErrors } from "./project.ts";

/** A literal of more text is beyond the compiler: the union of what the entries of such a bundle are is "too complex to represent". */
const largestBytes = 2_000_000;
/** The compiler needs 30 times the text that it reads. */
const programBytes = 16_000_000;

interface Example {
  readonly name: string;
  readonly text: string;
}

export interface Checked {
  readonly passed: number;
  /** What the compiler says first of each example that is not what its type says, by name. */
  readonly failed: Readonly<Record<string, string>>;
  readonly tooLarge: readonly string[];
}

/** Checks the JSON files of a folder against the types of a project. */
export function checkExamples(folder: string, root: string): Checked {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "package.json");
  const isSmall = (name: string) => statSync(join(folder, name)).size <= largestBytes;
  const small = names.sort().filter(isSmall);
  const tooLarge = names.filter((name) => !isSmall(name));
  const examples = small.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const failed: Record<string, string> = {};
  for (const [at, program] of programsOf(examples).entries())
    Object.assign(failed, check(program, root, `examples-${at}`));
  return { passed: small.length - Object.keys(failed).length, failed, tooLarge };
}

function programsOf(examples: readonly Example[]): Example[][] {
  const programs: Example[][] = [[]];
  let bytes = 0;
  for (const example of examples) {
    if (bytes > programBytes) {
      programs.push([]);
      bytes = 0;
    }
    programs.at(-1)?.push(example);
    bytes += example.text.length;
  }
  return programs;
}

/** A file of a hundred examples, a line each: the compiler takes files in parallel. */
function check(examples: readonly Example[], root: string, folder: string): Record<string, string> {
  mkdirSync(join(root, folder), { recursive: true });
  const files = new Map<string, Example[]>();
  for (const [at, example] of examples.entries()) {
    const file = `${folder}/part${Math.floor(at / 100)}.ts`;
    files.set(file, [...(files.get(file) ?? []), example]);
  }
  for (const [file, content] of files) writeFileSync(join(root, file), content.map(lineOf).join("\n"));
  const failed: Record<string, string> = {};
  for (const line of typeErrors(root, [folder]).split("\n")) {
    const [, file = "", row = "", error = line] =
      /^(.*\.ts)\((\d+),\d+\): error TS\d+: (.*?)(?: in type .*)?$/.exec(line) ?? [];
    // Lines that are indented say more of the one above.
    if (error.trim() !== "" && !/^\s/.test(line)) failed[files.get(file)?.[Number(row) - 1]?.name ?? line] ??= error;
  }
  return failed;
}

/** Parsed and written again, so that it is one line; the keys of an object literal are what they are in JSON. */
function lineOf({ text }: Example, at: number): string {
  const resource = JSON.parse(text) as { readonly resourceType: string };
  const type = `import("../types/index.js").${resource.resourceType}`;
  return `export const e${at} = ${JSON.stringify(resource)} satisfies ${type};`;
}
