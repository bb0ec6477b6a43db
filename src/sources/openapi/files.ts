/** The files of a document of several: which may be read, and each of them once. */
import { parseDocument } from "#document/parse.ts";
import type { Json } from "#model/json.ts";
import { folderOf, isInside, join } from "#platform/paths.ts";
import type { SourceContext, SourceInput } from "../source.ts";
import { decode } from "./pointer.ts";

/** What the part of a `$ref` before its `#` leads to. */
export type Resolved =
  | { readonly type: "file"; readonly file: string }
  /** A URL with a scheme: `http`, `file`, `urn`. */
  | { readonly type: "url"; readonly scheme: string }
  | { readonly type: "outside"; readonly file: string };

/** Reads through `context.inputs`, so that every file is an input of the source. */
export class Files {
  readonly #folder: string;
  readonly #limits: SourceInput["limits"];
  readonly #context: SourceContext;
  readonly #values = new Map<string, Json | undefined>();

  /** Files may lie below the project root, or below the folder of the entry document where that is elsewhere. */
  constructor(entry: string, limits: SourceInput["limits"], context: SourceContext) {
    this.#folder = folderOf(entry);
    this.#limits = limits;
    this.#context = context;
  }

  resolve(path: string, from: string): Resolved {
    // One letter and a colon is a drive of Windows, and outside of everything.
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1] ?? (path.startsWith("//") ? "https" : undefined);
    if (scheme !== undefined) return { type: "url", scheme: scheme.toLowerCase() };
    const plain = decode(path);
    const isAbsolute = /^([a-z]:|[\\/])/i.test(plain);
    const file = isAbsolute ? plain : join(folderOf(from), plain);
    return !isAbsolute && this.#isInside(file, this.#folder) && this.#isReallyInside(file)
      ? { type: "file", file }
      : { type: "outside", file };
  }

  /** `undefined` when there is no such file. */
  exists(file: string): boolean {
    return this.#context.inputs.read(file) !== undefined;
  }

  /** The parsed file; `undefined` when it is not there, or does not parse, which was reported then. */
  async value(file: string): Promise<Json | undefined> {
    if (this.#values.has(file)) return this.#values.get(file);
    const bytes = this.#context.inputs.read(file);
    const value =
      bytes === undefined ? undefined : await parseDocument(file, bytes, this.#limits, this.#context.report);
    this.#values.set(file, value);
    return value;
  }

  #isInside(path: string, folder: string): boolean {
    return isInside(".", path) || isBelow(folder, path);
  }

  /** The same behind symbolic links. A file that does not exist is not outside. */
  #isReallyInside(file: string): boolean {
    const real = this.#context.inputs.realPath(file);
    if (real === undefined) return true;
    const folder = this.#context.inputs.realPath(this.#folder) ?? this.#folder;
    return this.#isInside(real, folder);
  }
}

function isBelow(folder: string, path: string): boolean {
  if (folder === "." || !path.startsWith(`${folder}/`)) return false;
  return !path.slice(folder.length + 1).startsWith("../");
}
