/**
 * Which files a `.ts` file of a pack runs: itself and everything it imports, so that a change in any of them is seen.
 * What cannot be followed is refused: an import that is not tracked would leave outputs stale.
 */
import { placeAt, placeAtLine } from "#document/place.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { folderOf, join } from "#platform/paths.ts";

/** `Inputs` is one; so is a pack that is in memory. */
export interface ModuleReader {
  read(path: string): Uint8Array | undefined;
}

export interface ModuleGraph {
  /** The file itself and all that it imports, sorted. Type imports do not count: they leave nothing at run time. */
  readonly files: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** The runtime's own modules, and the module that specmill itself provides. */
const provided = /^(?:node:|bun(?::|$)|specmill(?:\/|$))/;

/** In the order in which the runtime tries them where an ending is left out. */
const endings = [".tsx", ".jsx", ".ts", ".mjs", ".js", ".mts", ".cjs", ".cts", ".json"];

/** Follows the imports of `path`. Paths are as the reader takes them, and problems name them so. */
export function moduleGraph(path: string, reader: ModuleReader): ModuleGraph {
  const files = new Set<string>();
  const problems: Diagnostic[] = [];
  const waiting = [path];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    const text = new TextDecoder().decode(reader.read(file));
    for (const specifier of scan(file, text, problems)) {
      if (provided.test(specifier)) continue;
      const isRelative = /^\.\.?(?:\/|$)/.test(specifier);
      const target = isRelative ? resolve(join(folderOf(file), specifier), reader) : undefined;
      if (target === undefined) problems.push(importProblem(specifier, file, text));
      else waiting.push(target);
    }
  }
  return { files: [...files].sort(), problems };
}

function scan(file: string, text: string, problems: Diagnostic[]): string[] {
  try {
    const loader = file.endsWith("x") ? "tsx" : "ts";
    return new Bun.Transpiler({ loader }).scanImports(text).map((found) => found.path);
  } catch (thrown) {
    problems.push(...syntaxProblems(thrown, file, text));
    return [];
  }
}

function importProblem(specifier: string, file: string, text: string): Diagnostic {
  const quoted = [`"${specifier}"`, `'${specifier}'`].map((one) => text.indexOf(one)).filter((at) => at >= 0);
  const place = placeAt(file, text, Math.min(...quoted, text.length), { length: specifier.length + 2 });
  if (specifier.startsWith(".")) return error("template/import", `there is no module \`${specifier}\``, { place });
  const notes = ["copy what you need into the pack; modules of the runtime are written `node:…`"];
  return error("template/import", `a template cannot import the package \`${specifier}\``, { place, notes });
}

/** What the transpiler complained of, each at its place. */
export function syntaxProblems(thrown: unknown, display: string, text: string): Diagnostic[] {
  const all: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
  const found = all.map((one) => {
    const message = one instanceof Error || one instanceof BuildMessage ? one.message : String(one);
    const position = one instanceof BuildMessage ? one.position : null;
    const place =
      position === null
        ? { file: display }
        : placeAtLine(display, text, position.line, position.column, Math.max(1, position.length));
    return error("template/syntax", message.slice(0, 1).toLowerCase() + message.slice(1), { place });
  });
  // At one place only the first complaint helps; the others follow from it.
  const places = found.map(({ place }) => `${place?.line}:${place?.column}`);
  return found.filter((_, index) => places.indexOf(places[index] ?? "") === index);
}

/** As the runtime resolves: an ending may be left out, and `./x.js` may stand for `./x.ts`. */
function resolve(path: string, reader: ModuleReader): string | undefined {
  const hasEnding = endings.some((ending) => path.endsWith(ending));
  const candidates = hasEnding
    ? [path, path.replace(/\.([cm]?)js(x?)$/, ".$1ts$2")]
    : [path, `${path}/index`].flatMap((stem) => endings.map((ending) => stem + ending));
  return candidates.find((candidate) => reader.read(candidate) !== undefined);
}
