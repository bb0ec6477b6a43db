/** Which files of an action are templates, and in which order. */
import { join, relative } from "node:path";
import { placeAt } from "#document/place.ts";
import type { Diagnostic } from "#model/diagnostic.ts";
import { error, warning } from "#model/diagnostic.ts";
import { SpecmillError } from "#model/errors.ts";
import type { FileSystem } from "#platform/file-system.ts";
import type { ActionTemplate } from "./action.ts";

/** A path that ends so is no template, whatever stands before it. */
const dropped = [
  "prompt.js",
  "index.js",
  "prompt.ts",
  "index.ts",
  ".hygenignore",
  ".hypergenignore",
  ".DS_Store",
  ".Spotlight-V100",
  ".Trashes",
  "ehthumbs.db",
  "Thumbs.db",
];

const ignoreFiles = [".hygenignore", ".hypergenignore"];

/** Whether a path, relative to its folder, is left out. */
type Ignores = (path: string) => boolean;

/** Absolute paths in hygen's order. `subaction` is a regular expression for the path behind the action's folder, which begins with `/`. */
export function templatePaths(folder: string, fs: FileSystem, subaction?: string): readonly string[] {
  const wanted = subaction === undefined ? undefined : patternOf(subaction);
  const found: string[] = [];
  walk(folder, { fs, above: [folder], ignores: [] }, found);
  // ICU's order, and the same one whatever the language of the user: prefixes such as `0add.t` and `z_inject.t` rely on it.
  const { compare } = new Intl.Collator("en");
  return found.filter((path) => wanted === undefined || wanted.test(path.slice(folder.length))).sort(compare);
}

/** The templates of an action with their texts. `shown` is the folder that problems name files from. */
export function readTemplates(paths: readonly string[], shown: string, fs: FileSystem): readonly ActionTemplate[] {
  return paths.map((path) => {
    const display = relative(shown, path).replaceAll("\\", "/");
    const own = { path, display: display.startsWith("../") ? path : display };
    return { ...own, text: Buffer.from(fs.read(path) ?? missing(own.display)).toString("utf8") };
  });
}

function patternOf(subaction: string): RegExp {
  try {
    return new RegExp(subaction);
  } catch (problem) {
    const why = (problem as Error).message.replace(/^Invalid regular expression: /, "");
    const message = `the part \`${subaction}\` of an action is no regular expression: ${why}`;
    throw new SpecmillError([error("scaffold/not-found", message)]);
  }
}

interface Walk {
  readonly fs: FileSystem;
  /** Links resolved, from the action's folder down to where the walk is: a link back to one of them is not followed. */
  readonly above: readonly string[];
  readonly ignores: readonly Ignores[];
}

function walk(folder: string, { fs, above, ignores }: Walk, found: string[]): void {
  const entries = fs.list(folder) ?? [];
  const own = entries
    .filter(({ name }) => ignoreFiles.includes(name))
    .map(({ name }) => readIgnores(join(folder, name), fs));
  const rules = [...ignores, ...own];
  for (const { name, type: ownType } of entries) {
    const path = join(folder, name);
    const target = ownType === "link" ? fs.realPath(path) : path;
    const type = ownType === "link" && target !== undefined ? fs.stamp(target)?.type : ownType;
    const isFolder = type === "folder";
    if (rules.some((one) => one(isFolder ? `${path}/` : path))) continue;
    if (!isFolder) {
      // A link that leads nowhere is a template that cannot be read; a pipe would be waited for without an end.
      if (type !== "other" && !dropped.some((end) => path.endsWith(end))) found.push(path);
    } else if (ownType === "folder") walk(path, { fs, above: [...above, path], ignores: rules }, found);
    else if (target !== undefined && !above.some((one) => (fs.realPath(one) ?? one) === target))
      walk(path, { fs, above: [...above, target], ignores: rules }, found);
  }
}

/** hygen puts `\uFFFD` where bytes are no text, and so does specmill, but not without a word. */
export function encodingProblem({ path, display, text }: ActionTemplate, fs: FileSystem): Diagnostic | undefined {
  const at = text.indexOf("\uFFFD");
  const bytes = at < 0 ? undefined : fs.read(path);
  if (bytes === undefined || Buffer.from(text).equals(bytes)) return undefined;
  const notes = ["save it as UTF-8, or let `from` name a file: its bytes are copied as they are"];
  return warning("scaffold/render", "the template is not UTF-8, and what is no text comes out as `\uFFFD`", {
    place: placeAt(display, text, at),
    notes,
  });
}

function missing(file: string): never {
  const notes = ["it went away, or is a link that leads nowhere"];
  throw new SpecmillError([error("scaffold/render", "the template cannot be read", { place: { file }, notes })]);
}

/** The rules of one file, for everything below its folder. */
function readIgnores(file: string, fs: FileSystem): Ignores {
  const ignore: typeof import("ignore") = require("ignore");
  const rules = ignore().add(Buffer.from(fs.read(file) ?? "").toString("utf8"));
  const folder = join(file, "..");
  return (path) => {
    const way = path.slice(folder.length + 1).replaceAll("\\", "/");
    return way !== "" && rules.ignores(way);
  };
}
