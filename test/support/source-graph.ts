/**
 * The import graph of src/, types included, read with regular expressions: the whole tree takes milliseconds.
 * Imports are found at the start of a line, so text that looks like one inside a string does not count.
 */
import { readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";

export type ImportForm = "static" | "type" | "lazy";

export interface Import {
  readonly form: ImportForm;
  /** As written. */
  readonly specifier: string;
  /** Path below src/, or `../…` for a file of this repository outside of it; absent for packages and built-in modules. */
  readonly file?: string;
}

export interface SourceFile {
  /** Relative to src/, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked out; line numbers stay. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const statement = /^(?:import|export)\s+(type\s)?\s*(?:[\w*{][^;"'`]*?\sfrom\s*)?"([^"]+)"/gm;
const call = /\bimport\(\s*"([^"]+)"/g;

/** Every TypeScript file below src/, sorted by path. */
export function readSourceTree(root: string): SourceFile[] {
  const source = join(root, "src");
  const paths = [...new Bun.Glob("**/*.ts").scanSync({ cwd: source })].map((path) => path.replaceAll("\\", "/")).sort();
  return paths.map((path) => parseSource(path, readFileSync(join(source, path), "utf8")));
}

/** One file; `path` is relative to src/. */
export function parseSource(path: string, text: string): SourceFile {
  const code = blankComments(text);
  const imports: Import[] = [];
  const add = (form: ImportForm, specifier: string) => {
    const file = resolveSpecifier(path, specifier);
    imports.push(file === undefined ? { form, specifier } : { form, specifier, file });
  };
  for (const match of code.matchAll(statement)) add(match[1] === undefined ? "static" : "type", match[2]!);
  for (const match of code.matchAll(call)) add(isTypeQuery(code, match) ? "type" : "lazy", match[1]!);
  return { path, text, code, imports };
}

/** `import("./x.ts").Place` names a type; `await import("./x.ts")` and `() => import("./x.ts")` load a module. */
function isTypeQuery(code: string, match: RegExpExecArray): boolean {
  const before = code.slice(Math.max(0, match.index - 40), match.index);
  const after = code.slice(match.index + match[0].length, match.index + match[0].length + 12);
  return /^\)\.[A-Z]/.test(after) && !/\bawait\s+$/.test(before);
}

function resolveSpecifier(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return posix.normalize(specifier.slice(1));
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  return undefined;
}

/** Comments become spaces. Strings are stepped over, so that `"https://"` stays whole. */
function blankComments(text: string): string {
  return text.replace(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|(?<![\\/])\/\/[^\n]*/g,
    (token) => (token.startsWith("/*") || token.startsWith("//") ? token.replace(/[^\n]/g, " ") : token),
  );
}

/** Groups of files that import one another in a circle; each group is one path that comes back to its start. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map((file) => [file.path, file.imports.flatMap(({ file: to }) => to ?? [])]));
  const state = new Map<string, "open" | "done">();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      cycles.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, "open");
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}

/** What is loaded when `entry` is: the files and packages that it reaches by static imports alone. */
export function staticReach(
  files: readonly SourceFile[],
  entry: string,
): { files: Set<string>; packages: Map<string, string> } {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const packages = new Map<string, string>();
  const queue = [entry];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { form, specifier, file } of byPath.get(path)?.imports ?? []) {
      if (form !== "static") continue;
      if (file === undefined) packages.set(specifier, path);
      else queue.push(file);
    }
  }
  return { files: reached, packages };
}

/** The root of this repository. */
export const repository = join(dirname(import.meta.dir), "..");

/** Path below the repository, for messages. */
export function display(path: string): string {
  return relative(repository, join(repository, "src", path)).replaceAll("\\", "/");
}
