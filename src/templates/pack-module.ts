/**
 * Loads the `.ts` files of a pack as code: from the binary for a built-in pack, from the disk for the user's own.
 * A module that changed since it was loaded is evaluated again, with everything it imports (`watch`).
 */
import { posix } from "node:path";
import { placeAtLine } from "#document/place.ts";
import type { Place } from "#model/diagnostic.ts";
import { error } from "#model/diagnostic.ts";
import { InternalError, SpecmillError } from "#model/errors.ts";
import { hashParts } from "#platform/hash.ts";
import { absolute } from "#platform/paths.ts";
import type { PackAccess } from "./engines/engine.ts";
import { TemplateError } from "./engines/engine.ts";
import { moduleGraph, syntaxProblems } from "./module-graph.ts";

export interface PackModule {
  readonly exports: { readonly [name: string]: unknown };
  /** The files of the pack that were evaluated for it. */
  readonly files: readonly string[];
}

/** Absolute path of a module -> digest of all files that were evaluated for it. */
const evaluated = new Map<string, string>();

/** The exports of a module of the pack. Throws TemplateError when it does not parse or throws while it is evaluated. */
export async function loadPackModule(path: string, pack: PackAccess): Promise<PackModule> {
  const read = (file: string) => pack.file(file);
  const { files } = moduleGraph(path, { read: (file) => bytesOf(read(file)?.text) });
  try {
    const exports =
      pack.folder === undefined ? await pack.builtIn?.(path) : await importFresh(path, pack.folder, files, read);
    if (typeof exports !== "object" || exports === null) throw new InternalError(`no module ${pack.display(path)}`);
    return { exports: exports as PackModule["exports"], files };
  } catch (thrown) {
    throw moduleFailure(thrown, path, pack);
  }
}

/**
 * The error to throw on for what a module threw: at the innermost line of the pack that is on the stack.
 * Code that is compiled into the binary has no lines: there the file is all that is known.
 */
export function moduleFailure(thrown: unknown, path: string, pack: PackAccess): Error {
  if (thrown instanceof InternalError || thrown instanceof SpecmillError) return thrown;
  if (thrown instanceof TemplateError) {
    const { diagnostic } = thrown;
    return diagnostic.place === undefined
      ? new TemplateError({ ...diagnostic, place: placeOf(thrown, path, pack) })
      : thrown;
  }
  if (isBuildProblem(thrown)) {
    const [first] = syntaxProblems(thrown, pack.display(path), pack.file(path)?.text ?? "");
    if (first !== undefined) return new TemplateError(first);
  }
  const text =
    thrown instanceof Error ? thrown.message : `the template threw ${JSON.stringify(thrown) ?? String(thrown)}`;
  const [message = ""] = text.split("\n");
  const shown = message === "" ? "the template threw an error without a message" : message.replace(/\.$/, "");
  return new TemplateError(error("template/failed", shown, { place: placeOf(thrown, path, pack) }));
}

async function importFresh(
  path: string,
  folder: string,
  files: readonly string[],
  read: (file: string) => { readonly digest: string } | undefined,
): Promise<unknown> {
  const file = absolute(folder, path);
  const digest = hashParts(files.flatMap((one) => [one, read(one)?.digest ?? ""]));
  const before = evaluated.get(file);
  if (before !== undefined && before !== digest) {
    for (const one of files) delete require.cache[absolute(folder, one)];
  }
  evaluated.set(file, digest);
  return import(file);
}

function placeOf(thrown: unknown, path: string, pack: PackAccess): Place {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  for (const line of stack.split("\n")) {
    const frame = /^\s*at (?:.*? \()?(?:file:\/\/)?(.+?):(\d+):(\d+)\)?$/.exec(line);
    const inPack = frame?.[1] === undefined ? undefined : pathInPack(frame[1], path, pack);
    const text = inPack === undefined ? undefined : pack.file(inPack)?.text;
    if (inPack === undefined || text === undefined) continue;
    return placeAtLine(pack.display(inPack), text, Number(frame?.[2]), Number(frame?.[3]));
  }
  return { file: pack.display(path) };
}

/** The path in the pack of a file on the stack. Only in a checkout of specmill do built-in packs have files. */
function pathInPack(file: string, path: string, pack: PackAccess): string | undefined {
  const found = file.replaceAll("\\", "/");
  if (pack.folder !== undefined) return posix.relative(pack.folder.replaceAll("\\", "/"), found);
  const folder = `/templates/${pack.display(path).slice(0, -path.length)}`;
  const at = found.lastIndexOf(folder);
  return at < 0 ? undefined : found.slice(at + folder.length);
}

function isBuildProblem(thrown: unknown): boolean {
  return (
    thrown instanceof BuildMessage || (thrown instanceof AggregateError && thrown.errors[0] instanceof BuildMessage)
  );
}

function bytesOf(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : new TextEncoder().encode(text);
}
