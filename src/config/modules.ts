/**
 * The modules that a `.ts` config consists of, each read through `inputs`: a change in any of them is a change of the config.
 * Names that are computed at run time cannot be known; a config that reads files by itself is on its own.
 */
import { isAbsolute } from "node:path";
import type { Inputs } from "#platform/inputs.ts";
import { absolute, folderOf, join, projectPath } from "#platform/paths.ts";

export interface Modules {
  /** Project path -> content, the config first. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly missing: readonly MissingImport[];
}

export interface MissingImport {
  /** The module that imports it. */
  readonly from: string;
  readonly name: string;
}

/** Reads `file` and everything that it imports, at any depth. */
export function readModules(file: string, inputs: Inputs, root: string): Modules {
  const files = new Map<string, Uint8Array>();
  const missing: MissingImport[] = [];
  const open = [file];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const bytes = files.has(path) ? undefined : inputs.read(path);
    if (bytes === undefined) continue;
    files.set(path, bytes);
    for (const { path: name, kind } of importsOf(path, bytes)) {
      const found = resolveImport(name, path, inputs, root);
      if (found !== undefined && found !== "built in") open.push(found);
      // A dynamic import may be one that the config can do without.
      if (found === undefined && kind === "import-statement") missing.push({ from: path, name });
    }
  }
  return { files, missing };
}

/** The endings that the runtime tries, in its order. Each try is remembered: a new file may take the place of another. */
const endings = ["", ".tsx", ".jsx", ".ts", ".mjs", ".js", ".mts", ".cjs", ".cts", ".json", "/index.ts", "/index.js"];

function resolveImport(name: string, from: string, inputs: Inputs, root: string): string | "built in" | undefined {
  if (name === "specmill") return "built in";
  const near = join(folderOf(from), name);
  const ending = name.startsWith(".") ? endings.find((one) => inputs.exists(near + one)) : undefined;
  if (ending !== undefined) return near + ending;
  try {
    const found = Bun.resolveSync(name, absolute(root, folderOf(from)));
    return isAbsolute(found) ? projectPath(root, found) : "built in";
  } catch {
    return undefined;
  }
}

/** What a module imports, types left out. One that does not parse imports nothing: running it says what is wrong, and better. */
function importsOf(path: string, bytes: Uint8Array): Bun.Import[] {
  const loader = loaderOf(path);
  if (loader === undefined) return [];
  try {
    return new Bun.Transpiler({ loader }).scanImports(bytes);
  } catch {
    return [];
  }
}

function loaderOf(path: string): "ts" | "tsx" | "js" | "jsx" | undefined {
  const ending = /\.[cm]?([jt]sx?)$/.exec(path)?.[1];
  return ending as "ts" | "tsx" | "js" | "jsx" | undefined;
}
